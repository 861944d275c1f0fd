import { budgetFault, previewText } from '../core/bench/bench-preview.ts';
import { choiceText } from '../core/bench/strategy-choice.ts';
import { counted } from '../core/counted.ts';
import { withComparison } from '../core/gate/compared.ts';
import { dayOf, type GateSettings, mostRounds } from '../core/gate/criteria.ts';
import { type GateInput, type Judgement, judgeSoFar } from '../core/gate/judge.ts';
import { orStop, problem, Stop } from '../core/problem.ts';
import { alphaSpending } from '../core/statistics/alpha-spending.ts';
import { readGateFolder } from '../effects/bench-folder.ts';
import type { BenchOutcome, BenchSession } from './bench-session.ts';
import { measureRound } from './measure-round.ts';
import { prepareDuet } from './prepare-duet.ts';
import type { DuetSubject } from './side-runs.ts';
import { timeCases } from './time-cases.ts';
import { chooseHere } from './trial-rounds.ts';
import type { WarmUp } from './warm-up-runs.ts';

/** Measures round after round, and ends as soon as they decide. */
export async function measureDuet(asked: BenchSession): Promise<BenchOutcome> {
  const { progress } = asked.effects;
  const { subject, warmUp } = await prepareDuet(asked);
  if (warmUp !== null) preview(asked, warmUp);
  if (asked.options.previewOnly === true) {
    if (asked.options.eachCase === true) await timeCases(asked, subject);
    return { exitCode: 0, verdict: null, rounds: 0 };
  }
  const session = await withStrategy(asked, subject);
  const { settings, gate } = session.options;
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
  if (subject.halves === null && asked.options.settings.strategy === 'balanced')
    progress.note('This machine’s cores cannot be halved, so both sides shared them all (--duet shared).');
  return { exitCode: 0, verdict: found?.verdict ?? null, rounds: round };
}

/** The same with the strategy that is chosen here, where none is asked for: once, whoever goes on with it. */
async function withStrategy(session: BenchSession, subject: DuetSubject): Promise<BenchSession> {
  const { settings, out } = session.options;
  if (settings.strategy !== 'auto') return session;
  const known = (await session.store.description())?.strategy;
  const choice = known ?? (subject.notRunHere === null ? await chooseHere(session, subject) : null);
  if (choice === null) return session;
  if (known === undefined) await session.store.amend({ strategy: choice });
  session.effects.progress.note(choiceText(choice));
  return session.within(out, { ...settings, strategy: choice.strategy });
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
