/** Beyond this the t test needs no help: the mean of that many rounds is close to normal whatever their noise is. */
const MOST_ROUNDS = 16;

/**
 * The sign-flip (randomisation) test: how often the sum would be this small or smaller if each value had its sign by coin.
 *
 * Of the same code, either side of a round could be the candidate, so each d is as likely as its opposite, whatever the noise
 * looks like: this p value is exact for every machine (Fisher 1935; Lehmann and Romano, Testing Statistical Hypotheses,
 * 15.2). The t test's is not: where a machine has two speeds, some rounds that happen to fall on one of them agree closely
 * and look like proof.
 *
 * @returns at least 2⁻ⁿ; 0, which decides nothing, for more rounds than are enumerated
 */
export function signFlipLowerTail(values: readonly number[]): number {
  const n = values.length;
  if (n > MOST_ROUNDS) return 0;
  const observed = values.reduce((sum, value) => sum + value, 0);
  // Sums in another order differ in their last digits: a tie has to stay one.
  const limit = observed + 1e-12 * values.reduce((sum, value) => sum + Math.abs(value), 0);
  const signed = values.map((value) => value);
  let sum = observed;
  let count = 1;
  // Gray code: each pattern differs from the one before in one sign.
  for (let pattern = 1; pattern < 2 ** n; pattern += 1) {
    const at = 31 - Math.clz32(pattern & -pattern);
    const value = signed[at] ?? 0;
    sum -= 2 * value;
    signed[at] = -value;
    if (sum <= limit) count += 1;
  }
  return count / 2 ** n;
}
