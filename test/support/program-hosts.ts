import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { ProgramResult } from './run-program.ts';

const HOST = fileURLToPath(new URL('program-host.mjs', import.meta.url));

export interface HostedRun {
  /** Path of the entry of the built program. */
  readonly entry: string;
  readonly args: readonly string[];
  /** All that the program sees. */
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** How much faster than real time the program's own pauses pass; 1 when left out. */
  readonly pace?: number;
}

/**
 * Processes in which the built program was run before and is run again, which takes a fraction of the start of a process. Each
 * run has a process to itself; one that ends by itself (`process.exit`, a signal) is not used again.
 */
const idle: ChildProcess[] = [];

/** Runs an entry of the built program to its end. */
export function runHosted({ entry, args, env, cwd, pace = 1 }: HostedRun): Promise<ProgramResult> {
  const host = idle.pop() ?? start();
  // Nothing that the program writes by itself ends its output.
  const end = `\u0000${randomUUID()} `;
  return new Promise((resolve, reject) => {
    const output = { stdout: '', stderr: '' };
    const ended = { stdout: -1, stderr: -1 };
    const take = (name: 'stdout' | 'stderr') => (chunk: string) => {
      output[name] += chunk;
      ended[name] = output[name].indexOf(end);
      if (ended.stdout < 0 || ended.stderr < 0 || !output[name].endsWith('\n')) return;
      const exitCode = Number(output.stdout.slice(ended.stdout + end.length));
      settle();
      idle.push(host);
      resolve({ exitCode, stdout: output.stdout.slice(0, ended.stdout), stderr: output.stderr.slice(0, ended.stderr) });
    };
    const [onStdout, onStderr] = [take('stdout'), take('stderr')];
    const onClose = (code: number | null, signal: NodeJS.Signals | null) => {
      settle();
      resolve({ exitCode: code ?? (signal === 'SIGKILL' ? 137 : 1), ...output });
    };
    const onError = (error: Error) => {
      settle();
      reject(error);
    };
    const settle = () => {
      host.stdout?.off('data', onStdout);
      host.stderr?.off('data', onStderr);
      host.off('close', onClose).off('error', onError);
    };
    host.stdout?.on('data', onStdout);
    host.stderr?.on('data', onStderr);
    host.on('close', onClose).on('error', onError);
    host.send({ entry, args, env, cwd, pace, end });
  });
}

function start(): ChildProcess {
  const host = spawn(process.execPath, [HOST], { env: {}, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  host.stdout?.setEncoding('utf8');
  host.stderr?.setEncoding('utf8');
  // It ends with the process of the tests, which must not wait for it.
  for (const each of [host, host.channel, host.stdout, host.stderr]) (each as { unref?: () => void } | null)?.unref?.();
  return host;
}
