import { CPU_PER_ITEM } from '../measurements/cpu-per-item.ts';
import type { Better } from '../measurements/measurement.ts';
import type { MetricValue } from '../measurements/metric-value.ts';
import { amountFactor } from '../measurements/unit.ts';
import { fitsNameGlob } from './name-glob.ts';

/** What a metric does to the verdict when it moves: it is never silent. */
export type Decides = 'block' | 'warn' | 'show';

/** A change that is too small to count, whatever part of the baseline it is. */
export interface LeastChange {
  readonly value: number;
  readonly unit: string;
}

/** `gate.metrics`: how a metric of that name is judged. What is left out is as usual. */
export interface MetricSetting {
  readonly decides?: Decides;
  readonly margin?: number;
  readonly floor?: number;
  readonly exact?: boolean;
  /** Which way is better, whatever the program says of it. */
  readonly better?: 'higher' | 'lower';
  readonly andAtLeast?: LeastChange;
}

/** `gate.cases`: how the cases of a glob are judged, before what is said of their metrics. The first that matches counts. */
export interface CaseSetting {
  readonly match: string;
  /** null: every metric of theirs. */
  readonly metric: string | null;
  readonly decides?: Decides;
  readonly margin?: number;
  readonly floor?: number;
  readonly andAtLeast?: LeastChange;
}

export interface MetricRuleSettings {
  readonly margin: number;
  readonly floor: number;
  readonly metrics: ReadonlyMap<string, MetricSetting>;
  readonly cases: readonly CaseSetting[];
  /** Metrics that `bench.read` names, of which the first that a case has decides. */
  readonly primary: readonly string[];
}

/** How one metric of one case is judged. */
export interface MetricRule {
  readonly decides: Decides;
  /** Change for the worse that must not pass, as a fraction of the baseline; 0 for an exact metric that may not move. */
  readonly margin: number;
  /** Smallest change for the worse that can block, as a fraction. */
  readonly floor: number;
  /** null: nothing says so, and it is shown only. */
  readonly better: Better;
  /** `msg/s`, `ns`; `1` for a count. */
  readonly unit: string;
  readonly exact: boolean;
  readonly andAtLeast: LeastChange | null;
}

/** What of a row rules are asked by. */
export interface CaseName {
  readonly id: string;
  readonly stack: string;
}

/** Latencies of the slow end and of the middle: a tail is about four times as noisy as throughput, so they warn. */
const LATENCY = /^(?:p\d{1,3}(?:\.\d+)?|.*latency.*|.*percentile.*)$/i;

/** The one metric of a case that decides where nothing is configured, by the names that formats give theirs. */
const PRIMARY = [
  'throughput',
  'time',
  'real_time',
  'cpu_time',
  'ns/op',
  'sec/op',
  'score',
  'items_per_second',
  'bytes_per_second',
  'MB/s',
];

/**
 * The throughput or time that a case is judged by where `gate` says nothing of it; null: it has none.
 *
 * @param chosen those of `bench.read`
 */
export function primaryMetric(metrics: ReadonlyMap<string, MetricValue>, chosen: readonly string[]): string | null {
  const named = [...chosen, ...PRIMARY].find((name) => metrics.has(name));
  if (named !== undefined) return named;
  for (const [name, { better, exact, isCounted }] of metrics)
    if (better !== null && !exact && isCounted !== true && !LATENCY.test(name) && name !== CPU_PER_ITEM) return name;
  return null;
}

/** A margin of a case's own has its floor with it: a floor of 3 % below a margin of 15 % would undo it. */
const FLOOR_OF_MARGIN = 3 / 5;

/**
 * How a metric of a case is judged: `gate.cases`, then `gate.metrics`, then as usual: one throughput or time of a case blocks,
 * exact metrics and latencies warn, the rest is shown.
 */
export function ruleOf(
  { id, stack }: CaseName,
  metric: string,
  value: MetricValue,
  primary: string | null,
  settings: MetricRuleSettings,
): MetricRule {
  const named = settings.metrics.get(metric);
  const matched = caseSetting({ id, stack }, metric, settings);
  const better = named?.better ?? value.better;
  const exact = named?.exact ?? value.exact;
  // What is counted warns, unless it was chosen.
  const isChosen = settings.primary.includes(metric);
  const usual: Decides =
    metric === primary && (!exact || isChosen) ? 'block' : exact || LATENCY.test(metric) ? 'warn' : 'show';
  // Of what shows nothing but its movement, a case says less than the metric says of itself.
  const asked = named?.decides ?? usual;
  const decides = matched?.decides ?? (matched?.metric === metric ? (named?.decides ?? 'block') : asked);
  const own = matched?.margin ?? named?.margin;
  const margin = own ?? (exact ? 0 : settings.margin);
  const floor =
    matched?.floor ??
    (matched?.margin === undefined ? named?.floor : undefined) ??
    (own === undefined ? settings.floor : own * FLOOR_OF_MARGIN);
  return {
    decides: better === null ? 'show' : decides,
    margin,
    floor: Math.min(floor, margin),
    better,
    unit: value.unit,
    exact,
    andAtLeast: matched?.andAtLeast ?? named?.andAtLeast ?? null,
  };
}

const caseSetting = ({ id, stack }: CaseName, metric: string, { cases }: MetricRuleSettings): CaseSetting | undefined =>
  cases.find(
    ({ match, metric: only }) =>
      (only === null || only === metric) && (fitsNameGlob(id, match) || fitsNameGlob(stack, match)),
  );

/** What `gate` or `bench.read` asks of this very metric of a case; undefined: nothing. */
export function decisionAsked(of: CaseName, metric: string, settings: MetricRuleSettings): Decides | undefined {
  const named = settings.metrics.get(metric)?.decides;
  const matched = caseSetting(of, metric, settings);
  const chosen = named ?? (settings.primary.includes(metric) ? 'block' : undefined);
  return matched?.metric === metric ? (matched.decides ?? chosen ?? 'block') : chosen;
}

/** What a metric does where nothing is known but its name, as in verdicts of earlier versions. */
export function usualRule(metric: string, { margin, floor }: { margin: number; floor: number }): MetricRule {
  const rest = { margin, floor: Math.min(floor, margin), exact: false, andAtLeast: null };
  if (metric === 'throughput') return { ...rest, decides: 'block', better: 'higher', unit: 'msg/s' };
  if (LATENCY.test(metric)) return { ...rest, decides: 'warn', better: 'lower', unit: 'us' };
  return { ...rest, decides: 'show', better: null, unit: '1' };
}

/**
 * The rule with the least change that counts taken into its limits: of a baseline of 10 ns, 2 ns are 20 %.
 *
 * @param baseline in the rule's unit
 */
export function withLeastChange(rule: MetricRule, baseline: number): MetricRule {
  const { andAtLeast, unit } = rule;
  const factor = andAtLeast === null ? null : amountFactor(andAtLeast.unit, unit);
  if (andAtLeast === null || factor === null || !(baseline > 0)) return rule;
  const least = Math.min((andAtLeast.value * factor) / baseline, rule.better === 'lower' ? 1e6 : LARGEST_LOSS);
  return { ...rule, margin: Math.max(rule.margin, least), floor: Math.max(rule.floor, least) };
}

/**
 * A change for the worse as the natural logarithm that rounds are tested against: of 5 % less throughput −.0513, of 5 % more
 * time −.0488.
 */
export const asLogRatio = (fraction: number, better: Better): number =>
  better === 'lower' ? -Math.log1p(fraction) : Math.log1p(-Math.min(fraction, LARGEST_LOSS));

/** Of what is better when higher, not all can be lost by a factor. */
const LARGEST_LOSS = 1 - 1e-9;

/** A rule as the verdict has it; a unit that the metric's name says is left out. */
export function ruleShown(metric: string, { decides, margin, floor, better, unit, exact, andAtLeast }: MetricRule) {
  return {
    decides,
    margin,
    floor,
    better,
    ...(unit === usualRule(metric, { margin, floor }).unit ? {} : { unit }),
    ...(exact ? { exact } : {}),
    ...(andAtLeast === null ? {} : { andAtLeast }),
  };
}
