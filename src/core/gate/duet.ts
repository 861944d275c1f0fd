import { parseScenarioId } from '../measurements/scenario-id.ts';
import { FIRST_LOOK, firstDecidingLook, shortestBudget, stoppingBoundary } from '../statistics/boundary.ts';
import { holmThroughLooks, type SequentialHypothesis, type SequentialRejection } from '../statistics/holm.ts';
import { type Look, looksAt } from '../statistics/sequential-test.ts';
import { upperQuantile } from '../statistics/student-t.ts';
import type { DuetConclusion, DuetSeries } from './duet-series.ts';
import type { DuetSettings } from './judge.ts';
import { resolutionOf } from './resolution.ts';
import type { ControlCheck, Effect, Reason } from './verdict.ts';

interface Tested {
  readonly series: DuetSeries;
  readonly looks: readonly Look[];
}

const relative = (d: number): number => Math.expm1(d);
const percent = (fraction: number): string => `${(100 * fraction).toFixed(2).replace('-', '−')} %`;
const signed = (fraction: number): string => (fraction > 0 ? `+${percent(fraction)}` : percent(fraction));

/**
 * Judges the rounds of a duet as a group-sequential test with a look after every round, from the first that may decide at
 * the rate (firstDecidingLook) to the last of the budget.
 *
 * - Regression: a subject's throughput is significantly lower, by Holm's procedure over all subjects and scenarios
 *   through all looks at the total rate `alpha`, and its mean is beyond the floor.
 * - Pass: every subject's throughput is significantly not lower by the margin. Each has to be, so none needs a correction
 *   (intersection-union test): a candidate that is slower by the margin in any of them passes with a probability of at
 *   most `alpha`.
 * - Invalid: a control differs, in either direction and by more than the floor, at the total rate `controlAlpha` over
 *   all controls, both directions and all looks. It does not contain the code under test, so the measurement is broken.
 * - Otherwise another round, and after the last `inconclusive`.
 *
 * p50 and p95 are tested one by one at `alpha` and only warn; p99 is reported.
 *
 * The interval of an effect is the t test's at the boundary: its upper end is below 0 wherever "slower" was decided at this
 * round, its lower end above −margin wherever "not slower by the margin" was. The converse waits for the sign-flip test.
 */
export function judgeDuet(series: readonly DuetSeries[], settings: DuetSettings): DuetConclusion {
  const { alpha, margin, maximumRounds } = settings;
  const boundary = stoppingBoundary(alpha, maximumRounds);
  const first = firstDecidingLook(alpha, maximumRounds) ?? Number.POSITIVE_INFINITY;
  const broken = series.filter((each) => each.d.some((d) => !Number.isFinite(d)));
  if (broken.length > 0) {
    const reasons = broken.map(
      ({ scenarioId, figure }): Reason => ({
        effect: 'blocks',
        rule: 'defect',
        subject: scenarioId,
        text: `${scenarioId}: ${figure} has a round that is no number.`,
      }),
    );
    return { status: 'invalid', effects: [], controls: [], boundary, resolution: null, reasons };
  }
  const tested = series.map(
    (each): Tested => ({ series: each, looks: [...looksAt(each.d, margin, maximumRounds, alpha)] }),
  );
  const primary = tested.filter(({ series: { role, figure } }) => role === 'subject' && figure === 'throughput');
  const controls = tested.filter(({ series: { role, figure } }) => role === 'control' && figure === 'throughput');
  const rounds = Math.max(0, ...tested.map((each) => each.series.d.length));

  const slower = findSlower(primary, settings, rounds);
  const passed = new Set(
    primary.filter((each) => isNonInferior(each, boundary, first)).map(({ series: { scenarioId: id } }) => id),
  );
  const { checks, reasons: controlReasons } = checkControls(controls, settings, rounds);
  // What is not rejected was last compared with the boundary of those that are left.
  const openBoundary = stoppingBoundary(alpha / Math.max(1, primary.length - slower.size), maximumRounds);
  const effects = tested.flatMap((each) =>
    effectOf(each, { alpha, boundary, openBoundary, slower, passed, maximumRounds }),
  );

  const everyPassed = primary.length > 0 && primary.every(({ series: { scenarioId: id } }) => passed.has(id));
  const status = checks.some((check) => check.vetoes)
    ? 'invalid'
    : slower.size > 0
      ? 'regression'
      : everyPassed
        ? 'pass'
        : rounds >= maximumRounds
          ? 'inconclusive'
          : 'continue';
  const undecided = primary.filter(({ series: { scenarioId: id } }) => !slower.has(id) && !passed.has(id));
  const open = status === 'inconclusive' || status === 'continue' ? undecided : [];
  const resolution = resolutionOf(
    open.flatMap(({ looks }) => looks.at(-1) ?? []),
    settings,
  );
  const reasons = [
    ...controlReasons,
    ...slowerReasons(primary, slower, settings),
    ...latencyReasons(tested, settings, { boundary, first }),
    ...open.flatMap((each) => undecidedReason(each, status === 'inconclusive', settings)),
    ...(rounds > maximumRounds ? [surplusReason(rounds, maximumRounds)] : []),
    ...(boundary === 0 ? [shortBudgetReason(settings)] : []),
  ];
  return { status, effects, controls: checks, boundary, resolution, reasons };
}

function asHypothesis({ series, looks }: Tested, p: (look: Look) => number): SequentialHypothesis {
  const byRound = new Map(looks.map((look) => [look.rounds, p(look)]));
  return { id: series.scenarioId, pAt: (round) => byRound.get(round) ?? null };
}

/** Subjects that are significantly slower, and by more than the floor where they became so. */
function findSlower(
  primary: readonly Tested[],
  { alpha, floor, maximumRounds }: DuetSettings,
  rounds: number,
): ReadonlyMap<string, SequentialRejection> {
  // Below the floor nothing is rejected at that look: that only takes rejections away, so the rate stays bounded.
  const hypotheses = primary.map((each) =>
    asHypothesis(each, (look) => (relative(look.mean) < -floor ? look.slowerP : 1)),
  );
  return holmThroughLooks(hypotheses, alpha, maximumRounds, rounds);
}

function isNonInferior({ looks }: Tested, boundary: number, first: number): boolean {
  return looks.some((look) => look.rounds >= first && look.nonInferiorP < boundary);
}

function checkControls(
  controls: readonly Tested[],
  { controlAlpha, floor, maximumRounds }: DuetSettings,
  rounds: number,
): { readonly checks: ControlCheck[]; readonly reasons: Reason[] } {
  // The two-sided p value is compared with twice the one-sided boundary of half the rate.
  const hypotheses = controls.map((each) =>
    asHypothesis(each, (look) => (Math.abs(relative(look.mean)) > floor ? look.differentP / 2 : 1)),
  );
  // A veto is cheap and has to come before a verdict does: it waits for no more than a usable spread.
  const moved = holmThroughLooks(hypotheses, controlAlpha / 2, maximumRounds, rounds, { firstLook: () => FIRST_LOOK });
  const checks: ControlCheck[] = [];
  const reasons: Reason[] = [];
  for (const { series, looks } of controls) {
    const last = looks.at(-1);
    if (last === undefined) continue;
    const vetoes = moved.has(series.scenarioId);
    const stack = parseScenarioId(series.scenarioId)?.stack ?? series.scenarioId;
    checks.push({
      stack,
      scenarioId: series.scenarioId,
      change: relative(last.mean),
      pValue: last.differentP,
      vetoes,
    });
    if (!vetoes) continue;
    const at = looks.find((look) => look.rounds === moved.get(series.scenarioId)?.atRound) ?? last;
    reasons.push({
      effect: 'blocks',
      rule: 'control',
      subject: series.scenarioId,
      text: `${series.scenarioId} does not contain the code under test, but changed by ${signed(relative(at.mean))} (p = ${at.differentP.toPrecision(2)} after ${at.rounds} rounds): the measurement is broken.`,
    });
  }
  const stacks = new Set(checks.map((check) => check.stack));
  if (stacks.size < 2) {
    const text =
      stacks.size === 0
        ? 'No control was measured: a broken measurement would not be noticed.'
        : `Only one control was measured (${[...stacks].join('')}): a broken measurement may go unnoticed.`;
    reasons.push({ effect: 'warns', rule: 'control', text });
  }
  return { checks, reasons };
}

function effectOf(
  { series, looks }: Tested,
  found: {
    readonly alpha: number;
    readonly boundary: number;
    readonly openBoundary: number;
    readonly slower: ReadonlyMap<string, SequentialRejection>;
    readonly passed: ReadonlySet<string>;
    readonly maximumRounds: number;
  },
): Effect[] {
  const { alpha, boundary, openBoundary, slower, passed, maximumRounds } = found;
  const last = looks.at(-1);
  if (last === undefined) return [];
  const { scenarioId, role, figure } = series;
  const primary = role === 'subject' && figure === 'throughput';
  const error = last.standardDeviation / Math.sqrt(last.rounds);
  // Where the budget is too short to decide anything, the interval is the usual one at the rate itself.
  const below = upperQuantile(boundary || alpha, last.rounds - 1);
  const above = primary
    ? upperQuantile(slower.get(scenarioId)?.boundary ?? (openBoundary || alpha), last.rounds - 1)
    : below;
  return [
    {
      scenarioId,
      role,
      figure,
      change: relative(last.mean),
      interval: { low: relative(last.mean - below * error), high: relative(last.mean + above * error) },
      rounds: last.rounds,
      standardDeviation: last.standardDeviation,
      conclusion: !primary
        ? 'reported'
        : slower.has(scenarioId)
          ? 'regression'
          : passed.has(scenarioId)
            ? 'pass'
            : 'undecided',
      perRound: series.d.slice(0, maximumRounds),
    },
  ];
}

function slowerReasons(
  primary: readonly Tested[],
  slower: ReadonlyMap<string, SequentialRejection>,
  { alpha }: DuetSettings,
): Reason[] {
  return primary.flatMap(({ series: { scenarioId }, looks }): Reason[] => {
    const rejection = slower.get(scenarioId);
    const look = looks.find((each) => each.rounds === rejection?.atRound);
    if (rejection === undefined || look === undefined) return [];
    const text = `${scenarioId} is slower: throughput ${signed(relative(look.mean))} over ${look.rounds} rounds (p = ${look.slowerP.toPrecision(2)}, below the boundary ${rejection.boundary.toPrecision(3)} of a total false-alarm rate of ${alpha}).`;
    return [{ effect: 'blocks', rule: 'throughput', subject: scenarioId, text }];
  });
}

function latencyReasons(
  tested: readonly Tested[],
  { floor }: DuetSettings,
  { boundary, first }: { boundary: number; first: number },
): Reason[] {
  return tested.flatMap(({ series: { role, figure, scenarioId }, looks }): Reason[] => {
    if (role !== 'subject' || (figure !== 'p50' && figure !== 'p95')) return [];
    const look = looks.find((each) => each.rounds >= first && each.slowerP < boundary && relative(each.mean) < -floor);
    if (look === undefined) return [];
    const longer = Math.expm1(-look.mean);
    const text = `${scenarioId}: ${figure} latency is ${percent(longer)} longer (p = ${look.slowerP.toPrecision(2)} after ${look.rounds} rounds). Latency warns and does not block.`;
    return [{ effect: 'warns', rule: 'latency', subject: scenarioId, text }];
  });
}

function undecidedReason({ series, looks }: Tested, final: boolean, settings: DuetSettings): Reason[] {
  const { scenarioId, d } = series;
  const { margin, maximumRounds } = settings;
  const last = looks.at(-1);
  const effect = final ? 'blocks' : 'informs';
  if (last === undefined) {
    const text = `${scenarioId} has ${d.length} complete ${d.length === 1 ? 'round' : 'rounds'}; at least ${FIRST_LOOK} are needed.`;
    return [{ effect, rule: 'noise', subject: scenarioId, text }];
  }
  if (last.standardDeviation === 0) {
    const text = `${scenarioId} changed by exactly ${signed(relative(last.mean))} in every round: figures without any spread are not believed to be measured.`;
    return [{ effect, rule: 'noise', subject: scenarioId, text }];
  }
  const resolution = resolutionOf([last], settings);
  const found = `${scenarioId}: ${signed(relative(last.mean))} after ${last.rounds} rounds, with a standard deviation of ${percent(last.standardDeviation)} from round to round`;
  const text =
    resolution === null
      ? `${found}, is neither clearly slower nor clearly within −${percent(margin)}.`
      : `${found}: too noisy for a margin of ${percent(margin)}. It would take about ${resolution.roundsNeeded} rounds; in ${maximumRounds}, this machine resolves about ${percent(resolution.resolvableMargin)}.`;
  return [{ effect, rule: 'noise', subject: scenarioId, text }];
}

function shortBudgetReason({ alpha, maximumRounds }: DuetSettings): Reason {
  const text = `A budget of ${maximumRounds} rounds cannot decide at a false-alarm rate of ${alpha}: at least ${shortestBudget(alpha)} rounds have to be allowed.`;
  return { effect: 'blocks', rule: 'noise', text };
}

function surplusReason(rounds: number, maximumRounds: number): Reason {
  const text = `${rounds} rounds are there, but the budget is ${maximumRounds}: those after it are not looked at, or the false-alarm rate would not hold. Raise gate.maximum-rounds before measuring.`;
  return { effect: 'informs', rule: 'noise', text };
}
