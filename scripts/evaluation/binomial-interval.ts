/** ln of the binomial probabilities of 0 … n successes, by their recurrence. */
function logProbabilities(n: number, p: number): number[] {
  const found = [n * Math.log1p(-p)];
  const odds = Math.log(p) - Math.log1p(-p);
  for (let k = 1; k <= n; k += 1) found.push((found[k - 1] ?? 0) + Math.log((n - k + 1) / k) + odds);
  return found;
}

const tail = (values: readonly number[]): number => values.reduce((sum, value) => sum + Math.exp(value), 0);

/**
 * The exact interval of a rate after `hits` in `trials` (Clopper and Pearson 1934), two-sided at `confidence`.
 */
export function clopperPearson(hits: number, trials: number, confidence = 0.95): { low: number; high: number } {
  const each = (1 - confidence) / 2;
  const bisect = (isBelow: (p: number) => boolean): number => {
    let [low, high] = [0, 1];
    for (let step = 0; step < 50; step += 1) {
      const middle = (low + high) / 2;
      if (isBelow(middle)) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  return {
    low: hits === 0 ? 0 : bisect((p) => tail(logProbabilities(trials, p).slice(hits)) < each),
    high: hits === trials ? 1 : bisect((p) => tail(logProbabilities(trials, p).slice(0, hits + 1)) > each),
  };
}
