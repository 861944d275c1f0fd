import { LONGEST_BUDGET, shortestBudget, stoppingBoundary } from '../statistics/boundary.ts';
import { upperQuantile } from '../statistics/student-t.ts';
import type { DuetSettings } from './criteria.ts';
import type { Resolution } from './verdict.ts';

/** How often an unchanged candidate should be able to pass: the power that the rounds are counted for. */
const POWER = 0.8;

/**
 * What the noise of the noisiest series allows: the rounds after which an unchanged candidate passes at the margin in
 * four of five cases, and the margin that it passes at in the budget. The usual sum of two quantiles,
 * (t_{1−α*} + t_{power}) · s / √n, with the boundary α* of a budget of n rounds.
 *
 * @returns null when the budget is enough, or nothing is known of the noise
 */
export function resolutionOf(
  series: readonly { readonly standardDeviation: number }[],
  settings: DuetSettings,
): Resolution | null {
  const { alpha, margin, maximumRounds } = settings;
  const noise = Math.max(0, ...series.map((each) => each.standardDeviation));
  if (noise === 0) return null;
  const allowed = -Math.log1p(-margin);
  // Beyond the longest budget of the table, the rounds grow with the square of the noise.
  const resolvable = (rounds: number): number => (quantilesOf(alpha, rounds) * noise) / Math.sqrt(rounds);
  if (resolvable(maximumRounds) <= allowed) return null;
  const resolvableMargin = -Math.expm1(-resolvable(maximumRounds));
  for (let rounds = Math.max(shortestBudget(alpha), maximumRounds); rounds <= LONGEST_BUDGET; rounds += 1) {
    if (resolvable(rounds) <= allowed) return { roundsNeeded: rounds, resolvableMargin };
  }
  const atLongest = resolvable(LONGEST_BUDGET);
  return { roundsNeeded: Math.ceil(LONGEST_BUDGET * (atLongest / allowed) ** 2), resolvableMargin };
}

/** The sums by α and rounds: they do not depend on what was measured, and a duet asks for the same ones after every round. */
const known = new Map<number, Map<number, number>>();

/** t_{1−α*} + t_{power} after so many rounds. */
function quantilesOf(alpha: number, rounds: number): number {
  const ofAlpha = known.get(alpha) ?? new Map<number, number>();
  known.set(alpha, ofAlpha);
  const before = ofAlpha.get(rounds);
  if (before !== undefined) return before;
  const budget = Math.min(Math.max(rounds, shortestBudget(alpha)), LONGEST_BUDGET);
  const degrees = rounds - 1;
  const sum = upperQuantile(stoppingBoundary(alpha, budget), degrees) + upperQuantile(1 - POWER, degrees);
  ofAlpha.set(rounds, sum);
  return sum;
}
