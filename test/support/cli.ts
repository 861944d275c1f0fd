import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ProgramResult, runProgram } from './run-program.ts';

/** The committed program, as users run it. */
export const DIST_CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export type CliResult = ProgramResult;

/** Runs the built program to its end, without colours and without anything of the caller's GitHub environment. */
export function runCli(
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Promise<CliResult> {
  if (!existsSync(DIST_CLI)) throw new Error('dist/ is missing; run `npm run build`');
  const { PATH, HOME, TMPDIR } = process.env;
  return runProgram(process.execPath, [DIST_CLI, ...args], {
    env: { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), NO_COLOR: '1', ...options.env },
    cwd: options.cwd,
  });
}
