import { quoted } from '../measurements/defect.ts';
import { describeErrors } from '../measurements/errno.ts';
import { type HarnessResult, type HarnessRow, hostKey } from '../measurements/harness-result.ts';
import type { PassFail } from '../measurements/metrics-csv.ts';
import { measuresThroughput } from '../measurements/scenario-id.ts';
import { fitsAnyGlob } from './name-glob.ts';
import type { Reason } from './verdict.ts';

/**
 * Correctness comes first, and has no statistics. A correctness failure is confirmed by one repetition: where a side has
 * several runs, one failing run among them warns and two block; where it has one run, that run counts, except for the one
 * failure known to come and go with the load (s0 by EAGAIN while the same stack carries its load), which asks for a
 * repetition.
 */

export interface CorrectnessSettings {
  /** Largest incomplete_ratio of a correct row. */
  readonly incompleteRatioCap: number;
  /** Scenario ids, stacks or scenarios that may be missing or SKIP. */
  readonly allowSkipped: readonly string[];
  /** What becomes of a case that has nothing to be compared with. */
  readonly withoutBaseline: 'pass' | 'block';
}

/** How one side stands in one scenario, over all its runs. */
export interface SideState {
  readonly state: 'absent' | 'skipped' | 'passing' | 'unconfirmed' | 'failing';
  /** Runs that should have the row. */
  readonly runs: number;
  readonly failures: number;
  /** What failed, distinct. */
  readonly causes: readonly string[];
  /** errno → count over all its runs. */
  readonly errors: ReadonlyMap<number, number>;
  /** The one word for the side: FAIL only when confirmed; null when there is no row. */
  readonly passFail: PassFail | null;
}

export interface CorrectnessComparison {
  readonly reasons: readonly Reason[];
  readonly states: ReadonlyMap<string, { readonly baseline: SideState; readonly candidate: SideState }>;
  /** Something is less correct than before, confirmed. */
  readonly blocks: boolean;
  /** Nothing blocks, but a failure waits for its repetition. */
  readonly needsRepetition: boolean;
  readonly improvements: readonly string[];
  /** New cases that block for want of a baseline; nothing of them is less correct. */
  readonly heldForBaseline: readonly string[];
}

/** Why a row is not correct; empty when it is. Unknown figures are no failure, and a SKIP row was not run. */
export function failureCauses(row: HarnessRow, incompleteRatioCap: number): string[] {
  if (row.passFail === 'SKIP') return [];
  const causes: string[] = [];
  const { connect_fail, connect_timeout, incomplete_ratio } = row.figures;
  if (row.passFail !== 'PASS') causes.push(row.why == null ? (row.passFail ?? 'no pass_fail') : quoted(row.why));
  else if (row.resultPassFail !== null && row.resultPassFail !== 'PASS') {
    causes.push(`${row.resultPassFail} in scenario.log`);
  }
  if ((row.drainTimeout ?? 0) > 0) causes.push(`drain_timeout=${row.drainTimeout}`);
  if ((row.gatingViolation ?? 0) > 0) causes.push(`gating_violation=${row.gatingViolation}`);
  if ((connect_fail ?? 0) > 0) causes.push(`connect_fail=${connect_fail}`);
  if ((connect_timeout ?? 0) > 0) causes.push(`connect_timeout=${connect_timeout}`);
  if (incomplete_ratio !== null && incomplete_ratio > incompleteRatioCap) {
    causes.push(`incomplete_ratio=${incomplete_ratio.toFixed(6)} (at most ${incompleteRatioCap})`);
  }
  return causes;
}

const EAGAIN = 11;

/** s0 that failed by EAGAIN alone while the same stack's load passed in the same run. */
function comesAndGoes(row: HarnessRow, run: HarnessResult, cap: number): boolean {
  if (row.scenario !== 's0' || row.errors.size === 0) return false;
  if ([...row.errors.keys()].some((errno) => errno !== EAGAIN)) return false;
  return [...run.rows.values()].some(
    (other) =>
      other.stack === row.stack &&
      measuresThroughput(other.scenario) &&
      other.passFail === 'PASS' &&
      failureCauses(other, cap).length === 0,
  );
}

const MOST_CAUSES = 6;

/**
 * The runs that should have a scenario. Runs of several machines can be shards that share the stacks: a row is expected
 * only where its machine has it at all.
 */
function expectedByHost(id: string, runs: readonly HarnessResult[]): readonly HarnessResult[] {
  const hosts = new Set(runs.filter((run) => run.rows.has(id)).map((run) => hostKey(run.host)));
  return runs.filter((run) => hosts.has(hostKey(run.host)));
}

/**
 * In a duet the runs of both sides are pairs, and controls take turns: a row is expected of both sides where either has
 * it.
 */
function expectedInPairs(
  id: string,
  runs: readonly HarnessResult[],
  others: readonly HarnessResult[],
): readonly HarnessResult[] {
  return runs.filter((run, index) => run.rows.has(id) || (others[index]?.rows.has(id) ?? false));
}

/** The state of one scenario over the runs that should have it. Where it may be skipped, runs without it do not count. */
export function sideState(id: string, expected: readonly HarnessResult[], cap: number, maySkip: boolean): SideState {
  const causes = new Set<string>();
  const errors = new Map<number, number>();
  const rows = expected.map((run) => ({ run, row: run.rows.get(id) }));
  const executed = rows.filter(({ row }) => row !== undefined && row.passFail !== 'SKIP');
  const base = { runs: expected.length, errors };
  if (rows.every(({ row }) => row === undefined))
    return { ...base, state: 'absent', failures: 0, causes: [], passFail: null };
  if (executed.length === 0) return { ...base, state: 'skipped', failures: 0, causes: [], passFail: 'SKIP' };

  let failures = 0;
  let passing = false;
  let repeatable = false;
  for (const { run, row } of rows) {
    if (row === undefined || row.passFail === 'SKIP') {
      if (maySkip) continue;
      failures += 1;
      causes.add(row === undefined ? 'no row' : 'SKIP');
      continue;
    }
    for (const [errno, count] of row.errors) errors.set(errno, (errors.get(errno) ?? 0) + count);
    const why = failureCauses(row, cap);
    if (why.length === 0) {
      passing = true;
      continue;
    }
    failures += 1;
    if (comesAndGoes(row, run, cap)) repeatable = true;
    for (const cause of why) if (causes.size < MOST_CAUSES) causes.add(cause);
  }
  const confirmed = failures >= 2 || (failures === 1 && expected.length === 1 && !repeatable);
  const state = failures === 0 ? 'passing' : confirmed ? 'failing' : 'unconfirmed';
  const passFail = state === 'failing' || !passing ? 'FAIL' : 'PASS';
  return { ...base, state, failures, causes: [...causes], passFail };
}

function describe(side: SideState): string {
  const share = side.runs > 1 ? ` in ${side.failures} of ${side.runs} runs` : '';
  const errors = describeErrors(side.errors);
  return `${side.causes.join(', ')}${share}${errors === '' ? '' : `; ${errors}`}`;
}

/**
 * Compares scenario by scenario, in the order of the baseline and then of the candidate. With `paired`, the runs of both
 * sides belong together index by index (duet).
 */
export function compareCorrectness(
  baseline: readonly HarnessResult[],
  candidate: readonly HarnessResult[],
  settings: CorrectnessSettings,
  paired: boolean,
): CorrectnessComparison {
  const cap = settings.incompleteRatioCap;
  const identities = new Map<string, { stack: string; scenario: string }>();
  for (const run of [...baseline, ...candidate]) {
    for (const [id, row] of run.rows) if (!identities.has(id)) identities.set(id, row);
  }
  const candidateStacks = new Set(candidate.flatMap((run) => [...run.rows.values()].map((row) => row.stack)));
  const reasons: Reason[] = [];
  const states = new Map<string, { baseline: SideState; candidate: SideState }>();
  const improvements: string[] = [];
  const heldForBaseline: string[] = [];
  const goneStacks = new Map<string, string[]>();
  let needsRepetition = false;

  for (const [id, { stack, scenario }] of identities) {
    const maySkip = fitsAnyGlob([id, stack, scenario], settings.allowSkipped);
    const expect = (runs: readonly HarnessResult[], others: readonly HarnessResult[]) =>
      paired ? expectedInPairs(id, runs, others) : expectedByHost(id, runs);
    const before = sideState(id, expect(baseline, candidate), cap, maySkip);
    const after = sideState(id, expect(candidate, baseline), cap, maySkip);
    states.set(id, { baseline: before, candidate: after });
    const say = (effect: Reason['effect'], rule: Reason['rule'], text: string) =>
      reasons.push({ effect, rule, subject: id, text });
    const ran = before.state !== 'absent' && before.state !== 'skipped';

    switch (after.state) {
      case 'absent':
        if (maySkip) say('informs', 'skipped', `${id} produced no row; it is allowed to be skipped.`);
        else if (!ran) say('warns', 'missing-row', `${id} produced no row; the baseline skipped it.`);
        else if (candidateStacks.has(stack))
          say('blocks', 'missing-row', `${id} produced no row; the baseline has it.`);
        else goneStacks.set(stack, [...(goneStacks.get(stack) ?? []), scenario]);
        break;
      case 'skipped':
        if (maySkip) say('informs', 'skipped', `${id} was skipped, as allowed.`);
        else if (ran) say('blocks', 'skipped', `${id} was skipped, which is not a PASS; the baseline ran it.`);
        else say('warns', 'skipped', `${id} was skipped, as it was in the baseline: nothing is known about it.`);
        break;
      case 'failing':
        if (before.state === 'failing') {
          say('informs', 'known-failure', `${id} fails as it did in the baseline: ${describe(after)}.`);
        } else {
          const earlier =
            before.state === 'unconfirmed'
              ? 'the baseline failed once, unconfirmed'
              : ran
                ? 'the baseline passed'
                : 'the baseline did not run it, so it is no known failure';
          say('blocks', 'correctness', `${id} failed (${describe(after)}); ${earlier}.`);
        }
        break;
      case 'unconfirmed':
        if (after.runs === 1 && before.state !== 'failing') {
          needsRepetition = true;
          const text = `${id} failed (${describe(after)}) while its load passed: repeat the run to confirm or clear it.`;
          say('blocks', 'correctness', text);
        } else say('warns', 'correctness', `${id} failed once and was not confirmed: ${describe(after)}.`);
        break;
      case 'passing':
        if (before.state === 'failing') {
          improvements.push(id);
          say('informs', 'improvement', `${id} passes now; in the baseline it failed (${describe(before)}).`);
        } else if (!ran && settings.withoutBaseline === 'block' && !maySkip) {
          heldForBaseline.push(id);
          say('blocks', 'baseline', `${id} has no baseline to be compared with (gate.without-baseline: block).`);
        } else if (!ran) say('informs', 'baseline', `${id} has no baseline to be compared with.`);
        break;
    }
  }
  for (const [stack, scenarios] of goneStacks) {
    const counted = candidate.some((run) => run.summary?.failRows === 0) ? ' (fail_rows: 0 does not count it)' : '';
    reasons.push({
      effect: 'blocks',
      rule: 'missing-row',
      subject: stack,
      // A benchmark that is no scenario of a stack is all that there is of it.
      text: scenarios.every((each) => each === stack)
        ? `${stack} produced no row; the baseline has it.`
        : `${stack} produced no row; the baseline has ${scenarios.join(', ')}${counted}.`,
    });
  }
  const blocking = reasons.filter(({ effect, rule }) => effect === 'blocks' && rule !== 'baseline');
  const waiting = blocking.filter((reason) => {
    const after = reason.subject === undefined ? undefined : states.get(reason.subject)?.candidate;
    return after?.state === 'unconfirmed';
  });
  return { reasons, states, blocks: blocking.length > waiting.length, needsRepetition, improvements, heldForBaseline };
}
