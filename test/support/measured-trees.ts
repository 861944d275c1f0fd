import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BenchOutcome } from '../../src/commands/bench-session.ts';
import { type GateOutcome, runGate } from '../../src/commands/judge-folders.ts';
import { runBench } from '../../src/commands/run-bench.ts';
import { judgeDuet } from '../../src/core/gate/duet.ts';
import { orStop } from '../../src/core/problem.ts';
import { type BenchRequest, benchSettings } from '../../src/core/settings/bench-settings.ts';
import { gateSettings } from '../../src/core/settings/gate-settings.ts';
import { loadConfig } from '../../src/core/settings/load-config.ts';
import { readGateFolder } from '../../src/effects/bench-folder.ts';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import { scratchFolder } from './scratch.ts';

type Files = Readonly<Record<string, string>>;

/** A checkout whose tag `base` has some files, and its head others. Files of the base that the head does not name are gone. */
export function measuredTrees(base: Files, head: Files): string {
  const folder = join(scratchFolder('measured'), 'library');
  mkdirSync(folder);
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=T', '-c', 'user.email=t@example.com', '-c', 'core.hooksPath=/dev/null', ...args],
      {
        cwd: folder,
        stdio: 'pipe',
      },
    );
  git('init', '--quiet', '--initial-branch=main');
  for (const [files, name] of [
    [base, 'base'],
    [head, 'head'],
  ] as const) {
    for (const path of name === 'head' ? Object.keys(base) : []) rmSync(join(folder, path), { force: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', name);
    git('tag', name);
  }
  return folder;
}

export interface MeasuredHere {
  readonly outcome: BenchOutcome;
  /** The folder of the rounds. */
  readonly out: string;
  /** What was said meanwhile. */
  readonly notes: readonly string[];
}

const origin = { repository: null, program: 'test' };

/** Measures such a checkout in this process, by a configuration as its text. */
export async function measureHere(
  candidate: string,
  config: string,
  request: BenchRequest = {},
  more: {
    readonly durations?: ReadonlyMap<string, number>;
    readonly previewOnly?: boolean;
    readonly eachCase?: boolean;
  } = {},
): Promise<MeasuredHere> {
  const loaded = orStop(loadConfig('c.yml', config));
  const asked: BenchRequest = { mode: 'duet', duet: 'shared', baselineRef: 'base', rounds: 8, ...request };
  const notes: string[] = [];
  const out = join(scratchFolder('bench'), `shard-${(request.shard ?? '1').replace('/', '-')}`);
  const outcome = await runBench(
    {
      settings: orStop(benchSettings(asked, loaded)),
      gate: orStop(gateSettings(loaded, { rounds: asked.rounds })),
      candidate,
      out,
      environment: process.env,
      ...more,
    },
    {
      clock: new VirtualClock(new Date('2026-11-24T09:00:00Z')),
      progress: {
        note: (text) => notes.push(text),
        began() {},
        heard() {},
        ended() {},
        roundStarted() {},
        running() {},
        roundEnded() {},
      },
      judgeDuet,
      origin,
    },
  );
  return { outcome, out, notes };
}

/** Judges folders that were measured so. */
export function gateHere(candidate: readonly string[], config: string, shards?: number): Promise<GateOutcome> {
  const loaded = orStop(loadConfig('c.yml', config));
  return runGate(
    {
      baseline: [],
      candidate,
      settings: orStop(gateSettings(loaded, { rounds: 8 })),
      onInconclusive: 'block',
      ...(shards === undefined ? {} : { shards }),
    },
    {
      readFolder: (folder, defaultStack) => readGateFolder(folder, defaultStack, folder, null),
      tokens: [],
      judgeDuet,
      origin: { ...origin, now: new Date('2026-11-24T10:00:00Z') },
    },
  );
}
