import { BOUNDARY_ALPHAS, BOUNDARY_TABLE } from './boundary-table.ts';

/** Fewer rounds have no usable estimate of their own spread. */
export const FIRST_LOOK = 3;
/** The longest budget that the boundary is calibrated for. */
export const LONGEST_BUDGET = 30;

/**
 * The first look that can decide at a total rate of `alpha` over all looks: the first n at which 2⁻ⁿ, the smallest p value
 * of the sign-flip test, is below the boundary of the looks from n on. Looks before it would only spend α; they are not
 * taken. null: not even the last look of this budget can.
 */
export function firstDecidingLook(alpha: number, maximumRounds: number): number | null {
  for (let look = FIRST_LOOK; look <= maximumRounds; look += 1) {
    if (2 ** -look < stoppingBoundary(alpha, maximumRounds, look)) return look;
  }
  return null;
}

/** The fewest rounds that can decide at a rate of `alpha`, with a look after the last only. */
export function shortestBudget(alpha: number): number {
  let rounds = FIRST_LOOK;
  while (rounds < LONGEST_BUDGET && firstDecidingLook(alpha, rounds) === null) rounds += 1;
  return rounds;
}

/**
 * α*: the p value below which a test may stop at any of its looks (after round `firstLook`, …, `maximumRounds`), so that
 * the probability of ever stopping falsely is at most `alpha`. A constant (Pocock-like) boundary on the p values of the t
 * tests after each round, calibrated by simulation (scripts/calibrate-boundary.ts, docs/evaluation.md).
 *
 * Between two columns of the table the share of α* in α of the smaller α is used, which is the smaller share: never too wide.
 * Outside the table it is the Bonferroni bound over the looks, which holds for any dependence between them. Where the
 * budget ends before the first look it is 0: nothing can decide.
 *
 * @throws RangeError outside 0 < alpha < 1 or 3 ≤ maximumRounds ≤ 30: both are checked where they enter
 */
export function stoppingBoundary(
  alpha: number,
  maximumRounds: number,
  firstLook: number | null = firstDecidingLook(alpha, maximumRounds),
): number {
  if (!Number.isInteger(maximumRounds) || maximumRounds < FIRST_LOOK || maximumRounds > LONGEST_BUDGET)
    throw new RangeError(`no boundary for ${maximumRounds} rounds`);
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha is ${alpha}`);
  if (firstLook === null || firstLook > maximumRounds) return 0;
  const looks = maximumRounds - firstLook + 1;
  const row = BOUNDARY_TABLE[firstLook - FIRST_LOOK]?.[maximumRounds - FIRST_LOOK];
  // The table descends: the first α not above the one asked for is its neighbour below.
  const below = BOUNDARY_ALPHAS.findIndex((each) => each <= alpha * (1 + 1e-12));
  const [of, boundary] = [BOUNDARY_ALPHAS[below], row?.[below]];
  if (of === undefined || boundary === undefined) return alpha / looks;
  return Math.max(boundary * (alpha / of), alpha / looks);
}
