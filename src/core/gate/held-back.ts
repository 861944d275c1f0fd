import { upperQuantile } from '../statistics/student-t.ts';
import { asLogRatio, type MetricRule } from './metric-rules.ts';
import type { SeriesNoise } from './series-noise.ts';

/** Why rounds that are not slower by the margin on the whole do not pass. */
export type HeldBack = 'constant' | 'comes-and-goes' | 'trend' | 'dependent';

/**
 * What no mean describes: null where the mean may be believed.
 *
 * @param rate the boundary of the test, for how far the mean may be off
 */
export function heldBack(
  values: readonly number[],
  { isConstant, comesAndGoes, trend, correlation }: SeriesNoise,
  rule: MetricRule,
  rate: number,
): HeldBack | null {
  const margin = asLogRatio(rule.margin, rule.better);
  if (isConstant) return 'constant';
  if (comesAndGoes !== null) return 'comes-and-goes';
  if (trend !== null && Math.min(trend.first, trend.last) < margin) return 'trend';
  if (correlation === null) return null;
  const n = values.length;
  const middle = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (n - 1);
  const error = Math.sqrt(variance / n) * widening(correlation);
  return middle - upperQuantile(rate, n - 1) * error < margin ? 'dependent' : null;
}

/** How much further off a mean may be where neighbours correlate so (an autoregressive series of the first order). */
export const widening = (correlation: number): number => {
  const bounded = Math.min(correlation, 0.95);
  return Math.sqrt((1 + bounded) / (1 - bounded));
};
