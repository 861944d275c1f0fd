import { lagOneCorrelation } from '../../src/core/statistics/round-patterns.ts';
import type { DataSet } from './rounds.ts';
import { differences } from './trials.ts';

/** How far neighbouring rounds of real measurements depend on each other. */
export interface Dependence {
  readonly name: string;
  readonly series: number;
  /** Neighbouring pairs of rounds. */
  readonly pairs: number;
  /** Lag-1 correlation of d about the mean of its series, over all series; null where there are too few. */
  readonly correlation: number | null;
  /** What it is on average of independent rounds of these lengths. */
  readonly independent: number;
  readonly standardError: number;
}

export function dependenceOf(set: DataSet): Dependence {
  const usable = set.series.map(({ rounds }) => differences(rounds)).filter((d) => d.length >= 4);
  const pairs = usable.reduce((sum, d) => sum + d.length - 1, 0);
  // Each series' correlation counts by its length: they were measured apart.
  const weighted = usable.reduce((sum, d) => sum + (lagOneCorrelation(d) ?? 0) * (d.length - 1), 0);
  const expected = usable.reduce((sum, d) => sum - (d.length - 1) / d.length, 0);
  return {
    name: set.name,
    series: usable.length,
    pairs,
    correlation: pairs === 0 ? null : weighted / pairs,
    independent: pairs === 0 ? 0 : expected / pairs,
    standardError: pairs === 0 ? 0 : 1 / Math.sqrt(pairs),
  };
}
