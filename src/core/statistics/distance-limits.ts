import { DISTANCE_RATES, FARTHEST, FIRST_DISTANCE_ROW, SECOND_BELOW } from './distance-table.ts';

/** Distances from the median, in robust standard deviations, that so many normal rounds exceed with no more than a rate. */
export interface DistanceLimits {
  readonly farthest: number;
  readonly secondBelow: number;
}

/**
 * @param rate of the farthest; that of two below is half of it. Below the least rate of the table it is drawn on: the tail of so
 *   few rounds is a power of the distance
 * @returns null for fewer rounds than anything can be said of
 */
export function distanceLimits(rounds: number, rate: number): DistanceLimits | null {
  const row = Math.min(rounds - FIRST_DISTANCE_ROW, FARTHEST.length - 1);
  const [far, second] = [FARTHEST[row], SECOND_BELOW[row]];
  if (far === undefined || second === undefined) return null;
  return { farthest: between(far, rate), secondBelow: between(second, rate / 2) };
}

/** Between two rates of the table, by their logarithms. */
function between(row: readonly number[], rate: number): number {
  const last = DISTANCE_RATES.length - 1;
  const found = DISTANCE_RATES.findIndex((each) => each <= rate);
  const at = Math.max(1, found === -1 ? last : found);
  const [upper = 1, lower = 1] = [DISTANCE_RATES[at - 1], DISTANCE_RATES[at]];
  const [near = 1, far = 1] = [row[at - 1], row[at]];
  // Above the largest rate of the table, what it has there.
  const part = Math.max(0, (Math.log(rate) - Math.log(upper)) / (Math.log(lower) - Math.log(upper)));
  return near * (far / near) ** part;
}
