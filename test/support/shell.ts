import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_CLI, type CliOptions, type CliResult } from './cli.ts';
import { runProgram } from './run-program.ts';
import { scratchFolder } from './scratch.ts';

/** Runs a command line as a person pastes it into a shell, with the built program as `zlink-release` on the PATH. */
export function runPasted(line: string, options: CliOptions = {}): Promise<CliResult> {
  const folder = scratchFolder('bin');
  const time = new URL(`short-time.mjs?pace=${options.pace ?? 1}`, import.meta.url);
  const shim = `#!/bin/sh\nexec '${process.execPath}' --import '${time}' '${BUILT_CLI}' "$@"\n`;
  writeFileSync(join(folder, 'zlink-release'), shim, { mode: 0o755 });
  const { PATH, HOME } = process.env;
  return runProgram('/bin/sh', ['-c', line], {
    env: { PATH: `${folder}:${PATH}`, HOME, NO_COLOR: '1', ...options.env },
    cwd: options.cwd,
  });
}
