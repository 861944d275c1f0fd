import { withoutFinalWord } from '../final-word.ts';

/** A version as a heading may write it: two to four numbers, and what marks a pre-release. */
const PRERELEASE = String.raw`[-._]?(?:alpha|beta|preview|pre|rc|dev|post|a|b)[-._]?\d*(?:\.\d+)*`;
const SUFFIX = String.raw`(?:-(?!\d{4}-\d)[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*)`;
const BUILD = String.raw`(?:\+[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*)?`;
const VERSION = new RegExp(
  String.raw`(?<![\p{L}\d]|\d[.,])([vVr]?)(\d{1,8}(?:\.\d{1,8}){1,3}(?:${PRERELEASE}|${SUFFIX})?${BUILD})(?![\p{L}\d]|\.[\p{L}\d*])`,
  'gu',
);

export interface WrittenVersion {
  /** Without `v`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export function findVersions(text: string): WrittenVersion[] {
  if (!/\d\.\d/.test(text)) return [];
  return [...text.matchAll(VERSION)].map((match) => {
    const start = match.index + (match[1] ?? '').length;
    return { text: match[2] ?? '', start, end: start + (match[2] ?? '').length };
  });
}

/** A version taken apart, so that `1.2`, `1.2.0` and `v1.2.0` are the same one, and `1.2.0rc1` is `1.2.0-rc.1`. */
export interface VersionKey {
  readonly numbers: readonly number[];
  /** In lower case, without its separators; empty for a final version. */
  readonly prerelease: string;
}

export function versionKey(text: string): VersionKey | null {
  const match = /^[vVr]?(\d{1,8}(?:\.\d{1,8}){0,3})(.*)$/.exec(withoutFinalWord(text.split('+')[0] ?? ''));
  if (match === null) return null;
  const numbers = (match[1] ?? '').split('.').map(Number);
  while (numbers.length < 3) numbers.push(0);
  return { numbers, prerelease: (match[2] ?? '').toLowerCase().replace(/[-._]/g, '') };
}

const sameNumbers = (a: VersionKey, b: VersionKey): boolean =>
  a.numbers.length === b.numbers.length && a.numbers.every((each, at) => each === b.numbers[at]);

export function isSameVersion(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [versionKey(a), versionKey(b)];
  return left !== null && right !== null && sameNumbers(left, right) && left.prerelease === right.prerelease;
}

/** Whether `candidate` is a pre-release of the final version `version`. */
export function isCandidateOf(candidate: string, version: string): boolean {
  const [left, right] = [versionKey(candidate), versionKey(version)];
  return (
    left !== null &&
    right !== null &&
    right.prerelease === '' &&
    /^(alpha|beta|rc|pre|preview|a|b|c)\d/.test(`${left.prerelease}0`) &&
    sameNumbers(left, right)
  );
}

/** `1.3.0-dev`, `1.3.0-SNAPSHOT`, `1.3.0.dev0`: the version that is worked on, not one that will be released. */
export const DEVELOPMENT_MARK =
  /[-._]?(?:dev|devel|develop|development|snapshot|unreleased|wip|next|head|git|trunk)[-._]?\d*$/i;

/** Negative when `a` is the older one; by its numbers alone. */
export function compareNumbers(a: string, b: string): number {
  const [left, right] = [versionKey(a)?.numbers ?? [], versionKey(b)?.numbers ?? []];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const order = (left[at] ?? 0) - (right[at] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
