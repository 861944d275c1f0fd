import { BOUNDARY_ALPHAS, BOUNDARY_TABLE } from './boundary-table.ts';

/** The first look: fewer rounds have no usable estimate of their own spread. */
export const FIRST_LOOK = 3;

/**
 * α*: the p value below which a test may stop at any of its looks (after round 3, 4, … `maximumRounds`), so that the
 * probability of ever stopping falsely is at most `alpha`. A constant (Pocock-like) boundary on the p values of the
 * t tests after each round, calibrated by simulation (scripts/calibrate-boundary.ts, docs/evaluation.md).
 *
 * Between two rows of the table the share α*​/α of the smaller α is used, which is the smaller share: never too wide.
 * Below the table it is the Bonferroni bound over the looks, which holds for any dependence between them.
 *
 * @throws RangeError outside 0 < alpha < 1 or 3 ≤ maximumRounds ≤ 30: both are checked where they enter.
 */
export function stoppingBoundary(alpha: number, maximumRounds: number): number {
  const row = BOUNDARY_TABLE[maximumRounds - FIRST_LOOK];
  if (row === undefined) throw new RangeError(`no boundary for ${maximumRounds} rounds`);
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha is ${alpha}`);
  const looks = maximumRounds - FIRST_LOOK + 1;
  // The table descends: the first α not above the one asked for is its neighbour below.
  const below = BOUNDARY_ALPHAS.findIndex((each) => each <= alpha * (1 + 1e-12));
  const [of, boundary] = [BOUNDARY_ALPHAS[below], row[below]];
  if (of === undefined || boundary === undefined) return alpha / looks;
  return Math.max(boundary * (alpha / of), alpha / looks);
}
