import { counted } from '../counted.ts';
import { fewestRounds } from '../statistics/alpha-spending.ts';

/** What a duet is going to cost, as far as one run of each side tells. */
export interface BenchPreview {
  readonly cases: number;
  /** Rounds before which nothing is decided, and at most without rounds of confirmation. */
  readonly firstLook: number;
  readonly rounds: number;
  /** Milliseconds of a round. */
  readonly round: number;
  /** Milliseconds that are allowed; null: no bound. */
  readonly budget: number | null;
}

const minutes = (milliseconds: number): string => {
  const value = milliseconds / 60_000;
  return value < 1 ? `${Math.max(1, Math.round(milliseconds / 1_000))} s` : `${+value.toFixed(value < 10 ? 1 : 0)} min`;
};

/** The preview as a line. */
export function previewText({ cases, firstLook, rounds, round, budget }: BenchPreview): string {
  const bound = budget === null ? '' : `, and no round begins after ${minutes(budget)}`;
  return `${counted(cases, 'case')}, about ${minutes(round)} a round: decided after ${firstLook} rounds (${minutes(firstLook * round)}) at the earliest, at most ${rounds} (${minutes(rounds * round)}) besides rounds of confirmation${bound}.`;
}

/**
 * Why a budget of time cannot decide, with one that can; null: it can.
 *
 * @param alpha false-alarm rate of the duet
 */
export function budgetFault({ round, budget }: Pick<BenchPreview, 'round' | 'budget'>, alpha: number) {
  const needed = fewestRounds(alpha);
  // A round begins as long as the time before it is below the budget.
  if (budget === null || budget > (needed - 1) * round) return null;
  const fit = Math.max(1, Math.ceil(budget / Math.max(1, round)));
  const enough = Math.ceil((needed * round) / 60_000);
  return {
    what: `A budget of ${minutes(budget)} has room for ${counted(fit, 'round')} of about ${minutes(round)}, and at a false-alarm rate of ${alpha} nothing is decided before ${needed}.`,
    remedy: `Allow at least ${counted(enough, 'minute')}, shorten the runs, or measure fewer cases.`,
  };
}
