import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from './scratch.ts';

export interface BoundedResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Most memory the process had, in MiB. */
  readonly megabytes: number;
}

/**
 * Leaves the most memory that the process had in a file, however it ends by itself. What Linux says of its present program
 * comes first: `maxRSS` begins with what the process had that started it.
 */
const HOOK = `data:text/javascript,${encodeURIComponent(`
  import { existsSync, readFileSync, writeFileSync } from 'node:fs';
  process.on('exit', () => {
    const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
    const peak = /^VmHWM:\\s+(\\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
    writeFileSync(process.env.MEMORY_FILE, String(peak));
  });
`)}`;

/** Runs Node.js with these arguments to its end and says how much memory it took. It is not ended for taking more. */
export function runMeasured(
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
): Promise<BoundedResult> {
  const memoryFile = join(scratchFolder('memory'), 'kilobytes');
  const { PATH, HOME, TMPDIR } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', HOOK, ...args], {
      env: { PATH, HOME, TMPDIR, NO_COLOR: '1', ...options.env, MEMORY_FILE: memoryFile },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    const parts: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
    child.stdout.on('data', (chunk: Buffer) => parts.stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => parts.stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      let megabytes = Number.POSITIVE_INFINITY;
      try {
        megabytes = Number(readFileSync(memoryFile, 'utf8')) / 1024;
      } catch {
        // It was ended from outside, or ran out of memory.
      }
      const text = (name: 'stdout' | 'stderr') => Buffer.concat(parts[name]).toString('utf8');
      resolve({ exitCode, stdout: text('stdout'), stderr: text('stderr'), megabytes });
    });
  });
}
