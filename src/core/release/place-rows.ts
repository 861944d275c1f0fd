import { counted } from '../counted.ts';
import { readFileText } from '../file-text.ts';
import type { LeftOver } from '../version/version-places.ts';

/** A line that says the version, and what becomes of it: a row of the table that a person checks before a release. */
export interface PlaceRow {
  readonly path: string;
  /** Counted from 1; null: more than one line of the file. */
  readonly line: number | null;
  /** The line without the blanks around it, as UTF-8; empty where it is more than one. */
  readonly now: string;
  /** The same after the release; null: it stays. */
  readonly becomes: string | null;
  /** `stops`: it stays, and the release does not go on until a person has decided. */
  readonly act: 'written' | 'stays' | 'stops';
  /** How it became known, or why it stays. A clause. */
  readonly because: string;
  /** Lines of other places that say and become the same. */
  readonly alike: number;
}

/** Longer lines are cut. Characters. */
const LONGEST_LINE = 160;

const shown = (line: string): string => Buffer.from(line, 'latin1').toString('utf8').trim().slice(0, LONGEST_LINE);

/** The rows of what one place writes. */
export function writtenRows(path: string, before: Uint8Array, after: Uint8Array, because: string): PlaceRow[] {
  const [was, is] = [linesIn(before), linesIn(after)];
  const common = { path, act: 'written' as const, because, alike: 0 };
  // What is added, as the entry of a recipe, has no line that it was before.
  if (was.length !== is.length)
    return [{ ...common, line: null, now: '', becomes: `${counted(is.length - was.length, 'more line')}` }];
  return was.flatMap((line, at) =>
    line === is[at] ? [] : [{ ...common, line: at + 1, now: shown(line), becomes: shown(is[at] ?? '') }],
  );
}

const linesIn = (bytes: Uint8Array): string[] => readFileText(bytes).text.split('\n');

/** A place that says the version already. */
export const standingRow = (path: string, because: string): PlaceRow => ({
  path,
  line: null,
  now: '',
  becomes: null,
  act: 'stays',
  because: `${because}; it says the version already`,
  alike: 0,
});

/** What is left over. */
export const leftRows = (leftOver: readonly LeftOver[]): PlaceRow[] =>
  leftOver.map(({ path, line, text, blocks }) => ({
    path,
    line,
    now: shown(text),
    becomes: null,
    act: blocks === null ? 'stays' : 'stops',
    because: blocks ?? 'for people, or it did not move with the version',
    alike: 0,
  }));

const ORDER: readonly PlaceRow['act'][] = ['stops', 'written', 'stays'];

/** What a person has to decide first; lines that are the same in many files in one row. */
export function placeTable(rows: readonly PlaceRow[]): PlaceRow[] {
  const table = new Map<string, PlaceRow>();
  const written = new Set(rows.flatMap(({ act, path }) => (act === 'written' ? [path] : [])));
  for (const row of rows) {
    // A part that is the same in both versions stands beside one that is not.
    if (row.act === 'stays' && row.line === null && written.has(row.path)) continue;
    const key = row.line === null ? JSON.stringify(row) : JSON.stringify([row.act, row.now, row.becomes, row.because]);
    const known = table.get(key);
    if (known === undefined) table.set(key, row);
    else if (row.line !== null && (known.path !== row.path || known.line !== row.line))
      table.set(key, { ...known, alike: known.alike + 1 });
  }
  return [...table.values()].sort((a, b) => ORDER.indexOf(a.act) - ORDER.indexOf(b.act));
}

/** `include/a.hpp:3 and 146 more`. */
export const placeText = ({ path, line, alike }: PlaceRow): string =>
  `${path}${line === null ? '' : `:${line}`}${alike === 0 ? '' : ` and ${alike} more`}`;
