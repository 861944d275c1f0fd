import { upperQuantile } from '../statistics/student-t.ts';
import type { DuetSeries } from './duet-series.ts';
import { widening } from './held-back.ts';
import type { JudgedSeries, SeriesSummary } from './judged-series.ts';
import { type MetricRule, ruleShown } from './metric-rules.ts';
import type { SeriesNoise } from './series-noise.ts';
import type { Effect } from './verdict.ts';

const FEWEST_FOR_SPREAD = 3;
const relative = (d: number): number => Math.expm1(d);

/**
 * Mean and spread of the first `count` values, without the odd rounds that are told by number. What comes and goes is no odd
 * round: it is part of what was measured. null where there are too few for a spread.
 */
export function summaryOf(
  measured: readonly (number | null)[],
  count: number,
  { odd, comesAndGoes }: Pick<SeriesNoise, 'odd' | 'comesAndGoes'>,
): SeriesSummary | null {
  const left = new Set(comesAndGoes === null ? odd.map(({ round }) => round) : []);
  const first = measured
    .flatMap((d, at) => (d === null ? [] : [{ d, round: at + 1 }]))
    .slice(0, count)
    .filter(({ round }) => !left.has(round))
    .map(({ d }) => d);
  if (count < FEWEST_FOR_SPREAD || first.length < 2) return null;
  const mean = first.reduce((sum, d) => sum + d, 0) / first.length;
  const squares = first.reduce((sum, d) => sum + (d - mean) ** 2, 0);
  const standardDeviation = Math.sqrt(squares / (first.length - 1));
  return {
    values: first,
    rounds: count,
    mean,
    standardDeviation: standardDeviation < 1e-12 ? 0 : standardDeviation,
  };
}

/**
 * The effect of a series. Its interval is the t test's at the boundary, wider where rounds depend on each other; and it
 * claims nothing against what the family's test proved: a pass is bounded by its margin, a regression lies below 0.
 */
export function effectOf(
  series: DuetSeries & { readonly rule: MetricRule },
  found: JudgedSeries | null,
  used: number,
  rate: number,
): Effect[] {
  const { rule, scenarioId, role, figure } = series;
  const measured = series.d.slice(0, used);
  const none = { odd: [], comesAndGoes: null };
  const count = measured.filter((d) => d !== null).length;
  const summary = found === null ? summaryOf(measured, count, none) : found.summary;
  if (summary === null) return [];
  const { mean, standardDeviation, values, rounds } = summary;
  const correlation = found?.noise.correlation ?? null;
  const error =
    (standardDeviation / Math.sqrt(values.length)) * (correlation === null ? 1 : widening(correlation)) || 0;
  const reach = upperQuantile(rate, values.length - 1) * error;
  const change = relative(mean);
  const conclusion = found?.conclusion ?? 'reported';
  const worst = rule.better === 'lower' ? -rule.margin / (1 + rule.margin) : -rule.margin;
  const low = relative(mean - reach);
  const high = relative(mean + reach);
  return [
    {
      scenarioId,
      role,
      figure,
      change,
      interval: {
        low: conclusion === 'pass' ? Math.min(change, Math.max(low, worst)) : low,
        high: conclusion === 'regression' ? Math.max(change, Math.min(high, 0)) : high,
      },
      rounds,
      standardDeviation,
      conclusion,
      perRound: measured,
      ...ruleShown(figure, rule),
      ...(series.figures === undefined ? {} : { values: series.figures }),
    },
  ];
}
