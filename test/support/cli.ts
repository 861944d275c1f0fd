import { join } from 'node:path';
import { afterAll } from 'vitest';
import { ProgramThreads } from '../../scripts/convergence/program-threads.ts';
import { BUILT_PROGRAM } from './built-program.ts';
import { type ProgramResult, runProgram } from './run-program.ts';

/** The program as src/ builds to it. */
export const BUILT_CLI = join(BUILT_PROGRAM, 'dist/cli.js');

export type CliResult = ProgramResult;

const threads = new ProgramThreads(BUILT_CLI);
afterAll(() => threads.close());

/**
 * Runs the built program to its end, without colours and without anything of the caller's GitHub environment: in a warm
 * thread, or in a process where it is to have a folder or variables of its own.
 */
export function runCli(
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<CliResult> {
  if (options.env === undefined && options.cwd === undefined) return threads.run(args);
  const { PATH, HOME, TMPDIR } = process.env;
  return runProgram(process.execPath, [BUILT_CLI, ...args], {
    env: { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), NO_COLOR: '1', ...options.env },
    cwd: options.cwd,
  });
}
