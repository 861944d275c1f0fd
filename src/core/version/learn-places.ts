import { datePlaceholder, datesIn } from './date-in-line.ts';
import { lineTemplate, matchLine, type OpenMatch, partsOf, renderLine } from './line-template.ts';
import { linesOf, saysVersion } from './preset-lines.ts';
import { openedLines, type WrittenVersion, writtenVersions } from './version-forms.ts';

/** A file that differs between two neighbouring release tags: the lines with a digit that only one of them has. */
export interface FileChange {
  readonly path: string;
  /** Lines of the older file, as `lineAsCompared` gives them. */
  readonly removed: ReadonlySet<string>;
  readonly added: ReadonlySet<string>;
}

/** Two neighbouring releases. */
export interface Neighbours {
  readonly older: { readonly tag: string; readonly version: string };
  readonly newer: { readonly tag: string; readonly version: string };
}

/** What changed between two neighbouring releases. */
export interface ReleasePair extends Neighbours {
  readonly files: readonly FileChange[];
}

/** A line that moved with the version. */
export interface LearnedLine {
  readonly path: string;
  /** Line templates that say every move; several where no move told them apart. The likeliest first. */
  readonly templates: readonly string[];
  /** The tags that it moved to, the newest first. */
  readonly movedTo: readonly string[];
  /** The file changed and was not looked into: the line moved in many others. It need not stand in this one. */
  readonly isLikely?: boolean;
}

/** Longer lines are data. Characters. */
const LONGEST_LINE = 400;

/**
 * The lines that carry the version: between two neighbouring release tags, a line is one when the newer is the older with
 * the older version replaced by the newer in one form. What only looks like the version did not move.
 *
 * @param pairs the newest first
 */
export function learnPlaces(pairs: readonly ReleasePair[]): LearnedLine[] {
  const learner = new PlaceLearner();
  for (const pair of pairs) for (const file of pair.files) learner.look(pair, file);
  return learner.learned();
}

/** Learns file by file, so that nothing of a large repository has to be kept. Work is linear in the changed lines. */
export class PlaceLearner {
  readonly #learned = new Map<string, OpenLine[]>();
  /** One line in many files is one text. */
  readonly #texts = new Map<string, { readonly templates: readonly string[]; readonly skeleton: string }>();

  /** @param pair the pairs of one file are looked at from the newest to the oldest */
  look(pair: Neighbours, file: FileChange): void {
    for (const moved of movedLines(file, pair)) {
      const { templates, skeleton } = this.#shared(moved);
      const ofPath = this.#learned.get(file.path) ?? [];
      if (ofPath.length === 0) this.#learned.set(file.path, ofPath);
      const known = ofPath.find((each) => each.skeleton === skeleton);
      if (known === undefined) {
        ofPath.push({ path: file.path, skeleton, templates, movedTo: [pair.newer.tag] });
        continue;
      }
      const both = known.templates.filter((each) => templates.includes(each));
      if (both.length > 0 && both.length < known.templates.length) known.templates = this.#shared(both).templates;
      if (known.movedTo.at(-1) !== pair.newer.tag) known.movedTo.push(pair.newer.tag);
    }
  }

  #shared(templates: readonly string[]) {
    const key = templates.join('\n');
    const known = this.#texts.get(key) ?? { templates, skeleton: skeletonOf(templates[0] ?? '') };
    this.#texts.set(key, known);
    return known;
  }

  learned(): LearnedLine[] {
    return [...this.#learned.values()].flatMap((ofPath) =>
      ofPath.map(({ path, templates, movedTo }) => ({ path, templates, movedTo })),
    );
  }

  /**
   * What likely moved in files that changed as well and were not looked into: lines that moved in many others.
   *
   * @param paths of those files
   */
  likelyIn(paths: readonly string[]): LearnedLine[] {
    if (paths.length === 0) return [];
    const counts = new Map<readonly string[], { line: LearnedLine; files: number }>();
    for (const ofPath of this.#learned.values()) {
      for (const line of ofPath) {
        const known = counts.get(line.templates) ?? { line, files: 0 };
        known.files += 1;
        counts.set(line.templates, known);
      }
    }
    const common = [...counts.values()]
      .filter(({ files }) => files >= MANY_FILES)
      .sort((a, b) => b.files - a.files)
      .slice(0, MOST_COMMON);
    return paths.flatMap((path) =>
      common.map(({ line: { templates, movedTo } }) => ({ path, templates, movedTo, isLikely: true })),
    );
  }
}

interface OpenLine {
  readonly path: string;
  readonly skeleton: string;
  templates: readonly string[];
  readonly movedTo: string[];
}

/** A line that moved in as many files is the same in others. */
const MANY_FILES = 10;
const MOST_COMMON = 8;

/** What a template says around its open places: the same for every way to read them. */
export const skeletonOf = (template: string): string =>
  template.replaceAll(/(?:\{(?:date:[^{}]+|[a-z]+(?::[\dx,]+)?)\}[._,-]? ?)+/g, '\0');

/** Hexadecimal digits are written in small letters or in capital ones. */
const CASES = [false, true];

/** The templates of each line that moved from one version to the other, and of no other line. */
function* movedLines({ removed, added }: FileChange, pair: Neighbours): Generator<readonly string[]> {
  if (removed.size === 0 || added.size === 0) return;
  const from = partsOf(pair.older.version);
  const to = partsOf(pair.newer.version);
  for (const line of removed) {
    const written = writtenVersions(line, pair.older.version, from.parts);
    if (written.length === 0) continue;
    // The whole of what looks like the version first; where other numbers in the line stayed, what moved alone.
    const selections = [
      written,
      written.filter(({ form }) => form === 'text' || form === 'number'),
      ...written.map((each) => [each]),
    ];
    let isFound = false;
    for (const selection of selections) {
      const templates = openedLines(line, selection).filter((text) => {
        const template = lineTemplate(text);
        return (
          template.ok &&
          CASES.some((hasCapitals) => {
            const now = renderLine(template.value, pair.newer.version, to.parts, to.isPlain, hasCapitals);
            return now !== null && now !== line && added.has(now);
          })
        );
      });
      if (templates.length === 0) continue;
      yield templates;
      isFound = true;
      break;
    }
    const dated = isFound ? [] : datedTemplates(line, written, added, pair.newer.version);
    if (dated.length > 0) yield dated;
  }
}

/** A line whose date moved with its version: its templates. A date that stayed belongs to something else. */
function datedTemplates(
  line: string,
  written: readonly WrittenVersion[],
  added: ReadonlySet<string>,
  version: string,
): string[] {
  const dates = datesIn(line).filter(({ start, end }) =>
    written.every((each) => end <= each.start || each.end <= start),
  );
  const all = new Map<string, readonly OpenMatch[]>();
  for (const text of openedWithDates(line, written, dates)) {
    const template = lineTemplate(text);
    for (const each of template.ok ? added : []) {
      const now = template.ok ? matchLine(template.value, each) : null;
      if (now !== null && saysVersion(now, version)) all.set(each, now);
    }
  }
  for (const [now, open] of all) {
    const values = open.flatMap(({ piece, value }) => (piece.kind === 'date' ? [value] : []));
    const moved = dates.filter(({ start, end }, at) => values[at] !== line.slice(start, end));
    const templates = openedWithDates(line, written, moved).filter((text) => {
      const template = lineTemplate(text);
      const found = template.ok ? matchLine(template.value, now) : null;
      return found !== null && saysVersion(found, version);
    });
    if (templates.length > 0) return templates;
  }
  return [];
}

function openedWithDates(
  line: string,
  written: readonly WrittenVersion[],
  dates: ReturnType<typeof datesIn>,
): string[] {
  if (dates.length === 0) return [];
  const open = [
    ...written,
    ...dates.map((date) => ({ ...date, form: 'text' as const, placeholders: [datePlaceholder(line, date)] })),
  ].sort((a, b) => a.start - b.start);
  return openedLines(line, open);
}

/** Lines between the ends that two texts share, up to which they are looked for one by one. */
const FEW_LINES = 40;

/** How one file differs from another: the lines with a digit that only one of them has, wherever they stand. */
export function changeBetween(path: string, older: string, newer: string): FileChange {
  const [begin, end] = sharedEnds(older, newer);
  const [was, is] = [older.slice(begin, older.length - end), newer.slice(begin, newer.length - end)];
  const [before, after] = [linesIn(was), linesIn(is)];
  if (before.size + after.size > FEW_LINES) return { path, ...onlyIn(linesIn(older), linesIn(newer)) };
  const { removed, added } = onlyIn(before, after);
  // The ends may have the same line once more.
  for (const line of removed) if (hasLine(newer, line)) removed.delete(line);
  for (const line of added) if (hasLine(older, line)) added.delete(line);
  return { path, removed, added };
}

/** How much two texts have in common at their beginning and end, in whole lines. Characters. */
function sharedEnds(one: string, other: string): readonly [begin: number, end: number] {
  const shorter = Math.min(one.length, other.length);
  let begin = 0;
  while (begin < shorter && one.charCodeAt(begin) === other.charCodeAt(begin)) begin += 1;
  begin = begin === 0 ? 0 : one.lastIndexOf('\n', begin - 1) + 1;
  let end = 0;
  const [a, b] = [one.length - 1, other.length - 1];
  while (end < shorter - begin && one.charCodeAt(a - end) === other.charCodeAt(b - end)) end += 1;
  const feed = one.indexOf('\n', one.length - end);
  return [begin, feed < 0 ? 0 : one.length - feed - 1];
}

function onlyIn(before: ReadonlySet<string>, after: ReadonlySet<string>): { removed: Set<string>; added: Set<string> } {
  const [removed, added] = [new Set<string>(), new Set<string>()];
  for (const line of before) if (!after.has(line)) removed.add(line);
  for (const line of after) if (!before.has(line)) added.add(line);
  return { removed, added };
}

/** Whether a text has a line, whatever blanks stand at its end. */
function hasLine(text: string, line: string): boolean {
  for (let at = text.indexOf(line); at >= 0; at = text.indexOf(line, at + 1)) {
    if (at > 0 && text.charCodeAt(at - 1) !== LINE_FEED) continue;
    const feed = text.indexOf('\n', at);
    if (lineAsCompared(text.slice(at, feed < 0 ? text.length : feed)) === line) return true;
  }
  return false;
}

const LINE_FEED = 10;

/** A line without the blanks that stand at its end. */
export const lineAsCompared = (line: string): string => line.replace(/[ \t]*\r?$/, '');

/** Only a line with a digit can say a version; longer ones are data. */
export const canSayVersion = (line: string): boolean => line.length <= LONGEST_LINE && /\d/.test(line);

function linesIn(text: string): Set<string> {
  const lines = new Set<string>();
  for (const { line } of linesOf(text)) if (canSayVersion(line)) lines.add(lineAsCompared(line));
  return lines;
}
