/** How much of the error rate may have been used up after each look of a group-sequential sign-flip test. */
export interface AlphaSpending {
  /** The first round at which anything can be decided. */
  readonly firstLook: number;
  /** The part of the rate that may be used up to and including this round; 0 before the first look. */
  spentBy(round: number): number;
}

/**
 * A quadratic spending function, whose first look takes the least that signs of so many rounds can prove. With n rounds
 * there are 2ⁿ patterns of signs, so nothing is proved below 2⁻ⁿ, however many benchmarks there are.
 *
 * Source: Lan and DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70 (1983), for spending; the shape
 * was found by simulation (docs/evaluation.md).
 *
 * @param alpha rate of false decisions over all looks, 0 < alpha < 1
 * @returns null where so few rounds can prove nothing at this rate: `fewestRounds` says how many could
 */
export function alphaSpending(alpha: number, maximumRounds: number): AlphaSpending | null {
  const first = roundsThatProve(alpha / 2);
  if (maximumRounds <= first) {
    const only = maximumRounds < first ? maximumRounds : first;
    if (2 ** -only > alpha) return null;
    return { firstLook: only, spentBy: (round) => (round < only ? 0 : alpha) };
  }
  const least = 2 ** -first;
  return {
    firstLook: first,
    spentBy: (round) => {
      if (round < first) return 0;
      const part = Math.min(1, (round - first) / (maximumRounds - first));
      return least + (alpha - least) * part * part;
    },
  };
}

/** The smallest budget that can decide at all at this rate. */
export const fewestRounds = (alpha: number): number => roundsThatProve(alpha);

/** The least n with 2⁻ⁿ ≤ rate. */
function roundsThatProve(rate: number): number {
  let rounds = 1;
  while (2 ** -rounds > rate) rounds += 1;
  return rounds;
}
