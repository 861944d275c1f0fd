import { LONGEST_BUDGET, stoppingBoundary } from '../statistics/boundary.ts';
import { looksAt } from '../statistics/sequential-test.ts';
import { checkControls } from './control-check.ts';
import type { DuetSettings } from './criteria.ts';
import { effectOf, summaryOf } from './duet-effects.ts';
import { type FamilyFinding, judgeFamily } from './duet-family.ts';
import {
  noiseReasons,
  shortBudgetReason,
  slowerReason,
  surplusReason,
  undecidedReason,
  warningReason,
  withinMarginReasons,
} from './duet-reasons.ts';
import { type DuetConclusion, type DuetSeries, seriesName } from './duet-series.ts';
import { heldBack, isNoMean } from './held-back.ts';
import type { JudgedSeries } from './judged-series.ts';
import { asLogRatio, type MetricRule, usualRule } from './metric-rules.ts';
import { resolutionOf } from './resolution.ts';
import { noiseOf } from './series-noise.ts';
import type { Reason } from './verdict.ts';

/**
 * Judges the rounds of a duet: all series that decide are one family, tested after every round (see FamilyTest).
 *
 * - Regression: a series of the family is slower, at the rate `alpha` over the whole family and all looks, and rounds of its
 *   own agree where they were measured.
 * - Pass: every series is not slower by its margin. Each has to be, so none needs a correction (intersection-union test).
 * - Invalid: a control differs, in either direction and by more than the floor, at the total rate `controlAlpha` over all
 *   controls, both directions and all looks. It does not contain the code under test, so the measurement is broken.
 * - Otherwise another round, and when none is due any more `inconclusive`.
 *
 * What no mean describes does not pass: a slowdown that comes and goes, a trend, rounds that depend on each other so much
 * that the margin is inside what they leave open. What warns is a family of its own at the same rate; what is shown is not
 * tested.
 */
export function judgeDuet(given: readonly DuetSeries[], settings: DuetSettings): DuetConclusion {
  const { alpha, maximumRounds } = settings;
  const boundary = stoppingBoundary(alpha, Math.min(maximumRounds, LONGEST_BUDGET));
  const series = given.map((each) => ({ ...each, rule: each.rule ?? usualRule(each.figure, settings) }));
  const broken = notNumbers(series);
  if (broken.length > 0)
    return { status: 'invalid', effects: [], controls: [], boundary, resolution: null, reasons: broken, due: [] };
  const total = Math.max(0, ...series.map(({ d }) => d.length));
  const primary = series.filter(({ role, rule }) => role === 'subject' && rule.decides === 'block');
  const family = familyOf(primary, settings, true);
  const used = Math.max(Math.min(total, maximumRounds), family?.roundsUsed ?? 0);
  const judged = judgedSeries(primary, family, used, boundary || alpha);
  const warning = series.filter(({ role, rule }) => role === 'subject' && rule.decides === 'warn');
  const alarms = familyOf(warning, settings, false);
  const warned = judgedSeries(warning, alarms, used, boundary || alpha);

  const { checks, reasons: controlReasons } = checkControls(testedControls(series, settings), settings, total);
  const vetoed = checks.some((check) => check.vetoes);
  const due = vetoed ? [] : judged.filter((each) => each.isDue || (each.held !== null && used < maximumRounds));
  const status = statusOf({
    vetoed,
    judged,
    isLast: judged.length > 0 && family !== null ? due.length === 0 : total >= maximumRounds,
  });
  const isFinal = status === 'inconclusive' || status === 'regression';
  const open =
    status === 'pass' || status === 'invalid' ? [] : judged.filter((each) => each.conclusion === 'undecided');
  const found = new Map<DuetSeries, JudgedSeries>([...judged, ...warned].map((each) => [each.series, each]));
  const effects = series.flatMap((each) => effectOf(each, found.get(each) ?? null, used, boundary || alpha));
  const lastLooks = open.flatMap(({ summary, held, noise }) =>
    summary === null || isNoMean(held) || noise.comesAndGoes !== null ? [] : [summary],
  );
  return {
    status,
    effects,
    controls: checks,
    boundary,
    resolution: resolutionOf(lastLooks, settings),
    reasons: [
      ...controlReasons,
      ...judged.flatMap((each) => (each.conclusion === 'regression' ? [slowerReason(each, settings)] : [])),
      ...warned.flatMap((each) => (each.conclusion === 'regression' ? [warningReason(each)] : [])),
      ...open.map((each) => undecidedReason(each, isFinal && status === 'inconclusive', settings)),
      ...judged.flatMap((each) => noiseReasons(each)),
      ...withinMarginReasons(judged, alpha),
      ...(total > used ? [surplusReason(total, maximumRounds)] : []),
      ...(family === null && primary.length > 0 ? [shortBudgetReason(settings)] : []),
    ],
    due: [...new Set(due.map(({ series: { scenarioId } }) => scenarioId))],
  };
}

type Ruled = DuetSeries & { readonly rule: MetricRule };

const familyOf = (series: readonly Ruled[], settings: DuetSettings, confirms: boolean): FamilyFinding | null =>
  judgeFamily(
    series.map(({ d, rule }) => ({
      d,
      limits: { margin: asLogRatio(rule.margin, rule.better), floor: asLogRatio(rule.floor, rule.better) },
    })),
    settings,
    confirms,
  );

function judgedSeries(
  all: readonly Ruled[],
  family: FamilyFinding | null,
  used: number,
  rate: number,
): readonly JudgedSeries[] {
  const limits = all.map(({ d, rule }) => ({
    values: d.slice(0, used),
    floor: asLogRatio(rule.floor, rule.better),
  }));
  return noiseOf(limits).map((noise, at): JudgedSeries => {
    const series = all[at] as Ruled;
    const { rule } = series;
    const member = family?.members[at] ?? null;
    const measured = limits[at]?.values ?? [];
    const values = measured.filter((d) => d !== null);
    const held = member?.state === 'passed' ? heldBack(measured, noise, rule, rate) : null;
    const conclusion =
      member?.state === 'slower' ? 'regression' : member?.state === 'passed' && held === null ? 'pass' : 'undecided';
    // A change is that of the rounds that decided; where nothing is decided, of all.
    const count = conclusion === 'pass' && member !== null ? member.rounds : values.length;
    return {
      series,
      rule,
      member,
      noise,
      held,
      conclusion,
      isDue: member?.isDue ?? false,
      summary: summaryOf(measured, count, noise),
    };
  });
}

function testedControls(series: readonly Ruled[], { margin, maximumRounds, alpha }: DuetSettings) {
  return series
    .filter(({ role, rule }) => role === 'control' && rule.decides === 'block')
    .map((each) => {
      const d = each.d.filter((value) => value !== null);
      return { series: each, looks: [...looksAt(d, margin, Math.min(maximumRounds, LONGEST_BUDGET), alpha)] };
    });
}

function notNumbers(series: readonly DuetSeries[]): Reason[] {
  return series
    .filter((each) => each.d.some((d) => d !== null && !Number.isFinite(d)))
    .map((each) => ({
      effect: 'blocks',
      rule: 'defect',
      subject: each.scenarioId,
      text: `${seriesName(each)} has a round that is no number.`,
    }));
}

/** What outranks what: a broken measurement, then "slower", then "not slower", then the end of the budget. */
function statusOf(found: {
  readonly vetoed: boolean;
  readonly judged: readonly JudgedSeries[];
  readonly isLast: boolean;
}): DuetConclusion['status'] {
  const { judged } = found;
  if (found.vetoed) return 'invalid';
  if (judged.some(({ conclusion }) => conclusion === 'regression')) return 'regression';
  if (judged.length > 0 && judged.every(({ conclusion }) => conclusion === 'pass')) return 'pass';
  return found.isLast ? 'inconclusive' : 'continue';
}
