import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runBench } from '../../src/commands/run-bench.ts';
import { orStop } from '../../src/core/problem.ts';
import { benchSettings } from '../../src/core/settings/bench-settings.ts';
import { gateSettings } from '../../src/core/settings/gate-settings.ts';
import { loadConfig } from '../../src/core/settings/load-config.ts';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import { scratchFolder } from './scratch.ts';

/** A clone and a bench that are as small as they can be: what is looked at is what stops them. */

export const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { cwd, stdio: 'pipe' });

/** A clone with one commit, or with more. */
export function clone(files: Readonly<Record<string, string>> = { VERSION: '1.1.0\n' }, commits = 1): string {
  const directory = join(scratchFolder('clone'), 'repo');
  mkdirSync(directory);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text, { mode: 0o755 });
  }
  git(directory, 'init', '--quiet', '--initial-branch=main');
  git(directory, 'add', '.');
  for (let at = 0; at < commits; at += 1) git(directory, 'commit', '--quiet', '--allow-empty', '-m', `commit ${at}`);
  return directory;
}

export const HARNESS = '#!/bin/sh\nexit 0\n';
const unheard = { began() {}, heard() {}, ended() {}, note() {}, roundStarted() {}, running() {}, roundEnded() {} };

export function bench(
  candidate: string,
  out: string,
  more: {
    rounds?: number;
    harness?: string;
    minutes?: number;
    signal?: AbortSignal;
    stacks?: string[];
    notes?: string[];
  } = {},
) {
  const config = orStop(loadConfig('c.yml', ''));
  const settings = orStop(
    benchSettings(
      {
        mode: 'recorded',
        harness: more.harness ?? 'run.sh',
        rounds: more.rounds ?? 1,
        roundTimeoutMinutes: more.minutes ?? 1,
        ...(more.stacks === undefined ? {} : { stacks: more.stacks }),
      },
      config,
    ),
  );
  return runBench(
    {
      settings,
      gate: orStop(gateSettings(config, {})),
      candidate,
      out,
      environment: process.env,
      ...(more.signal === undefined ? {} : { signal: more.signal }),
    },
    {
      clock: new VirtualClock(new Date('2026-11-24T09:00:00Z')),
      progress: { ...unheard, note: (text) => more.notes?.push(text) },
      judgeDuet: () => {
        throw new Error('recorded mode judges nothing');
      },
      origin: { repository: null, program: 'test' },
    },
  );
}
export const outFolder = () => join(scratchFolder(), 'out');
