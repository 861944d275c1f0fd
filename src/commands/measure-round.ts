import { dueCases, dueScenarios } from '../core/bench/due-scenarios.ts';
import { planRound } from '../core/bench/round-plan.ts';
import type { Judgement } from '../core/gate/judge.ts';
import { hostKey } from '../core/measurements/harness-result.ts';
import { problem, Stop } from '../core/problem.ts';
import { harnessStop } from '../effects/bench/harness-stop.ts';
import { readHost } from '../effects/bench/host.ts';
import { completeFiles, describeRuns, type StepOutcome, writeCpuTimes } from '../effects/bench/round-files.ts';
import type { BenchSession } from './bench-session.ts';
import { type DuePart, type DuetSubject, runSide, stepsOf } from './side-runs.ts';
import { strategyOf } from './warm-up-runs.ts';

/**
 * @param before `found` is what the rounds before it said: what is decided is not measured again; `expected`: how long they took
 * @returns how long the round took, in milliseconds
 */
export async function measureRound(
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
