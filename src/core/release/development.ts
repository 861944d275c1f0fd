import { readFileText } from '../file-text.ts';
import { type DevelopmentMark, learnMarks, markedLines } from '../version/development-marks.ts';
import { changeBetween, type LearnedLine } from '../version/learn-places.ts';
import { nearMisses } from '../version/near-misses.ts';
import { openedVersion } from '../version/opened-version.ts';
import { isOwnCode } from '../version/place-search.ts';
import type { SourceTree } from './facts.ts';

/** What of a tree is in development, by what it was at the last release. */
export interface Development {
  readonly marks: readonly DevelopmentMark[];
  /** Lines that look like marks and were the same at the last release. */
  readonly stood: readonly { readonly path: string; readonly line: string }[];
  /** Versions that files say since. */
  readonly versions: readonly string[];
  /** The lines that say them. */
  readonly opened: readonly LearnedLine[];
  /** The tag of the last release. */
  readonly since: string;
}

/** `1.3.0-dev`, `1.3.0.dev0`, `1.3.0-SNAPSHOT` */
const VERSION_IN_DEVELOPMENT =
  /(?<![\w.])v?\d{1,9}(?:\.\d{1,9}){1,3}[-.+]?(?:dev|snapshot|git|master|main|wip|unreleased|pre|alpha|beta|rc)/i;

/** More files than that are not a project's own mark. */
const MOST_FILES = 50;

/**
 * The files of a tree that look as if they were in development, those that say so most clearly first.
 *
 * @param isSaid a known format says the version; without one, files that come near may have been opened for the next
 */
export function developingPaths({ files }: Pick<SourceTree, 'files'>, isSaid: boolean): string[] {
  const near = isSaid ? [] : nearMisses(bytesOf(files)).map(({ path }) => path);
  const found: { path: string; rank: number }[] = [];
  for (const [path, { bytes }] of files) {
    if (!isOwnCode(path)) continue;
    const { text } = readFileText(bytes);
    const marks = markedLines(text);
    const isSure = marks.some((each) => each.isSure) || VERSION_IN_DEVELOPMENT.test(text);
    if (isSure || marks.length > 0 || near.includes(path))
      found.push({ path, rank: Number(isSure) + Number(/version/i.test(path + text)) });
  }
  return found
    .sort((a, b) => b.rank - a.rank || (a.path < b.path ? -1 : 1))
    .slice(0, MOST_FILES)
    .map(({ path }) => path);
}

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
  for (const [path, then] of atRelease) {
    const bytes = files.get(path)?.bytes;
    if (bytes === undefined) continue;
    const { text } = readFileText(bytes);
    const ofFile = learnMarks(path, text, then);
    marks.push(...ofFile.learned);
    for (const line of ofFile.stood) stood.push({ path, line });
    const file = openedVersion(changeBetween(path, then, text), release.version);
    for (const version of file?.versions ?? []) versions.add(version);
    opened.push(...(file?.lines ?? []));
  }
  return { marks, stood, versions: [...versions], opened, since: release.tag };
}
