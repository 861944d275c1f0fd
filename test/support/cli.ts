import { join } from 'node:path';
import { BUILT_PROGRAM } from './built-program.ts';
import { runHosted } from './program-hosts.ts';
import type { ProgramResult } from './run-program.ts';

/** The program as src/ builds to it. */
export const BUILT_CLI = join(BUILT_PROGRAM, 'dist/cli.js');

export type CliResult = ProgramResult;

export interface CliOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** How much faster than real time the program's own pauses pass; 1 when left out. */
  readonly pace?: number;
}

/** Runs the built program to its end, without colours and without anything of the caller's GitHub environment. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const { PATH, HOME, TMPDIR } = process.env;
  return runHosted({
    entry: BUILT_CLI,
    args,
    env: { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), NO_COLOR: '1', ...options.env },
    cwd: options.cwd ?? process.cwd(),
    ...(options.pace === undefined ? {} : { pace: options.pace }),
  });
}
