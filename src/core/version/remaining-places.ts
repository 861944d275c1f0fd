import { type Problem, Problems, problem } from '../problem.ts';
import { lineTemplate, partsOf, renderLine } from './line-template.ts';
import { type Occurrence, searchFile } from './place-search.ts';
import { bumpVersionFile, type VersionFileSpec } from './version-file.ts';

/** A tree of texts as the bump has changed them so far: one character a byte, by path. */
export type Texts = ReadonlyMap<string, string>;

/** A line that says the old version and is left as it is. */
export interface LeftOver {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  /** Whether it keeps the release from going on: it is code or a build's, and may be this project's own version. */
  readonly blocks: boolean;
}

export interface RemainingPlaces {
  /** Entries for places that no known format told. */
  readonly specs: readonly VersionFileSpec[];
  readonly leftOver: readonly LeftOver[];
  readonly problems: readonly Problem[];
}

export interface RemainingRequest {
  /** The version that the tree says. */
  readonly current: string;
  /** The version that it will say. */
  readonly next: string;
  /** Whether a path belongs to something that is released by itself. */
  readonly isApart: (path: string) => boolean;
  /** Paths, and `path:line`, that a person said to leave alone. */
  readonly leave: ReadonlySet<string>;
}

/**
 * What still says the present version when every known place says the next one: lines that define it become places of
 * their own, the rest is left over.
 */
export function findRemaining(texts: Texts, { current, next, isApart, leave }: RemainingRequest): RemainingPlaces {
  const specs: VersionFileSpec[] = [];
  const leftOver: LeftOver[] = [];
  const problems = new Problems();
  for (const [path, text] of texts) {
    if (leave.has(path) || isApart(path)) continue;
    const found = searchFile(path, text, current).filter(({ line }) => !leave.has(`${path}:${line}`));
    if (found.length === 0) continue;
    const places = chosen(found, next);
    if (places.problem !== null) problems.add(places.problem);
    if (places.lines.length > 0) specs.push({ path, preset: 'lines', lines: places.lines });
    for (const each of found) {
      if (places.taken.has(each) || each.kind === 'elsewhere' || each.kind === 'requirement') continue;
      if (places.problem !== null && each.kind === 'definition') continue;
      leftOver.push({ path, line: each.line, text: each.text, blocks: each.kind !== 'text' });
    }
  }
  return { specs, leftOver, problems: problems.found };
}

interface Choice {
  readonly lines: readonly string[];
  readonly taken: ReadonlySet<Occurrence>;
  readonly problem: Problem | null;
}

/** The lines of one file that define the version; what cannot be told apart, or cannot hold the next one, is a problem. */
function chosen(found: readonly Occurrence[], next: string): Choice {
  const definitions = found.filter(({ kind }) => kind === 'definition');
  const { parts, isPlain } = partsOf(next);
  const lines = new Set<string>();
  const taken = new Set<Occurrence>();
  const third = definitions.filter(
    ({ templates }) => templates[0]?.includes('{patch}') === true && isPartOnly(templates),
  );
  const [one, other] = third;
  if (one !== undefined && other !== undefined && sameFamily(one, other)) {
    return { lines: [], taken, problem: ambiguousThird(one, other) };
  }
  for (const each of definitions) {
    const written = each.templates.map((text) => {
      const template = lineTemplate(text);
      return template.ok ? renderLine(template.value, next, parts, isPlain) : null;
    });
    const [first] = each.templates;
    if (first === undefined) continue;
    if (written.every((line) => line === null))
      return {
        lines: [],
        taken,
        problem: problem('version-invalid', `${each.text} cannot hold ${next}.`, {
          where: `${each.path}:${each.line}`,
          remedy: 'Give the number another form, or take it out of the file, before this version is released.',
        }),
      };
    lines.add(first);
    taken.add(each);
  }
  return { lines: [...lines], taken, problem: null };
}

const isPartOnly = (templates: readonly string[]): boolean => !/\{(?:version|number|major)/.test(templates[0] ?? '');
const sameFamily = (one: Occurrence, other: Occurrence): boolean => one.path === other.path;

const ambiguousThird = (one: Occurrence, other: Occurrence): Problem =>
  problem(
    'version-ambiguous',
    `Two lines can be the third number: ${one.path}:${one.line} ${JSON.stringify(one.text)} and ${other.path}:${other.line} ${JSON.stringify(other.text)}.`,
    {
      where: `${one.path}:${one.line}`,
      remedy: `Name the lines that are meant as \`version-files\`: {path: ${one.path}, preset: lines, lines: [${JSON.stringify(one.templates[0])}, …]}.`,
    },
  );

/** Applies entries to texts. */
export function bumpTexts(
  texts: Texts,
  specs: readonly VersionFileSpec[],
  target: { readonly version: string; readonly tag: string; readonly repositoryUrl: string },
): { readonly texts: Texts; readonly problems: readonly Problem[] } {
  const after = new Map(texts);
  const problems = new Problems();
  for (const spec of specs) {
    const text = after.get(spec.path);
    if (text === undefined) continue;
    const bumped = problems.take(bumpVersionFile(spec, Buffer.from(text, 'latin1'), target));
    if (bumped !== null) after.set(spec.path, Buffer.from(bumped.bytes).toString('latin1'));
  }
  return { texts: after, problems: problems.found };
}
