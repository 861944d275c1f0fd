import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planRound } from '../core/bench/round-plan.ts';
import { problem, Stop } from '../core/problem.ts';
import type { HarnessEnd } from '../effects/bench/harness-process.ts';
import { harnessStop, howItEnded } from '../effects/bench/harness-stop.ts';
import { faultOfWarmUp } from '../effects/bench/warm-up.ts';
import type { BenchSession } from './bench-session.ts';
import { type DuetSubject, runSide, stepsOf } from './side-runs.ts';

/**
 * One run of each side that does not count: it fills caches, builds what is built by running, and tells what is broken before
 * a round of ten minutes.
 */

const NOTE = 'one warm-up run of each side, which does not count';

/** How `bench.command` ended on the baseline. */
export interface BaselineFault {
  readonly end: HarnessEnd;
  /** As a sentence without its stop. */
  readonly what: string;
}

/**
 * @returns why the baseline's run cannot be judged; null: it can
 * @throws Stop where the candidate's cannot, or either did not end in its time
 */
export async function warmUpCommand(
  session: BenchSession,
  command: readonly string[],
  { trees }: DuetSubject,
): Promise<BaselineFault | null> {
  session.effects.progress.note(NOTE);
  const folder = await session.store.beginRound();
  for (const side of ['candidate', 'baseline'] as const) {
    const place = join(folder, side);
    const { end } = await session.runCommand(command, trees[side], place, side, []);
    session.stopIfAborted();
    const what = `bench.command of the ${side}`;
    if (end.kind !== 'exit') {
      if (side === 'baseline') return { end, what: `${what} ${howItEnded(end)}` };
      throw harnessStop(`${what}, before the first round,`, end);
    }
    const fault = await faultOfWarmUp(place, side, session.options.settings.read, end.exitCode);
    if (fault === null) continue;
    if (side === 'baseline') return { end, what: `${what} ${fault}` };
    throw new Stop([problem('bench-harness-failed', `${what} ${fault}.`, { where: place })]);
  }
  return null;
}

/**
 * The same for the runners of the harness. What a stack lacks is for the verdict to say, as long as anything was measured.
 *
 * @throws Stop where a run did not end by itself, or no stack of either side left a row
 */
export async function warmUpHarness(session: BenchSession, subject: DuetSubject): Promise<void> {
  const { stacks, halves } = subject;
  const { settings } = session.options;
  session.effects.progress.note(NOTE);
  const folder = await session.store.beginRound();
  const strategy = halves === null && settings.strategy === 'balanced' ? 'shared' : settings.strategy;
  const steps = stepsOf(planRound(stacks, strategy, 1), subject).filter(({ run }) => run === 1);
  const codes: string[] = [];
  for (const { together, run } of steps) {
    const ended = await Promise.all(together.map((each) => runSide(session, each, run, folder, subject, null)));
    session.stopIfAborted();
    for (const [index, { end }] of ended.entries()) {
      const name = `${together[index]?.stack} of the ${together[index]?.side}`;
      if (end.kind !== 'exit') throw harnessStop(`${name}, before the first round,`, end);
      if (end.exitCode !== 0) codes.push(`${name} ${howItEnded(end)}`);
    }
  }
  const places = (['baseline', 'candidate'] as const).map((side) => join(folder, side, 'run-1', 'metrics.csv'));
  const left = await Promise.all(places.map(hasRows));
  if (left.includes(true)) return;
  const why = codes.length === 0 ? '' : ` (${codes.slice(0, 5).join('; ')})`;
  throw new Stop([
    problem('bench-harness-failed', `No stack of either side left a row in metrics.csv${why}.`, { where: folder }),
  ]);
}

/** Whether there is a line below the head. */
async function hasRows(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  return (await readFile(path, 'utf8')).trim().includes('\n');
}
