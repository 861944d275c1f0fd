import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type DuetStrategy, planRound } from '../core/bench/round-plan.ts';
import { problem, Stop } from '../core/problem.ts';
import type { HarnessEnd } from '../effects/bench/harness-process.ts';
import { harnessStop, howItEnded } from '../effects/bench/harness-stop.ts';
import { lastWords } from '../effects/bench/last-words.ts';
import { lookAtWarmUp } from '../effects/bench/warm-up.ts';
import type { BenchSession } from './bench-session.ts';
import { type DuetSubject, runSide, stepsOf } from './side-runs.ts';

/**
 * One run of each side that does not count: it fills caches, builds what is built by running, and tells what is broken before
 * a round of ten minutes.
 */

const NOTE = 'one warm-up run of each side, which does not count';

/** What it tells of the rounds. */
export interface WarmUp {
  /** Of the candidate. */
  readonly cases: number;
  /** About how long a round takes, in milliseconds. */
  readonly round: number;
}

/** Runs of a side in a round, and whether both sides run at once. */
function shapeOf(strategy: DuetStrategy): { readonly runs: number; readonly isConcurrent: boolean } {
  const steps = planRound([''], strategy, 1);
  return {
    runs: Math.max(...steps.map(({ run }) => run)),
    isConcurrent: steps.some(({ together }) => together.length > 1),
  };
}

/** How `bench.command` ended on the baseline. */
export interface BaselineFault {
  readonly end: HarnessEnd;
  /** As a sentence without its stop. */
  readonly what: string;
}

/**
 * @returns `fault`: why the baseline's run cannot be judged; null: it can
 * @throws Stop where the candidate's cannot, or either did not end in its time
 */
export async function warmUpCommand(
  session: BenchSession,
  command: readonly string[],
  { trees, cases, halves }: DuetSubject,
): Promise<{ readonly fault: BaselineFault | null; readonly warmUp: WarmUp }> {
  session.effects.progress.began(NOTE);
  const folder = await session.store.beginRound();
  const { settings } = session.options;
  const times: number[] = [];
  let rows = 0;
  const result = (fault: BaselineFault | null) => {
    const { runs, isConcurrent } = shapeOf(strategyOf(settings.strategy, halves));
    const both = isConcurrent ? Math.max(...times) : times.reduce((sum, each) => sum + each, 0);
    return { fault, warmUp: { cases: rows, round: runs * both } };
  };
  for (const side of ['candidate', 'baseline'] as const) {
    const place = join(folder, side);
    const { end, startedAt, endedAt } = await session.runCommand(command, trees[side], place, side, [], cases);
    times.push(endedAt - startedAt);
    session.stopIfAborted();
    const what = `bench.command of the ${side}`;
    if (end.kind !== 'exit') {
      if (side === 'baseline') return result({ end, what: `${what} ${howItEnded(end)}` });
      throw harnessStop(`${what}, before the first round,`, end);
    }
    const { fault, cases: found } = await lookAtWarmUp(place, side, settings.read, end.exitCode);
    if (side === 'candidate') rows = found;
    if (fault === null) continue;
    if (side === 'baseline') return result({ end, what: `${what} ${fault}` });
    throw new Stop([problem('bench-harness-failed', `${what} ${fault}.`, { where: place })]);
  }
  return result(null);
}

/** `balanced` needs halves of the cores. */
export function strategyOf(asked: DuetStrategy | 'auto', halves: DuetSubject['halves']): DuetStrategy {
  const usual = asked === 'auto' ? 'balanced' : asked;
  return halves === null && usual === 'balanced' ? 'shared' : usual;
}

/**
 * The same for the runners of the harness. What a stack lacks is for the verdict to say, as long as anything was measured.
 *
 * @throws Stop where a run did not end by itself, or no stack of either side left a row
 */
export async function warmUpHarness(session: BenchSession, subject: DuetSubject): Promise<WarmUp> {
  const { stacks, halves } = subject;
  const { settings } = session.options;
  session.effects.progress.began(NOTE);
  const folder = await session.store.beginRound();
  const strategy = strategyOf(settings.strategy, halves);
  const began = performance.now();
  const steps = stepsOf(planRound(stacks, strategy, 1), subject).filter(({ run }) => run === 1);
  const codes: string[] = [];
  for (const { together, run } of steps) {
    const ended = await Promise.all(together.map((each) => runSide(session, each, run, folder, subject, null)));
    session.stopIfAborted();
    for (const [index, { end }] of ended.entries()) {
      const { stack = '', side = '' } = together[index] ?? {};
      const name = `${stack} of the ${side}`;
      if (end.kind !== 'exit') throw harnessStop(`${name}, before the first round,`, end);
      if (end.exitCode === 0) continue;
      codes.push(`${name} ${howItEnded(end)}`);
      const printed = await lastWords(join(folder, side, 'run-1', 'harness-output.log'));
      session.effects.progress.note(
        `Before the first round ${stack} of the ${side} ended with exit code ${end.exitCode}. It printed last: ${printed}`,
      );
    }
  }
  const places = (['baseline', 'candidate'] as const).map((side) => join(folder, side, 'run-1', 'metrics.csv'));
  const [before = 0, after = 0] = await Promise.all(places.map(countRows));
  if (before + after > 0) return { cases: after, round: shapeOf(strategy).runs * (performance.now() - began) };
  const why = codes.length === 0 ? '' : ` (${codes.slice(0, 5).join('; ')})`;
  throw new Stop([
    problem('bench-harness-failed', `No stack of either side left a row in metrics.csv${why}.`, { where: folder }),
  ]);
}

/** Lines below the head. */
async function countRows(path: string): Promise<number> {
  if (!existsSync(path)) return 0;
  return Math.max(0, (await readFile(path, 'utf8')).trim().split('\n').length - 1);
}
