import { asBytes, readFileText } from '../file-text.ts';
import { pathGlob } from '../path-glob.ts';
import { lineTemplate, matchLine } from './line-template.ts';
import { linesOf } from './preset-lines.ts';
import type { VersionFileSpec } from './version-file.ts';

type LinesSpec = VersionFileSpec & { readonly preset: 'lines' };

/** Whether an entry stands for every file of a pattern that has one of its lines. */
const isGlob = (spec: VersionFileSpec): spec is LinesSpec => spec.preset === 'lines' && spec.path.includes('*');

/** The paths that entries with a pattern may stand for: those are read whatever else is. */
export function globbedPaths(specs: readonly VersionFileSpec[], paths: readonly string[]): string[] {
  const fits = specs.filter(isGlob).map(({ path }) => pathGlob(path));
  return fits.length === 0 ? [] : paths.filter((path) => fits.some((each) => each(path)));
}

/**
 * Entries with a pattern as one for each file that has a line of theirs. One that stands for no file stays as it is.
 *
 * @param files by path
 */
export function expandGlobs(
  specs: readonly VersionFileSpec[],
  files: ReadonlyMap<string, Uint8Array>,
): readonly VersionFileSpec[] {
  if (!specs.some(isGlob)) return specs;
  return specs.flatMap((spec): VersionFileSpec[] => {
    if (!isGlob(spec) || files.has(spec.path)) return [spec];
    const found = filesWithLines(pathGlob(spec.path), spec.lines, files);
    return found.length === 0
      ? [spec]
      : found.map(({ path, lines }) => ({
          ...spec,
          path,
          lines: lines.length === spec.lines.length ? spec.lines : lines,
        }));
  });
}

/** The files of a pattern that have one of these lines, and which of them. */
function filesWithLines(
  fits: (path: string) => boolean,
  lines: readonly string[],
  files: ReadonlyMap<string, Uint8Array>,
): { readonly path: string; readonly lines: readonly string[] }[] {
  const templates = lines.flatMap((line) => {
    const template = lineTemplate(asBytes(line));
    return template.ok ? [{ line, template: template.value }] : [];
  });
  const found: { path: string; lines: string[] }[] = [];
  for (const [path, bytes] of files) {
    if (!fits(path)) continue;
    const texts = [...linesOf(readFileText(bytes).text)].map(({ line }) => line);
    const here = templates.filter(({ template }) => texts.some((text) => matchLine(template, text) !== null));
    if (here.length > 0) found.push({ path, lines: here.map(({ line }) => line) });
  }
  return found;
}

/** Fewer files are listed one by one. */
const FEWEST_FILES = 5;

/** An entry for one file, or for many, with the paths that it stands for. */
export interface GroupedEntry {
  readonly spec: VersionFileSpec;
  readonly paths: readonly string[];
}

/**
 * Entries of the same lines in many files as few entries with a pattern: one stands for exactly the files that were listed.
 *
 * @param files every text of the tree: what has the line and was not listed is no file of a pattern
 */
export function groupEntries(
  specs: readonly VersionFileSpec[],
  files: ReadonlyMap<string, Uint8Array>,
): readonly GroupedEntry[] {
  const byLines = new Map<string, LinesSpec[]>();
  for (const spec of specs) {
    if (spec.preset !== 'lines') continue;
    const key = spec.lines.join('\n');
    add(byLines, key, spec);
  }
  const grouped = new Map<VersionFileSpec, GroupedEntry | null>();
  for (const members of byLines.values()) {
    if (members.length < FEWEST_FILES) continue;
    const byName = new Map<string, LinesSpec[]>();
    for (const spec of members) {
      const ending = /\.[^./]+$/.exec(spec.path)?.[0] ?? '';
      add(byName, ending, spec);
    }
    for (const [ending, ofEnding] of byName) for (const group of patterned(ofEnding, ending, files)) note(group);
  }
  return specs.flatMap((spec) => {
    const group = grouped.get(spec);
    if (group === null) return [];
    return [group === undefined ? { spec, paths: [spec.path] } : { spec: group.spec, paths: group.paths }];
  });

  /** The first of a group stands for all of it. */
  function note(group: Pattern): void {
    for (const [at, spec] of group.members.entries()) grouped.set(spec, at === 0 ? group : null);
  }
}

function add<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [item]);
  else known.push(item);
}

/** With the entries that it takes the place of. */
interface Pattern extends GroupedEntry {
  readonly members: readonly VersionFileSpec[];
}

/** Patterns that stand for exactly these files: of the folder that holds all of them, or else of those below it. */
function patterned(
  specs: readonly LinesSpec[],
  ending: string,
  files: ReadonlyMap<string, Uint8Array>,
): readonly Pattern[] {
  const [first] = specs;
  if (first === undefined || specs.length < FEWEST_FILES || ending === '') return [];
  const paths = specs.map(({ path }) => path);
  const folder = commonFolder(paths);
  const glob = `${folder}**/*${ending}`;
  const listed = new Set(paths);
  const found = filesWithLines(pathGlob(glob), first.lines, files);
  if (found.every(({ path, lines }) => listed.has(path) && lines.length === first.lines.length))
    return [{ spec: { ...first, path: glob }, paths, members: specs }];
  const below = new Map<string, LinesSpec[]>();
  for (const spec of specs) {
    const rest = spec.path.slice(folder.length);
    const next = rest.includes('/') ? rest.slice(0, rest.indexOf('/')) : '';
    if (next !== '') add(below, next, spec);
  }
  return [...below.values()].flatMap((members) =>
    members.length < specs.length ? patterned(members, ending, files) : [],
  );
}

/** With its last slash; empty at the root. */
function commonFolder(paths: readonly string[]): string {
  const [first = ''] = paths;
  let folder = first.slice(0, first.lastIndexOf('/') + 1);
  while (folder !== '' && !paths.every((path) => path.startsWith(folder)))
    folder = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  return folder;
}
