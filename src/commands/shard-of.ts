import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listedCases } from '../core/bench/case-selection.ts';
import type { Side } from '../core/bench/round-plan.ts';
import { dealOut, shardName } from '../core/bench/shards.ts';
import { roleOf } from '../core/gate/roles.ts';
import { problem, Stop } from '../core/problem.ts';
import { runHarness } from '../effects/bench/harness-process.ts';
import { harnessStop } from '../effects/bench/harness-stop.ts';
import type { BenchSession } from './bench-session.ts';
import type { DuetSubject } from './side-runs.ts';

/**
 * The part of the family that is measured here. Controls are measured by every shard: they watch over its machine. What all
 * shards together measure stands in each of them, so that who judges finds a lost or doubled one.
 *
 * @throws Stop where there are more shards than cases, or the cases cannot be listed
 */
export async function shardOf(session: BenchSession, subject: DuetSubject): Promise<DuetSubject> {
  const { settings, gate, durations } = session.options;
  const { shard, command } = settings;
  if (shard === null) return subject;
  const names = command === null ? subject.stacks : await listCases(session, subject);
  const isControl = (name: string) => roleOf(name, gate, name) === 'control';
  const shared = names.filter(isControl);
  const dealt = names.filter((name) => !isControl(name));
  if (dealt.length < shard.count)
    throw new Stop([
      problem('input-invalid', `${dealt.length} cases cannot be dealt out to ${shard.count} shards.`, {
        where: '--shard',
        remedy: `Measure them by at most ${Math.max(1, dealt.length)} shards.`,
      }),
    ]);
  const timed = dealt.map((name) => ({ name, duration: durations?.get(name) ?? null }));
  const cases = dealOut(timed, shard.count)[shard.index - 1] ?? [];
  const sorted = [...timed].sort((a, b) => (a.name < b.name ? -1 : 1));
  const family = createHash('sha256')
    .update(JSON.stringify([shard.count, sorted.map(({ name, duration }) => [name, duration])]))
    .digest('hex');
  await session.store.amend({ shard: { ...shard, family, cases, of: dealt.length } });
  session.effects.progress.note(`shard ${shardName(shard)}: ${cases.length} of ${dealt.length} cases`);
  return command === null
    ? { ...subject, stacks: [...cases, ...shared].sort() }
    : { ...subject, cases: [...cases, ...shared] };
}

/** Cases of both sides: what is gone has to be missed by somebody. */
export async function listCases(
  session: BenchSession,
  { trees, notRunHere }: Pick<DuetSubject, 'trees' | 'notRunHere'>,
): Promise<string[]> {
  const list = session.options.settings.select?.list ?? [];
  const found = new Set<string>();
  const sides: readonly Side[] = notRunHere === null ? ['candidate', 'baseline'] : ['candidate'];
  for (const side of sides) {
    const folder = join(session.store.directory, 'lists');
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${side}.txt`);
    const { end } = await runHarness({
      command: list,
      directory: trees[side],
      environment: session.environment(),
      outputPath: join(folder, `${side}.log`),
      standardOutputPath: path,
      timeout: session.options.settings.runTimeout,
      mark: session.mark,
      ...session.attended(),
    });
    session.stopIfAborted();
    if (end.kind === 'exit' && end.exitCode === 0)
      for (const name of listedCases(await readFile(path, 'utf8'))) found.add(name);
    // What the baseline cannot list, its own run tells.
    else if (side === 'candidate') throw harnessStop('`bench.select.list` of the candidate', end);
  }
  return [...found].sort();
}
