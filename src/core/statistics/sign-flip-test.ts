/** Each half of the values has 2^(n/2) sums: up to here that is thousands, not millions. */
const MOST_VALUES = 40;

/**
 * The sign-flip (randomisation) test: how often the sum would be this small or smaller if each value had its sign by coin.
 *
 * Of the same code, either side of a round could be the candidate, so each d is as likely as its opposite, whatever the noise
 * looks like: this p value is exact for every machine (Fisher 1935; Lehmann and Romano, Testing Statistical Hypotheses,
 * 15.2). The t test's is not: where a machine has two speeds, some rounds that happen to fall on one of them agree closely
 * and look like proof.
 *
 * All 2ⁿ sums are counted without making them: those of either half of the values are sorted, and two pointers walk through
 * both (Horowitz and Sahni, "Computing partitions with applications to the knapsack problem", 1974).
 *
 * @returns at least 2⁻ⁿ
 * @throws RangeError for more values than any budget has rounds
 */
export function signFlipLowerTail(values: readonly number[]): number {
  const n = values.length;
  if (n > MOST_VALUES) throw new RangeError(`no sign-flip test of ${n} values`);
  const observed = values.reduce((sum, value) => sum + value, 0);
  // Sums in another order differ in their last digits: a tie has to stay one.
  const limit = observed + 1e-12 * values.reduce((sum, value) => sum + Math.abs(value), 0);
  const left = signedSums(values.slice(0, n >> 1));
  const right = signedSums(values.slice(n >> 1));
  let count = 0;
  let within = right.length;
  for (const sum of left) {
    while (within > 0 && sum + (right[within - 1] ?? 0) > limit) within -= 1;
    count += within;
  }
  return count / 2 ** n;
}

/** The sums of the values under every pattern of signs, ascending. */
function signedSums(values: readonly number[]): Float64Array {
  let sums = new Float64Array(1);
  for (const value of values) {
    const distance = Math.abs(value);
    // Either half is in order already, so they are merged.
    const next = new Float64Array(2 * sums.length);
    let [lower, upper] = [0, 0];
    for (let at = 0; at < next.length; at += 1) {
      const low = lower < sums.length ? (sums[lower] ?? 0) - distance : Number.POSITIVE_INFINITY;
      const high = (sums[upper] ?? 0) + distance;
      if (low <= high) lower += 1;
      else upper += 1;
      next[at] = Math.min(low, high);
    }
    sums = next;
  }
  return sums;
}
