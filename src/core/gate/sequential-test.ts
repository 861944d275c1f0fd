import { FIRST_LOOK } from './boundary.ts';
import { lowerTail, upperTail } from './student-t.ts';

/** What the rounds up to one look say about the mean of d (natural logarithm of candidate over baseline). */
export interface Look {
  /** Rounds so far: n. */
  readonly rounds: number;
  /** d̄ */
  readonly mean: number;
  /** s, with n − 1 in the denominator. */
  readonly standardDeviation: number;
  /** P(T ≤ d̄/(s/√n)): small when the candidate is slower. */
  readonly slowerP: number;
  /** P(T ≥ (d̄ − ln(1−m))/(s/√n)): small when the candidate is not slower by the margin. */
  readonly nonInferiorP: number;
  /** Two-sided p value of "no difference". */
  readonly differentP: number;
}

/** Below this, rounds agree to their last digit: their spread says nothing about the machine. */
const NO_SPREAD = 1e-12;

/**
 * Group-sequential one-sided t tests of one series: a look after every round from the third to the last. Mean and
 * spread by Welford's recurrence, which does not lose digits when d is far from zero.
 *
 * Rounds that are all the same have no spread to test against. A slowdown is then believed, a pass is not: a constant
 * can come from a harness that does not measure.
 *
 * @param margin fraction, 0 < margin < 1
 */
export function looksAt(d: readonly number[], margin: number, maximumRounds: number): Look[] {
  const looks: Look[] = [];
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
      looks.push({ rounds, mean, standardDeviation: 0, ...constant });
      continue;
    }
    const standardError = standardDeviation / Math.sqrt(rounds);
    const t = mean / standardError;
    looks.push({
      rounds,
      mean,
      standardDeviation,
      slowerP: lowerTail(t, rounds - 1),
      nonInferiorP: upperTail((mean - allowed) / standardError, rounds - 1),
      differentP: 2 * upperTail(Math.abs(t), rounds - 1),
    });
  }
  return looks;
}
