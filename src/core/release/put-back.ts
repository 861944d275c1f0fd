import { fileBytes, readFileText } from '../file-text.ts';
import { type DevelopmentMark, withMarks } from '../version/development-marks.ts';
import { nextInDevelopment } from '../version/development-version.ts';
import { extendedAfter, isWord } from '../version/extended-lines.ts';
import { isPrerelease } from '../version/semver.ts';
import {
  alreadySays,
  bumpVersionFile,
  placeSaying,
  readVersionFile,
  type VersionFileSpec,
} from '../version/version-file.ts';
import type { SourceTree } from './facts.ts';
import type { Layout } from './layout.ts';

/** What stands for development again once a release is tagged. */
export interface PutBack {
  readonly marks: readonly DevelopmentMark[];
  /** Places, and the version in development that each says then. */
  readonly versions: readonly { readonly spec: VersionFileSpec; readonly version: string }[];
}

export const NOTHING_TO_PUT_BACK: PutBack = { marks: [], versions: [] };

export const isPutBack = ({ marks, versions }: PutBack): boolean => marks.length > 0 || versions.length > 0;

/** What the release takes away that stands between releases: marks, and the next version that files were opened for. */
export function planPutBack(layout: Layout, source: Pick<SourceTree, 'files'>, version: string): PutBack {
  const { released, marks, places } = layout;
  // After a candidate development goes on as the maintainers like.
  if (released === null || isPrerelease(version)) return NOTHING_TO_PUT_BACK;
  const opened = singleLines(places.map(({ spec }) => spec)).flatMap((spec) => {
    const bytes = source.files.get(spec.path)?.bytes;
    const said = bytes === undefined ? null : saidBy(spec, places, bytes);
    const next = said === null || saysWorded(spec, layout) ? null : nextInDevelopment({ said, released, version });
    return next === null ? [] : [{ spec, ...next }];
  });
  // A file that was only bumped ahead has no mark: whether that is done again is a person's business.
  const again = layout.extended.flatMap((line) => {
    const after = extendedAfter(line, released, version);
    return after === null ? [] : [{ path: line.path, ...after }];
  });
  if (marks.length + again.length === 0 && !opened.some(({ isMarked }) => isMarked)) return NOTHING_TO_PUT_BACK;
  return { marks: [...marks, ...again], versions: opened.map(({ spec, version: next }) => ({ spec, version: next })) };
}

/** Whether a place stands in a line that has a word behind its version: the line is put back whole. */
function saysWorded(spec: VersionFileSpec, { extended }: Layout): boolean {
  const lines = extended.filter(({ path, extension }) => path === spec.path && isWord(extension));
  if (lines.length === 0) return false;
  const read = readVersionFile(spec, Buffer.from(lines.map((line) => line.released).join('\n'), 'latin1'));
  return read.ok && read.value.length > 0;
}

/** Recipes say what was released; each line is a place of its own, since a number holds no `-dev`. */
const singleLines = (specs: readonly VersionFileSpec[]): VersionFileSpec[] =>
  specs
    .filter(({ preset }) => preset !== 'conandata' && preset !== 'conan-versions' && preset !== 'vcpkg-port')
    .flatMap((spec): VersionFileSpec[] =>
      spec.preset === 'lines' ? spec.lines.map((line) => ({ ...spec, lines: [line] })) : [spec],
    );

/** What a place says, or what the lines of its file say together; null where that is no version. */
function saidBy(spec: VersionFileSpec, places: Layout['places'], bytes: Uint8Array): string | null {
  const own = readVersionFile(spec, bytes);
  const [said] = own.ok ? own.value : [];
  if (said !== undefined || spec.preset !== 'lines') return said?.version ?? null;
  const lines = places.flatMap(({ spec: each }) =>
    each.preset === 'lines' && each.path === spec.path ? each.lines.filter((line) => !line.includes('{version}')) : [],
  );
  const together = readVersionFile({ ...spec, lines }, bytes);
  return together.ok ? (together.value[0]?.version ?? null) : null;
}

/** The paths that are looked at again. */
export const putBackPaths = ({ marks, versions }: PutBack): string[] => [
  ...new Set([...marks.map(({ path }) => path), ...versions.map(({ spec }) => spec.path)]),
];

/**
 * Files of a tree with development put back; those where nothing of the release is left to change are not among them.
 *
 * @param files by path
 * @param version that was released
 */
export function withPutBack(
  files: ReadonlyMap<string, Uint8Array>,
  putBack: PutBack,
  version: string,
): ReadonlyMap<string, Uint8Array> {
  const changed = new Map<string, Uint8Array>();
  for (const { spec, version: next } of putBack.versions) {
    const bytes = changed.get(spec.path) ?? files.get(spec.path);
    const present = placeSaying(spec, version);
    if (bytes === undefined || !alreadySays(present, bytes, targetOf(version))) continue;
    const bumped = bumpVersionFile(present, bytes, { ...targetOf(next), from: version });
    if (bumped.ok && bumped.value.changed) changed.set(spec.path, bumped.value.bytes);
  }
  for (const path of new Set(putBack.marks.map((mark) => mark.path))) {
    const bytes = changed.get(path) ?? files.get(path);
    if (bytes === undefined) continue;
    const { text, mark } = readFileText(bytes);
    const ofPath = putBack.marks.filter((each) => each.path === path);
    const marked = withMarks(text, ofPath, 'developing');
    if (marked.changed > 0) changed.set(path, fileBytes({ text: marked.text, mark }));
  }
  return changed;
}

const targetOf = (version: string) => ({ version, tag: '', repositoryUrl: 'https://example.invalid' });

/** What is put back, as sentences for a person. */
export function putBackNotes(putBack: PutBack, tag: string): string[] {
  if (!isPutBack(putBack)) return [];
  const marks = putBack.marks.map(({ path, developing }) => `${path}: ${JSON.stringify(utf8(developing.trim()))}`);
  const versions = [...new Set(putBack.versions.map(({ spec, version }) => `${spec.path} at ${version}`))];
  return [
    `After ${tag} a pull request puts back what stands between releases: ${[...versions, ...marks].slice(0, MOST_NAMED).join('; ')}.`,
  ];
}

const MOST_NAMED = 10;
const utf8 = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');
