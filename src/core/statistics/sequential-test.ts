import { FIRST_LOOK } from './boundary.ts';
import { signFlipLowerTail } from './sign-flip-test.ts';
import { lowerTail, upperTail } from './student-t.ts';

/** What the rounds up to one look say about the mean of d (natural logarithm of candidate over baseline). */
export interface Look {
  /** Rounds so far: n. */
  readonly rounds: number;
  /** d̄ */
  readonly mean: number;
  /** s, with n − 1 in the denominator. */
  readonly standardDeviation: number;
  /** The larger of P(T ≤ d̄/(s/√n)) and the sign-flip test's: small when the candidate is slower. */
  readonly slowerP: number;
  /** The larger of P(T ≥ (d̄ − ln(1−m))/(s/√n)) and the sign-flip test's: small when it is not slower by the margin. */
  readonly nonInferiorP: number;
  /** Two-sided p value of "no difference", by the t test alone. */
  readonly differentP: number;
}

/** Below this, rounds agree to their last digit: their spread says nothing about the machine. */
const NO_SPREAD = 1e-12;

/**
 * The one-sided tests of one series, after every round from the third to the last, one at a time: who stops early saves the
 * rest. Two have to agree: the t test, which uses all that is known when noise is about normal, and the sign-flip test, which
 * is exact whatever it is. Their larger p value can only make alarms rarer than the boundary promises. Mean and spread by
 * Welford's recurrence, which does not lose digits when d is far from zero.
 *
 * Rounds that are all the same have no spread to test against. A slowdown is then believed, a pass is not: a constant
 * can come from a harness that does not measure.
 *
 * @param margin fraction, 0 < margin < 1
 * @param alpha above every boundary that the p values will be held against: where the t test's is not below it, the other
 *   cannot change the answer and is left out
 */
export function* looksAt(
  d: readonly number[],
  margin: number,
  maximumRounds: number,
  alpha: number,
): Generator<Look, void, undefined> {
  const allowed = Math.log1p(-margin);
  let mean = 0;
  let squares = 0;
  for (const [index, value] of d.slice(0, maximumRounds).entries()) {
    const rounds = index + 1;
    const before = mean;
    mean += (value - before) / rounds;
    squares += (value - before) * (value - mean);
    if (rounds < FIRST_LOOK) continue;
    const standardDeviation = Math.sqrt(squares / (rounds - 1));
    if (!(standardDeviation > NO_SPREAD)) {
      const slower = mean < -NO_SPREAD;
      const differs = Math.abs(mean) > NO_SPREAD;
      const constant = { slowerP: slower ? 0 : 1, nonInferiorP: 1, differentP: differs ? 0 : 1 };
      yield { rounds, mean, standardDeviation: 0, ...constant };
      continue;
    }
    const standardError = standardDeviation / Math.sqrt(rounds);
    const t = mean / standardError;
    const slowerByT = lowerTail(t, rounds - 1);
    const nonInferiorByT = upperTail((mean - allowed) / standardError, rounds - 1);
    const first = d.slice(0, rounds);
    yield {
      rounds,
      mean,
      standardDeviation,
      slowerP: bothTails(slowerByT, alpha, () => signFlipLowerTail(first)),
      nonInferiorP: bothTails(nonInferiorByT, alpha, () => signFlipLowerTail(first.map((value) => allowed - value))),
      differentP: 2 * upperTail(Math.abs(t), rounds - 1),
    };
  }
}

/** The t test is cheap and says no most of the time: the other is asked only when it does not. */
const bothTails = (byT: number, alpha: number, bySigns: () => number): number =>
  byT >= alpha ? byT : Math.max(byT, bySigns());
