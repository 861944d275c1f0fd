import type { Effect } from '../../src/core/gate/verdict.ts';
import type { HistoryLine } from '../../src/core/history/history-line.ts';

/** The line of a comparison of two commits, by short names of theirs. */
export function historyLine(
  effects: readonly Effect[],
  baseline: string,
  candidate: string,
  more: Partial<HistoryLine> = {},
): HistoryLine {
  const sideOf = (name: string) => ({ commit: name, tree: null, host: null });
  return {
    format: 1,
    at: '2026-11-24T08:00:00Z',
    name: null,
    mode: 'duet',
    status: 'pass',
    repository: null,
    baseline: sideOf(baseline),
    candidate: sideOf(candidate),
    profile: {},
    figures: effects.map((effect) => ({
      case: effect.scenarioId,
      role: effect.role,
      metric: effect.figure,
      unit: effect.unit ?? null,
      better: effect.better ?? null,
      decides: effect.decides ?? null,
      exact: effect.exact === true,
      change: effect.change,
      low: effect.interval.low,
      high: effect.interval.high,
      sd: effect.standardDeviation,
      rounds: effect.rounds,
      conclusion: effect.conclusion,
      margin: effect.margin ?? null,
      baseline: effect.values?.baseline ?? null,
      candidate: effect.values?.candidate ?? null,
    })),
    ...more,
  };
}
