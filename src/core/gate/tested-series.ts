import type { SequentialHypothesis } from '../statistics/holm.ts';
import type { Look } from '../statistics/sequential-test.ts';
import type { DuetSeries } from './duet-series.ts';

/** A series with the test statistics of every look at it. */
export interface TestedSeries {
  readonly series: DuetSeries;
  readonly looks: readonly Look[];
}

/** d as relative change: -0.05 is five per cent slower. */
export const relative = (d: number): number => Math.expm1(d);

/** The series as a hypothesis of Holm's procedure, by the p value of its looks. */
export function asHypothesis({ series, looks }: TestedSeries, p: (look: Look) => number): SequentialHypothesis {
  const byRound = new Map(looks.map((look) => [look.rounds, p(look)]));
  return { id: series.scenarioId, pAt: (round) => byRound.get(round) ?? null };
}
