import { lineTemplate, partsOf, renderLine } from './line-template.ts';
import { linesOf } from './preset-lines.ts';
import { openedLines, writtenVersions } from './version-forms.ts';

/** A file as it stood at two neighbouring release tags; null where it was not there. */
export interface FilePair {
  readonly path: string;
  readonly older: string | null;
  readonly newer: string | null;
}

/** What changed between two neighbouring release tags. */
export interface ReleasePair {
  readonly older: { readonly tag: string; readonly version: string };
  readonly newer: { readonly tag: string; readonly version: string };
  readonly files: readonly FilePair[];
}

/** A line that moved with the version. */
export interface LearnedLine {
  readonly path: string;
  /** Line templates that say every move; several where no move told them apart. The likeliest first. */
  readonly templates: readonly string[];
  /** The tags that it moved to, the newest first. */
  readonly movedTo: readonly string[];
}

/** Longer lines are data. Characters. */
const LONGEST_LINE = 400;

/**
 * The lines that carry the version: between two neighbouring release tags, a line is one when the newer is the older with
 * the older version replaced by the newer in one form. What only looks like the version did not move.
 *
 * Work is linear in the size of the changed files.
 *
 * @param pairs the newest first
 */
export function learnPlaces(pairs: readonly ReleasePair[]): LearnedLine[] {
  const learned = new Map<string, { path: string; templates: readonly string[]; movedTo: string[] }>();
  for (const pair of pairs) {
    for (const file of pair.files) {
      if (file.older === null || file.newer === null) continue;
      for (const templates of movedLines(file.older, file.newer, pair)) {
        const key = `${file.path}\0${skeletonOf(templates[0] ?? '')}`;
        const known = learned.get(key);
        if (known === undefined) {
          learned.set(key, { path: file.path, templates, movedTo: [pair.newer.tag] });
          continue;
        }
        const both = known.templates.filter((each) => templates.includes(each));
        if (both.length > 0) known.templates = both;
        known.movedTo.push(pair.newer.tag);
      }
    }
  }
  return [...learned.values()];
}

/** What a template says around its open places: the same for every way to read them. */
const skeletonOf = (template: string): string => template.replaceAll(/(?:\{[a-z]+(?::[\dx,]+)?\}[._,-]? ?)+/g, '\0');

/** The templates of each line that moved from one version to the other, and of no other line. */
function* movedLines(older: string, newer: string, pair: ReleasePair): Generator<readonly string[]> {
  const before = linesAlone(older, newer);
  const after = linesAlone(newer, older);
  if (before.size === 0 || after.size === 0) return;
  const from = partsOf(pair.older.version);
  const to = partsOf(pair.newer.version);
  for (const line of before) {
    if (line.length > LONGEST_LINE) continue;
    const written = writtenVersions(line, pair.older.version, from.parts);
    if (written.length === 0) continue;
    // The whole of what looks like the version first; where other numbers in the line stayed, what moved alone.
    const selections = [
      written,
      written.filter(({ form }) => form === 'text' || form === 'number'),
      ...written.map((each) => [each]),
    ];
    for (const selection of selections) {
      const templates = openedLines(line, selection).filter((text) => {
        const template = lineTemplate(text);
        const now = template.ok ? renderLine(template.value, pair.newer.version, to.parts, to.isPlain) : null;
        return now !== null && now !== line && after.has(now);
      });
      if (templates.length === 0) continue;
      yield templates;
      break;
    }
  }
}

/** Lines of one text that the other has not, without what stands at their end. */
function linesAlone(text: string, other: string): Set<string> {
  const trimmed = (line: string) => line.replace(/[ \t]*\r?$/, '');
  const there = new Set<string>();
  for (const { line } of linesOf(other)) there.add(trimmed(line));
  const alone = new Set<string>();
  for (const { line } of linesOf(text)) {
    const each = trimmed(line);
    if (each !== '' && !there.has(each)) alone.add(each);
  }
  return alone;
}
