import type { HarnessResult, HarnessRow, Host } from '../measurements/harness-result.ts';
import { medianOf } from '../statistics/median.ts';
import type { ExactSeries } from './exact-metrics.ts';
import { orientedLogRatio } from './log-ratio.ts';
import { type MetricIndex, valueIn } from './metric-index.ts';
import { type MetricRule, withLeastChange } from './metric-rules.ts';
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
  /** How long it took; left out or null: nobody says. */
  readonly milliseconds?: number | null;
  /** Where the benchmark itself differs between the sides; left out: it does not, or nobody says. */
  readonly benchmark?: BenchmarkDifference;
  /** How the benchmark ended on the baseline, where it could not be run there at all. Untrusted. */
  readonly notRunHere?: string;
  /** How it was chosen in which way both sides share the machine; left out: it was asked for. Untrusted. */
  readonly strategy?: {
    readonly name: string;
    /** The part of a known slowdown that it showed there; null: that was not to be told. */
    readonly seen: number | null;
  };
}

/** The benchmark of one side is not that of the other. */
export interface BenchmarkDifference {
  /** Some of its files. Untrusted. */
  readonly files: readonly string[];
  /** Whose benchmark measured: each side's its own, or the candidate's both. */
  readonly sources: 'each' | 'candidate';
}

/** Whether both sides ran at the same time: only then is it known how far they were out of step. */
export const isConcurrent = ({ runs }: MeasuredRound): boolean => runs.some(({ outOfStepMs }) => outOfStepMs !== null);

/** d of every round of one metric of one row: ln(candidate/baseline), negative is worse, mean of the runs. */
export interface DuetSeries {
  readonly scenarioId: string;
  readonly role: Role;
  /** Name of the metric. */
  readonly figure: string;
  /** By round; null where it was not measured, or failed. */
  readonly d: readonly (number | null)[];
  /** Default: as the metric is judged where nothing is configured. */
  readonly rule?: MetricRule;
  /** Medians over the rounds, for people. */
  readonly figures?: { readonly baseline: number; readonly candidate: number };
}

/** What a person reads a series as. */
export const seriesName = ({ scenarioId, figure }: Pick<DuetSeries, 'scenarioId' | 'figure'>): string =>
  `${scenarioId} ${figure}`;

/** What the sequential tests conclude from the series (see duet.ts). `continue`: another round is asked for. */
export interface DuetConclusion {
  readonly status: 'pass' | 'regression' | 'inconclusive' | 'invalid' | 'continue';
  readonly effects: readonly Effect[];
  readonly controls: readonly ControlCheck[];
  readonly boundary: number | null;
  readonly resolution: { readonly roundsNeeded: number; readonly resolvableMargin: number } | null;
  readonly reasons: readonly Reason[];
  /** Scenarios that the next round has to measure; none: all is decided, or the budget is spent. */
  readonly due: readonly string[];
}

export interface SeriesReading {
  readonly series: readonly DuetSeries[];
  readonly exact: readonly ExactSeries[];
  /** Cases that were correct on both sides, but without a usable figure of what decides. */
  readonly unusable: readonly string[];
}

/**
 * Reduces rounds to series. A round counts for a row when every run of the round that has the row on either side has it
 * correct on both: half of a balanced round would carry the difference between the halves of the machine.
 */
export function seriesOfRounds(
  rounds: readonly MeasuredRound[],
  index: MetricIndex,
  isCorrect: (row: HarnessRow) => boolean,
): SeriesReading {
  const series: DuetSeries[] = [];
  const exact: ExactSeries[] = [];
  const unusable = new Set<string>();
  for (const each of index.cases.values()) {
    const measured = rowsOfRounds(rounds, each.id, isCorrect);
    for (const [metric, rule] of each.rules) {
      const found = readMetric(measured, metric, rule);
      const decides = each.role === 'subject' && rule.decides === 'block';
      if (found.isUnusable && decides) unusable.add(each.id);
      if (found.pairs.length === 0) continue;
      const about = { scenarioId: each.id, role: each.role, figure: metric };
      const sides = {
        baseline: found.pairs.map((pair) => pair.baseline),
        candidate: found.pairs.map((pair) => pair.candidate),
      };
      if (rule.exact) {
        exact.push({ ...about, ...sides, rule });
        continue;
      }
      if (!found.d.some((d) => d !== null)) continue;
      const figures = { baseline: medianOf(sides.baseline), candidate: medianOf(sides.candidate) };
      series.push({ ...about, d: found.d, rule: withLeastChange(rule, figures.baseline), figures });
    }
  }
  return { series, exact, unusable: [...unusable] };
}

/** A case in one round. */
interface RoundOfCase {
  /** Runs that have it on either side. */
  readonly runs: number;
  /** Its rows in those that have it correct on both. */
  readonly correct: readonly { readonly before: HarnessRow; readonly after: HarnessRow }[];
}

const rowsOfRounds = (
  rounds: readonly MeasuredRound[],
  id: string,
  isCorrect: (row: HarnessRow) => boolean,
): RoundOfCase[] =>
  rounds.map(({ runs }) => {
    let having = 0;
    const correct: { before: HarnessRow; after: HarnessRow }[] = [];
    for (const { baseline, candidate } of runs) {
      const [before, after] = [baseline.rows.get(id), candidate.rows.get(id)];
      if (before !== undefined || after !== undefined) having += 1;
      if (before !== undefined && after !== undefined && isCorrect(before) && isCorrect(after))
        correct.push({ before, after });
    }
    return { runs: having, correct };
  });

interface MetricRounds {
  readonly d: readonly (number | null)[];
  /** What both sides have, run by run. */
  readonly pairs: readonly { readonly baseline: number; readonly candidate: number }[];
  /** Correct on both sides somewhere, and without a ratio. */
  readonly isUnusable: boolean;
}

function readMetric(rounds: readonly RoundOfCase[], metric: string, rule: MetricRule): MetricRounds {
  const d: (number | null)[] = [];
  const pairs: { baseline: number; candidate: number }[] = [];
  let isUnusable = false;
  for (const { runs, correct } of rounds) {
    let ratios = 0;
    let sum = 0;
    for (const { before, after } of correct) {
      const [baseline, candidate] = [valueIn(before, metric, rule.unit), valueIn(after, metric, rule.unit)];
      if (baseline !== null && candidate !== null) pairs.push({ baseline, candidate });
      const ratio = orientedLogRatio(rule.better, baseline, candidate);
      if (ratio !== null && Number.isFinite(ratio)) {
        ratios += 1;
        sum += ratio;
      } else if (!rule.exact || baseline === null || candidate === null) isUnusable = true;
    }
    d.push(runs > 0 && ratios === runs ? sum / ratios : null);
  }
  return { d, pairs, isUnusable };
}
