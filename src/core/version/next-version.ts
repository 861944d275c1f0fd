import { type Checked, checked, failed, type Problem, problem } from '../problem.ts';
import {
  type BumpKeyword,
  compareVersions,
  isBumpKeyword,
  MAXIMUM_LENGTH,
  type ParsedVersion,
  parsePresent,
  parseVersion,
} from './semver.ts';
import { inForm } from './version-form.ts';

/** The version that comes next in the same form: a later pre-release, or the last number raised. */
export function followingVersion(version: string): string {
  const parsed = parseVersion(version);
  if (parsed === null) throw new Error(`${version} was checked before`);
  const { written, suffix } = parsed;
  if (suffix === '') return [...written.slice(0, -1), raised(written.at(-1) ?? '0')].join('.');
  const count = /\d+$/.exec(suffix)?.[0];
  const head = count === undefined ? `${suffix}.` : suffix.slice(0, -count.length);
  return written.join('.') + head + String(Number(count ?? 0) + 1);
}

/** One more, with the leading zeros that it had. */
const raised = (digits: string): string => String(Number(digits) + 1).padStart(digits.length, '0');

/**
 * The version a person asks for: an exact one, or the one that a keyword makes of the present one.
 *
 * @param known versions that were released: they show whether this project has third numbers, or leading zeros
 * @returns a problem when it is malformed or not above the present one
 */
export function resolveNextVersion(request: string, current: string, known: readonly string[] = []): Checked<string> {
  const from = parsePresent(current);
  if (from === null) return failed(cannotCount(current));
  if (isBumpKeyword(request)) return countUp(request, from, known);
  const exact = inForm(request, { current, says: null, known });
  return exact.ok ? checkAbove(request, current) : exact;
}

/** Whether a version is above the present one, however the two are written. */
export function checkAbove(version: string, current: string): Checked<string> {
  const order = compareVersions(version, current);
  if (order !== null && order > 0) return checked(version);
  return failed(
    order === null
      ? cannotCount(current)
      : problem('version-not-above-current', `${version} is not above the present version ${current}.`, {
          where: '--version',
        }),
  );
}

const cannotCount = (current: string): Problem =>
  problem(
    'version-invalid',
    `The present version ${JSON.stringify(current.slice(0, MAXIMUM_LENGTH))} is no version that can be counted up.`,
    { remedy: 'Write MAJOR.MINOR.PATCH where it stands.' },
  );

/** The numbers that a keyword raises, by their place. */
const RAISES: Readonly<Record<BumpKeyword, number>> = { major: 0, minor: 1, patch: 2 };

/** What a keyword makes of a version. A pre-release leads to the final version first. Source: node-semver, `inc`. */
function countUp(keyword: BumpKeyword, from: ParsedVersion, known: readonly string[]): Checked<string> {
  const at = RAISES[keyword];
  const { numbers, prerelease } = from;
  const shape = [...numbers];
  if (at >= shape.length) {
    if (!known.some((each) => (parseVersion(each)?.numbers.length ?? 0) > at)) return failed(noThirdNumber(from));
    shape.push(0);
  }
  const leadsHere = prerelease !== null && shape.slice(at + 1).every((each) => each === 0);
  const next = shape.map((number, index) => {
    if (index === at) return leadsHere ? number : number + 1;
    return index < at ? number : 0;
  });
  // A version of a week or a day is a date no longer when its month is over.
  if (isCalendar(from) && (keyword === 'major' || (next[1] ?? 0) > 12)) return failed(askForDate(keyword, from));
  const samples = [from, ...known.flatMap((each) => parseVersion(each) ?? [])];
  return checked(next.map((number, index) => String(number).padStart(widthAt(samples, index), '0')).join('.'));
}

/** Digits that a number has at least: of one that was written with a leading zero. */
const widthAt = (samples: readonly ParsedVersion[], index: number): number =>
  Math.max(
    1,
    ...samples.flatMap(({ written }) => (/^0\d/.test(written[index] ?? '') ? (written[index]?.length ?? 1) : [])),
  );

/** A year and a month: `2024.3.1`, `24.04.1`. */
const isCalendar = ({ numbers: [year = 0, month = 0], written }: ParsedVersion): boolean =>
  month <= 12 && ((year >= 1990 && year <= 2199) || /^0\d$/.test(written[1] ?? ''));

const shownVersion = ({ written, suffix }: ParsedVersion): string => written.join('.') + suffix;

const noThirdNumber = (from: ParsedVersion) => {
  const [major = 0, minor = 0] = from.numbers;
  const shown = shownVersion(from);
  return problem(
    'version-invalid',
    `\`patch\` raises the third number of MAJOR.MINOR.PATCH, and the present version ${shown} has two, as every release so far.`,
    {
      where: '--version',
      remedy: `Give \`minor\` for ${major}.${minor + 1}, \`major\` for ${major + 1}.0, or the exact version: ${major}.${minor}.1 has a third number from then on.`,
    },
  );
};

const askForDate = (keyword: string, from: ParsedVersion) =>
  problem(
    'version-invalid',
    `The present version ${shownVersion(from)} is a date, and \`${keyword}\` would count it up to one that there is not.`,
    { where: '--version', remedy: `Give the exact version, in the same form as ${shownVersion(from)}, or \`patch\`.` },
  );
