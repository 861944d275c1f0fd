import { counted } from '../counted.ts';
import { medianOf } from '../statistics/median.ts';
import type { DuetStrategy } from './round-plan.ts';

/** What a few rounds of one strategy showed. */
export interface StrategyTrial {
  readonly strategy: DuetStrategy;
  /** d of every figure that decides, round by round. */
  readonly d: readonly (readonly number[])[];
  /** Milliseconds of a round. */
  readonly milliseconds: number;
}

/** How a strategy does here. */
export interface StrategyRating {
  readonly strategy: DuetStrategy;
  /** Standard deviation of d, in the middle of the cases; null: too few rounds had figures. */
  readonly sd: number | null;
  readonly milliseconds: number;
  /** The part of a slowdown that it shows, of one as it is alone; null: that was not to be told here. */
  readonly seen: number | null;
}

export interface StrategyChoice {
  readonly strategy: DuetStrategy;
  readonly ratings: readonly StrategyRating[];
}

/** Rounds of each strategy. They choose how it is measured and are not judged: what chose it would favour itself. */
export const TRIAL_ROUNDS = 3;
/**
 * The spread of three rounds is known to a factor: the usual strategy stays unless another takes less than so much of its
 * time.
 */
const WORTH_CHANGING = 0.5;
/** A slowdown that is smaller than this alone tells nothing about how much of it others show. */
const SMALLEST_KNOWN = 0.02;
const LEAST_SEEN = 0.1;

/**
 * The part of a slowdown that each strategy shows, by the means of d of one that is the same for all: `alternate` has it
 * alone.
 */
export function seenBy(means: ReadonlyMap<DuetStrategy, number>): Map<DuetStrategy, number> {
  const alone = means.get('alternate') ?? 0;
  if (!(alone < -SMALLEST_KNOWN)) return new Map();
  return new Map([...means].map(([name, mean]) => [name, Math.min(1, Math.max(LEAST_SEEN, mean / alone))]));
}

/** Standard deviation of d about the mean of its case, in the middle of the cases. */
function spreadOf({ d }: StrategyTrial): number | null {
  const variances = d.flatMap((values) => {
    if (values.length < 2) return [];
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return [values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)];
  });
  return variances.length === 0 ? null : Math.sqrt(medianOf(variances));
}

/** The time in which the same slowdown is told, in any one unit: rounds go by the square of what is seen of it over the spread. */
const timeOf = ({ sd, seen, milliseconds }: StrategyRating): number | null =>
  sd === null ? null : milliseconds * (sd / (seen ?? 1)) ** 2;

/**
 * The strategy that takes the least time to tell the same slowdown, by the spread of the rounds here and by what it shows of
 * a slowdown.
 *
 * @param trials the usual strategy first
 */
export function chooseStrategy(
  trials: readonly StrategyTrial[],
  seen: ReadonlyMap<DuetStrategy, number>,
): StrategyChoice {
  const ratings = trials.map((trial): StrategyRating => {
    const { strategy, milliseconds } = trial;
    return { strategy, milliseconds, sd: spreadOf(trial), seen: seen.get(strategy) ?? null };
  });
  const [usual, ...others] = ratings;
  if (usual === undefined) throw new RangeError('no strategy to choose from');
  let best = usual;
  const bound = timeOf(usual);
  let least = bound === null ? Number.POSITIVE_INFINITY : bound * WORTH_CHANGING;
  for (const each of others) {
    const time = timeOf(each);
    if (time === null || time >= least) continue;
    best = each;
    least = time;
  }
  return { strategy: best.strategy, ratings };
}

const share = (part: number): string => `${Math.round(100 * part)} %`;

/** The choice as a line. */
export function choiceText({ strategy, ratings }: StrategyChoice): string {
  const each = ratings.map((rating) => {
    const spread = rating.sd === null ? 'no figures' : `spread ${(100 * rating.sd).toFixed(1)} %`;
    const seen = rating.seen === null ? '' : `, shows ${share(rating.seen)} of a slowdown`;
    return `${rating.strategy} ${spread}${seen}, ${(rating.milliseconds / 1_000).toFixed(1)} s a round`;
  });
  return `${strategy} is chosen by ${counted(TRIAL_ROUNDS, 'round')} of each, which are not judged: ${each.join('; ')}.`;
}
