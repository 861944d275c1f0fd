import { medianOf } from './median.ts';
import { upperTail } from './student-t.ts';

/** What there is in a sequence of rounds besides a mean and a spread. Values are natural logarithms of a ratio. */

/**
 * The correlation of each value with the next, about their mean.
 *
 * Source: Box, Jenkins and Reinsel, Time Series Analysis, 2.1.6. Of independent values it is about −1/n with a standard error
 * of about 1/√n.
 *
 * @returns null for fewer than three values, and where all are the same
 */
export function lagOneCorrelation(values: readonly number[]): number | null {
  const middle = mean(values);
  let squares = 0;
  let products = 0;
  for (const [at, value] of values.entries()) {
    squares += (value - middle) ** 2;
    const next = values[at + 1];
    if (next !== undefined) products += (value - middle) * (next - middle);
  }
  return values.length < 3 || !(squares > 0) ? null : products / squares;
}

export interface Trend {
  /** The fitted values of the first and of the last round. */
  readonly first: number;
  readonly last: number;
  /** Two-sided p value of "no slope". */
  readonly p: number;
}

/** The straight line through the values by their position, by least squares. null for fewer than four values. */
export function linearTrend(values: readonly number[]): Trend | null {
  const n = values.length;
  if (n < 4) return null;
  const centre = (n - 1) / 2;
  const middle = mean(values);
  let positions = 0;
  let products = 0;
  for (const [at, value] of values.entries()) {
    positions += (at - centre) ** 2;
    products += (at - centre) * (value - middle);
  }
  const slope = products / positions;
  const residual = values.reduce((sum, value, at) => sum + (value - middle - slope * (at - centre)) ** 2, 0);
  const error = Math.sqrt(residual / (n - 2) / positions);
  const p = error > 0 ? 2 * upperTail(Math.abs(slope) / error, n - 2) : slope === 0 ? 1 : 0;
  return { first: middle - slope * centre, last: middle + slope * centre, p };
}

/** MAD of a normal distribution, as a part of its standard deviation. */
const NORMAL_MAD = 1.4826;
/** So many robust standard deviations from the median, a round is not one of the others. */
const ODD_DISTANCE = 6;

/**
 * Positions of the values that lie far from the rest: beyond six standard deviations of the median, the deviation estimated by
 * the median absolute one, which half of the values being odd would not change.
 *
 * @param least distances below this are never odd, however closely the others agree
 */
export function oddRounds(values: readonly number[], least: number): number[] {
  const middle = medianOf(values);
  const scale = NORMAL_MAD * medianOf(values.map((value) => Math.abs(value - middle)));
  const limit = Math.max(least, ODD_DISTANCE * scale);
  return values.flatMap((value, at) => (Math.abs(value - middle) > limit ? [at] : []));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
