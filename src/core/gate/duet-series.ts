import type { HarnessResult, HarnessRow, Host } from '../measurements/harness-result.ts';
import { measuresThroughput } from '../measurements/scenario-id.ts';
import { orientedLogRatio } from './recorded.ts';
import type { Role } from './roles.ts';
import type { ControlCheck, Effect, Reason } from './verdict.ts';

/** One concurrent run of both sides; in a balanced round there are two, with the halves of the cores swapped. */
export interface DuetRun {
  readonly baseline: HarnessResult;
  readonly candidate: HarnessResult;
  /** How far the two sides were out of step, in milliseconds; null: not recorded. */
  readonly outOfStepMs: number | null;
}

/** One round as it was measured. */
export interface MeasuredRound {
  /** The bench folder it belongs to: a shard of its own when several machines measured. */
  readonly shard: string;
  readonly index: number;
  readonly runs: readonly DuetRun[];
  readonly host: Host | null;
}

/** d of every complete round of one figure of one row: ln(candidate/baseline), negative is worse, mean of the runs. */
export interface DuetSeries {
  readonly scenarioId: string;
  readonly role: Role;
  readonly figure: Effect['figure'];
  readonly d: readonly number[];
}

/** What the sequential tests conclude from the series (see duet.ts). `continue`: another round is asked for. */
export interface DuetConclusion {
  readonly status: 'pass' | 'regression' | 'inconclusive' | 'invalid' | 'continue';
  readonly effects: readonly Effect[];
  readonly controls: readonly ControlCheck[];
  readonly boundary: number | null;
  readonly resolution: { readonly roundsNeeded: number; readonly resolvableMargin: number } | null;
  readonly reasons: readonly Reason[];
}

export interface SeriesReading {
  readonly series: readonly DuetSeries[];
  /** Rows that were correct on both sides, but without a usable throughput. */
  readonly unusable: readonly string[];
}

const FIGURES: readonly Effect['figure'][] = ['throughput', 'p50', 'p95', 'p99'];

/**
 * Reduces rounds to series. A round counts for a row when every run of the round that has the row on either side has it
 * correct on both: half of a balanced round would carry the difference between the halves of the machine.
 */
export function seriesOfRounds(
  rounds: readonly MeasuredRound[],
  roleOf: (stack: string) => Role,
  isCorrect: (row: HarnessRow) => boolean,
): SeriesReading {
  const ids = new Map<string, { stack: string; scenario: string }>();
  for (const { runs } of rounds) {
    for (const run of runs) {
      for (const side of [run.baseline, run.candidate]) {
        for (const [id, row] of side.rows) if (!ids.has(id) && measuresThroughput(row.scenario)) ids.set(id, row);
      }
    }
  }
  const series: DuetSeries[] = [];
  const unusable: string[] = [];
  for (const [id, { stack }] of ids) {
    for (const figure of FIGURES) {
      const d: number[] = [];
      for (const { runs } of rounds) {
        const having = runs.filter((run) => run.baseline.rows.has(id) || run.candidate.rows.has(id));
        const ratios: number[] = [];
        for (const run of having) {
          const before = run.baseline.rows.get(id);
          const after = run.candidate.rows.get(id);
          if (before === undefined || after === undefined || !isCorrect(before) || !isCorrect(after)) continue;
          const ratio = orientedLogRatio(figure, before.figures[figure], after.figures[figure]);
          if (ratio !== null && Number.isFinite(ratio)) ratios.push(ratio);
          else if (figure === 'throughput' && !unusable.includes(id)) unusable.push(id);
        }
        if (having.length > 0 && ratios.length === having.length) {
          d.push(ratios.reduce((sum, each) => sum + each, 0) / ratios.length);
        }
      }
      if (d.length > 0) series.push({ scenarioId: id, role: roleOf(stack), figure, d });
    }
  }
  return { series, unusable };
}
