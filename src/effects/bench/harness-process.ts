import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import type { Readable, Writable } from 'node:stream';
import { ChildCpu } from './child-cpu.ts';

export interface HarnessRun {
  /** Program and arguments; no shell is involved. */
  readonly command: readonly string[];
  readonly directory: string;
  /** Everything the harness sees of our environment, and its profile. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it prints goes here, up to a limit, and nowhere else: it is untrusted. */
  readonly outputPath: string;
  /** What it prints to its standard output, where that is a result to be read. Default: with the rest. */
  readonly standardOutputPath?: string;
  /** Milliseconds until it is stopped with its children. */
  readonly timeout: number;
  /** Marks every process of this bench, so that a later one finds what a killed one left running. */
  readonly mark: string;
  readonly signal?: AbortSignal;
  /** Is given what it prints, as it comes: to be shown, and untrusted. A result is not among it. */
  readonly heard?: (text: string) => void;
}

export type HarnessEnd =
  | { readonly kind: 'exit'; readonly exitCode: number }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'timeout' }
  /** Its standard output is a result, and larger than any has reason to be. */
  | { readonly kind: 'too-much-output' }
  | { readonly kind: 'not-started'; readonly why: string };

export interface HarnessOutcome {
  readonly end: HarnessEnd;
  /** Milliseconds on the monotonic clock. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** User CPU time in seconds, of all that it started and waited for; null: not known. */
  readonly userSeconds: number | null;
}

const cpu = new ChildCpu();

const LARGEST_OUTPUT = 8 * 1024 * 1024;
const LARGEST_RESULT = 1024 * 1024 * 1024;
/** Time to end by itself after SIGTERM. Milliseconds. */
const GRACE = 3_000;
export const MARK_VARIABLE = 'ZLINK_BENCH_MARK';

/** Runs one harness in a process group of its own, and leaves nothing of it behind. */
export function runHarness(run: HarnessRun): Promise<HarnessOutcome> {
  const [program = '', ...parameters] = run.command;
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const output = createWriteStream(run.outputPath, { flags: 'a', mode: 0o600 });
    const result =
      run.standardOutputPath === undefined ? null : createWriteStream(run.standardOutputPath, { mode: 0o600 });
    let written = 0;
    const child = spawn(program, parameters, {
      cwd: run.directory,
      env: { ...run.environment, [MARK_VARIABLE]: run.mark },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer) => {
      run.heard?.(chunk.toString('utf8'));
      const room = LARGEST_OUTPUT - written;
      if (room <= 0) return;
      output.write(chunk.subarray(0, room));
      written += chunk.byteLength;
    };
    child.stderr.on('data', keep);
    if (result === null) child.stdout.on('data', keep);
    else {
      child.stdout.pipe(result);
      child.stdout.on('data', () => {
        if (result.bytesWritten > LARGEST_RESULT) stop({ kind: 'too-much-output' });
      });
    }

    let end: HarnessEnd | null = null;
    const killGroup = (signal: NodeJS.Signals) => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, signal);
      } catch {
        // The group is gone already.
      }
    };
    const stop = (why: HarnessEnd) => {
      end ??= why;
      killGroup('SIGTERM');
      setTimeout(() => killGroup('SIGKILL'), GRACE).unref();
    };
    const deadline = setTimeout(() => stop({ kind: 'timeout' }), run.timeout);
    const onAbort = () => stop({ kind: 'signal', signal: 'SIGTERM' });
    if (run.signal?.aborted === true) onAbort();
    run.signal?.addEventListener('abort', onAbort, { once: true });

    const finish = (ended: HarnessEnd) => {
      clearTimeout(deadline);
      run.signal?.removeEventListener('abort', onAbort);
      // A runner that ended can have left children that still hold its ports.
      killGroup('SIGKILL');
      const endedAt = performance.now();
      cpu.ended((userSeconds) => {
        const done = () => output.end(() => resolve({ end: end ?? ended, startedAt, endedAt, userSeconds }));
        if (result === null) done();
        else afterOutput(child.stdout, result, done);
      });
    };
    child.on('error', (error) =>
      finish({ kind: 'not-started', why: (error as NodeJS.ErrnoException).code ?? 'error' }),
    );
    // `exit`, not `close`: a grandchild that holds the pipe open must not hold us.
    child.on('exit', (exitCode, signal) =>
      finish(exitCode === null ? { kind: 'signal', signal: signal ?? 'unknown' } : { kind: 'exit', exitCode }),
    );
  });
}

/** Calls back when all that was printed is written. What a child of the program still holds open is not waited for long. */
function afterOutput(stdout: Readable, result: Writable, done: () => void): void {
  const close = () => {
    clearTimeout(patience);
    stdout.unpipe(result);
    result.end(done);
  };
  const patience = setTimeout(close, GRACE);
  if (stdout.readableEnded || stdout.destroyed) close();
  else stdout.once('close', close);
}

/**
 * Ends the processes that a bench of this mark left running when it was killed. They are found by their environment, which
 * children inherit whoever their parent is. Linux only; elsewhere nothing is found.
 */
export async function endLeftovers(mark: string): Promise<number> {
  const needle = Buffer.from(`\0${MARK_VARIABLE}=${mark}\0`);
  let ended = 0;
  for (const name of await readdir('/proc').catch((): string[] => [])) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    const environment = await readFile(`/proc/${name}/environ`).catch(() => null);
    if (environment === null || !Buffer.concat([Buffer.from('\0'), environment]).includes(needle)) continue;
    try {
      process.kill(Number(name), 'SIGKILL');
      ended += 1;
    } catch {
      // It ended by itself.
    }
  }
  return ended;
}
