import { FIRST_LOOK } from '../../src/core/gate/boundary.ts';
import { seededNormal } from './random.ts';

/** Resolution of the histogram of the smallest p value: a relative step of 1/2000. */
const STEPS_PER_E_FOLD = 2_000;
/** P values above this never decide at the α of the table. */
const LARGEST_P = 0.3;
const SMALLEST_P = 1e-9;

/**
 * P(T ≤ t) for whole degrees of freedom and t < 0, by the finite trigonometric sums (Abramowitz and Stegun 26.7.3 and
 * 26.7.4): some ten times as fast as the general function, which a simulation of this size needs.
 */
export function lowerTailOfWholeDegrees(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const cosine = Math.cos(angle);
  const square = cosine * cosine;
  let term = degrees % 2 === 0 ? 1 : cosine;
  let sum = degrees === 1 ? 0 : term;
  for (let k = degrees % 2 === 0 ? 2 : 3; k <= degrees - 2; k += 2) {
    term *= (square * (k - 1)) / k;
    sum += term;
  }
  const sine = Math.sin(angle);
  const between = degrees % 2 === 0 ? sine * sum : (2 / Math.PI) * (angle + sine * sum);
  return 0.5 + between / 2;
}

/**
 * The α* table by simulation. Each path is a series of normal rounds without any effect; the smallest p value over the
 * looks of a budget of N rounds is what a false alarm needs to be below α*. Row by budget (3 … `budget`), column by
 * alpha. The quantile is taken three standard errors low, so that the table errs, if at all, on the side of fewer false
 * alarms.
 */
export function calibrate(
  alphas: readonly number[],
  budget: number,
  paths: number,
  seed: number,
  standardErrors = 3,
): number[][] {
  const bins = Math.ceil(Math.log(LARGEST_P / SMALLEST_P) * STEPS_PER_E_FOLD) + 1;
  const counts = Array.from({ length: budget - FIRST_LOOK + 1 }, () => new Uint32Array(bins));
  const normal = seededNormal(seed);
  for (let path = 0; path < paths; path += 1) {
    let mean = 0;
    let squares = 0;
    let smallest = LARGEST_P;
    for (let rounds = 1; rounds <= budget; rounds += 1) {
      const value = normal();
      const before = mean;
      mean += (value - before) / rounds;
      squares += (value - before) * (value - mean);
      if (rounds < FIRST_LOOK) continue;
      if (mean < 0) {
        const t = mean / Math.sqrt(squares / (rounds - 1) / rounds);
        // A t above −0.5 has a p value above LARGEST_P whatever the degrees of freedom.
        if (t < -0.5) smallest = Math.min(smallest, lowerTailOfWholeDegrees(t, rounds - 1));
      }
      if (smallest < LARGEST_P) {
        const bin = Math.floor(Math.log(Math.max(smallest, SMALLEST_P) / SMALLEST_P) * STEPS_PER_E_FOLD);
        const row = counts[rounds - FIRST_LOOK];
        if (row !== undefined) row[bin] = (row[bin] ?? 0) + 1;
      }
    }
  }
  return counts.map((row) =>
    alphas.map((alpha) => {
      const expected = alpha * paths;
      const allowed = expected - standardErrors * Math.sqrt(expected * (1 - alpha));
      let seen = 0;
      let bin = 0;
      while (bin < bins && seen + (row[bin] ?? 0) <= allowed) {
        seen += row[bin] ?? 0;
        bin += 1;
      }
      return SMALLEST_P * Math.exp(bin / STEPS_PER_E_FOLD);
    }),
  );
}
