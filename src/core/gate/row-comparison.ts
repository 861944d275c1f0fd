import type { HarnessResult, HarnessRow } from '../measurements/harness-result.ts';
import { type FigureName, MOST_SCENARIO_IDS } from '../measurements/metrics-csv.ts';
import type { CorrectnessComparison } from './correctness.ts';
import type { Role } from './roles.ts';
import type { FigurePair, RowComparison } from './verdict.ts';

/**
 * One row for each scenario. Of several runs the lower median is shown, which is always a figure that was measured;
 * of correctness figures, the worst.
 */
export function compareRows(
  baseline: readonly HarnessResult[],
  candidate: readonly HarnessResult[],
  correctness: CorrectnessComparison,
  role: (id: string) => Role,
): RowComparison[] {
  const rowsOf = (runs: readonly HarnessResult[], id: string) => runs.flatMap((run) => run.rows.get(id) ?? []);
  return [...correctness.states].slice(0, MOST_SCENARIO_IDS).flatMap(([id, states]) => {
    const before = rowsOf(baseline, id);
    const after = rowsOf(candidate, id);
    const any = before[0] ?? after[0];
    if (any === undefined) return [];
    const both = (pick: (rows: readonly HarnessRow[]) => number | null): FigurePair => ({
      baseline: pick(before),
      candidate: pick(after),
    });
    const typical = (figure: FigureName) => both((rows) => lowerMedian(rows.map((row) => row.figures[figure])));
    const errors = (map: ReadonlyMap<number, number>) =>
      Object.fromEntries([...map].map(([errno, count]) => [errno < 0 ? 'unreadable' : String(errno), count]));
    return [
      {
        scenarioId: id,
        stack: any.stack,
        scenario: any.scenario,
        role: role(id),
        passFail: { baseline: states.baseline.passFail, candidate: states.candidate.passFail },
        throughput: typical('throughput'),
        p50: typical('p50'),
        p95: typical('p95'),
        p99: typical('p99'),
        incompleteRatio: both((rows) => largest(rows.map((row) => row.figures.incomplete_ratio))),
        drainTimeout: both((rows) => largest(rows.map((row) => row.drainTimeout))),
        gatingViolation: both((rows) => largest(rows.map((row) => row.gatingViolation))),
        errors: { baseline: errors(states.baseline.errors), candidate: errors(states.candidate.errors) },
      },
    ];
  });
}

function lowerMedian(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? null;
}

function largest(values: readonly (number | null)[]): number | null {
  let most: number | null = null;
  for (const value of values) if (value !== null && (most === null || value > most)) most = value;
  return most;
}
