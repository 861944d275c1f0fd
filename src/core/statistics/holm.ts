import { firstDecidingLook, stoppingBoundary } from './boundary.ts';

/** One member of a family of hypotheses: the p value after each round, `null` where it has no look. */
export interface SequentialHypothesis {
  readonly id: string;
  /** By round: the p value at that round, if there is a look. */
  readonly pAt: (round: number) => number | null;
}

export interface SequentialRejection {
  readonly id: string;
  readonly atRound: number;
  /** The boundary that its p value was below. */
  readonly boundary: number;
}

/** How one hypothesis is tested at a rate. */
export interface SequentialRule {
  /** null: this budget cannot decide at this rate. */
  readonly firstLook: (alpha: number, maximumRounds: number) => number | null;
}

/** The rule of every decision about the code: see firstDecidingLook. */
export const WHEN_CHANCE_IS_OUT: SequentialRule = { firstLook: firstDecidingLook };

/**
 * Holm's step-down procedure carried through the looks: at each, the smallest p value that is left is compared with the
 * boundary of α over the number that is left, and what is rejected stays rejected.
 *
 * The probability of any false rejection at any look is at most α. It is the closed test (Marcus, Peritz and Gabriel
 * 1976) whose test of an intersection of k hypotheses is Bonferroni's over sequential tests of level α/k each, so it
 * needs nothing of how the hypotheses or the looks depend on each other.
 */
export function holmThroughLooks(
  hypotheses: readonly SequentialHypothesis[],
  alpha: number,
  maximumRounds: number,
  rounds: number,
  rule: SequentialRule = WHEN_CHANCE_IS_OUT,
): ReadonlyMap<string, SequentialRejection> {
  const rejected = new Map<string, SequentialRejection>();
  for (let round = 1; round <= Math.min(rounds, maximumRounds); round += 1) {
    for (;;) {
      const left = hypotheses.filter((each) => !rejected.has(each.id));
      if (left.length === 0) return rejected;
      const rate = alpha / left.length;
      const first = rule.firstLook(rate, maximumRounds);
      if (first === null || round < first) break;
      const boundary = stoppingBoundary(rate, maximumRounds, first);
      const smallest = left
        .map((each) => ({ id: each.id, p: each.pAt(round) ?? 1 }))
        .reduce((a, b) => (b.p < a.p ? b : a));
      if (!(smallest.p < boundary)) break;
      rejected.set(smallest.id, { id: smallest.id, atRound: round, boundary });
    }
  }
  return rejected;
}
