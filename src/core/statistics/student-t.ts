import cdf from '@stdlib/stats-base-dists-t-cdf';
import quantile from '@stdlib/stats-base-dists-t-quantile';

/** P(T ≤ t) of Student's t distribution with `degrees` degrees of freedom. */
export function lowerTail(t: number, degrees: number): number {
  return cdf(t, degrees);
}

/** P(T ≥ t), by symmetry: precise where 1 − P(T ≤ t) would lose its digits. */
export function upperTail(t: number, degrees: number): number {
  return cdf(-t, degrees);
}

/** The t that is exceeded with the given probability: positive for probabilities below one half. */
export function upperQuantile(probability: number, degrees: number): number {
  return -quantile(probability, degrees);
}
