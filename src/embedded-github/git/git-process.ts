import { spawn } from 'node:child_process';

/** Git failed for a reason that a caller does not expect. */
export class GitFailure extends Error {
  override readonly name = 'GitFailure';
}

const MAXIMUM_OUTPUT = 512 * 1024 * 1024;

/** The environment for every git process: no configuration but the repository's own, no prompt, no hooks, no fetching. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const inherited: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!name.startsWith('GIT_')) inherited[name] = value;
  }
  return {
    ...inherited,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
  };
}

/** What every git process on a repository of ours is told: no hooks, no housekeeping. */
export const GIT_OPTIONS = ['-c', 'core.hooksPath=/dev/null', '-c', 'gc.auto=0', '-c', 'maintenance.auto=false'];

export interface GitOutput {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git once, without a shell; never rejects because of an exit code. */
export function runGit(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string | Buffer; maximumOutput?: number } = {},
): Promise<GitOutput> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      env: options.env ?? gitEnvironment(),
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    const out: Buffer[] = [];
    let size = 0;
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size > (options.maximumOutput ?? MAXIMUM_OUTPUT)) {
        child.kill('SIGKILL');
        reject(new GitFailure(`git ${args[0]}: the output is larger than expected`));
        return;
      }
      out.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < 16_384) stderr += chunk.toString('utf8');
    });
    child.on('error', (cause) => reject(new GitFailure(`git cannot be started: ${cause.message}`, { cause })));
    child.on('close', (code) => resolve({ exitCode: code ?? 128, stdout: Buffer.concat(out), stderr: stderr.trim() }));
    // Git may end before it has read everything; its exit code tells why.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}
