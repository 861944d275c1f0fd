import type { FamilyMember } from './duet-family.ts';
import type { DuetSeries } from './duet-series.ts';
import type { HeldBack } from './held-back.ts';
import type { MetricRule } from './metric-rules.ts';
import type { SeriesNoise } from './series-noise.ts';

/** Mean and spread of the rounds that an effect is of. */
export interface SeriesSummary {
  /** Without odd rounds. */
  readonly values: readonly number[];
  /** Rounds that it is of, odd ones among them. */
  readonly rounds: number;
  readonly mean: number;
  readonly standardDeviation: number;
}

/** A series with what was found of it. */
export interface JudgedSeries {
  readonly series: DuetSeries;
  readonly rule: MetricRule;
  /** null: the budget decides nothing. */
  readonly member: FamilyMember | null;
  readonly noise: SeriesNoise;
  readonly held: HeldBack | null;
  readonly conclusion: 'pass' | 'regression' | 'undecided';
  readonly isDue: boolean;
  readonly summary: SeriesSummary | null;
}
