import { fewNames } from '../few-names.ts';
import type { HarnessResult, HarnessRow } from '../measurements/harness-result.ts';
import type { IndexedCase } from './metric-index.ts';
import type { MetricRule } from './metric-rules.ts';
import type { Reason } from './verdict.ts';

/** A metric that the baseline has of a case and the candidate, where it ran as well, has not. */
export interface GoneMetric {
  readonly id: string;
  readonly metric: string;
  readonly rule: MetricRule;
}

/** What was measured of subjects and is not any more, of what decides or warns: what is shown only owes nothing. */
export function goneMetrics(
  cases: Iterable<IndexedCase>,
  baseline: readonly HarnessResult[],
  candidate: readonly HarnessResult[],
  isCorrect: (row: HarnessRow) => boolean,
): GoneMetric[] {
  const rowsOf = (runs: readonly HarnessResult[], id: string): HarnessRow[] =>
    runs.flatMap((run) => {
      const row = run.rows.get(id);
      return row === undefined || !isCorrect(row) ? [] : [row];
    });
  const gone: GoneMetric[] = [];
  for (const { id, role, rules } of cases) {
    if (role !== 'subject') continue;
    const told = [...rules].filter(([, { decides }]) => decides !== 'show');
    if (told.length === 0) continue;
    const after = rowsOf(candidate, id);
    if (after.length === 0) continue;
    const missing = told.filter(([metric]) => !after.some((row) => row.metrics.has(metric)));
    if (missing.length === 0) continue;
    const before = rowsOf(baseline, id);
    for (const [metric, rule] of missing)
      if (before.some((row) => row.metrics.has(metric))) gone.push({ id, metric, rule });
  }
  return gone;
}

/** What warned of a change says nothing any more: one reason a metric. */
export function goneReasons(gone: readonly GoneMetric[]): Reason[] {
  const cases = new Map<string, string[]>();
  for (const { id, metric, rule } of gone) {
    if (rule.decides !== 'warn') continue;
    const of = cases.get(metric) ?? [];
    of.push(id);
    cases.set(metric, of);
  }
  return [...cases].map(([metric, ids]): Reason => {
    const text = `${fewNames(ids)}: ${metric} was measured in the baseline and is not in the candidate: it is not compared.`;
    const subject = ids.length === 1 ? ids[0] : undefined;
    return { effect: 'warns', rule: 'metric', ...(subject === undefined ? {} : { subject }), metric, text };
  });
}
