import semver from 'semver';
import { type Checked, checked, failed, problem } from '../problem.ts';

const KEYWORDS = ['patch', 'minor', 'major'] as const;
export type BumpKeyword = (typeof KEYWORDS)[number];

/** No version of a person's making is longer. Characters. */
export const MAXIMUM_LENGTH = 64;

export const isBumpKeyword = (text: string): text is BumpKeyword => (KEYWORDS as readonly string[]).includes(text);

/** A version taken apart: MAJOR.MINOR, MAJOR.MINOR.PATCH or four numbers, and what makes it a pre-release. */
export interface ParsedVersion {
  /** Two to four. */
  readonly numbers: readonly number[];
  /** The same as they are written: a calendar version may have `03`. */
  readonly written: readonly string[];
  /** `-rc.1`, `rc1`, `.dev3`: everything behind the numbers, or nothing. */
  readonly suffix: string;
  /** What the order goes by: `rc.1`, however the suffix is written; null for a final version. */
  readonly prerelease: string | null;
}

/** Semantic versions, and `8.5.0.dev3`, `8.5.0rc1`. Sources: semver.org 2.0.0; Python packaging, "Version specifiers". */
const VERSION =
  /^(?<numbers>\d{1,15}(?:\.\d{1,15}){1,3})(?<suffix>-(?<semantic>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)|\.?(?<kind>dev|alpha|beta|a|b|c|rc)(?<count>\d{0,9}))?$/;

/** Takes a version apart as it stands in a tag or is asked for: no `v`, no build metadata. null: it is none. */
export function parseVersion(text: string): ParsedVersion | null {
  const groups = text.length > MAXIMUM_LENGTH ? undefined : VERSION.exec(text)?.groups;
  if (groups === undefined) return null;
  const { numbers = '', suffix = '', semantic, kind, count } = groups;
  const written = numbers.split('.');
  const prerelease = semantic ?? (kind === undefined ? null : pythonKind(kind) + (count === '' ? '.0' : `.${count}`));
  // An identifier of digits has no leading zero.
  if (prerelease !== null && semver.valid(`0.0.0-${ordered(prerelease)}`) === null) return null;
  return { numbers: written.map(Number), written, suffix, prerelease };
}

/** In Python .dev comes before every other pre-release; 0 sorts below letters. */
function pythonKind(kind: string): string {
  if (kind === 'dev') return '0.dev';
  return ({ a: 'alpha', b: 'beta', c: 'rc' } as Record<string, string>)[kind] ?? kind;
}

/** `rc10` is after `rc9`: letters and a number behind them are two identifiers, as whoever writes them means it. */
const ordered = (prerelease: string): string =>
  prerelease
    .split('.')
    .map((identifier) => identifier.replace(/^([A-Za-z]+)0*(\d{1,9})$/, '$1.$2'))
    .join('.');

/** Negative when `a` is the older one; null when either is no version that can be compared. The one order of versions. */
export function compareVersions(a: string, b: string): number | null {
  const [left, right] = [parsePresent(a), parsePresent(b)];
  if (left === null || right === null) return null;
  for (let at = 0; at < 4; at += 1) {
    const difference = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  if (left.prerelease === null || right.prerelease === null)
    return Number(left.prerelease === null) - Number(right.prerelease === null);
  return semver.compare(`0.0.0-${ordered(left.prerelease)}`, `0.0.0-${ordered(right.prerelease)}`);
}

/** Whether two versions are the same and have as many numbers: 1.2 may be the minor version of 1.2.0 alone. */
export const isSameVersion = (a: string, b: string): boolean =>
  compareVersions(a, b) === 0 && parsePresent(a)?.numbers.length === parsePresent(b)?.numbers.length;

/** Takes a version apart as a file may carry it: with a `v`, with build metadata. */
export const parsePresent = (text: string): ParsedVersion | null =>
  text.length > MAXIMUM_LENGTH ? null : parseVersion(text.replace(/^v(?=\d)/, '').replace(/\+[0-9A-Za-z.-]+$/, ''));

/** What is said of a version that nobody has released: `1.6.58.git` stands where 1.6.58 does. */
export const comparable = (said: string): string =>
  parsePresent(said) === null ? (/^v?\d{1,9}(?:\.\d{1,9}){1,3}(?=\D|$)/.exec(said)?.[0] ?? said) : said;

/** A version that a pre-release leads to is not there yet: it is marked as one, and no alias moves to it. */
export const isPrerelease = (version: string): boolean => (parsePresent(version)?.prerelease ?? null) !== null;

const FIRST_YEAR = 1990;

/** Whether a version cannot be the next one of a project, by its first number: `3.12.0` does not come after 0.3.27. Years may be left out. */
export function isFarAbove(version: string, released: string): boolean {
  const [one, other] = [version, released].map((each) => parsePresent(each)?.numbers[0]);
  if (one === undefined || other === undefined) return false;
  return one > other + 1 && (other < FIRST_YEAR || one >= 2 * FIRST_YEAR);
}

/**
 * MAJOR, MINOR and PATCH of a version in plain digits, zero where it has fewer numbers, the fourth number or nothing, and
 * whether it is final.
 */
export function versionParts(version: string): {
  major: string;
  minor: string;
  patch: string;
  fourth: string;
  isPlain: boolean;
} {
  const parsed = parseVersion(version);
  const part = (at: number) => (parsed === null ? '' : String(parsed.numbers[at] ?? 0));
  return {
    major: part(0),
    minor: part(1),
    patch: part(2),
    fourth: parsed?.numbers[3] === undefined ? '' : part(3),
    isPlain: parsed !== null && parsed.prerelease === null,
  };
}

/** The numbers of a version as they are written, for names: `2024`, `03`, `1`. */
export function writtenParts(version: string): { major: string; minor: string; patch: string } {
  const [major = '', minor = '', patch] = parseVersion(version)?.written ?? [];
  return { major, minor, patch: patch ?? (major === '' ? '' : '0') };
}

/** A version exactly as it will be written: no `v`, no build metadata. How the project writes its own is another question. */
export function validateVersion(text: string): Checked<string> {
  if (parseVersion(text) !== null) return checked(text);
  const isShort = text.length <= MAXIMUM_LENGTH;
  const shown = isShort ? JSON.stringify(text) : 'A text of more than 64 characters';
  const meant = isShort ? parsePresent(text.trim()) : null;
  const bare = meant === null ? null : meant.written.join('.') + meant.suffix;
  return failed(
    problem('version-invalid', `${shown} is no version that could be released.`, {
      where: '--version',
      ...(bare === null ? {} : { remedy: `Write ${bare}: no \`v\`, no build metadata.` }),
    }),
  );
}
