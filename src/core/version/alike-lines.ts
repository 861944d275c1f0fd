import { asBytes } from '../file-text.ts';
import { type LearnedLine, lineAsCompared } from './learn-places.ts';
import { lineTemplate, matchLine } from './line-template.ts';
import { type Occurrence, speaksOfPast, tellsOfPast } from './place-search.ts';
import { saysVersion } from './preset-lines.ts';

/** A line that moved in as many files is the same in others. */
const MANY_FILES = 10;
/** Shorter ones could be anything. Characters. */
const SHORTEST_LITERAL = 8;

/** The lines that moved in many files, one of each. */
export function commonLines(learned: readonly LearnedLine[]): LearnedLine[] {
  const counts = new Map<string, { readonly line: LearnedLine; readonly paths: Set<string> }>();
  for (const line of learned) {
    const [written = ''] = line.templates;
    const known = counts.get(written) ?? { line, paths: new Set() };
    if (line.isLikely !== true) counts.set(written, { ...known, paths: known.paths.add(line.path) });
  }
  return [...counts].flatMap(([written, { line, paths }]) =>
    paths.size >= MANY_FILES && longestLiteral(written).length >= SHORTEST_LITERAL ? [line] : [],
  );
}

/** What of a line's template stands in every line of it. */
export function longestLiteral(written: string): string {
  const template = lineTemplate(written);
  const literals = template.ok
    ? template.value.pieces.flatMap((each) => (each.kind === 'literal' ? [each.text] : []))
    : [];
  return literals.reduce((longest, each) => (each.length > longest.length ? each : longest), '');
}

/** As many files with the same line for people are no chance. */
const FEW_FILES = 2;
/** What lines end in alike, where they do not say the same. Characters. */
const SHORTEST_END = 4;

/** Lines that begin alike, and say as much of the version behind that. */
interface AlikeGroup {
  /** What stands for the version in a template. */
  readonly placeholder: string;
  readonly paths: Set<string>;
  /** Files by what stands in the line behind that. */
  readonly rests: Map<string, Set<string>>;
  /** What all of them end in; null: nobody has looked. */
  end: string | null;
}

/** What a line reads like. */
export interface AlikeLine {
  /** In how many files lines move that it reads like. */
  readonly files: number;
  readonly template: string;
}

/**
 * Lines that move with the version: one for people in a file that came since reads like them, and has no history of its own.
 * `// Gadget 1.2.0 Win32 - gadget.example` is like `// Gadget 1.2.0 POSIX - gadget.example` where very many begin and end so.
 */
export class AlikeLines {
  readonly #groups = new Map<string, Map<string, AlikeGroup>>();

  /** @param line a line template, as a configuration says it */
  add(path: string, line: string): void {
    const text = asBytes(line);
    if (!lineTemplate(text).ok || longestLiteral(text).length < SHORTEST_LITERAL) return;
    const [, beginning = '', placeholder = '', rest = ''] = OPENED.exec(text) ?? [];
    const groups = this.#groups.get(beginning) ?? new Map<string, AlikeGroup>();
    this.#groups.set(beginning, groups);
    const known = groups.get(placeholder);
    const group = known ?? { placeholder, paths: new Set<string>(), rests: new Map(), end: null };
    const end = rest.slice(rest.lastIndexOf('}') + 1);
    group.paths.add(path);
    group.rests.set(rest, (group.rests.get(rest) ?? new Set()).add(path));
    group.end = group.end === null ? end : sharedEnd(group.end, end);
    groups.set(placeholder, group);
  }

  /** What a line reads like; null where too few lines are to tell. */
  like({ raw, written, path, text }: Occurrence, versions: readonly string[]): AlikeLine | null {
    const [first] = written;
    const line = lineAsCompared(raw);
    const beginning = line.slice(0, first?.start);
    if (first === undefined || tellsOfPast(path) || speaksOfPast(text)) return null;
    for (const { placeholder, rests, paths, end } of this.#groups.get(beginning)?.values() ?? []) {
      for (const [rest, { size: files }] of rests) {
        const template = beginning + placeholder + rest;
        if (files >= FEW_FILES && says(template, line, versions)) return { files, template };
      }
      const isAlike = /[A-Za-z]{2}/.test(beginning) && (end ?? '').trim().length >= SHORTEST_END;
      const isMany = written.length === 1 && paths.size >= MANY_FILES;
      if (!isAlike || !isMany || !line.slice(first.end).endsWith(end ?? '')) continue;
      if (says(placeholder, line.slice(first.start, first.end), versions))
        return { files: paths.size, template: beginning + placeholder + line.slice(first.end) };
    }
    return null;
  }
}

/** The first that is open in a template, with what stands before and behind it. */
const OPENED =
  /^(.*?)(\{(?:version|number:[\d,]+|(?:major|minor|patch)[:\dx]*)\}(?:[._,-] ?\{(?:minor|patch)[:\dx]*\})*)(.*)$/;

function says(written: string, line: string, versions: readonly string[]): boolean {
  const template = lineTemplate(written);
  const open = template.ok ? matchLine(template.value, line) : null;
  return open !== null && versions.some((version) => saysVersion(open, version));
}

function sharedEnd(one: string, other: string): string {
  let length = 0;
  while (length < Math.min(one.length, other.length) && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length === 0 ? '' : one.slice(-length);
}
