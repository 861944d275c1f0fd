import { distanceLimits } from './distance-limits.ts';
import { meanOf } from './mean.ts';
import { medianOf, NORMAL_MAD } from './median.ts';
import { upperTail } from './student-t.ts';

/** What there is in a sequence of rounds besides a mean and a spread. Values are natural logarithms of a ratio. */

/**
 * The correlation of each value with the next, about their mean.
 *
 * Source: Box, Jenkins and Reinsel, Time Series Analysis, 2.1.6.
 *
 * @returns null for fewer than three values, and where all are the same
 */
export function lagOneCorrelation(values: readonly number[]): number | null {
  const middle = meanOf(values);
  let squares = 0;
  let products = 0;
  for (const [at, value] of values.entries()) {
    squares += (value - middle) ** 2;
    const next = values[at + 1];
    if (next !== undefined) products += (value - middle) * (next - middle);
  }
  return values.length < 3 || !(squares > 0) ? null : products / squares;
}

/**
 * A lag-1 correlation of n independent values, in standard deviations from what it is on average: −1/n, whatever their shape;
 * the deviation is that of normal ones.
 *
 * Source: P. A. P. Moran, "Some theorems on time series II: the significance of the serial correlation coefficient", Biometrika
 * 35 (1948).
 */
export const standardisedLagOne = (correlation: number, n: number): number =>
  (correlation + 1 / n) / ((n - 2) / (n * Math.sqrt(n - 1)));

export interface Trend {
  /** The fitted values of the first and of the last round. */
  readonly first: number;
  readonly last: number;
  /** The slope over its standard error; its sign is that of the slope. */
  readonly t: number;
  /** Two-sided p value of "no slope". */
  readonly p: number;
}

/** The straight line through the values by their position, by least squares. null for fewer than four values. */
export function linearTrend(values: readonly number[]): Trend | null {
  const n = values.length;
  if (n < 4) return null;
  const centre = (n - 1) / 2;
  const middle = meanOf(values);
  let positions = 0;
  let products = 0;
  for (const [at, value] of values.entries()) {
    positions += (at - centre) ** 2;
    products += (at - centre) * (value - middle);
  }
  const slope = products / positions;
  const residual = values.reduce((sum, value, at) => sum + (value - middle - slope * (at - centre)) ** 2, 0);
  const error = Math.sqrt(residual / (n - 2) / positions);
  // Values on a line have no error: any slope is then beyond chance, and still a number.
  const t = slope === 0 ? 0 : slope / Math.max(error, 1e-9 * Math.abs(slope));
  return { first: middle - slope * centre, last: middle + slope * centre, t, p: 2 * upperTail(Math.abs(t), n - 2) };
}

/** However many rounds agree, one is not odd nearer than this: noise with heavy tails is not told of for what is its nature. */
const NEAREST_ODD = 6;

/** Values by position that lie apart from the rest. */
export interface ApartRounds {
  /** Farther from the median than the farthest of normal rounds would be. */
  readonly odd: readonly number[];
  /** Two or more so far below it as two would not be by chance, while none above is; else empty. */
  readonly slow: readonly number[];
}

/**
 * Values that lie far from the rest, in standard deviations estimated by the median absolute one, which half of the values
 * being odd would not change. How far is far depends on how many there are: of six rounds, a few that happen to agree closely
 * make the others look far.
 *
 * @param least distances below this are never odd, however closely the others agree
 * @param rate at which independent normal rounds have an odd one; two that are slow, at half of it
 */
export function apartRounds(values: readonly number[], least: number, rate: number): ApartRounds {
  const limits = distanceLimits(values.length, rate);
  if (limits === null) return { odd: [], slow: [] };
  const middle = medianOf(values);
  const scale = NORMAL_MAD * medianOf(values.map((value) => Math.abs(value - middle)));
  const beyond = (distance: number): number => Math.max(least, Math.max(NEAREST_ODD, distance) * scale);
  const oddAt = positions(values, (value) => Math.abs(value - middle) > beyond(limits.farthest));
  const limit = beyond(limits.secondBelow);
  const slow = positions(values, (value) => middle - value > limit);
  return { odd: oddAt, slow: slow.length >= 2 && !values.some((value) => value - middle > limit) ? slow : [] };
}

const positions = (values: readonly number[], has: (value: number) => boolean): number[] =>
  values.flatMap((value, at) => (has(value) ? [at] : []));
