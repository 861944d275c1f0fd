import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { guardEnvironment, withheldLine } from '../core/guarded-environment.ts';
import { problem, Stop } from '../core/problem.ts';

export interface TestCommand {
  /** No shell reads it. */
  readonly command: readonly string[];
  /** Milliseconds it may take. */
  readonly timeout: number;
  /** Variables that it gets although they look like a secret. */
  readonly environment?: readonly string[];
}

/**
 * Runs the test command of a repository in its checkout. Neither tokens nor other secrets go to it, and what it leaves in its
 * temporary folder is gone afterwards.
 *
 * @param output our stream that takes what it prints: 1 or 2
 * @param told called before it begins with the names of what was withheld, if anything was
 * @throws Stop when it fails
 */
export async function runTests(
  test: TestCommand,
  directory: string,
  output: 1 | 2,
  told: (line: string) => void = () => {},
): Promise<void> {
  const [program = '', ...parameters] = test.command;
  const { kept, withheld } = guardEnvironment(process.env, test.environment);
  if (withheld.length > 0) told(withheldLine(withheld, 'the tests', 'test.environment'));
  // The runner's own has the files of other steps in it.
  const temporary = kept.RUNNER_TEMP === undefined ? null : mkdtempSync(join(tmpdir(), 'zlink-tests-'));
  const env = temporary === null ? kept : { ...kept, RUNNER_TEMP: temporary };
  try {
    const outcome = await new Promise<string | null>((resolve) => {
      const child = spawn(program, parameters, {
        cwd: directory,
        env,
        stdio: ['ignore', output, output],
        timeout: test.timeout,
        killSignal: 'SIGKILL',
      });
      child.on('error', (error) => resolve((error as NodeJS.ErrnoException).code ?? 'could not be started'));
      child.on('close', (code, signal) =>
        resolve(code === 0 ? null : signal === null ? `exit code ${code}` : `killed by ${signal}`),
      );
    });
    if (outcome !== null) throw new Stop([problem('tests-failed', `\`${program}\` ended with ${outcome}.`)]);
  } finally {
    if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
  }
}
