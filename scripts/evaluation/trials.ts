import { seededNormal, seededUniform } from '../calibration/random.ts';
import type { DataSet, Round, Series } from './rounds.ts';

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Rounds less the mean of their own series and side: what is left is noise, shared noise included. */
function residuals({ rounds }: Series): Round[] {
  const before = mean(rounds.map((round) => round.baseline));
  const after = mean(rounds.map((round) => round.candidate));
  // One fewer degree of freedom is left on each side: without this the noise would look smaller than it is.
  const scale = Math.sqrt(rounds.length / Math.max(1, rounds.length - 1));
  return rounds.map((round) => ({
    baseline: (round.baseline - before) * scale,
    candidate: (round.candidate - after) * scale,
  }));
}

export const differences = (rounds: readonly Round[]): number[] =>
  rounds.map((round) => round.candidate - round.baseline);

/** Standard deviation of d over the rounds of all series, within series. */
export function noiseOf(set: DataSet): number {
  const all = set.series.flatMap((series) => differences(residuals(series)));
  return Math.sqrt(mean(all.map((d) => d * d)));
}

const REPLAYS = 20;

/** A drawn round is moved by this share of the noise, so that drawing a round twice does not look like no noise at all. */
const JITTER = 0.1;

/**
 * Sequences of rounds of the same code.
 *
 * - resampled: rounds drawn with replacement from the residuals of all series of the set.
 * - replayed: the real rounds in their order, `length` after `length`, from every series that is long enough; each such stretch
 *   REPLAYS times, which differ in the coins.
 *
 * Which of the two sides of a round is called the candidate is drawn by coin when `exchanged`: of the same code either could
 * be, and a fair design sees to it that each is equally often (bench swaps the halves of the cores, and who goes first). Without
 * it, whatever favours one side counts as an effect of the code.
 */
export function trialsOf(set: DataSet, length: number, count: number, seed: number, exchanged: boolean): Round[][] {
  const uniform = seededUniform(seed);
  const exchange = (round: Round): Round =>
    exchanged && uniform() < 0.5 ? { baseline: round.candidate, candidate: round.baseline } : round;
  if (set.trials === 'replayed') {
    return set.series.flatMap(({ rounds }) =>
      Array.from({ length: Math.floor(rounds.length / length) * REPLAYS }, (_, index) => {
        const at = Math.floor(index / REPLAYS) * length;
        return rounds.slice(at, at + length).map(exchange);
      }),
    );
  }
  const pool = set.series.flatMap(residuals);
  const normal = seededNormal(seed + 1);
  const sd = noiseOf(set) * JITTER * Math.SQRT1_2;
  const draw = (): Round => {
    const round = pool[Math.floor(uniform() * pool.length)] ?? { baseline: 0, candidate: 0 };
    return exchange({ baseline: round.baseline + sd * normal(), candidate: round.candidate + sd * normal() });
  };
  return Array.from({ length: count }, () => Array.from({ length }, draw));
}

export const slowed = (rounds: readonly Round[], effect: number): Round[] =>
  rounds.map((round) => ({ baseline: round.baseline, candidate: round.candidate + Math.log1p(effect) }));
