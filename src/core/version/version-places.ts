import { readFileText } from '../file-text.ts';
import { type Problem, Problems, problem } from '../problem.ts';
import type { LearnedLine } from './learn-places.ts';
import { lineTemplate, matchLine, partsOf } from './line-template.ts';
import { type Occurrence, searchFile } from './place-search.ts';
import { linesOf, saysVersion } from './preset-lines.ts';
import { bumpVersionFile, type VersionFileSpec } from './version-file.ts';

/** How a place became known. */
export type PlaceOrigin =
  /** The configuration names it. */
  | { readonly kind: 'configured' }
  /** The file is of a known format. */
  | { readonly kind: 'format' }
  /** It moved with the version to these tags, the newest first. */
  | { readonly kind: 'moved'; readonly to: readonly string[] }
  /** It gives the present version a name. */
  | { readonly kind: 'says' };

/** A place that the release edits. */
export interface KnownPlace {
  readonly spec: VersionFileSpec;
  readonly origin: PlaceOrigin;
}

/** A line that says the present version and is left as it is. */
export interface LeftOver {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  /** What it says there. */
  readonly says: string;
  /** The line with the version left open: what a configuration would name. null where none can say it. */
  readonly template: string | null;
  /** Why it keeps the release from going on, as a clause: it may be this project's own. null where it is only told. */
  readonly blocks: string | null;
}

export interface PlaceRequest {
  /** Texts by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What the configuration names, or what known formats tell. */
  readonly known: readonly VersionFileSpec[];
  /** Nothing is added to a configured list: what is found besides is left over. */
  readonly isConfigured: boolean;
  /** The version that the files say, and the one that was released last where that is another. */
  readonly versions: readonly string[];
  readonly learned: readonly LearnedLine[];
  /** Whether a path belongs to something that is released by itself. */
  readonly isApart: (path: string) => boolean;
  /** Paths, and `path:line`, that a person said to leave alone. */
  readonly leave: ReadonlySet<string>;
}

export interface FoundPlaces {
  readonly places: readonly KnownPlace[];
  readonly leftOver: readonly LeftOver[];
  readonly problems: readonly Problem[];
}

/**
 * Every place of a tree that carries the version: those that are known, those that moved with it between releases, and lines
 * that give the present version a name. What says it besides is left over.
 */
export function findVersionPlaces(request: PlaceRequest): FoundPlaces {
  return new PlaceFinder(request).find();
}

class PlaceFinder {
  readonly #request: PlaceRequest;
  readonly #texts: Map<string, string>;
  readonly #places: KnownPlace[] = [];
  readonly #leftOver: LeftOver[] = [];
  readonly #problems = new Problems();

  constructor(request: PlaceRequest) {
    this.#request = request;
    this.#texts = searchedTexts(request);
  }

  find(): FoundPlaces {
    const { known, isConfigured, learned, versions } = this.#request;
    for (const spec of known) this.#take({ spec, origin: { kind: isConfigured ? 'configured' : 'format' } });
    for (const line of learned) this.#lookForMoved(line);
    for (const version of versions) {
      for (const [path, text] of this.#texts) this.#lookIn(path, text, version);
    }
    this.#leftOver.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
    return { places: this.#places, leftOver: this.#leftOver, problems: this.#problems.found };
  }

  /** A place that is taken says the version no longer where anybody looks. */
  #take(place: KnownPlace): void {
    this.#places.push(place);
    const { spec } = place;
    const text = this.#texts.get(spec.path);
    if (text === undefined) return;
    for (const present of this.#request.versions) {
      const target = { version: unlike(present), tag: '', repositoryUrl: 'https://example.invalid' };
      const bumped = bumpVersionFile(spec, Buffer.from(this.#texts.get(spec.path) ?? text, 'latin1'), target);
      if (bumped.ok) this.#texts.set(spec.path, Buffer.from(bumped.value.bytes).toString('latin1'));
    }
  }

  #lookForMoved({ path, templates, movedTo }: LearnedLine): void {
    const { versions, isConfigured } = this.#request;
    const text = this.#texts.get(path);
    if (text === undefined) return;
    for (const written of templates) {
      const found = linesSaying(text, written, versions);
      if (found.length === 0) continue;
      const spec = asConfigured(path, [written], versions);
      if (spec !== null && !isConfigured) return this.#take({ spec, origin: { kind: 'moved', to: movedTo } });
      const blocks = `it moved with the version to ${movedTo.slice(0, 3).join(', ')}`;
      for (const each of found) this.#leave({ path, ...each, template: spec === null ? null : written, blocks });
      return;
    }
  }

  #lookIn(path: string, text: string, version: string): void {
    const { isConfigured, versions, leave } = this.#request;
    const found = searchFile(path, text, version).filter(({ line }) => !leave.has(`${path}:${line}`));
    if (found.length === 0) return;
    const definitions = isConfigured ? [] : found.filter(({ kind }) => kind === 'definition');
    const third = ambiguousThird(definitions);
    if (third !== null) this.#problems.add(third);
    for (const each of found) {
      if (each.kind === 'elsewhere' || each.kind === 'requirement') continue;
      const isPlace = definitions.includes(each);
      if (isPlace && third !== null) continue;
      const [template = ''] = each.templates;
      const spec = asConfigured(path, [template], versions);
      if (isPlace && spec !== null) this.#take({ spec, origin: { kind: 'says' } });
      else
        this.#leave({
          ...each,
          says: saidText(each),
          template: spec === null ? null : template,
          blocks: whyBlocks(each),
        });
    }
  }

  #leave({ path, line, text, says, template, blocks }: LeftOver): void {
    const { leave } = this.#request;
    if (leave.has(`${path}:${line}`)) return;
    if (this.#leftOver.some((each) => each.path === path && each.line === line)) return;
    this.#leftOver.push({ path, line, text, says, template, blocks });
  }
}

function whyBlocks({ kind }: Occurrence): string | null {
  if (kind === 'definition') return 'it gives the present version a name';
  return kind === 'setting' ? 'it says the present version where code or a build may read it' : null;
}

/** What stands in the line for the version. */
const saidText = ({ text, written, raw }: Occurrence): string => {
  const indent = raw.length - raw.trimStart().length;
  return written.map(({ start, end }) => text.slice(start - indent, end - indent)).join(' … ');
};

/** The texts that are looked into; recipes list what was released before. */
function searchedTexts({ files, known, isApart, leave }: PlaceRequest): Map<string, string> {
  const recipes = new Set(known.flatMap(({ path, preset }) => (preset === 'conandata' ? [path] : [])));
  const texts = new Map<string, string>();
  for (const [path, bytes] of files) {
    if (leave.has(path) || isApart(path) || recipes.has(path)) continue;
    const { text } = readFileText(bytes);
    if (!text.slice(0, BINARY_HEAD).includes('\0')) texts.set(path, text);
  }
  return texts;
}

const BINARY_HEAD = 8_000;

/** A version that no part of this one says, short enough for every form. */
function unlike(version: string): string {
  const { parts } = partsOf(version);
  return parts.map((part) => (part === 0 ? 1 : 0)).join('.');
}

function linesSaying(
  text: string,
  written: string,
  versions: readonly string[],
): Pick<LeftOver, 'line' | 'text' | 'says'>[] {
  const template = lineTemplate(written);
  if (!template.ok) return [];
  const found: Pick<LeftOver, 'line' | 'text' | 'says'>[] = [];
  let number = 0;
  for (const { line } of linesOf(text)) {
    number += 1;
    const open = matchLine(template.value, line);
    if (open === null || !versions.some((version) => saysVersion(open, version))) continue;
    found.push({ line: number, text: line.trim(), says: open.map(({ value }) => value).join(' … ') });
  }
  return found;
}

/**
 * An entry that takes exactly these lines, as a configuration says it; null where none can, since the lines are not UTF-8 or
 * hold what looks like a place of their own.
 *
 * @param lines one character a byte
 */
function asConfigured(path: string, lines: readonly string[], says: readonly string[]): VersionFileSpec | null {
  const texts: string[] = [];
  for (const line of lines) {
    const bytes = Buffer.from(line, 'latin1');
    const text = bytes.toString('utf8');
    if (Buffer.compare(Buffer.from(text, 'utf8'), bytes) !== 0 || !lineTemplate(line).ok) return null;
    texts.push(text);
  }
  return { path, preset: 'lines', lines: texts, says };
}

/** Two lines of one family that could both be the third number: nothing tells which one is. */
function ambiguousThird(definitions: readonly Occurrence[]): Problem | null {
  const thirds = definitions.filter(
    ({ family, templates }) => family !== null && templates[0]?.includes('{patch') === true,
  );
  for (const one of thirds) {
    const other = thirds.find((each) => each !== one && each.family === one.family);
    if (other === undefined) continue;
    const lines = definitions.filter((each) => each !== other).map(({ templates }) => JSON.stringify(templates[0]));
    return problem(
      'version-ambiguous',
      `Two lines can be the third number: ${one.path}:${one.line} ${JSON.stringify(one.text)} and ${other.path}:${other.line} ${JSON.stringify(other.text)}.`,
      {
        where: `${one.path}:${one.line}`,
        remedy: 'Name the lines that are meant in .github/zlink-release.yml, and no other:',
        paste: ['version-files:', `  - path: ${one.path}`, '    preset: lines', `    lines: [${lines.join(', ')}]`],
      },
    );
  }
  return null;
}
