/** How much of the error rate may have been used up after each look of a group-sequential sign-flip test. */
export interface AlphaSpending {
  /** The first round at which anything can be decided. */
  readonly firstLook: number;
  /** The part of the rate that may be used up to and including this round; 0 before the first look. */
  spentBy(round: number): number;
}

/**
 * A quadratic spending function for alarms, whose first look takes the least that signs of so many rounds can prove. With n rounds
 * there are 2ⁿ patterns of signs, so nothing is proved below 2⁻ⁿ, however many benchmarks there are.
 *
 * Source: Lan and DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70 (1983), for spending; the shape
 * was found by simulation (docs/evaluation.md).
 *
 * @param alpha rate of false decisions over all looks, 0 < alpha < 1
 * @returns null where so few rounds can prove nothing at this rate: `fewestRounds` says how many could
 */
export function alphaSpending(alpha: number, maximumRounds: number): AlphaSpending | null {
  return spending(alpha, maximumRounds, (part, left) => left * part * part);
}

/**
 * The same for passes: even from look to look, with a part that is kept for the last. Beside the quadratic shape it takes a
 * twentieth fewer rounds, and fewer of the same code are left undecided at the end of the budget (by simulation, at sd 3, 5 and
 * 10 %).
 */
export function passSpending(alpha: number, maximumRounds: number): AlphaSpending | null {
  return spending(alpha, maximumRounds, (part, left) => (part < 1 ? part * (left - KEPT_FOR_LAST * alpha) : left));
}

/** The share of the rate that passes may use only after the last round. */
const KEPT_FOR_LAST = 0.3;

/** @param use of the part of the budget behind the first look, and the rate that is left then: how much may be used */
function spending(
  alpha: number,
  maximumRounds: number,
  use: (part: number, left: number) => number,
): AlphaSpending | null {
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
      return least + use(part, alpha - least);
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
