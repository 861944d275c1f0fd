import { type Checked, checked, failed, type Problem, problem } from '../problem.ts';
import {
  compareVersions,
  isPrerelease,
  type ParsedVersion,
  parsePresent,
  parseVersion,
  validateVersion,
} from './semver.ts';

/** How a project writes its versions: only so are its tags told from others, such as an alias `v1.2`. */
export interface VersionForm {
  /** How many numbers there are: three, unless the project has others. */
  readonly counts: readonly number[];
  /** `2024.03.1` */
  readonly leadingZeros: boolean;
  /** Pre-releases without a dash: `1.3.0rc1`. */
  readonly dashless: boolean;
}

/** MAJOR.MINOR.PATCH, and a pre-release behind a dash. */
export const SEMANTIC: VersionForm = { counts: [3], leadingZeros: false, dashless: false };
/** Everything that can be read as a version. */
export const ANY_FORM: VersionForm = { counts: [2, 3, 4], leadingZeros: true, dashless: true };

const hasLeadingZero = ({ written }: ParsedVersion): boolean => written.some((each) => /^0\d/.test(each));
const isDashless = ({ suffix }: ParsedVersion): boolean => suffix !== '' && !suffix.startsWith('-');

/**
 * The form of a project's versions.
 *
 * @param current what its files say; null where none does
 * @param released what the tags of its releases say, of any form
 */
export function versionForm(current: string | null, released: readonly string[]): VersionForm {
  const parsed = released.flatMap((each) => parseVersion(each) ?? []);
  const own = current === null ? null : parsePresent(current);
  const has = (count: number) => parsed.some(({ numbers }) => numbers.length === count);
  const counts = countsOf(own?.numbers.length ?? null, has);
  const written = [...parsed.filter(({ numbers }) => counts.includes(numbers.length)), ...(own === null ? [] : [own])];
  return { counts, leadingZeros: written.some(hasLeadingZero), dashless: written.some(isDashless) };
}

/** Beside three numbers, two are an alias; a project of two may have third numbers now and then. */
function countsOf(own: number | null, has: (count: number) => boolean): number[] {
  if (own === 4) return has(3) ? [3, 4] : [4];
  if (own === 2) return has(3) ? [2, 3] : [2];
  if (own === 3 || has(3)) return [3];
  return [[4, 2].find(has) ?? 3];
}

export function isOfForm(version: string, form: VersionForm): boolean {
  const parsed = parseVersion(version);
  return (
    parsed !== null &&
    form.counts.includes(parsed.numbers.length) &&
    (form.leadingZeros || !hasLeadingZero(parsed)) &&
    (form.dashless || !isDashless(parsed))
  );
}

/** How the versions of a project are written. */
export interface Written {
  /** The present version. */
  readonly current: string;
  /** The file that says so; null where the tags do. */
  readonly says: string | null;
  /** Versions that were released. */
  readonly known: readonly string[];
}

/**
 * An exact version, if this project writes its versions so: as many numbers, leading zeros where it has them. MAJOR.MINOR.PATCH
 * is taken everywhere but where there are four numbers.
 *
 * @returns the same text, or what to write instead
 */
export function inForm(request: string, custom: Written): Checked<string> {
  const valid = validateVersion(request);
  const parsed = valid.ok ? parseVersion(request) : null;
  if (parsed === null) return valid;
  const form = versionForm(custom.current, custom.known);
  const isUsual =
    isOfForm(request, form) ||
    (isOfForm(request, SEMANTIC) && !form.counts.includes(4)) ||
    (parsed.numbers.length === 2 && isOfForm(request, TWO) && lastHaveTwo(custom.known));
  return isUsual ? checked(request) : failed(written(request, parsed, form, custom));
}

const TWO: VersionForm = { counts: [2], leadingZeros: false, dashless: false };

/** Whether the last two final releases had two numbers, whatever those before and the files have. */
function lastHaveTwo(known: readonly string[]): boolean {
  const finals = known.filter((each) => !isPrerelease(each)).sort((a, b) => compareVersions(b, a) ?? 0);
  const last = finals.slice(0, 2).map((each) => parseVersion(each)?.numbers.length);
  return last.length === 2 && last.every((count) => count === 2);
}

const COUNTS = ['no', 'one', 'two', 'three', 'four'] as const;

function written(request: string, parsed: ParsedVersion, form: VersionForm, { current, says }: Written): Problem {
  const count = form.counts.includes(parsed.numbers.length) ? parsed.numbers.length : Math.max(...form.counts);
  const texts = form.leadingZeros ? parsed.written : parsed.numbers.map(String);
  const numbers = Array.from({ length: count }, (_, at) => texts[at] ?? '0').join('.');
  const suffix = form.dashless || parsed.prerelease === null ? parsed.suffix : `-${parsed.prerelease}`;
  const present = says === null ? `the newest tag says ${current}` : `${says} says ${current}`;
  const many = form.counts.map((each) => COUNTS[each]).join(' or ');
  return problem('version-invalid', `${request} is not written as the versions of this project are: ${present}.`, {
    where: '--version',
    remedy: `Write ${numbers}${suffix}: ${many} numbers${form.leadingZeros ? '' : ' without leading zeros'}${form.dashless ? '' : ', a pre-release behind a dash'}.`,
  });
}
