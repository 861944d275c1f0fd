import { counted } from '../counted.ts';
import { fewNames } from '../few-names.ts';
import type { HarnessResult, HarnessRow } from '../measurements/harness-result.ts';
import { measuresThroughput } from '../measurements/scenario-id.ts';
import { benchmarkReasons } from './benchmark-difference-reason.ts';
import { percent } from './change-words.ts';
import { isPrimary } from './claimed-effect.ts';
import { type CorrectnessComparison, compareCorrectness, failureCauses } from './correctness.ts';
import { type DuetJudge, duetSettingsOf, type GateSettings } from './criteria.ts';
import { type DuetConclusion, isConcurrent, type MeasuredRound, seriesOfRounds } from './duet-series.ts';
import { type ExactSeries, judgeExact } from './exact-metrics.ts';
import { type GoneMetric, goneMetrics, goneReasons } from './gone-metrics.ts';
import { leastChangeReasons } from './least-change-reasons.ts';
import { checkDuetHosts, checkRecordedHosts, firstHost } from './measured-hosts.ts';
import { MetricIndex } from './metric-index.ts';
import type { MetricRule } from './metric-rules.ts';
import { compareBinaries, shownProfile, theTree } from './provenance.ts';
import { orderedReasons } from './reason-list.ts';
import { judgeRecorded } from './recorded.ts';
import { compareRows } from './row-comparison.ts';
import { compareExperiments } from './same-experiment.ts';
import { roundsOfFamily, type ShardOfFamily, shardReasons } from './sharded-family.ts';
import { checkTrust } from './trust.ts';
import { unusedNames } from './unused-names.ts';
import type { Effect, Reason, Verdict, VerdictStatus } from './verdict.ts';
import { sentenceOf } from './verdict-sentence.ts';
import { waive } from './waivers.ts';
import { findWithoutBaseline, isOfNewCase, type WithoutBaseline } from './without-baseline.ts';

export type GateInput =
  | {
      readonly mode: 'recorded';
      readonly baseline: readonly HarnessResult[];
      readonly candidate: readonly HarnessResult[];
    }
  | {
      readonly mode: 'duet';
      readonly rounds: readonly MeasuredRound[];
      /** The rounds are those of several machines, each with a part of one family; left out: each round has all of it. */
      readonly shards?: readonly ShardOfFamily[];
      /** Why the shards are not one family, a sentence each. */
      readonly shardFaults?: readonly string[];
    };

/** Both sides of what was measured, and how the settings see its rows. */
interface Measured {
  readonly input: GateInput;
  readonly baseline: readonly HarnessResult[];
  readonly candidate: readonly HarnessResult[];
  readonly index: MetricIndex;
  readonly isCorrect: (row: HarnessRow) => boolean;
}

/** What is concluded from the speed, before anything that outranks it. */
interface SpeedConclusion extends Pick<DuetConclusion, 'effects' | 'controls' | 'boundary' | 'resolution' | 'reasons'> {
  readonly regressed: boolean;
  readonly invalid: boolean;
  readonly undecided: boolean;
  readonly due: readonly string[];
}

/** A verdict, and what of a duet the next round has to measure. */
export interface Judgement {
  readonly verdict: Verdict;
  /** Cases; none: all is decided, or the budget is spent. */
  readonly due: readonly string[];
}

/**
 * Joins everything into the verdict: is it the same experiment, can the files be trusted, is the candidate as correct as
 * the baseline, and is it as fast. The first of these that fails names the status; all reasons are kept.
 */
export const judge = (input: GateInput, settings: GateSettings, judgeDuet: DuetJudge): Verdict =>
  judgeSoFar(input, settings, judgeDuet).verdict;

/** As `judge`, for who goes on measuring. */
export function judgeSoFar(input: GateInput, settings: GateSettings, judgeDuet: DuetJudge): Judgement {
  const measured = measuredOf(input, settings);
  const { baseline, candidate, index } = measured;
  const experiment = compareExperiments(baseline, candidate, index);
  const correctness = compareCorrectness(baseline, candidate, settings, input.mode === 'duet');
  const without = findWithout(measured, correctness, settings);
  const trust = checkTrust(baseline, candidate, without.kind !== null);
  const host = input.mode === 'duet' ? checkDuetHosts(input.rounds) : checkRecordedHosts(baseline, candidate);
  const benchmark = input.mode === 'duet' ? benchmarkReasons(input.rounds) : [];
  const shards = input.mode === 'duet' ? shardReasons(input) : [];
  const undirected = undirectedReasons(index);
  const isBroken = trust.broken || host.broken || [...shards, ...undirected].some(({ effect }) => effect === 'blocks');
  const reasons = [
    ...experiment.reasons,
    ...shards,
    ...trust.reasons,
    ...undirected,
    ...host.reasons,
    ...benchmark,
    ...correctness.reasons,
  ];

  // Not the same experiment: figures side by side would mislead, so none are compared.
  if (experiment.differs) {
    const nothing = { effects: [], controls: [], boundary: null, resolution: null };
    const verdict = verdictOf(measured, settings, correctness, { ...nothing, status: 'incomparable', reasons });
    return { verdict, due: [] };
  }
  // Something that failed and has to be repeated is no news of a first benchmark.
  if (without.kind !== null && !correctness.blocks && !correctness.needsRepetition && !isBroken) {
    const nothing = { effects: [], controls: [], boundary: null, resolution: null };
    const status = without.kind === 'foreign' ? 'incomparable' : 'not-measured';
    // What does not run on the baseline is no benchmark that is new.
    const kept = without.kind === 'foreign' ? reasons.filter((each) => !isOfNewCase(each)) : reasons;
    const said = [...without.reasons, ...kept];
    return { verdict: verdictOf(measured, settings, correctness, { ...nothing, status, reasons: said }), due: [] };
  }
  const improved = improvesSubject(measured, correctness);
  const gone = goneMetrics(index.cases.values(), measured.baseline, measured.candidate, measured.isCorrect);
  const speed =
    input.mode === 'recorded'
      ? recordedSpeed(measured, settings, improved, gone)
      : duetSpeed(roundsOfFamily(input), measured, settings, judgeDuet, { improved, correctness });
  const { effects, reasons: said } = waive(speed, settings.waive, settings.today, input.mode, goneCases(correctness));
  const after = {
    ...speed,
    effects,
    reasons: said,
    regressed: speed.regressed && !areWaived(effects, 'regression'),
    undecided: speed.undecided && !areWaived(effects, 'undecided'),
  };
  const status = precedence(isBroken, correctness, after);
  const verdict = verdictOf(measured, settings, correctness, {
    ...after,
    status,
    reasons: [
      ...reasons,
      ...said,
      ...goneReasons(gone),
      ...leastChangeReasons(index),
      ...unusedNames(index, settings),
      ...atTheSameTime(input, effects),
    ],
  });
  return { verdict, due: isBroken ? [] : speed.due };
}

/** What is asked of metrics that cannot be judged: an order that nobody carries out has to be told. */
const undirectedReasons = ({ undirected }: MetricIndex): Reason[] =>
  undirected.map(({ metric, asked, ids }) => ({
    effect: asked === 'block' ? 'blocks' : 'warns',
    rule: 'metric',
    metric,
    text: `${metric} of ${fewNames(ids)} is configured to ${asked}, and nothing says which way it is better: write \`better: lower\` or \`better: higher\` below \`gate.metrics.${metric}\`.`,
  }));

/** Whether there are primary effects of this conclusion, and somebody accepted each. */
function areWaived(effects: readonly Effect[], conclusion: Effect['conclusion']): boolean {
  const concluded = effects.filter((each) => each.conclusion === conclusion && isPrimary(each));
  return concluded.length > 0 && concluded.every(({ waived }) => waived !== undefined);
}

/** Cases that the candidate does not have any more, and nothing lets go. */
const goneCases = ({ reasons }: CorrectnessComparison): string[] =>
  reasons.flatMap(({ effect, rule, subject }) =>
    effect === 'blocks' && rule === 'missing-row' && subject !== undefined ? [subject] : [],
  );

function findWithout(
  { input, baseline, index }: Measured,
  correctness: CorrectnessComparison,
  settings: GateSettings,
): WithoutBaseline {
  const rounds = input.mode === 'duet' ? input.rounds : [];
  const subjects = [...index.cases.values()].filter(({ role }) => role === 'subject').map(({ id }) => id);
  return findWithoutBaseline({ rounds, baseline, subjects }, correctness, settings.withoutBaseline);
}

function measuredOf(input: GateInput, settings: GateSettings): Measured {
  const runs = input.mode === 'duet' ? input.rounds.flatMap((round) => round.runs) : [];
  const baseline = input.mode === 'duet' ? runs.map((run) => run.baseline) : input.baseline;
  const candidate = input.mode === 'duet' ? runs.map((run) => run.candidate) : input.candidate;
  return {
    input,
    baseline,
    candidate,
    index: new MetricIndex([...baseline, ...candidate], settings),
    isCorrect: (row) => row.passFail === 'PASS' && failureCauses(row, settings.incompleteRatioCap).length === 0,
  };
}

/** Whether a subject that failed in the baseline passes now: it has nothing to be slower than. */
function improvesSubject({ index }: Measured, { improvements }: CorrectnessComparison): boolean {
  return improvements.some((id) => {
    const found = index.cases.get(id);
    return found !== undefined && found.role === 'subject' && found.rules.size > 0;
  });
}

function recordedSpeed(
  measured: Measured,
  settings: GateSettings,
  improved: boolean,
  gone: readonly GoneMetric[],
): SpeedConclusion {
  const { baseline, candidate, index, isCorrect } = measured;
  const conclusion = judgeRecorded({ baseline, candidate, index, isCorrect }, settings);
  const exact = judgeExact(exactOfRuns(measured));
  // What is counted is of each side by itself: that one side has none would be said nowhere else.
  const uncounted = gone.flatMap(({ id, rule }) => (rule.exact && rule.decides === 'block' ? [id] : []));
  const unusable = [...conclusion.unusable, ...uncounted];
  const gaps = unjudged(measured, [...conclusion.judged, ...exact.judged], unusable, improved);
  return {
    effects: [...conclusion.effects, ...exact.effects],
    controls: conclusion.controls,
    boundary: null,
    resolution: null,
    reasons: [...conclusion.reasons, ...exact.reasons, ...gaps.reasons],
    regressed: conclusion.regressed || exact.regressed,
    invalid: gaps.unusable || exact.invalid,
    undecided: gaps.nothing || conclusion.undecided,
    due: [],
  };
}

/** Exact metrics of recorded runs, each side by itself. */
function exactOfRuns({ baseline, candidate, index, isCorrect }: Measured): ExactSeries[] {
  const valuesOf = (runs: readonly HarnessResult[], id: string, metric: string) =>
    runs.flatMap((run) => {
      const row = run.rows.get(id);
      const value = row === undefined || !isCorrect(row) ? null : index.valueOf(row, metric);
      return value === null ? [] : [value];
    });
  return [...index.cases.values()].flatMap(({ id, role, rules }) =>
    [...rules].flatMap(([metric, rule]): ExactSeries[] => {
      if (!rule.exact) return [];
      const [before, after] = [valuesOf(baseline, id, metric), valuesOf(candidate, id, metric)];
      if (before.length === 0 || after.length === 0) return [];
      return [{ scenarioId: id, role, figure: metric, baseline: before, candidate: after, rule }];
    }),
  );
}

function duetSpeed(
  rounds: readonly MeasuredRound[],
  measured: Measured,
  settings: GateSettings,
  judgeDuet: DuetJudge,
  { improved, correctness }: { readonly improved: boolean; readonly correctness: CorrectnessComparison },
): SpeedConclusion {
  const { series, exact: exactSeries, unusable } = seriesOfRounds(rounds, measured.index, measured.isCorrect);
  const found = judgeDuet(series, duetSettingsOf(settings));
  const exact = judgeExact(exactSeries);
  const timed = series.filter((each) => each.role === 'subject' && each.rule?.decides === 'block');
  const judged = [...timed.map((each) => each.scenarioId), ...exact.judged];
  const gaps = unjudged(measured, judged, unusable, improved);
  const waiting = withoutRound(measured, correctness, [...judged, ...unusable]);
  const isOver = rounds.length >= settings.maximumRounds || found.status === 'invalid';
  // Where only what is counted decides, one round says all.
  const isCounted = timed.length === 0 && exact.judged.length > 0;
  const status = isCounted && found.status !== 'invalid' ? 'pass' : found.status;
  const another: Reason[] = [];
  const asksForMore = status === 'continue' || (status === 'regression' && found.due.length > 0);
  if (asksForMore) {
    const text =
      rounds.length < settings.maximumRounds
        ? `${rounds.length} of at most ${counted(settings.maximumRounds, 'round')} measured, and they do not decide ${status === 'continue' ? '' : 'all '}yet: measure another.`
        : `Further rounds, beyond the budget of ${settings.maximumRounds}, would confirm what is called slower: bench measures them.`;
    another.push({ effect: status === 'continue' ? 'blocks' : 'informs', rule: 'noise', text });
  }
  if (waiting.length > 0) {
    const text = isOver
      ? `A run of ${fewNames(waiting)} failed and no round of it counts, so nothing says that it is not slower.`
      : `A run of ${fewNames(waiting)} failed and no round of it counts yet, so nothing says that it is not slower: measure another.`;
    another.push({ effect: 'blocks', rule: 'throughput', text });
  }
  return {
    effects: [...found.effects, ...exact.effects],
    controls: found.controls,
    boundary: found.boundary,
    resolution: found.resolution,
    reasons: [...found.reasons, ...exact.reasons, ...gaps.reasons, ...another],
    regressed: status === 'regression' || exact.regressed,
    invalid: gaps.unusable || status === 'invalid' || exact.invalid,
    undecided: gaps.nothing || waiting.length > 0 || status === 'inconclusive' || status === 'continue',
    due: [...new Set([...(isCounted ? [] : found.due), ...(isOver ? [] : waiting)])],
  };
}

/**
 * Subjects of which no round counts, though nothing is confirmed against them: a run of a balanced round failed, and the other
 * half is no round. Without another they would be judged by nothing, and nothing would ask for one.
 */
function withoutRound({ index }: Measured, { states }: CorrectnessComparison, known: readonly string[]): string[] {
  return [...index.cases.values()].flatMap(({ id, role, rules }) => {
    const state = states.get(id);
    if (state === undefined || role !== 'subject' || known.includes(id)) return [];
    const sides = [state.baseline.state, state.candidate.state];
    const mayBeCorrect = sides.every((side) => side === 'passing' || side === 'unconfirmed');
    return mayBeCorrect && sides.includes('unconfirmed') && [...rules.values()].some(decidesByTime) ? [id] : [];
  });
}

const decidesByTime = ({ decides, exact }: MetricRule): boolean => decides === 'block' && !exact;

/** Both sides at once leave each other time: what a person compares with a margin has to say so. */
function atTheSameTime(input: GateInput, effects: readonly Effect[]): Reason[] {
  if (input.mode !== 'duet' || !input.rounds.some(isConcurrent)) return [];
  const judged = effects.filter(isPrimary);
  const open = judged.filter(({ conclusion }) => conclusion !== 'pass');
  const names = [...new Set((open.length > 0 ? open : judged).map(({ scenarioId }) => scenarioId))];
  if (names.length === 0) return [];
  const text = `${fewNames(names)}: both sides ran at the same time, and the slower one leaves time to the other, so a change alone can be larger than the one shown${seenHere(input.rounds)}. Rounds one after the other (bench --duet alternate) show it as a user sees it, and need more of them.`;
  return [{ effect: 'informs', rule: 'noise', text }];
}

/** How much of a known slowdown the chosen strategy showed on that machine, where that was measured. */
function seenHere(rounds: readonly MeasuredRound[]): string {
  const chosen = rounds.find(({ strategy }) => strategy !== undefined)?.strategy;
  if (chosen === undefined || chosen.seen === null) return '';
  const seen = percent(Number(chosen.seen.toFixed(2)));
  return ` (of the built-in benchmark’s known slowdown ${chosen.name} rounds showed about ${seen} here)`;
}

/** What outranks what: a broken measurement, then correctness, then a broken control, then speed. */
function precedence(
  broken: boolean,
  correctness: CorrectnessComparison,
  speed: Pick<SpeedConclusion, 'regressed' | 'invalid' | 'undecided'>,
): VerdictStatus {
  if (broken) return 'invalid';
  if (correctness.blocks) return 'regression';
  if (speed.invalid) return 'invalid';
  if (speed.regressed) return 'regression';
  if (speed.undecided || correctness.needsRepetition) return 'inconclusive';
  if (correctness.heldForBaseline.length > 0) return 'not-measured';
  return 'pass';
}

/** Subjects that were measured but not judged. */
function unjudged(
  { index, input, baseline, candidate, isCorrect }: Measured,
  judged: readonly string[],
  unusable: readonly string[],
  improved: boolean,
): { unusable: boolean; nothing: boolean; reasons: Reason[] } {
  const known = new Set([...judged, ...unusable]);
  const isCorrectIn = (runs: readonly HarnessResult[], id: string) =>
    runs.some((run) => {
      const row = run.rows.get(id);
      return row !== undefined && isCorrect(row);
    });
  // The STREAM harness owes a throughput where it carries a load; what is shown only owes nothing.
  const owing = [...index.cases.values()].filter(
    ({ id, role, isRecord, scenario, rules, owesThroughput }) =>
      role === 'subject' &&
      !isRecord &&
      owesThroughput &&
      measuresThroughput(scenario) &&
      !known.has(id) &&
      ![...rules.values()].some((rule) => rule.decides === 'block') &&
      isCorrectIn(baseline, id) &&
      isCorrectIn(candidate, id),
  );
  const lacking = new Map(unusable.map((id) => [id, lackingMetrics(id, { index, baseline, candidate, isCorrect })]));
  const unmeasured = [...lacking].filter(([, metrics]) => metrics.every(({ isZero }) => isZero) && metrics.length > 0);
  for (const [id] of unmeasured) lacking.delete(id);
  const without = [...new Set([...lacking.keys(), ...owing.map(({ id }) => id)])];
  const reasons: Reason[] = without.map((id) => {
    const metrics = (lacking.get(id) ?? []).map(({ metric }) => metric);
    return {
      effect: 'blocks',
      rule: 'throughput',
      subject: id,
      text: `${id} passed on both sides, but its ${metrics.join(' or ') || 'throughput'} is unknown or zero on one: it cannot be judged.`,
    };
  });
  if (unmeasured.length > 0) {
    const names = unmeasured.flatMap(([id, metrics]) => metrics.map(({ metric }) => `${id} ${metric}`));
    const text = `${fewNames(names)}: 0 in every run of both sides, which is too little to be compared: it is not judged.`;
    reasons.push({ effect: 'warns', rule: 'metric', text });
  }
  const subjects = [...index.cases.values()].filter(({ role, rules }) => role === 'subject' && rules.size > 0);
  const shown = subjects.filter(
    ({ rules, isRecord, owesThroughput }) =>
      (isRecord || !owesThroughput) && ![...rules.values()].some((rule) => rule.decides === 'block'),
  );
  // A subject that fails in the baseline and passes now has nothing to be slower than.
  const nothing = judged.length === 0 && !improved;
  if (nothing) {
    const text =
      subjects.length > 0 && shown.length === subjects.length
        ? 'Nothing decides: of every subject, metrics only warn or are shown, so nothing says that the candidate is not slower. One that decides is named with gate.metrics or gate.cases.'
        : 'Nothing of any subject could be compared, so nothing says that the candidate is not slower.';
    reasons.push({ effect: 'blocks', rule: 'throughput', text });
  }
  if (shown.length > 0 && input.mode === 'duet') {
    const text = `${fewNames(shown.map(({ id }) => id))}: no metric of it decides, so nothing of it blocks.`;
    reasons.push({ effect: 'informs', rule: 'metric', text });
  }
  return { unusable: without.length > 0, nothing, reasons };
}

/** What would decide of a case and has no ratio. `isZero`: a cost that is 0 in every run, as a time that was rounded to it. */
function lackingMetrics(
  id: string,
  { index, baseline, candidate, isCorrect }: Pick<Measured, 'index' | 'baseline' | 'candidate' | 'isCorrect'>,
): { metric: string; isZero: boolean }[] {
  const rows = [...baseline, ...candidate].flatMap((run) => run.rows.get(id) ?? []).filter(isCorrect);
  return [...(index.cases.get(id)?.rules ?? [])].flatMap(([metric, { decides, better, exact }]) => {
    if (decides !== 'block') return [];
    const values = rows.map((row) => index.valueOf(row, metric));
    const isUsable = values.every((value) => value !== null && (exact || value > 0));
    return isUsable ? [] : [{ metric, isZero: better === 'lower' && values.every((value) => value === 0) }];
  });
}

/** The verdict with everything it rests on. */
function verdictOf(
  { input, baseline, candidate, index }: Measured,
  settings: GateSettings,
  correctness: CorrectnessComparison,
  found: Pick<Verdict, 'status' | 'effects' | 'controls' | 'resolution' | 'reasons'> & {
    readonly boundary: number | null;
  },
): Verdict {
  const { alpha, margin, floor, recordedMargin, maximumRounds } = settings;
  const verdict: Verdict = {
    // What a person looks for first stands first in the file.
    formatVersion: 1,
    status: found.status,
    sentence: '',
    mode: input.mode,
    rows: compareRows(baseline, candidate, correctness, (id) => index.cases.get(id)?.role ?? 'subject'),
    profile: shownProfile(baseline, candidate),
    host: { baseline: firstHost(baseline), candidate: firstHost(candidate) },
    measuredTree: { baseline: theTree(baseline), candidate: theTree(candidate) },
    binaries: compareBinaries(baseline, candidate),
    rounds: input.mode === 'duet' ? roundsOfFamily(input).length : candidate.length,
    reasons: orderedReasons(found.reasons),
    effects: found.effects,
    controls: found.controls,
    settings: { alpha, margin, floor, recordedMargin, maximumRounds, boundary: found.boundary },
    resolution: found.resolution,
  };
  return { ...verdict, sentence: sentenceOf(verdict) };
}
