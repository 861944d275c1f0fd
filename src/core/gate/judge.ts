import type { HarnessResult, HarnessRow } from '../measurements/harness-result.ts';
import { measuresThroughput } from '../measurements/scenario-id.ts';
import { type CorrectnessComparison, compareCorrectness, failureCauses } from './correctness.ts';
import { type DuetJudge, duetSettingsOf, type GateSettings } from './criteria.ts';
import { type DuetConclusion, type MeasuredRound, seriesOfRounds } from './duet-series.ts';
import { checkDuetHosts, checkRecordedHosts, firstHost } from './measured-hosts.ts';
import { compareBinaries, shownProfile, theTree } from './provenance.ts';
import { orderedReasons } from './reason-list.ts';
import { judgeRecorded } from './recorded.ts';
import { type Role, roleOf } from './roles.ts';
import { compareRows } from './row-comparison.ts';
import { compareExperiments } from './same-experiment.ts';
import { checkTrust } from './trust.ts';
import type { Reason, Verdict, VerdictStatus } from './verdict.ts';
import { sentenceOf } from './verdict-sentence.ts';

export type GateInput =
  | {
      readonly mode: 'recorded';
      readonly baseline: readonly HarnessResult[];
      readonly candidate: readonly HarnessResult[];
    }
  | { readonly mode: 'duet'; readonly rounds: readonly MeasuredRound[] };

/** Both sides of what was measured, and how the settings see its rows. */
interface Measured {
  readonly input: GateInput;
  readonly baseline: readonly HarnessResult[];
  readonly candidate: readonly HarnessResult[];
  readonly role: (stack: string) => Role;
  readonly isCorrect: (row: HarnessRow) => boolean;
}

/** What is concluded from the speed, before anything that outranks it. */
interface SpeedConclusion extends Pick<DuetConclusion, 'effects' | 'controls' | 'boundary' | 'resolution' | 'reasons'> {
  readonly regressed: boolean;
  readonly invalid: boolean;
  readonly undecided: boolean;
}

/**
 * Joins everything into the verdict: is it the same experiment, can the files be trusted, is the candidate as correct as
 * the baseline, and is it as fast. The first of these that fails names the status; all reasons are kept.
 */
export function judge(input: GateInput, settings: GateSettings, judgeDuet: DuetJudge): Verdict {
  const measured = measuredOf(input, settings);
  const { baseline, candidate } = measured;
  const experiment = compareExperiments(baseline, candidate);
  const trust = checkTrust(baseline, candidate);
  const correctness = compareCorrectness(baseline, candidate, settings, input.mode === 'duet');
  const host = input.mode === 'duet' ? checkDuetHosts(input.rounds) : checkRecordedHosts(baseline, candidate);
  const reasons = [...experiment.reasons, ...trust.reasons, ...host.reasons, ...correctness.reasons];

  // Not the same experiment: figures side by side would mislead, so none are compared.
  if (experiment.differs) {
    const nothing = { effects: [], controls: [], boundary: null, resolution: null };
    return verdictOf(measured, settings, correctness, { ...nothing, status: 'incomparable', reasons });
  }
  const improved = improvesSubject(measured, correctness);
  const speed =
    input.mode === 'recorded'
      ? recordedSpeed(measured, settings, improved)
      : duetSpeed(input.rounds, measured, settings, judgeDuet, improved);
  const status = precedence(trust.broken || host.broken, correctness, speed);
  return verdictOf(measured, settings, correctness, { ...speed, status, reasons: [...reasons, ...speed.reasons] });
}

function measuredOf(input: GateInput, settings: GateSettings): Measured {
  const runs = input.mode === 'duet' ? input.rounds.flatMap((round) => round.runs) : [];
  return {
    input,
    baseline: input.mode === 'duet' ? runs.map((run) => run.baseline) : input.baseline,
    candidate: input.mode === 'duet' ? runs.map((run) => run.candidate) : input.candidate,
    role: (stack) => roleOf(stack, settings),
    isCorrect: (row) => row.passFail === 'PASS' && failureCauses(row, settings.incompleteRatioCap).length === 0,
  };
}

/** Whether a subject that failed in the baseline passes now: it has nothing to be slower than. */
function improvesSubject({ baseline, candidate, role }: Measured, { improvements }: CorrectnessComparison): boolean {
  return improvements.some((id) => {
    const row = [...baseline, ...candidate].flatMap((run) => run.rows.get(id) ?? [])[0];
    return row !== undefined && measuresThroughput(row.scenario) && role(row.stack) === 'subject';
  });
}

function recordedSpeed(measured: Measured, settings: GateSettings, improved: boolean): SpeedConclusion {
  const { baseline, candidate, role, isCorrect } = measured;
  const conclusion = judgeRecorded({ baseline, candidate, roleOf: role, isCorrect }, settings);
  const gaps = unjudged(conclusion.judged, conclusion.unusable, improved);
  return {
    effects: conclusion.effects,
    controls: conclusion.controls,
    boundary: null,
    resolution: null,
    reasons: [...conclusion.reasons, ...gaps.reasons],
    regressed: conclusion.regressed,
    invalid: gaps.unusable,
    undecided: gaps.nothing,
  };
}

function duetSpeed(
  rounds: readonly MeasuredRound[],
  { role, isCorrect }: Measured,
  settings: GateSettings,
  judgeDuet: DuetJudge,
  improved: boolean,
): SpeedConclusion {
  const { series, unusable } = seriesOfRounds(rounds, role, isCorrect);
  const { status, effects, controls, boundary, resolution, reasons } = judgeDuet(series, duetSettingsOf(settings));
  const judged = series.filter((each) => each.role === 'subject' && each.figure === 'throughput');
  const gaps = unjudged(
    judged.map((each) => each.scenarioId),
    unusable,
    improved,
  );
  const another: Reason[] = [];
  if (status === 'continue') {
    const text = `${rounds.length} of at most ${settings.maximumRounds} rounds are measured, and they do not decide yet: measure another.`;
    another.push({ effect: 'blocks', rule: 'noise', text });
  }
  return {
    effects,
    controls,
    boundary,
    resolution,
    reasons: [...reasons, ...gaps.reasons, ...another],
    regressed: status === 'regression',
    invalid: gaps.unusable || status === 'invalid',
    undecided: gaps.nothing || status === 'inconclusive' || status === 'continue',
  };
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
  return 'pass';
}

/** Subjects that were measured but not judged. */
function unjudged(
  judged: readonly string[],
  unusable: readonly string[],
  improved: boolean,
): { unusable: boolean; nothing: boolean; reasons: Reason[] } {
  const reasons: Reason[] = unusable.map((id) => ({
    effect: 'blocks',
    rule: 'throughput',
    subject: id,
    text: `${id} passed on both sides, but its throughput is unknown or zero on one: it cannot be judged.`,
  }));
  // A subject that fails in the baseline and passes now has nothing to be slower than.
  const nothing = judged.length === 0 && !improved;
  if (nothing) {
    const text = 'No subject’s throughput could be compared, so nothing says that the candidate is not slower.';
    reasons.push({ effect: 'blocks', rule: 'throughput', text });
  }
  return { unusable: unusable.length > 0, nothing, reasons };
}

/** The verdict with everything it rests on. */
function verdictOf(
  { input, baseline, candidate, role }: Measured,
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
    rows: compareRows(baseline, candidate, correctness, role),
    profile: shownProfile(baseline, candidate),
    host: { baseline: firstHost(baseline), candidate: firstHost(candidate) },
    measuredTree: { baseline: theTree(baseline), candidate: theTree(candidate) },
    binaries: compareBinaries(baseline, candidate),
    rounds: input.mode === 'duet' ? input.rounds.length : candidate.length,
    reasons: orderedReasons(found.reasons),
    effects: found.effects,
    controls: found.controls,
    settings: { alpha, margin, floor, recordedMargin, maximumRounds, boundary: found.boundary },
    resolution: found.resolution,
  };
  return { ...verdict, sentence: sentenceOf(verdict) };
}
