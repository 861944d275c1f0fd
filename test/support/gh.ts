import { spawn, spawnSync } from 'node:child_process';
import { scratchFolder } from './scratch.ts';

/** Real gh, when it is installed. CI installs it; elsewhere the tests that need it skip, visibly. */
export const hasGh = spawnSync('gh', ['--version']).status === 0 || process.env.CI !== undefined;

/** Another gh than that of the system, to try a newer one. */
const GH = process.env.GH_PROGRAM ?? 'gh';

/** Those to try: that of the system, and a newer one where the environment names it. */
export const GH_PROGRAMS: readonly string[] = [GH, ...(process.env.NEWER_GH ? [process.env.NEWER_GH] : [])];

/** What gh and git need to find the embedded GitHub as `github.localhost`, and nothing of whoever runs the tests. */
export const toolEnvironment = (server: { url: string; token: string }): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: scratchFolder('gh'),
  NO_COLOR: '1',
  GH_PROMPT_DISABLED: '1',
  GH_NO_UPDATE_NOTIFIER: '1',
  HTTP_PROXY: server.url,
  http_proxy: server.url,
  GH_HOST: 'github.localhost',
  GH_TOKEN: server.token,
  GH_ENTERPRISE_TOKEN: server.token,
  GIT_TERMINAL_PROMPT: '0',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Maintainer',
  GIT_AUTHOR_EMAIL: 'maintainer@example.org',
  GIT_COMMITTER_NAME: 'Maintainer',
  GIT_COMMITTER_EMAIL: 'maintainer@example.org',
});

/** Runs git as somebody in front of a terminal does, in a folder. */
export function gitIn(
  server: { url: string; token: string },
  cwd: string,
  args: readonly string[],
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  return run('git', args, { cwd, env: toolEnvironment(server) });
}

/** Runs a program to its end. */
export function run(
  program: string,
  args: readonly string[],
  options: { cwd: string; env: Record<string, string> },
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const out = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (chunk: Buffer) => {
        out[name] += chunk.toString();
      });
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, ...out }));
  });
}

/**
 * Runs gh against the embedded GitHub. gh speaks plain HTTP to `api.github.localhost` only, and on port 80; a proxy in
 * its environment takes the request to any other port.
 */
export function gh(
  server: { url: string; token: string },
  args: readonly string[],
  options: { killAfter?: number; cwd?: string; program?: string } = {},
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(options.program ?? GH, [...args], {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: toolEnvironment(server),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    if (options.killAfter !== undefined) setTimeout(() => child.kill(), options.killAfter).unref();
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
