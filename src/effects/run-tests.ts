import { spawn } from 'node:child_process';
import { problem, ReleaseStop } from '../core/problem.ts';

/**
 * Runs the test command of a repository in its checkout, without a shell. Its output goes to our stderr; tokens do not
 * go to it.
 *
 * @param test argument list, and milliseconds it may take
 * @returns one line about it
 * @throws ReleaseStop when it fails
 */
export async function runTests(
  test: { command: readonly string[]; timeout: number },
  directory: string,
): Promise<string> {
  const [program = '', ...parameters] = test.command;
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/token|secret|password|^INPUT_|^ACTIONS_/i.test(name)),
  );
  const outcome = await new Promise<string | null>((resolve) => {
    const child = spawn(program, parameters, {
      cwd: directory,
      env: environment,
      stdio: ['ignore', 2, 2],
      timeout: test.timeout,
      killSignal: 'SIGKILL',
    });
    child.on('error', (error) => resolve((error as NodeJS.ErrnoException).code ?? 'could not be started'));
    child.on('close', (code, signal) =>
      resolve(code === 0 ? null : signal === null ? `exit code ${code}` : `killed by ${signal}`),
    );
  });
  if (outcome !== null) throw new ReleaseStop([problem('tests-failed', `${program} ended with ${outcome}.`)]);
  return `${program} succeeded`;
}
