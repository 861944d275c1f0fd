import { changeWords } from './change-words.ts';
import { usualRule } from './metric-rules.ts';
import type { Effect } from './verdict.ts';

/** An effect of a verdict as people read it; verdicts of earlier versions do not say which way is better. */

const NO_LIMITS = { margin: 0, floor: 0 };

/** What a change is shown by: an effect's own, or one since an anchor. */
export type ShownEffect = Pick<Effect, 'figure' | 'change' | 'interval' | 'better'>;

export const betterOf = ({ better, figure }: Pick<ShownEffect, 'better' | 'figure'>) =>
  better === undefined ? usualRule(figure, NO_LIMITS).better : better;

/** "−16.4 %", or as a factor; of a time, that much more or less of it. */
export const effectChange = (effect: ShownEffect, digits = 1): string =>
  changeWords(effect.change, betterOf(effect), digits);

/** "[−18.0 %, −14.8 %]": both ends of the interval, as the change is. */
export function effectInterval(effect: ShownEffect): string {
  const end = (value: number) => changeWords(value, betterOf(effect));
  const ends = [end(effect.interval.low), end(effect.interval.high)];
  return `[${(betterOf(effect) === 'lower' ? ends.reverse() : ends).join(', ')}]`;
}
