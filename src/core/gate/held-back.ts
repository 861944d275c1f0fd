import { upperQuantile } from '../statistics/student-t.ts';
import { asLogRatio, type MetricRule } from './metric-rules.ts';
import type { SeriesNoise } from './series-noise.ts';

/** Why rounds that are not slower by the margin on the whole do not pass. */
export type HeldBack = 'constant' | 'comes-and-goes' | 'trend' | 'dependent' | 'noisy';

/**
 * Where the mean is known no better than this share of the margin, the same code passes in no more than one verdict of six: one
 * that does is a lucky draw of a machine that cannot tell, and not a finding.
 */
const WIDEST_ERROR = 1;

/**
 * What no mean describes: null where the mean may be believed.
 *
 * @param measured d by round, null where it was not measured
 * @param rate the boundary of the test, for how far the mean may be off
 */
export function heldBack(
  measured: readonly (number | null)[],
  { isConstant, comesAndGoes, trend, correlation, odd }: SeriesNoise,
  rule: MetricRule,
  rate: number,
): HeldBack | null {
  const margin = asLogRatio(rule.margin, rule.better);
  if (isConstant) return 'constant';
  if (comesAndGoes !== null) return 'comes-and-goes';
  if (trend !== null && Math.min(trend.first, trend.last) < margin) return 'trend';
  // What depends on its neighbours is widened by them, odd rounds among them.
  const oddRounds = new Set(correlation === null ? odd.map(({ round }) => round) : []);
  const believed = measured.filter((d, at): d is number => d !== null && !oddRounds.has(at + 1));
  const { error, leastMean } = meanError(believed, rate, correlation === null ? 1 : widening(correlation));
  if (correlation !== null && leastMean < margin) return 'dependent';
  return isTooNoisy(error, leastMean, margin) ? 'noisy' : null;
}

/** Whether it is held back because no mean describes it, and not because its mean is not known well enough. */
export const isNoMean = (held: HeldBack | null): boolean => held !== null && held !== 'noisy';

/** What is proved to be no slower at all is within any margin, however noisy it is. */
const isTooNoisy = (error: number, leastMean: number, margin: number): boolean =>
  error > -WIDEST_ERROR * margin && leastMean < 0;

/** The standard error of the mean, so many times as wide, and the least mean that it leaves open. */
function meanError(
  values: readonly number[],
  rate: number,
  times: number,
): { readonly error: number; readonly leastMean: number } {
  const n = values.length;
  const middle = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (n - 1);
  const error = times * Math.sqrt(variance / n);
  return { error, leastMean: middle - upperQuantile(rate, n - 1) * error };
}

/** How much further off a mean may be where neighbours correlate so (an autoregressive series of the first order). */
export const widening = (correlation: number): number => {
  const bounded = Math.min(correlation, 0.95);
  return Math.sqrt((1 + bounded) / (1 - bounded));
};
