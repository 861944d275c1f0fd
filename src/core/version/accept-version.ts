import { type Checked, checked, failed, type Problem, problem } from '../problem.ts';
import { type ParsedVersion, parseVersion } from './semver.ts';
import { inForm, type Written } from './version-form.ts';

/** What an exact version is held against. */
export interface VersionCustom extends Written {
  /** Suffixes of pre-releases besides alpha, beta and rc, as configured. */
  readonly preReleases: readonly string[];
}

/** What everybody takes for a pre-release. */
const PRE_RELEASES = new Set(['alpha', 'beta', 'rc', 'a', 'b', 'c']);

/**
 * An exact version as a person asks for it, if this project writes its versions so and its suffix is known for what it is.
 *
 * @returns the same text, or what to write instead
 */
export function acceptVersion(request: string, custom: VersionCustom): Checked<string> {
  const valid = inForm(request, custom);
  const parsed = valid.ok ? parseVersion(request) : null;
  if (parsed === null) return valid;
  const suffix = unknownSuffix(parsed, custom);
  return suffix === null ? checked(request) : failed(undecided(request, parsed, suffix, custom));
}

/** The word of a suffix that nobody has spoken of: it may mean a version before this one, or after it. */
function unknownSuffix({ prerelease }: ParsedVersion, { known, preReleases }: VersionCustom): string | null {
  const word = wordOf(prerelease);
  if (word === null || PRE_RELEASES.has(word.toLowerCase())) return null;
  const said = [...preReleases, ...known.map((each) => wordOf(parseVersion(each)?.prerelease ?? null))];
  return said.some((each) => each?.toLowerCase() === word.toLowerCase()) ? null : word;
}

/** `20240915` of `json-0.18-20240915` */
const DAY = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

const wordOf = (prerelease: string | null): string | null =>
  prerelease === null ? null : (/[A-Za-z]+/.exec(prerelease)?.[0] ?? prerelease);

function undecided(
  request: string,
  { written: numbers }: ParsedVersion,
  word: string,
  { known }: VersionCustom,
): Problem {
  const final = numbers.join('.');
  const isWord = /^[A-Za-z]+$/.test(word);
  const withDay = DAY.test(word) ? known.find((each) => DAY.test(each.slice(each.indexOf('-') + 1))) : undefined;
  return problem(
    'suffix-undecided',
    `${request} comes before ${final} in the order of versions, as a pre-release does; ${JSON.stringify(word)} is none of alpha, beta and rc.`,
    {
      where: '--version',
      remedy:
        withDay !== undefined
          ? `The releases so far have a day behind their number, such as ${withDay}. Give the number alone: --version ${final}.`
          : `${isWord ? `If it is a pre-release, write \`pre-releases: [${word}]\` into .github/zlink-release.yml, and it is marked as one and aliases stay; or give ${final}-rc.1` : `For a pre-release give ${final}-rc.1`}. For a release after ${final} give a higher number without a suffix.`,
    },
  );
}
