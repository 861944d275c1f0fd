import { medianOf } from '../statistics/median.ts';
import type { GateSettings } from './criteria.ts';
import type { IndexedCase } from './metric-index.ts';
import { asLogRatio, type MetricRule, ruleShown, withLeastChange } from './metric-rules.ts';
import { type RecordedChange, RecordedComparison, type RecordedInput } from './recorded-comparison.ts';
import type { RecordedFinding } from './recorded-finding.ts';
import { recordedThreshold, runsThatDecide } from './recorded-noise.ts';
import { fewControlsReason, recordedReason } from './recorded-reasons.ts';
import type { ControlCheck, Effect, Reason } from './verdict.ts';

/**
 * Recorded mode: a stored baseline against fresh runs, perhaps of another day or machine. What is shown is the interval
 * between the two extreme assumptions about the controls,
 *
 *   D(λ) = ln(S1/S0) − λ · median_j ln(C1j/C0j),   λ = 0 (ignore the controls) … 1 (believe them fully),
 *
 * with S the subject and Cj the distinct controls. D is oriented: for what is better when lower its sign is turned, so that
 * negative is worse. It blocks beyond the recorded margin where this host's noise is known, and beyond −40 % otherwise
 * (recordedThreshold); what lies between is inconclusive.
 */

export interface RecordedConclusion {
  readonly effects: readonly Effect[];
  readonly controls: readonly ControlCheck[];
  readonly reasons: readonly Reason[];
  readonly regressed: boolean;
  /** A slowdown beyond the margin that more runs could decide. */
  readonly undecided: boolean;
  /** Cases of which something that decides was compared. */
  readonly judged: readonly string[];
  /** Correct on both sides, but without a usable figure of what decides: nothing may be concluded about them. */
  readonly unusable: readonly string[];
}

/** Compares each subject's metrics with the stored ones. Pure arithmetic; at most 64 × 64 pairs of runs are asked for. */
export function judgeRecorded(input: RecordedInput, settings: GateSettings): RecordedConclusion {
  const comparison = new RecordedComparison(input);
  const cases = [...input.index.cases.values()];
  const family = cases
    .filter(({ role }) => role === 'subject')
    .flatMap(({ rules }) => [...rules.values()].filter((rule) => rule.decides === 'block' && !rule.exact)).length;
  const findings: RecordedFinding[] = [];
  const unusable: string[] = [];
  for (const each of cases) {
    for (const [metric, rule] of each.rules) {
      if (rule.exact) continue;
      const change = comparison.change(each, metric, rule);
      if (change !== null) {
        const counted = withLeastChange(rule, medianOf(change.baseline));
        findings.push(findingOf(each, metric, counted, change, settings, family));
      } else if (each.role === 'subject' && rule.decides === 'block' && comparison.isCorrectOnBothSides(each.id))
        unusable.push(each.id);
    }
  }
  const judged = findings.filter(({ of, rule }) => of.role === 'subject' && rule.decides === 'block');
  const fewControls = judged.length > 0 && comparison.groupsUsed.size < 2;
  return {
    effects: findings.map((each) => effectOf(each, input.candidate.length)),
    controls: findings.flatMap(({ of, rule, low }) =>
      of.role === 'control' && rule.decides === 'block'
        ? [{ stack: of.stack, scenarioId: of.id, change: Math.expm1(low), pValue: null, vetoes: false }]
        : [],
    ),
    reasons: [
      ...findings.flatMap((each) => recordedReason(each) ?? []),
      ...(fewControls ? [fewControlsReason(comparison)] : []),
    ],
    regressed: judged.some(({ conclusion }) => conclusion === 'regression'),
    undecided: judged.some(({ conclusion }) => conclusion === 'undecided'),
    judged: judged.map(({ of }) => of.id),
    unusable,
  };
}

function findingOf(
  of: IndexedCase,
  metric: string,
  rule: MetricRule,
  change: RecordedChange,
  settings: GateSettings,
  family: number,
): RecordedFinding {
  const { ignoring, believing } = change;
  const blockingMargin = -asLogRatio(Math.max(settings.recordedMargin, rule.margin), rule.better);
  const threshold = recordedThreshold(change, rule, blockingMargin, { alpha: settings.alpha, family });
  const high = Math.max(ignoring, believing);
  const decides = of.role === 'subject' && rule.decides === 'block';
  return {
    of,
    metric,
    rule,
    change,
    low: Math.min(ignoring, believing),
    high,
    threshold,
    blockingMargin,
    warningMargin: -asLogRatio(rule.margin, rule.better),
    conclusion: !decides
      ? 'reported'
      : high < -threshold.blocksBeyond
        ? 'regression'
        : high < -blockingMargin
          ? 'undecided'
          : 'pass',
    runsNeeded: runsThatDecide(settings.alpha, family),
  };
}

function effectOf({ of, metric, rule, change, low, high, conclusion }: RecordedFinding, runs: number): Effect {
  return {
    scenarioId: of.id,
    role: of.role,
    figure: metric,
    change: Math.expm1(change.ignoring),
    interval: { low: Math.expm1(low), high: Math.expm1(high) },
    rounds: runs,
    standardDeviation: null,
    conclusion,
    perRound: [],
    ...ruleShown(metric, rule),
    values: { baseline: medianOf(change.baseline), candidate: medianOf(change.candidate) },
  };
}
