import { FIRST_LOOK } from '../../src/core/statistics/boundary.ts';
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
 * looks from `firstLook` to the budget is what a false alarm needs to be below α*. By first look (3 …), then by budget (3 …),
 * then by alpha; where the budget ends before the first look there is nothing to calibrate, and the boundary is 0. The
 * quantile is taken some standard errors low, so that the table errs, if at all, on the side of fewer false alarms.
 */
export function calibrate(
  alphas: readonly number[],
  lastFirstLook: number,
  budget: number,
  paths: number,
  seed: number,
  standardErrors = 3,
): number[][][] {
  const bins = Math.ceil(Math.log(LARGEST_P / SMALLEST_P) * STEPS_PER_E_FOLD) + 1;
  const firsts = lastFirstLook - FIRST_LOOK + 1;
  const budgets = budget - FIRST_LOOK + 1;
  const counts = Array.from({ length: firsts * budgets }, () => new Uint32Array(bins));
  const normal = seededNormal(seed);
  /** By first look: the bin of the smallest p value since then; `bins` while it is above LARGEST_P. */
  const smallest = new Int32Array(firsts);
  for (let path = 0; path < paths; path += 1) {
    let mean = 0;
    let squares = 0;
    smallest.fill(bins);
    let lowest = bins;
    for (let rounds = 1; rounds <= budget; rounds += 1) {
      const value = normal();
      const before = mean;
      mean += (value - before) / rounds;
      squares += (value - before) * (value - mean);
      if (rounds < FIRST_LOOK) continue;
      if (mean < 0) {
        const t = mean / Math.sqrt(squares / (rounds - 1) / rounds);
        // A t above −0.5 has a p value above LARGEST_P whatever the degrees of freedom.
        const p = t < -0.5 ? lowerTailOfWholeDegrees(t, rounds - 1) : 1;
        if (p < LARGEST_P) {
          const bin = Math.floor(Math.log(Math.max(p, SMALLEST_P) / SMALLEST_P) * STEPS_PER_E_FOLD);
          const until = Math.min(firsts, rounds - FIRST_LOOK + 1);
          for (let first = 0; first < until; first += 1) {
            if (bin < (smallest[first] ?? bins)) smallest[first] = bin;
          }
          lowest = Math.min(lowest, bin);
        }
      }
      if (lowest === bins) continue;
      const until = Math.min(firsts, rounds - FIRST_LOOK + 1);
      for (let first = 0; first < until; first += 1) {
        const bin = smallest[first] ?? bins;
        if (bin === bins) continue;
        const row = counts[first * budgets + rounds - FIRST_LOOK];
        if (row !== undefined) row[bin] = (row[bin] ?? 0) + 1;
      }
    }
  }
  return Array.from({ length: firsts }, (_, first) =>
    Array.from({ length: budgets }, (_, at) => {
      const row = counts[first * budgets + at];
      return alphas.map((alpha) => (row === undefined || at < first ? 0 : quantile(row, alpha, paths, standardErrors)));
    }),
  );
}

function quantile(row: Uint32Array, alpha: number, paths: number, standardErrors: number): number {
  const expected = alpha * paths;
  const allowed = expected - standardErrors * Math.sqrt(expected * (1 - alpha));
  let seen = 0;
  let bin = 0;
  while (bin < row.length && seen + (row[bin] ?? 0) <= allowed) {
    seen += row[bin] ?? 0;
    bin += 1;
  }
  return SMALLEST_P * Math.exp(bin / STEPS_PER_E_FOLD);
}
