import { type Defect, describeDefect } from '../measurements/defect.ts';
import type { Host } from '../measurements/harness-result.ts';
import { type HarnessResult, type HarnessRow, hostKey } from '../measurements/harness-result.ts';
import { type FigureName, MOST_SCENARIO_IDS } from '../measurements/metrics-csv.ts';
import { compareProfiles, joinProfiles, PROFILE_FIELDS, type Profile } from '../measurements/profile.ts';
import { measuresThroughput } from '../measurements/scenario-id.ts';
import {
  type CorrectnessComparison,
  type CorrectnessSettings,
  compareCorrectness,
  failureCauses,
} from './correctness.ts';
import { type DuetConclusion, type DuetSeries, type MeasuredRound, seriesOfRounds } from './duet-series.ts';
import { judgeRecorded } from './recorded.ts';
import { type RoleSettings, roleOf } from './roles.ts';
import type { FigurePair, Reason, RowComparison, Verdict, VerdictStatus } from './verdict.ts';

/** Everything the gate is told. Margins are fractions: 0.05 is five per cent. */
export interface GateSettings extends RoleSettings, CorrectnessSettings {
  readonly alpha: number;
  readonly margin: number;
  readonly floor: number;
  readonly recordedMargin: number;
  readonly maximumRounds: number;
}

export const GATE_DEFAULTS: GateSettings = {
  alpha: 0.05,
  margin: 0.05,
  floor: 0.03,
  recordedMargin: 0.1,
  maximumRounds: 10,
  subjects: null,
  controls: null,
  allowSkipped: [],
  incompleteRatioCap: 0.01,
};

export interface DuetSettings {
  readonly alpha: number;
  readonly margin: number;
  readonly floor: number;
  readonly maximumRounds: number;
  readonly minimumRounds: number;
  readonly controlAlpha: number;
}

export type DuetJudge = (series: readonly DuetSeries[], settings: DuetSettings) => DuetConclusion;

export type GateInput =
  | {
      readonly mode: 'recorded';
      readonly baseline: readonly HarnessResult[];
      readonly candidate: readonly HarnessResult[];
    }
  | { readonly mode: 'duet'; readonly rounds: readonly MeasuredRound[] };

/** Fewer rounds have no usable estimate of their own spread. */
const MINIMUM_ROUNDS = 3;
/** A control that moves beyond this between two trees means that the measurement is broken. */
const CONTROL_ALPHA = 0.01;

/** Columns that decide something: when one holds nonsense, nothing may be concluded. */
const DECIDING: ReadonlySet<string> = new Set<FigureName | string>([
  'pass_fail',
  'throughput',
  'connect_fail',
  'connect_timeout',
  'incomplete_ratio',
  'drain_timeout',
  'gating_violation',
  'ccu',
  'inflight',
  'size',
]);

/**
 * Joins everything into the verdict: is it the same experiment, can the files be trusted, is the candidate as correct as
 * the baseline, and is it as fast. The first of these that fails names the status; all reasons are kept.
 */
export function judge(input: GateInput, settings: GateSettings, judgeDuet: DuetJudge): Verdict {
  const runs = input.mode === 'duet' ? input.rounds.flatMap((round) => round.runs) : [];
  const baseline = input.mode === 'duet' ? runs.map((run) => run.baseline) : input.baseline;
  const candidate = input.mode === 'duet' ? runs.map((run) => run.candidate) : input.candidate;
  const role = (stack: string) => roleOf(stack, settings);
  const isCorrect = (row: HarnessRow) =>
    row.passFail === 'PASS' && failureCauses(row, settings.incompleteRatioCap).length === 0;

  const experiment = compareExperiments(baseline, candidate);
  const trust = checkTrust(baseline, candidate);
  const correctness = compareCorrectness(baseline, candidate, settings, input.mode === 'duet');
  const improvedSubject = correctness.improvements.some((id) => {
    const row = [...baseline, ...candidate].flatMap((run) => run.rows.get(id) ?? [])[0];
    return row !== undefined && measuresThroughput(row.scenario) && role(row.stack) === 'subject';
  });
  const host = input.mode === 'duet' ? checkDuetHosts(input.rounds) : checkRecordedHosts(baseline, candidate);

  const base = {
    mode: input.mode,
    rows: compareRows(baseline, candidate, correctness, role),
    profile: shownProfile(baseline, candidate),
    host: { baseline: firstHost(baseline), candidate: firstHost(candidate) },
    measuredTree: { baseline: theTree(baseline), candidate: theTree(candidate) },
    binaries: compareBinaries(baseline, candidate),
    rounds: input.mode === 'duet' ? input.rounds.length : candidate.length,
  } as const;
  const shownSettings = {
    alpha: settings.alpha,
    margin: settings.margin,
    floor: settings.floor,
    recordedMargin: settings.recordedMargin,
    maximumRounds: settings.maximumRounds,
  };
  const reasons = [...experiment.reasons, ...trust.reasons, ...host.reasons, ...correctness.reasons];

  // Not the same experiment: figures side by side would mislead, so none are compared.
  if (experiment.differs) {
    return finish('incomparable', reasons, { effects: [], controls: [], boundary: null, resolution: null });
  }

  if (input.mode === 'recorded') {
    const conclusion = judgeRecorded({ baseline, candidate, roleOf: role, isCorrect }, settings);
    const gaps = unjudged(conclusion.judged, conclusion.unusable, improvedSubject);
    const status = precedence(trust.broken || host.broken, correctness, {
      regressed: conclusion.regressed,
      invalid: gaps.unusable,
      undecided: gaps.nothing,
    });
    return finish(status, [...reasons, ...conclusion.reasons, ...gaps.reasons], {
      effects: conclusion.effects,
      controls: conclusion.controls,
      boundary: null,
      resolution: null,
    });
  }

  const { series, unusable } = seriesOfRounds(input.rounds, role, isCorrect);
  const conclusion = judgeDuet(series, {
    alpha: settings.alpha,
    margin: settings.margin,
    floor: settings.floor,
    maximumRounds: settings.maximumRounds,
    minimumRounds: MINIMUM_ROUNDS,
    controlAlpha: CONTROL_ALPHA,
  });
  const judged = series.filter((each) => each.role === 'subject' && each.figure === 'throughput');
  const gaps = unjudged(
    judged.map((each) => each.scenarioId),
    unusable,
    improvedSubject,
  );
  const more: Reason[] = [];
  if (conclusion.status === 'continue') {
    const text = `${input.rounds.length} of at most ${settings.maximumRounds} rounds are measured, and they do not decide yet: measure another.`;
    more.push({ effect: 'blocks', rule: 'noise', text });
  }
  const status = precedence(trust.broken || host.broken, correctness, {
    regressed: conclusion.status === 'regression',
    invalid: gaps.unusable || conclusion.status === 'invalid',
    undecided: gaps.nothing || conclusion.status === 'inconclusive' || conclusion.status === 'continue',
  });
  return finish(status, [...reasons, ...conclusion.reasons, ...gaps.reasons, ...more], conclusion);

  function finish(
    status: VerdictStatus,
    all: readonly Reason[],
    found: Pick<DuetConclusion, 'effects' | 'controls' | 'boundary' | 'resolution'>,
  ): Verdict {
    const order = { blocks: 0, warns: 1, informs: 2 } as const;
    const sorted = bounded([...all].sort((a, b) => order[a.effect] - order[b.effect]));
    const verdict = {
      // What a person looks for first stands first in the file.
      formatVersion: 1 as const,
      status,
      sentence: '',
      ...base,
      reasons: sorted,
      effects: found.effects,
      controls: found.controls,
      settings: { ...shownSettings, boundary: found.boundary },
      resolution: found.resolution,
    };
    return { ...verdict, sentence: sentenceOf(verdict) };
  }
}

/** What outranks what: a broken measurement, then correctness, then a broken control, then speed. */
function precedence(
  broken: boolean,
  correctness: CorrectnessComparison,
  speed: { readonly regressed: boolean; readonly invalid: boolean; readonly undecided: boolean },
): VerdictStatus {
  if (broken) return 'invalid';
  if (correctness.blocks) return 'regression';
  if (speed.invalid) return 'invalid';
  if (speed.regressed) return 'regression';
  if (speed.undecided || correctness.needsRepetition) return 'inconclusive';
  return 'pass';
}

/** Profile and row parameters: every run against the first statement of each field on the baseline's side. */
function compareExperiments(
  baseline: readonly HarnessResult[],
  candidate: readonly HarnessResult[],
): { differs: boolean; reasons: Reason[] } {
  const reasons: Reason[] = [];
  const said = new Set<string>();
  const block = (field: string, text: string) => {
    if (said.has(field)) return;
    said.add(field);
    reasons.push({ effect: 'blocks', rule: 'profile', subject: field, text });
  };
  const all = [...baseline, ...candidate];
  const before = joinProfiles(baseline.map((run) => run.profile)).profile;
  const after = joinProfiles(candidate.map((run) => run.profile)).profile;
  const { differences, oneSided } = compareProfiles(before, after);
  for (const { field, baseline: was, candidate: is } of differences) {
    block(field, `${field} differs: ${was} in the baseline, ${is} in the candidate. It is not the same experiment.`);
  }
  const reference: Profile = joinProfiles(all.map((run) => run.profile)).profile;
  for (const run of all) {
    for (const { field, baseline: was, candidate: is } of compareProfiles(reference, run.profile).differences) {
      block(field, `${field} differs between runs of one side: ${was} in the first, ${is} in ${run.folder}.`);
    }
  }
  const rows = new Map<string, HarnessRow>();
  for (const run of all) {
    for (const [id, row] of run.rows) {
      const first = rows.get(id);
      if (first === undefined) {
        rows.set(id, row);
        continue;
      }
      for (const field of ['ccu', 'inflight', 'size'] as const) {
        const was = first.figures[field];
        const is = row.figures[field];
        if (was !== null && is !== null && was !== is) {
          block(field, `${field} of ${id} differs: ${was}, and ${is} in ${run.folder}. It is not the same experiment.`);
        }
      }
      if (first.transport !== null && row.transport !== null && first.transport !== row.transport) {
        const text = `transport of ${id} differs: ${first.transport}, and ${row.transport} in ${run.folder}.`;
        block('transport', `${text} It is not the same experiment.`);
      }
    }
  }
  const differs = reasons.length > 0;
  for (const side of ['baseline', 'candidate'] as const) {
    const fields = oneSided.filter((each) => each.knownOf === side).map((each) => each.field);
    if (fields.length === 0) continue;
    const text = `Only the ${side} states ${fields.join(', ')}: whether the other ran with the same is not known.`;
    reasons.push({ effect: 'warns', rule: 'profile', text });
  }
  return { differs, reasons };
}

const MOST_REASONS = 5_000;
const LONGEST_REASON = 2_000;

/** Keeps a verdict readable by whatever reads it next, however hostile the files were. */
function bounded(reasons: readonly Reason[]): Reason[] {
  const cut = (text: string) => (text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON)}…` : text);
  const kept = reasons.slice(0, MOST_REASONS).map((reason) => ({ ...reason, text: cut(reason.text) }));
  const left = reasons.length - kept.length;
  if (left > 0) kept.push({ effect: 'warns', rule: 'defect', text: `${left} more reasons are not listed.` });
  return kept;
}

const MOST_DEFECT_REASONS = 100;

/** Defects as reasons, and what makes the files unusable as a whole. */
function checkTrust(
  baseline: readonly HarnessResult[],
  candidate: readonly HarnessResult[],
): { broken: boolean; reasons: Reason[] } {
  const reasons: Reason[] = [];
  let broken = false;
  const block = (text: string, subject?: string) => {
    broken = true;
    reasons.push({ effect: 'blocks', rule: 'defect', text, ...(subject === undefined ? {} : { subject }) });
  };
  // What a harness does wrong it does in every run: told once, with how often.
  const found = new Map<string, { readonly first: Defect; folders: number }>();
  for (const run of [...baseline, ...candidate]) {
    for (const defect of run.defects) {
      const key = JSON.stringify([defect.severity, defect.file.slice(run.folder.length), defect.line, defect.text]);
      const known = found.get(key);
      if (known === undefined) found.set(key, { first: defect, folders: 1 });
      else known.folders += 1;
    }
  }
  for (const { first, folders } of found.values()) {
    const text = `${describeDefect(first)}${folders > 1 ? ` (The same in ${folders - 1} more.)` : ''}`;
    if (first.severity === 'invalidates') block(text);
    else reasons.push({ effect: first.severity, rule: 'defect', text });
  }
  for (const run of [...baseline, ...candidate]) {
    for (const row of run.rows.values()) {
      const deciding = row.unreadable.filter((column) => DECIDING.has(column));
      if (deciding.length > 0) block(`${run.folder}: ${row.id}: ${deciding.join(', ')} cannot be read.`, row.id);
    }
  }
  if (baseline.length === 0 || baseline.every((run) => run.rows.size === 0)) {
    block('The baseline has no row at all: there is nothing to compare with.');
  }
  const ids = new Set([...baseline, ...candidate].flatMap((run) => [...run.rows.keys()]));
  if (ids.size > MOST_SCENARIO_IDS) block(`More than ${MOST_SCENARIO_IDS} different scenario ids.`);
  for (const [side, runs] of [
    ['baseline', baseline],
    ['candidate', candidate],
  ] as const) {
    const trees = new Set(runs.flatMap((run) => run.tree ?? []));
    if (trees.size > 1) block(`The ${side}'s runs measured ${trees.size} different trees: ${[...trees].join(', ')}.`);
  }
  if (reasons.length > MOST_DEFECT_REASONS) {
    const blocking = reasons.filter((reason) => reason.effect === 'blocks').slice(0, MOST_DEFECT_REASONS);
    const others = reasons.filter((reason) => reason.effect !== 'blocks').slice(0, MOST_DEFECT_REASONS);
    const left = reasons.length - blocking.length - others.length;
    const kept = [...blocking, ...others];
    if (left > 0) kept.push({ effect: 'warns', rule: 'defect', text: `${left} more defects are not listed.` });
    return { broken, reasons: kept };
  }
  return { broken, reasons };
}

/** Subjects that were measured but not judged. */
function unjudged(
  judged: readonly string[],
  unusable: readonly string[],
  improvedSubject: boolean,
): { unusable: boolean; nothing: boolean; reasons: Reason[] } {
  const reasons: Reason[] = unusable.map((id) => ({
    effect: 'blocks',
    rule: 'throughput',
    subject: id,
    text: `${id} passed on both sides, but its throughput is unknown or zero on one: it cannot be judged.`,
  }));
  // A subject that fails in the baseline and passes now has nothing to be slower than.
  const nothing = judged.length === 0 && !improvedSubject;
  if (nothing) {
    const text = 'No subject’s throughput could be compared, so nothing says that the candidate is not slower.';
    reasons.push({ effect: 'blocks', rule: 'throughput', text });
  }
  return { unusable: unusable.length > 0, nothing, reasons };
}

function describeHost(host: Host): string {
  return [host.cpuModel ?? 'unknown cpu', `${host.logicalCores ?? '?'} cores`, host.kernel ?? 'unknown kernel'].join(
    ', ',
  );
}

/** Rounds of one shard have to come from one machine in one state. */
function checkDuetHosts(rounds: readonly MeasuredRound[]): { broken: boolean; reasons: Reason[] } {
  const reasons: Reason[] = [];
  const first = new Map<string, MeasuredRound>();
  for (const round of rounds) {
    const before = first.get(round.shard);
    if (before === undefined) first.set(round.shard, round);
    else if (hostKey(before.host) !== hostKey(round.host)) {
      const [was, is] = [before.host, round.host].map((host) => (host === null ? 'unknown' : describeHost(host)));
      const text = `The host changed between rounds ${before.index} and ${round.index}: ${was}; then ${is}.`;
      reasons.push({ effect: 'blocks', rule: 'host', subject: round.shard, text });
    }
  }
  return { broken: reasons.length > 0, reasons };
}

/** In recorded mode another machine is allowed, but has to be said. */
function checkRecordedHosts(
  baseline: readonly HarnessResult[],
  candidate: readonly HarnessResult[],
): { broken: boolean; reasons: Reason[] } {
  const before = firstHost(baseline);
  const after = firstHost(candidate);
  if (before === null || after === null) {
    const sides =
      before === null && after === null ? 'either side' : before === null ? 'the baseline' : 'the candidate';
    const text = `The host of ${sides} is not recorded: whether both ran on the same machine is not known.`;
    return { broken: false, reasons: [{ effect: 'informs', rule: 'host', text }] };
  }
  if (hostKey(before) === hostKey(after)) return { broken: false, reasons: [] };
  const text = `Measured on different hosts: baseline on ${describeHost(before)}; candidate on ${describeHost(after)}.`;
  return { broken: false, reasons: [{ effect: 'warns', rule: 'host', text }] };
}

function firstHost(runs: readonly HarnessResult[]): Host | null {
  return runs.find((run) => run.host !== null)?.host ?? null;
}

/** The one tree a side measured; null when unknown or not one. */
function theTree(runs: readonly HarnessResult[]): string | null {
  const trees = new Set(runs.flatMap((run) => run.tree ?? []));
  const [tree] = trees;
  return trees.size === 1 && tree !== undefined ? tree : null;
}

function shownProfile(
  baseline: readonly HarnessResult[],
  candidate: readonly HarnessResult[],
): Record<string, string | number | null> {
  const before = joinProfiles(baseline.map((run) => run.profile)).profile;
  const after = joinProfiles(candidate.map((run) => run.profile)).profile;
  return Object.fromEntries(
    PROFILE_FIELDS.map((field) => {
      const was = before.get(field);
      const is = after.get(field);
      return [field, was !== undefined && is !== undefined && was !== is ? `${was} / ${is}` : (was ?? is ?? null)];
    }),
  );
}

function compareBinaries(baseline: readonly HarnessResult[], candidate: readonly HarnessResult[]) {
  const hashes = (runs: readonly HarnessResult[]) => new Map(runs.flatMap((run) => [...run.binaries]));
  const before = hashes(baseline);
  const after = hashes(candidate);
  const stacks = new Set([...before.keys(), ...after.keys()]);
  return Object.fromEntries(
    [...stacks].map((stack) => [stack, { baseline: before.get(stack) ?? null, candidate: after.get(stack) ?? null }]),
  );
}

/**
 * One row for each scenario. Of several runs the lower median is shown, which is always a figure that was measured;
 * of correctness figures, the worst.
 */
function compareRows(
  baseline: readonly HarnessResult[],
  candidate: readonly HarnessResult[],
  correctness: CorrectnessComparison,
  role: (stack: string) => 'subject' | 'control',
): RowComparison[] {
  const rowsOf = (runs: readonly HarnessResult[], id: string) => runs.flatMap((run) => run.rows.get(id) ?? []);
  return [...correctness.states].slice(0, MOST_SCENARIO_IDS).flatMap(([id, states]) => {
    const before = rowsOf(baseline, id);
    const after = rowsOf(candidate, id);
    const any = before[0] ?? after[0];
    if (any === undefined) return [];
    const both = (pick: (rows: readonly HarnessRow[]) => number | null): FigurePair => ({
      baseline: pick(before),
      candidate: pick(after),
    });
    const typical = (figure: FigureName) => both((rows) => lowerMedian(rows.map((row) => row.figures[figure])));
    const errors = (map: ReadonlyMap<number, number>) =>
      Object.fromEntries([...map].map(([errno, count]) => [errno < 0 ? 'unreadable' : String(errno), count]));
    return [
      {
        scenarioId: id,
        stack: any.stack,
        scenario: any.scenario,
        role: role(any.stack),
        passFail: { baseline: states.baseline.passFail, candidate: states.candidate.passFail },
        throughput: typical('throughput'),
        p50: typical('p50'),
        p95: typical('p95'),
        p99: typical('p99'),
        incompleteRatio: both((rows) => largest(rows.map((row) => row.figures.incomplete_ratio))),
        drainTimeout: both((rows) => largest(rows.map((row) => row.drainTimeout))),
        gatingViolation: both((rows) => largest(rows.map((row) => row.gatingViolation))),
        errors: { baseline: errors(states.baseline.errors), candidate: errors(states.candidate.errors) },
      },
    ];
  });
}

function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null).sort((a, b) => a - b);
}

function lowerMedian(values: readonly (number | null)[]): number | null {
  const sorted = known(values);
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? null;
}

function largest(values: readonly (number | null)[]): number | null {
  return known(values).at(-1) ?? null;
}

const withoutStop = (text: string) => text.replace(/\.$/, '');
const percent = (fraction: number) => `${+(100 * fraction).toFixed(2)} %`;

/** The first few names of a list. */
function named(names: readonly (string | undefined)[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** The verdict in one sentence, from its own data. */
function sentenceOf(verdict: Verdict): string {
  const blocking = verdict.reasons.filter((reason) => reason.effect === 'blocks');
  const first = blocking[0];
  const more = blocking.length > 1 ? ` (and ${blocking.length - 1} more)` : '';
  const why = first === undefined ? '' : `: ${withoutStop(first.text)}${more}`;
  switch (verdict.status) {
    case 'incomparable': {
      const fields = blocking.filter((reason) => reason.rule === 'profile').map((reason) => reason.subject);
      return `Incomparable: baseline and candidate are not the same experiment (${fields.join(', ')}).`;
    }
    case 'invalid':
      return `Invalid measurement${why}.`;
    case 'regression': {
      const failed = blocking.filter((reason) => reason.rule === 'correctness').map((reason) => reason.subject);
      const absent = blocking.filter((reason) => reason.rule === 'missing-row').map((reason) => reason.subject);
      const skipped = blocking.filter((reason) => reason.rule === 'skipped').map((reason) => reason.subject);
      const parts = [
        ...(failed.length > 0 ? [`${named(failed)} failed`] : []),
        ...(absent.length > 0 ? [`${named(absent)} produced no row`] : []),
        ...(skipped.length > 0 ? [`${named(skipped)} skipped`] : []),
      ];
      return parts.length > 0
        ? `Regression: the candidate is less correct than the baseline: ${parts.join('; ')}.`
        : `Regression: the candidate is slower than the baseline${why}.`;
    }
    case 'inconclusive':
      return `Inconclusive${why}.`;
    case 'pass': {
      const judged = verdict.effects.filter((effect) => effect.role === 'subject' && effect.figure === 'throughput');
      const improved = verdict.reasons.filter((reason) => reason.rule === 'improvement').length;
      const warned = verdict.reasons.filter((reason) => reason.effect === 'warns').length;
      const margin = verdict.mode === 'duet' ? verdict.settings.margin : verdict.settings.recordedMargin;
      const bound =
        verdict.mode === 'duet'
          ? `none is slower by ${percent(margin)} or more`
          : `none is wholly slower by ${percent(margin)} (recorded comparison: advisory)`;
      const compared =
        judged.length === 0
          ? 'no throughput could be compared'
          : `${judged
              .map((effect) => effect.scenarioId)
              .slice(0, 5)
              .join(', ')}${judged.length > 5 ? ' …' : ''} compared, ${bound}`;
      const extra = [
        improved > 0 ? `${improved} repaired` : '',
        warned > 0 ? `${warned} ${warned === 1 ? 'warning' : 'warnings'}` : '',
      ].filter(Boolean);
      return `Pass: ${[compared, ...extra].join('; ')}.`;
    }
  }
}
