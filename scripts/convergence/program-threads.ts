import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

export interface ThreadResult {
  readonly exitCode: number;
  /** Both streams, in their order. */
  readonly output: string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Longer than any rehearsal takes, also on a busy machine: what takes longer hangs. Milliseconds. */
const HANGING = 120_000;

/**
 * What a thread does with the program: its entry is evaluated anew for each command line, the chunks below it stay loaded and
 * compiled. Messages keep their order, unlike the streams of a thread.
 */
const HOST = `
const { parentPort, workerData } = require('node:worker_threads');
let count = 0;
for (const name of ['stdout', 'stderr']) {
  process[name].write = (chunk, ...rest) => {
    parentPort.postMessage({ output: String(chunk), name });
    rest.find((each) => typeof each === 'function')?.();
    return true;
  };
}
parentPort.on('message', async (args) => {
  process.argv = [process.execPath, workerData.path, ...args];
  process.exitCode = 0;
  count += 1;
  try {
    await import(workerData.url + '?run=' + count);
    parentPort.postMessage({ exitCode: process.exitCode });
  } catch (error) {
    parentPort.postMessage({ output: String(error?.stack ?? error), name: 'stderr' });
    parentPort.postMessage({ exitCode: 70 });
  }
});
`;

type Message = { readonly output: string; readonly name: 'stdout' | 'stderr' } | { readonly exitCode: number };

/**
 * Runs the built program in threads: the same code and the same files as in a process, and `process.exit()` ends a thread as
 * abruptly. A thread that was not ended is warm for the next run, which then takes a third of the time; what follows a killed
 * run begins in a new one.
 */
export class ProgramThreads {
  readonly #path: string;
  readonly #idle: Worker[] = [];

  /** @param path of the program's entry */
  constructor(path: string) {
    this.#path = path;
  }

  run(args: readonly string[]): Promise<ThreadResult> {
    const worker = this.#idle.pop() ?? this.#start();
    return new Promise((resolve, reject) => {
      let output = '';
      const streams = { stdout: '', stderr: '' };
      // Taken off one by one: a worker has listeners of its own.
      const onMessage = (message: Message) => {
        if ('output' in message) {
          output += message.output;
          streams[message.name] += message.output;
          return;
        }
        this.#idle.push(worker);
        settle(() => resolve({ exitCode: message.exitCode, output, ...streams }));
      };
      const onError = (error: Error) => settle(() => reject(error));
      const onExit = (exitCode: number) => settle(() => resolve({ exitCode, output, ...streams }));
      const hanging = setTimeout(() => {
        output += '\n(hangs)';
        void worker.terminate();
      }, HANGING);
      const settle = (how: () => void) => {
        clearTimeout(hanging);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        how();
      };
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(args);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((worker) => worker.terminate()));
  }

  #start(): Worker {
    return new Worker(HOST, {
      eval: true,
      workerData: { path: this.#path, url: pathToFileURL(this.#path).href },
      env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1' },
      execArgv: [],
    });
  }
}
