import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { counted } from '../core/counted.ts';
import { orStop, problem, Stop } from '../core/problem.ts';
import type { HarnessOutcome } from '../effects/bench/harness-process.ts';
import { harnessStop } from '../effects/bench/harness-stop.ts';
import { writeFiles } from '../effects/write-files.ts';
import type { BenchSession } from './bench-session.ts';
import { listCases } from './shard-of.ts';
import { type DuetSubject, runSide } from './side-runs.ts';

/** What `--durations` reads. */
export const DURATIONS_FILE = 'durations.json';

/**
 * Runs each case, or each stack of the harness, once by itself on the candidate, and leaves how long it took: for dealing out
 * shards where nothing was kept of a run before. Beginning and ending the program is in each of these times.
 *
 * @throws Stop where cases cannot be named, or one cannot be run to its end
 */
export async function timeCases(session: BenchSession, subject: DuetSubject): Promise<void> {
  const { settings, out } = session.options;
  if (settings.command !== null && (settings.select?.list ?? null) === null)
    throw new Stop([
      problem('input-invalid', 'The cases of `bench.command` cannot be named one by one.', {
        where: '--each-case',
        remedy: 'Configure `bench.select` with `arguments` and `list`.',
      }),
    ]);
  const names = settings.command === null ? subject.stacks : await listCases(session, subject);
  const folder = join(session.store.directory, 'each-case');
  const found: [string, number][] = [];
  for (const [at, name] of names.entries()) {
    session.effects.progress.began(`${name} by itself, ${at + 1} of ${names.length}`);
    await mkdir(folder, { recursive: true });
    const { end, startedAt, endedAt } = await runAlone(session, subject, name, folder);
    session.stopIfAborted();
    // What it says of itself is for its rounds to show.
    if (end.kind !== 'exit') throw harnessStop(`${name} by itself`, end);
    found.push([name, Math.round(endedAt - startedAt)]);
    await rm(folder, { recursive: true, force: true });
  }
  const text = `${JSON.stringify(Object.fromEntries(found), null, 1)}\n`;
  orStop(await writeFiles(out, new Map([[DURATIONS_FILE, text]])));
  session.effects.progress.note(`${counted(found.length, 'case')} timed: ${join(out, DURATIONS_FILE)}`);
}

function runAlone(session: BenchSession, subject: DuetSubject, name: string, folder: string): Promise<HarnessOutcome> {
  const isHarness = session.options.settings.command === null;
  const run = { side: 'candidate', stack: isHarness ? name : (subject.stacks[0] ?? ''), half: null } as const;
  return runSide(session, run, 1, folder, subject, isHarness ? null : { scenarios: null, cases: [name] });
}
