import { type Decides, usualRule } from './metric-rules.ts';
import type { Effect } from './verdict.ts';

/** What an effect does to the verdict; verdicts of earlier versions know throughput and latencies only. */
export const decidesOf = ({ decides, figure }: Pick<Effect, 'decides' | 'figure'>): Decides =>
  decides ?? usualRule(figure, { margin: 0, floor: 0 }).decides;

/** What a verdict is about: an effect on a subject that decides. */
export const isPrimary = (effect: Effect): boolean => effect.role === 'subject' && decidesOf(effect) === 'block';

/** Changes that people cannot tell apart, as fractions: half of 0.01 %. */
export const ROUNDING = 5e-5;
