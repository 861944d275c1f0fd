import { amountFactor } from '../measurements/unit.ts';
import { medianOf } from '../statistics/median.ts';
import { changeWords, withUnit } from './change-words.ts';
import { type MetricRule, ruleShown } from './metric-rules.ts';
import type { Role } from './roles.ts';
import type { Effect, Reason } from './verdict.ts';

/** What both sides counted, run by run, in one unit. */
export interface ExactSeries {
  readonly scenarioId: string;
  readonly role: Role;
  readonly figure: string;
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
  readonly rule: MetricRule;
}

export interface ExactConclusion {
  readonly effects: readonly Effect[];
  readonly reasons: readonly Reason[];
  readonly regressed: boolean;
  /** It was declared exact and is not, and has no margin that would bear it. */
  readonly invalid: boolean;
  readonly judged: readonly string[];
}

/**
 * Compares what was counted, by value: one run a side is enough, and no spread is asked for. What can be zero is compared by
 * difference.
 */
export function judgeExact(series: readonly ExactSeries[]): ExactConclusion {
  const found = series.map(judgeOne);
  return {
    effects: found.map(({ effect }) => effect),
    reasons: found.flatMap(({ reason }) => (reason === null ? [] : [reason])),
    regressed: found.some(({ regressed }) => regressed),
    invalid: found.some(({ invalid }) => invalid),
    judged: series.flatMap(({ role, rule, scenarioId }) =>
      role === 'subject' && rule.decides === 'block' ? [scenarioId] : [],
    ),
  };
}

function judgeOne(series: ExactSeries) {
  const { scenarioId, role, figure, rule } = series;
  const [before, after] = [medianOf(series.baseline), medianOf(series.candidate)];
  const decides = role === 'control' ? 'show' : rule.decides;
  const varying = rule.margin === 0 && decides !== 'show' ? (variesOf(series) ?? null) : null;
  const isWorse = varying === null && isBeyond(rule, before, after);
  const conclusion = decides === 'show' ? 'reported' : varying !== null ? 'undecided' : isWorse ? 'regression' : 'pass';
  const change = changeOf(rule, before, after);
  const effect: Effect = {
    scenarioId,
    role,
    figure,
    change,
    interval: { low: change, high: change },
    rounds: 1,
    standardDeviation: null,
    conclusion,
    perRound: [],
    ...ruleShown(figure, { ...rule, decides }),
    values: { baseline: before, candidate: after },
  };
  const reason = reasonOf(series, { before, after, varying, isWorse, decides });
  return {
    effect,
    reason,
    regressed: isWorse && decides === 'block',
    invalid: varying !== null && decides === 'block',
  };
}

/** The two ends of the first side whose runs differ. */
function variesOf({ baseline, candidate }: ExactSeries): readonly [string, number, number] | null {
  for (const [side, values] of [
    ['baseline', baseline],
    ['candidate', candidate],
  ] as const) {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    if (least !== most) return [side, least, most];
  }
  return null;
}

/** Worse by more than the margin, and by as much as counts. */
export function isBeyond(rule: MetricRule, before: number, after: number): boolean {
  const worse = rule.better === 'higher' ? before - after : after - before;
  if (!(worse > 0)) return false;
  const { andAtLeast } = rule;
  const factor = andAtLeast === null ? null : amountFactor(andAtLeast.unit, rule.unit);
  if (andAtLeast !== null && factor !== null && worse < andAtLeast.value * factor) return false;
  // A last digit of the product is no movement.
  return worse > rule.margin * Math.abs(before) * (1 + 1e-12);
}

/** exp(d) − 1, finite where one side is 0: all lost is −1, and what fell to nothing is 1. */
export function changeOf({ better }: Pick<MetricRule, 'better'>, before: number, after: number): number {
  if (before === after) return 0;
  const ratio = better === 'lower' ? before / after : after / before;
  return Number.isFinite(ratio) ? ratio - 1 : 1;
}

function reasonOf(
  { scenarioId, figure, rule }: ExactSeries,
  found: {
    readonly before: number;
    readonly after: number;
    readonly varying: readonly [string, number, number] | null;
    readonly isWorse: boolean;
    readonly decides: MetricRule['decides'];
  },
): Reason | null {
  const { before, after, varying, isWorse, decides } = found;
  const say = (effect: Reason['effect'], text: string): Reason => ({
    effect,
    rule: 'metric',
    subject: scenarioId,
    metric: figure,
    text,
  });
  const margin = `${+(100 * rule.margin).toFixed(4)} %`;
  if (varying !== null) {
    const [side, least, most] = varying;
    return say(
      decides === 'block' ? 'blocks' : 'warns',
      `${scenarioId}: ${figure} is declared exact, but the ${side}'s runs have ${withUnit(least, rule.unit)} and ${withUnit(most, rule.unit)}: with a margin of 0 nothing can be said about it. Give it a margin, or leave exact out.`,
    );
  }
  if (before === after) return null;
  const figures = `${withUnit(before, rule.unit)} → ${withUnit(after, rule.unit)}`;
  const size = before === 0 || after === 0 ? '' : `, ${changeWords(changeOf(rule, before, after), rule.better, 2)}`;
  const moved = `${scenarioId}: ${figure} ${figures}${size}`;
  if (isWorse) {
    if (decides === 'block') return say('blocks', `${moved}: beyond its margin of ${margin}.`);
    return say(
      decides === 'warn' ? 'warns' : 'informs',
      `${moved}: beyond ${margin}; it is configured to ${decides === 'warn' ? 'warn' : 'be shown'}.`,
    );
  }
  const worse = rule.better === 'higher' ? after < before : after > before;
  if (!worse) return say('informs', `${moved}: better.`);
  const least =
    rule.andAtLeast === null ? '' : `, or less than ${withUnit(rule.andAtLeast.value, rule.andAtLeast.unit)}`;
  return say('informs', `${moved}: within its margin of ${margin}${least}.`);
}
