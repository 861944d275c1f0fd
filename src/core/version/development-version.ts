import { compareVersions } from './semver.ts';

/** A version as it is written: its numbers, and whatever stands behind them. */
const WRITTEN = /^v?(?<numbers>\d{1,9}(?:\.\d{1,9}){1,3})(?<suffix>.*)$/;
/** A candidate that has a count of its own was released, or is going to be. */
const COUNTED = /^[-.]?(?:alpha|beta|a|b|c|rc|pre)[.-]?[1-9]\d*$/i;

/**
 * The version that a place says in development after a release: it is opened in the way in which it was after the last one.
 *
 * @param said what it says before the release
 * @param released the release before that
 * @param version what is released now
 * @returns null where it was not opened after the last release
 */
export function nextInDevelopment({
  said,
  released,
  version,
}: {
  readonly said: string;
  readonly released: string;
  readonly version: string;
}): { readonly version: string; readonly isMarked: boolean } | null {
  const [was, is, now] = [released, said, version].map((each) => WRITTEN.exec(each)?.groups);
  const { numbers = '', suffix = '' } = is ?? {};
  if (was === undefined || now === undefined || numbers === '' || COUNTED.test(suffix)) return null;
  const isSame = compareVersions(numbers, was.numbers ?? '') === 0;
  if (isSame ? suffix === '' || suffix === was.suffix : (compareVersions(numbers, was.numbers ?? '') ?? 0) <= 0)
    return null;
  const next = isSame ? (now.numbers ?? '') : raised(now.numbers ?? '', step(was.numbers ?? '', numbers), numbers);
  return next === null ? null : { version: next + suffixAnew(suffix), isMarked: suffix !== '' };
}

/** The first number in which two versions differ. */
function step(from: string, to: string): number {
  const [before, after] = [from, to].map((each) => each.split('.').map(Number));
  return after?.findIndex((number, at) => number !== (before?.[at] ?? 0)) ?? -1;
}

/** A last number that only development has: `1.68.90` stands between 1.68.x and 1.69.0. */
const FIRST_OF_DEVELOPMENT = 90;

/** One more at one place, and nothing behind it; a number of development as it was. A date is not counted up. */
function raised(version: string, at: number, said: string): string | null {
  const written = version.split('.');
  const last = Number(said.split('.')[at]);
  if (at >= 2 && at === written.length - 1 && last >= FIRST_OF_DEVELOPMENT && last < 100)
    return Number(written[at]) < last ? [...written.slice(0, at), last].join('.') : null;
  const isDate = written.some((each) => /^0\d/.test(each)) || Number(written[0]) >= FIRST_YEAR;
  if (isDate || at < 0) return null;
  return written.map((each, index) => (index < at ? each : index === at ? Number(each) + 1 : 0)).join('.');
}

const FIRST_YEAR = 1990;

/** `.dev3` begins with `.dev0` again. */
const suffixAnew = (suffix: string): string => suffix.replace(/(?<=[a-z][.-]?)\d+$/i, '0');
