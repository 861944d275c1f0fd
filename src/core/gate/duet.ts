import { firstDecidingLook, stoppingBoundary } from '../statistics/boundary.ts';
import { holmThroughLooks, type SequentialRejection } from '../statistics/holm.ts';
import { looksAt } from '../statistics/sequential-test.ts';
import { upperQuantile } from '../statistics/student-t.ts';
import { checkControls } from './control-check.ts';
import type { DuetSettings } from './criteria.ts';
import { latencyReasons, shortBudgetReason, slowerReasons, surplusReason, undecidedReason } from './duet-reasons.ts';
import type { DuetConclusion, DuetSeries } from './duet-series.ts';
import { resolutionOf } from './resolution.ts';
import { asHypothesis, relative, type TestedSeries } from './tested-series.ts';
import type { Effect, Reason } from './verdict.ts';

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
  const broken = notNumbers(series);
  if (broken.length > 0) {
    return { status: 'invalid', effects: [], controls: [], boundary, resolution: null, reasons: broken };
  }
  const tested = series.map(
    (each): TestedSeries => ({ series: each, looks: [...looksAt(each.d, margin, maximumRounds, alpha)] }),
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

  const vetoed = checks.some((check) => check.vetoes);
  const everyPassed = primary.length > 0 && primary.every(({ series: { scenarioId: id } }) => passed.has(id));
  const status = statusOf({ vetoed, slower: slower.size > 0, everyPassed, isLast: rounds >= maximumRounds });
  const undecided = primary.filter(({ series: { scenarioId: id } }) => !slower.has(id) && !passed.has(id));
  const open = status === 'inconclusive' || status === 'continue' ? undecided : [];
  const lastLooks = open.flatMap(({ looks }) => looks.at(-1) ?? []);
  const reasons = [
    ...controlReasons,
    ...slowerReasons(primary, slower, settings),
    ...latencyReasons(tested, settings, { boundary, first }),
    ...open.flatMap((each) => undecidedReason(each, status === 'inconclusive', settings)),
    ...(rounds > maximumRounds ? [surplusReason(rounds, maximumRounds)] : []),
    ...(boundary === 0 ? [shortBudgetReason(settings)] : []),
  ];
  return { status, effects, controls: checks, boundary, resolution: resolutionOf(lastLooks, settings), reasons };
}

function notNumbers(series: readonly DuetSeries[]): Reason[] {
  return series
    .filter((each) => each.d.some((d) => !Number.isFinite(d)))
    .map(({ scenarioId, figure }) => ({
      effect: 'blocks',
      rule: 'defect',
      subject: scenarioId,
      text: `${scenarioId}: ${figure} has a round that is no number.`,
    }));
}

/** What outranks what: a broken measurement, then "slower", then "not slower", then the end of the budget. */
function statusOf(found: {
  readonly vetoed: boolean;
  readonly slower: boolean;
  readonly everyPassed: boolean;
  readonly isLast: boolean;
}): DuetConclusion['status'] {
  if (found.vetoed) return 'invalid';
  if (found.slower) return 'regression';
  if (found.everyPassed) return 'pass';
  return found.isLast ? 'inconclusive' : 'continue';
}

/** Subjects that are significantly slower, and by more than the floor where they became so. */
function findSlower(
  primary: readonly TestedSeries[],
  { alpha, floor, maximumRounds }: DuetSettings,
  rounds: number,
): ReadonlyMap<string, SequentialRejection> {
  // Below the floor nothing is rejected at that look: that only takes rejections away, so the rate stays bounded.
  const hypotheses = primary.map((each) =>
    asHypothesis(each, (look) => (relative(look.mean) < -floor ? look.slowerP : 1)),
  );
  return holmThroughLooks(hypotheses, alpha, maximumRounds, rounds);
}

function isNonInferior({ looks }: TestedSeries, boundary: number, first: number): boolean {
  return looks.some((look) => look.rounds >= first && look.nonInferiorP < boundary);
}

function effectOf(
  { series, looks }: TestedSeries,
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
