import { spawn, spawnSync } from 'node:child_process';
import { scratchFolder } from './scratch.ts';

/** Real gh, when it is installed. CI installs it; elsewhere the tests that need it skip, visibly. */
export const hasGh = spawnSync('gh', ['--version']).status === 0 || process.env.CI !== undefined;

/**
 * Runs gh against the embedded GitHub. gh speaks plain HTTP to `api.github.localhost` only, and on port 80; a proxy in
 * its environment takes the request to any other port.
 */
export function gh(
  server: { url: string; token: string },
  args: readonly string[],
  options: { killAfter?: number } = {},
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('gh', [...args], {
      env: {
        PATH: process.env.PATH,
        HOME: scratchFolder('gh'),
        NO_COLOR: '1',
        GH_PROMPT_DISABLED: '1',
        GH_NO_UPDATE_NOTIFIER: '1',
        HTTP_PROXY: server.url,
        GH_HOST: 'github.localhost',
        GH_TOKEN: server.token,
      },
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
