import semver from 'semver';
import { type Checked, checked, failed, problem } from '../problem.ts';

const KEYWORDS = ['patch', 'minor', 'major'] as const;
type BumpKeyword = (typeof KEYWORDS)[number];

/** No version of a person's making is longer. */
const MAXIMUM_LENGTH = 64;

export const isBumpKeyword = (text: string): text is BumpKeyword => (KEYWORDS as readonly string[]).includes(text);

/** A version exactly as it will be written: no `v`, no build metadata, no leading zeros. Source: semver.org 2.0.0. */
export function validateVersion(text: string): Checked<string> {
  const parsed = text.length <= MAXIMUM_LENGTH ? semver.parse(text) : null;
  if (parsed === null || parsed.version !== text) {
    const shown = text.length <= MAXIMUM_LENGTH ? JSON.stringify(text) : 'A text of more than 64 characters';
    return failed(problem('version-invalid', `${shown} is no version that could be released.`, { where: '--version' }));
  }
  return checked(text);
}

/**
 * The version a person asks for: an exact one, or the one that a keyword makes of the present one.
 *
 * @returns a problem when it is malformed or not above the present one
 */
export function resolveNextVersion(request: string, current: string): Checked<string> {
  const present = comparable(current);
  if (present === null) {
    return failed(
      problem(
        'version-invalid',
        `The present version ${JSON.stringify(current.slice(0, MAXIMUM_LENGTH))} is no semantic version.`,
      ),
    );
  }
  if (isBumpKeyword(request)) return checked(semver.inc(present, request) ?? present);
  const exact = validateVersion(request);
  if (!exact.ok || semver.gt(request, present)) return exact;
  return failed(
    problem('version-not-above-current', `${request} is not above the present version ${current}.`, {
      where: '--version',
    }),
  );
}

/** Negative when `a` is the older one; null when either is no version that can be compared. */
export function compareVersions(a: string, b: string): number | null {
  const [left, right] = [comparable(a), comparable(b)];
  return left === null || right === null ? null : semver.compare(left, right);
}

/** `8.5.0.dev`, `8.5.0.dev3`, `8.5.0rc1`. Source: Python packaging specification "Version specifiers" (PEP 440). */
const PYTHON_PRERELEASE = /^(\d+\.\d+\.\d+)\.?(dev|a|b|rc)(\d*)$/;

/** The semantic version that a present version stands for: a file may carry one as its language writes it. */
function comparable(text: string): string | null {
  if (text.length > MAXIMUM_LENGTH) return null;
  const python = PYTHON_PRERELEASE.exec(text);
  if (python === null) return semver.valid(text);
  const [, release, kind, number] = python;
  // In Python .dev comes before every other pre-release; 0 sorts below letters.
  return semver.valid(`${release}-${kind === 'dev' ? '0.dev' : kind}.${number === '' ? '0' : number}`);
}

/** MAJOR, MINOR and PATCH of a version, and whether there is more to it. */
export function versionParts(version: string): { major: string; minor: string; patch: string; isPlain: boolean } {
  const parsed = semver.parse(version);
  return {
    major: String(parsed?.major ?? ''),
    minor: String(parsed?.minor ?? ''),
    patch: String(parsed?.patch ?? ''),
    isPlain: parsed !== null && parsed.prerelease.length === 0 && parsed.build.length === 0,
  };
}
