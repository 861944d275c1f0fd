import { spawn } from 'node:child_process';
import { problem, Stop } from '../core/problem.ts';
import { withoutSecrets } from '../core/secrets.ts';

/**
 * Runs the test command of a repository in its checkout, without a shell. Tokens do not go to it.
 *
 * @param test argument list, and milliseconds it may take
 * @param output our stream that takes what it prints: 1 or 2
 * @throws Stop when it fails
 */
export async function runTests(
  test: { command: readonly string[]; timeout: number },
  directory: string,
  output: 1 | 2,
): Promise<void> {
  const [program = '', ...parameters] = test.command;
  const outcome = await new Promise<string | null>((resolve) => {
    const child = spawn(program, parameters, {
      cwd: directory,
      env: withoutSecrets(process.env),
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
}
