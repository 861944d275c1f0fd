import { datesIn } from './date-in-line.ts';
import { isInterfaceNumber, openNumbers } from './held-moves.ts';
import type { FileChange, Neighbours } from './learn-places.ts';
import { partsOf } from './line-template.ts';
import { speaksOfPast } from './place-search.ts';
import { writtenVersions } from './version-forms.ts';

/**
 * What changed with each of the last releases, and is no place of the version: a line with a count or a day of its own, an entry
 * that each release adds to a file (`debian/changelog`), a file that each one brings (`notes/v1.1.0.md`).
 */
export interface MovedAlongside {
  readonly kind: 'line' | 'entry' | 'file';
  readonly path: string;
  /** As the newest release has it, without the blanks around it; empty for a file. */
  readonly line: string;
  /** What it has in common with those of the releases before. */
  readonly key: string;
}

/** A file in which more lines look so is a table. */
const MOST_IN_FILE = 20;
/** More files tell nothing that a person would read. */
const MOST_FILES = 2_000;

/** A line as it is on whatever day and with whatever numbers. */
export const openedWords = (line: string): string => openNumbers(withoutDays(line));

function withoutDays(line: string): string {
  if (!/\d{4}/.test(line)) return line;
  let open = line;
  for (const { start, end } of [...datesIn(line)].sort((a, b) => b.start - a.start))
    open = `${open.slice(0, start)}#${open.slice(end)}`;
  return open;
}

/** What leaves a version open in a text; null where the text does not say it. */
type Opener = (text: string) => string | null;

/** Opens lines that say a version, whatever days stand in them. */
export function entryOpener(version: string): Opener {
  const open = opener(version);
  // A day may look like a version, and its parts like numbers of one.
  return (line) => {
    const opened = open(line);
    return opened === null ? null : withoutDays(opened.trim());
  };
}

/** @param separator between the parts of the version, as the source of an expression */
function opener(version: string, separator = String.raw`\.`): Opener {
  const said = version.replaceAll(/[^\w.]/g, String.raw`\$&`).replaceAll('.', separator);
  const found = new RegExp(`(?<![\\d.])${said}(?![\\d]|\\.\\d)`, 'g');
  return (text) => {
    const opened = text.replaceAll(found, '{version}');
    return opened === text ? null : opened;
  };
}

/** Learns what changed with each release, change by change. Work is linear in the changed lines. */
export class AlongsideLearner {
  readonly #pairs: readonly Neighbours[];
  readonly #found = new Map<string, Map<string, { readonly what: MovedAlongside; pairs: number }>>();

  /** @param pairs the newest first */
  constructor(pairs: readonly Neighbours[]) {
    this.#pairs = pairs;
  }

  /** The pairs of one file are looked at from the newest to the oldest. */
  look(pair: Neighbours, change: FileChange): void {
    if (this.#pairs.length < 2) return;
    const { path } = change;
    if (pair !== this.#pairs[0] && !this.#found.has(path)) return;
    this.#count(pair, path, [...lines(pair, change), ...entries(pair, change)]);
  }

  /** @param paths of files that the newer release of the pair has and the older one has not */
  came(pair: Neighbours, paths: Iterable<string>): void {
    if (this.#pairs.length < 2) return;
    const named = new Map<string, MovedAlongside>();
    const open = opener(pair.newer.version, '[._-]');
    for (const path of paths) {
      const key = open(path);
      if (key !== null) named.set(key, { kind: 'file', path, line: '', key });
    }
    for (const [key, what] of named) this.#count(pair, key, [what]);
  }

  #count(pair: Neighbours, path: string, seen: readonly MovedAlongside[]): void {
    const at = this.#pairs.indexOf(pair);
    const known = this.#found.get(path);
    if (at === 0 && known === undefined && seen.length > 0 && this.#found.size < MOST_FILES)
      this.#found.set(path, new Map(seen.map((what) => [`${what.kind} ${what.key}`, { what, pairs: 1 }])));
    if (known === undefined) return;
    for (const { kind, key } of seen) {
      const each = known.get(`${kind} ${key}`);
      if (each?.pairs === at) each.pairs += 1;
    }
  }

  /** What every pair has. */
  found(): MovedAlongside[] {
    const all = [...this.#found.values()].flatMap((ofPath) => [...ofPath.values()]);
    return all.filter(({ pairs }) => pairs === this.#pairs.length).map(({ what }) => what);
  }
}

/** Lines of which nothing changed but numbers or a day, and that do not say the version. */
function lines({ older, newer }: Neighbours, { path, removed, added }: FileChange): MovedAlongside[] {
  const [before, after] = [byKey(removed, openedWords), byKey(added, openedWords)];
  const [isBesidesNewer, isBesidesOlder] = [isBesides(newer.version), isBesides(older.version)];
  const found: MovedAlongside[] = [];
  for (const [key, is] of after) {
    const was = before.get(key);
    if (was === undefined) continue;
    const [one, ...others] = is.filter(isBesidesNewer);
    if (one === undefined || others.length > 0 || isOfOthers(path, one)) continue;
    if (was.filter(isBesidesOlder).length === 1) found.push({ kind: 'line', path, line: one.trim(), key });
  }
  return found.length > MOST_IN_FILE ? [] : found;
}

const isBesides = (version: string) => {
  const { parts } = partsOf(version);
  return (line: string) => writtenVersions(line, version, parts).length === 0;
};

/** What a release does not count: the number of a binary interface, which is told by itself, years, and what others release. */
const isOfOthers = (path: string, line: string): boolean =>
  isInterfaceNumber(line) ||
  /copyright|©|\(c\)[ \t]*\d/i.test(line) ||
  (/(^|\/)Cargo\.toml$/.test(path) ? !/^[ \t]*version\b/.test(line) : REQUIREMENTS.test(path));

/** Files that say in which versions others are needed. */
const REQUIREMENTS =
  /(^|\/)(package\.json|requirements[^/]*\.txt|pyproject\.toml|go\.(mod|sum)|[^/]*[.-]lock(\.[a-z]+)?|[^/]*\.wrap)$/i;

/** Lines that name the newer version, beside those that name the older one. */
function entries({ older, newer }: Neighbours, { path, removed, added }: FileChange): MovedAlongside[] {
  const [openNewer, openOlder] = [entryOpener(newer.version), entryOpener(older.version)];
  const found = new Map<string, MovedAlongside>();
  for (const line of added) {
    const key = openNewer(line);
    if (key !== null && !speaksOfPast(line)) found.set(key, { kind: 'entry', path, line: line.trim(), key });
  }
  if (found.size === 0 || found.size > MOST_IN_FILE) return [];
  for (const line of removed) found.delete(openOlder(line) ?? '');
  return [...found.values()];
}

function byKey(lines: Iterable<string>, keyOf: (line: string) => string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const line of lines) {
    const key = keyOf(line);
    const known = found.get(key);
    if (known === undefined) found.set(key, [line]);
    else known.push(line);
  }
  return found;
}
