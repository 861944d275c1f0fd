import { fileBytes, readFileText } from '../file-text.ts';
import { finalWord } from '../final-word.ts';
import { type DevelopmentMark, learnMarks, markedLines } from '../version/development-marks.ts';
import {
  alsoWorded,
  type ExtendedLine,
  extendedLines,
  mayBeExtended,
  placesOf,
  withoutExtensions,
} from '../version/extended-lines.ts';
import { changeBetween, type LearnedLine } from '../version/learn-places.ts';
import { nearMisses } from '../version/near-misses.ts';
import { resolveNextVersion } from '../version/next-version.ts';
import { openedVersion } from '../version/opened-version.ts';
import { isOwnCode, searchFile } from '../version/place-search.ts';
import { comparable, compareVersions, isPrerelease } from '../version/semver.ts';
import type { SourceTree } from './facts.ts';
import type { ReleasedVersion } from './release-tags.ts';

/** What of a tree is in development, by what it was at the last release. */
export interface Development {
  readonly marks: readonly DevelopmentMark[];
  /** Lines that look like marks and were the same at the last release. */
  readonly stood: readonly { readonly path: string; readonly line: string }[];
  /** Versions that files say since. */
  readonly versions: readonly string[];
  /** The lines that say them. */
  readonly opened: readonly LearnedLine[];
  /** Lines that say the last release with a fourth number behind it since. */
  readonly extended: readonly ExtendedLine[];
  /** The tag of the last release. */
  readonly since: string;
}

/** `1.3.0-dev`, `1.3.0.dev0`, `1.3.0-SNAPSHOT` */
const VERSION_IN_DEVELOPMENT =
  /(?<![\w.])v?\d{1,9}(?:\.\d{1,9}){1,3}[-.+]?(?:dev|snapshot|git|master|main|wip|unreleased|pre|alpha|beta|rc)/i;

/** More files than that are not a project's own mark. */
const MOST_FILES = 50;
/** Text for people is opened with a fourth number as well. */
const MOST_EXTENDED = 200;

/**
 * The files of a tree that look as if they were in development, those that say so most clearly first.
 *
 * @param released the last release: what gives the version after it a name may have been opened for that
 * @param isSaid a known format says the version; without one, files that come near may have been opened for the next
 */
export function developingPaths({ files }: Pick<SourceTree, 'files'>, released: string, isSaid: boolean): string[] {
  const following = followingVersions(released);
  const near = isSaid ? [] : nearMisses(bytesOf(files)).map(({ path }) => path);
  const found: { path: string; rank: number }[] = [];
  const extended: string[] = [];
  for (const [path, { bytes }] of files) {
    const { text } = readFileText(bytes);
    if (mayBeExtended(text, released)) extended.push(path);
    if (!isOwnCode(path)) continue;
    const marks = markedLines(text);
    const isSure = marks.some((each) => each.isSure) || VERSION_IN_DEVELOPMENT.test(text);
    const isAhead = following.some((version) => names(path, text, version));
    if (isSure || marks.length > 0 || isAhead || near.includes(path))
      found.push({ path, rank: Number(isSure) + Number(/version/i.test(path + text)) });
  }
  const marked = found
    .sort((a, b) => b.rank - a.rank || (a.path < b.path ? -1 : 1))
    .slice(0, MOST_FILES)
    .map(({ path }) => path);
  return [...new Set([...marked, ...extended.slice(0, MOST_EXTENDED)])];
}

/**
 * The release that a tree is held against: the newest that is not above what the files say, since a later one was made on another
 * line.
 */
export const releaseBefore = (released: readonly ReleasedVersion[], said: string | null): ReleasedVersion | null =>
  released.find(({ version }) => said === null || (compareVersions(version, comparable(said)) ?? 1) <= 0) ?? null;

/**
 * The release that tells what a line is in a release. Where final ones have a word of their own, `2.1.8-stable`, a candidate
 * without it does not.
 */
export function releaseThatTells(released: readonly ReleasedVersion[], said: string | null): ReleasedVersion | null {
  const before = releaseBefore(released, said);
  if (before === null || !isPrerelease(before.version)) return before;
  const final = releaseBefore(
    released.filter(({ version }) => !isPrerelease(version)),
    said,
  );
  return final !== null && finalWord(final.tag) !== '' ? final : before;
}

/** The versions that may come after one. */
function followingVersions(released: string): string[] {
  return (['patch', 'minor', 'major'] as const).flatMap((keyword) => {
    const next = resolveNextVersion(keyword, released);
    return next.ok ? [next.value] : [];
  });
}

/** Whether a text gives this version a name. */
const names = (path: string, text: string, version: string): boolean =>
  text.includes(version) && searchFile(path, text, version).some(({ kind }) => kind === 'definition');

const bytesOf = (files: SourceTree['files']) => new Map([...files].map(([path, { bytes }]) => [path, bytes]));

/**
 * What of these files is in development.
 *
 * @param atRelease the same files at the last release, one character a byte
 */
export function learnDevelopment(
  { files }: Pick<SourceTree, 'files'>,
  release: { readonly tag: string; readonly version: string },
  atRelease: ReadonlyMap<string, string>,
): Development {
  const marks: DevelopmentMark[] = [];
  const stood: { path: string; line: string }[] = [];
  const versions = new Set<string>();
  const opened: LearnedLine[] = [];
  const extended: ExtendedLine[] = [];
  const known = [...atRelease].flatMap(([path, then]) => {
    const bytes = files.get(path)?.bytes;
    return bytes === undefined ? [] : [{ path, then, whole: readFileText(bytes).text }];
  });
  for (const { path, then, whole } of known) extended.push(...extendedLines(path, whole, then, release.version));
  const since = extended.length === 0 ? [] : [...files.keys()].filter((path) => !atRelease.has(path));
  for (const path of [...atRelease.keys(), ...since]) {
    const bytes = isOwnCode(path) ? files.get(path)?.bytes : undefined;
    if (bytes !== undefined)
      extended.push(...alsoWorded(path, readFileText(bytes).text, atRelease.get(path) ?? '', extended));
  }
  for (const { path, then, whole } of known) {
    const lines = extended.filter((line) => line.path === path);
    opened.push(...placesOf(lines, release.version));
    const text = withoutExtensions(whole, lines);
    const ofFile = learnMarks(path, text, then);
    marks.push(...ofFile.learned);
    for (const line of ofFile.stood) stood.push({ path, line });
    const file = openedVersion(changeBetween(path, then, text), release.version);
    for (const version of file?.versions ?? []) versions.add(version);
    opened.push(...(file?.lines ?? []));
  }
  return { marks, stood, versions: [...versions], opened, extended, since: release.tag };
}

/** A tree as it says the last release where development has put a fourth number behind it. */
export function withoutDevelopment(source: SourceTree, extended: readonly ExtendedLine[]): SourceTree {
  if (extended.length === 0) return source;
  const files = new Map(source.files);
  for (const path of new Set(extended.map((line) => line.path))) {
    const file = files.get(path);
    if (file === undefined) continue;
    const { text, mark } = readFileText(file.bytes);
    const ofPath = extended.filter((line) => line.path === path);
    files.set(path, { ...file, bytes: fileBytes({ text: withoutExtensions(text, ofPath), mark }) });
  }
  return { ...source, files };
}
