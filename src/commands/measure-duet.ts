import { budgetFault, previewText } from '../core/bench/bench-preview.ts';
import { dueCases, dueScenarios } from '../core/bench/due-scenarios.ts';
import { planRound } from '../core/bench/round-plan.ts';
import { counted } from '../core/counted.ts';
import { withComparison } from '../core/gate/compared.ts';
import { dayOf, type GateSettings, mostRounds } from '../core/gate/criteria.ts';
import { type GateInput, type Judgement, judgeSoFar } from '../core/gate/judge.ts';
import { hostKey } from '../core/measurements/harness-result.ts';
import { orStop, problem, Stop } from '../core/problem.ts';
import { alphaSpending } from '../core/statistics/alpha-spending.ts';
import { harnessStop } from '../effects/bench/harness-stop.ts';
import { readHost } from '../effects/bench/host.ts';
import { completeFiles, describeRuns, type StepOutcome, writeCpuTimes } from '../effects/bench/round-files.ts';
import { readGateFolder } from '../effects/bench-folder.ts';
import type { BenchOutcome, BenchSession } from './bench-session.ts';
import { prepareDuet } from './prepare-duet.ts';
import { type DuePart, type DuetSubject, runSide, stepsOf } from './side-runs.ts';
import { strategyOf, type WarmUp } from './warm-up-runs.ts';

/** Measures round after round, and ends as soon as they decide. */
export async function measureDuet(session: BenchSession): Promise<BenchOutcome> {
  const { settings, gate } = session.options;
  const { progress } = session.effects;
  const { subject, warmUp } = await prepareDuet(session);
  if (warmUp !== null) preview(session, warmUp);
  if (session.options.previewOnly === true) return { exitCode: 0, verdict: null, rounds: 0 };
  const before = await session.store.finishedRounds();
  let spent = before.milliseconds;
  let found = before.numbers.length === 0 ? null : await judgeRounds(session, gate);
  for (const number of before.numbers) progress.roundEnded(number, settings.rounds, null);
  let round = before.numbers.length;
  // What was called slower is held against rounds of its own, also beyond the budget.
  const most = mostRounds(settings.rounds);
  while (round < most && (found === null || asksForMore(found, round, settings.rounds))) {
    // The budget depends on the clock alone: a bound that saw results would be one more look at them.
    if (settings.budget !== null && spent >= settings.budget) {
      progress.note(
        `The budget of ${counted(Math.round(settings.budget / 60_000), 'minute')} is spent after ${counted(round, 'round')}.`,
      );
      break;
    }
    round += 1;
    const expected = round > 1 ? spent / (round - 1) : (warmUp?.round ?? null);
    spent += await measureRound(session, round, subject, { found, expected });
    found = await judgeRounds(session, gate);
    const left = Math.max(0, settings.rounds - round);
    const { verdict } = found;
    progress.roundEnded(round, settings.rounds, { verdict, millisecondsLeft: (spent / round) * left });
  }
  if (subject.halves === null && settings.strategy === 'balanced')
    progress.note('This machine’s cores cannot be halved, so both sides shared them all (--duet shared).');
  return { exitCode: 0, verdict: found?.verdict ?? null, rounds: round };
}

/**
 * Says what is going to be measured.
 *
 * @throws Stop where the time that is allowed cannot decide: before it is spent
 */
function preview({ options, effects }: BenchSession, { cases, round }: WarmUp): void {
  const { settings, gate } = options;
  const { budget, rounds } = settings;
  const firstLook = alphaSpending(gate.alpha, rounds)?.firstLook ?? rounds;
  effects.progress.note(previewText({ cases, firstLook, rounds, round, budget }));
  const fault = budgetFault({ round, budget }, gate.alpha);
  if (fault !== null)
    throw new Stop([problem('input-invalid', fault.what, { where: '--budget-minutes', remedy: fault.remedy })]);
}

/**
 * @param before `found` is what the rounds before it said: what is decided is not measured again; `expected`: how long they took
 * @returns how long the round took, in milliseconds
 */
async function measureRound(
  session: BenchSession,
  round: number,
  subject: DuetSubject,
  { found, expected }: { readonly found: Judgement | null; readonly expected: number | null },
): Promise<number> {
  const { settings } = session.options;
  const { clock, progress } = session.effects;
  const present = readHost();
  if (hostKey(present) !== hostKey(subject.host))
    throw new Stop([problem('bench-host-changed', 'The host changed between two rounds.')]);
  progress.roundStarted(round, settings.rounds, expected);
  const began = clock.now();
  const folder = await session.store.beginRound();
  const strategy = strategyOf(settings.strategy, subject.halves);
  const outcomes: StepOutcome[] = [];
  const due = found === null ? null : dueOf(session, found, subject);
  const scenarios = due?.scenarios ?? null;
  const stacks = scenarios === null ? subject.stacks : subject.stacks.filter((stack) => scenarios.stacks.has(stack));
  for (const step of stepsOf(planRound(stacks, strategy, round), subject)) {
    progress.running(step.together[0]?.stack ?? '', step.run, round, settings.rounds);
    const ended = await Promise.all(step.together.map((run) => runSide(session, run, step.run, folder, subject, due)));
    session.stopIfAborted();
    for (const [index, { end }] of ended.entries()) {
      const run = step.together[index];
      if (end.kind === 'exit') continue;
      throw harnessStop(`${run?.stack} of the ${run?.side} in round ${round}`, end);
    }
    outcomes.push({ step, ended });
  }
  if (settings.command === null) await completeFiles(folder, settings.profile, outcomes);
  if (settings.cpuPerItem) await writeCpuTimes(folder, outcomes, settings.command !== null);
  const milliseconds = clock.now().getTime() - began.getTime();
  await session.store.finishRound(round, {
    formatVersion: 1,
    index: round,
    startedAt: began.toISOString(),
    milliseconds,
    host: present,
    runs: describeRuns(outcomes),
  });
  return milliseconds;
}

/** What is undecided. A command that cannot be told its cases runs all of them. */
function dueOf({ options }: BenchSession, found: Judgement, subject: DuetSubject): DuePart {
  const known = { rows: found.verdict.rows, due: found.due };
  if (options.settings.command === null) return { scenarios: dueScenarios(known, subject.stacks), cases: null };
  return { scenarios: null, cases: options.settings.select === null ? null : dueCases(known) };
}

async function judgeRounds(session: BenchSession, gate: GateSettings): Promise<Judgement> {
  const { directory } = session.store;
  const folder = orStop(await readGateFolder(directory, null, directory, session.options.settings.read));
  if (folder.kind !== 'rounds') throw new Stop([problem('result-folder-unreadable', 'There are no rounds.')]);
  const input: GateInput = { mode: 'duet', rounds: folder.rounds };
  const { judgeDuet, origin, clock } = session.effects;
  const folders = { baseline: [session.store.directory], candidate: [session.store.directory] };
  const now = clock.now();
  const { verdict, due } = judgeSoFar(input, { ...gate, today: dayOf(now) }, judgeDuet);
  return { verdict: withComparison(verdict, input, { ...origin, folders, now }), due };
}

/** Whether another round is asked for; of a measurement that decides nothing, up to the budget. */
function asksForMore({ verdict, due }: Judgement, round: number, budget: number): boolean {
  return due.length > 0 || (round < budget && verdict.status === 'inconclusive');
}
