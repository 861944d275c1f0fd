import { Worker } from 'node:worker_threads';

export interface WorkerResult {
  readonly exitCode: number;
  readonly output: string;
}

/** Longer than any rehearsal takes, also on a busy machine: what takes longer hangs. Milliseconds. */
const HANGING = 120_000;

/**
 * Runs the built program to its end in a thread of its own: the same code and the same files as in a process, and
 * `process.exit()` ends it as abruptly, in a third of the time.
 */
export function runInWorker(program: string, args: readonly string[]): Promise<WorkerResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, {
      argv: [...args],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1' },
      stdout: true,
      stderr: true,
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    worker.stdout.on('data', collect);
    worker.stderr.on('data', collect);
    const hanging = setTimeout(() => {
      output += '\n(hangs)';
      void worker.terminate();
    }, HANGING);
    worker.on('error', (error) => {
      clearTimeout(hanging);
      reject(error);
    });
    worker.on('exit', (exitCode) => {
      clearTimeout(hanging);
      resolve({ exitCode, output });
    });
  });
}
