import type { FileChange } from './learn-places.ts';

/** What a release made of a number that is no version: `SOVERSION 4` of `SOVERSION 3`. */
export interface HeldMove {
  readonly path: string;
  /** The tag of the release. */
  readonly tag: string;
  /** The line with its numbers left open. */
  readonly line: string;
  readonly from: string;
  readonly to: string;
}

/** What the last releases did to such numbers. */
export interface HeldHistory {
  /** The newest first. */
  readonly moves: readonly HeldMove[];
  /** Every file that they changed was looked into. */
  readonly isWhole: boolean;
}

/** Lines that may say the number of a binary interface. */
const LINE =
  /so_?version|so_?name|version[-_]?info|version-number|(?<![a-z])lt_|libtool|abi_?version|current|revision|(?<![a-z])age(?![a-z])/i;
const NUMBERS = /\d+(?:[.:]\d+)*/g;
/** More of them in a file are a table. */
const MOST_LINES = 20;

/** Whether a line may say the number of a binary interface, which is told by itself. */
export const isInterfaceNumber = (line: string): boolean => LINE.test(line);

/** A line as it is whatever numbers stand in it. */
export const openNumbers = (line: string): string => line.trim().replaceAll(NUMBERS, '#');

/** The numbers of binary interfaces that one release changed in a file. */
export function heldMoves(tag: string, { path, removed, added }: FileChange): HeldMove[] {
  const [before, after] = [linesByWords(removed), linesByWords(added)];
  if (before.size > MOST_LINES) return [];
  return [...before].flatMap(([line, was]): HeldMove[] => {
    const is = after.get(line);
    if (is === undefined) return [];
    const [numbers, others] = [was, is].map((each) => each.match(NUMBERS) ?? []);
    const at = numbers?.findIndex((number, index) => number !== others?.[index]) ?? -1;
    return at < 0 ? [] : [{ path, tag, line, from: numbers?.[at] ?? '', to: others?.[at] ?? '' }];
  });
}

function linesByWords(lines: ReadonlySet<string>): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of lines) if (LINE.test(line)) found.set(openNumbers(line), line);
  return found;
}
