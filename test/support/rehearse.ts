import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CliResult, runCli } from './cli.ts';
import { FEW_POLLS } from './few-polls.ts';
import { RehearsedWorld } from './rehearsed-world.ts';
import { scratchFolder } from './scratch.ts';

export interface Rehearsal extends CliResult {
  readonly world: RehearsedWorld;
  readonly directory: string;
  /** Goes on with the same folder. */
  readonly resume: (...args: string[]) => Promise<Rehearsal>;
}

/** Rehearses the sample with the built program, at a fixed time, and keeps what it left. */
export function rehearse(...args: string[]): Promise<Rehearsal> {
  return rehearseIn(join(scratchFolder(), 'kept'), [...AT_A_FIXED_TIME, ...args], []);
}

/** The same, asking after the runs seldom: most of a rehearsal's requests are polls, and each is as the one before. */
export function rehearseWithFewPolls(...args: string[]): Promise<Rehearsal> {
  const folder = scratchFolder();
  const config = join(folder, 'zlink-release.yml');
  writeFileSync(config, FEW_POLLS);
  return rehearseIn(join(folder, 'kept'), [...AT_A_FIXED_TIME, ...args], ['--config', config]);
}

const AT_A_FIXED_TIME = ['--now', '2026-11-24T09:00:00Z'];

/** @param always what this rehearsal is given whenever it goes on */
async function rehearseIn(directory: string, args: readonly string[], always: readonly string[]): Promise<Rehearsal> {
  const version = args.includes('--version') ? [] : ['--version', '1.2.0'];
  const result = await runCli(['rehearse', ...version, '--keep', directory, ...always, ...args]);
  return {
    ...result,
    directory,
    world: new RehearsedWorld(directory),
    resume: (...more) => rehearseIn(directory, ['--resume', ...more], always),
  };
}
