import type { Effect } from './verdict.ts';

/** The throughput of a subject: what a verdict is about. */
export const isPrimary = (effect: Effect): boolean => effect.role === 'subject' && effect.figure === 'throughput';

/** Changes that people cannot tell apart, as fractions: half of 0.01 %. */
export const ROUNDING = 5e-5;
