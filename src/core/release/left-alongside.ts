import { fewNames } from '../few-names.ts';
import { readFileText } from '../file-text.ts';
import { entryOpener, type MovedAlongside, openedWords } from '../version/moved-alongside.ts';
import { mayCarryVersion, speaksOfPast } from '../version/place-search.ts';
import type { SourceTree } from './facts.ts';
import { entryAt } from './git-tree.ts';

/** What a release is about to leave as it is. */
interface Left {
  readonly source: SourceTree;
  /** What changed with each of the last releases. */
  readonly moved: readonly MovedAlongside[];
  /** The files that this release changes, as they will be. */
  readonly after: ReadonlyMap<string, Uint8Array>;
  readonly version: string;
  /** null: this repository keeps no changelog. */
  readonly changelogPath: string | null;
  /** `path` or `path:line`, which somebody has decided. */
  readonly ignored: readonly string[];
}

/**
 * What changed with each of the last releases and does not with this one, as sentences: nobody but a person knows the next
 * count or entry. What somebody wrote since the last release is no longer as that left it, and is not told.
 */
export function leftAlongside(left: Left): string[] {
  const ignored = new Set([...left.ignored, ...(left.changelogPath === null ? [] : [left.changelogPath])]);
  const own = left.moved.filter(({ path }) => mayCarryVersion(path) && !/^\.github\//.test(path) && !ignored.has(path));
  const lines = own.flatMap((each) => (each.kind === 'line' ? lineLeft(each, left, ignored) : []));
  const entries = own.flatMap((each) => (each.kind === 'entry' && isEntryDue(each, left) ? [shown(each)] : []));
  const files = own.flatMap((each) => (each.kind === 'file' ? fileDue(each, left) : []));
  return [
    ...told(lines, {
      one: (line) => `With each of the last releases this line changed as well, and stays as it is: ${line}.`,
      several: (all) => `With each of the last releases these lines changed as well, and stay as they are: ${all}.`,
    }),
    ...told(entries, {
      one: (file) => `With each of the last releases this file got an entry, and gets none now: ${file}.`,
      several: (all) => `With each of the last releases these files got an entry, and get none now: ${all}.`,
    }),
    ...told(files, {
      one: (file) => `With each of the last releases a file of this name came, and none is there now: ${file}.`,
      several: (all) => `With each of the last releases files of these names came, and none are there now: ${all}.`,
    }),
  ];
}

type Sentence = (names: string) => string;

const told = (names: readonly string[], { one, several }: { one: Sentence; several: Sentence }): string[] =>
  names.length === 0 ? [] : [(names.length === 1 ? one : several)(fewNames(names, MOST_NAMED))];

const MOST_NAMED = 5;

const shown = ({ path, line }: MovedAlongside, at?: number): string =>
  `${path}${at === undefined ? '' : `:${at}`} (${Buffer.from(line.slice(0, LONGEST), 'latin1').toString('utf8')})`;

/** Of a line that is shown. Characters. */
const LONGEST = 80;

/** A line that still is as the last release left it, and will be. */
function lineLeft(each: MovedAlongside, { source, after }: Left, ignored: ReadonlySet<string>): string[] {
  const now = linesOf(source.files.get(each.path)?.bytes);
  const at = now.indexOf(each.line);
  if (at < 0 || ignored.has(`${each.path}:${at + 1}`)) return [];
  const then = after.has(each.path) ? linesOf(after.get(each.path)) : now;
  return then.includes(each.line) ? [shown(each, at + 1)] : [];
}

/** Whether nothing in a file says of this version what an entry of the last one says. */
function isEntryDue({ path, key }: MovedAlongside, { source, after, version }: Left): boolean {
  const bytes = after.get(path) ?? source.files.get(path)?.bytes;
  if (bytes === undefined) return false;
  const words = openedWords(key);
  const open = entryOpener(version);
  return linesOf(bytes).every((line) => {
    const opened = open(line);
    return opened === null || openedWords(opened) !== words || speaksOfPast(line);
  });
}

/** A file that is named for the version, as long as there is none for this one. */
function fileDue({ path, key }: MovedAlongside, { source, after, version }: Left): string[] {
  const next = key.replaceAll('{version}', version);
  return after.has(next) || entryAt(source.listing, next) !== null ? [] : [`${next} (as ${path})`];
}

const linesOf = (bytes: Uint8Array | undefined): string[] =>
  bytes === undefined
    ? []
    : readFileText(bytes)
        .text.split('\n')
        .map((line) => line.trim());
