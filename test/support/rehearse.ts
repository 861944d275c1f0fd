import { join } from 'node:path';
import { type CliResult, runCli } from './cli.ts';
import { RehearsedWorld } from './rehearsed-world.ts';
import { scratchFolder } from './scratch.ts';

export interface Rehearsal extends CliResult {
  readonly world: RehearsedWorld;
  readonly directory: string;
  /** Goes on with the same folder. */
  readonly resume: (...args: string[]) => Promise<Rehearsal>;
}

/** Rehearses the sample with the built program, at a fixed time, and keeps what it left. */
export async function rehearse(...args: string[]): Promise<Rehearsal> {
  return rehearseIn(join(scratchFolder(), 'kept'), ['--now', '2026-11-24T09:00:00Z', ...args]);
}

async function rehearseIn(directory: string, args: readonly string[]): Promise<Rehearsal> {
  const version = args.includes('--version') ? [] : ['--version', '1.2.0'];
  const result = await runCli(['rehearse', ...version, '--keep', directory, ...args]);
  return {
    ...result,
    directory,
    world: new RehearsedWorld(directory),
    resume: (...more) => rehearseIn(directory, ['--resume', ...more]),
  };
}
