import { AsyncLocalStorage } from 'node:async_hooks';
import process from 'node:process';
import { systemClock } from '../../../src/effects/clock.ts';

/** One run of the program in this process: where its requests go and what it says is kept. */
export interface Running {
  fetch(input: string, init?: RequestInit): Promise<Response>;
  said: string;
}

const running = new AsyncLocalStorage<Running>();

/** The environment as it was before any run: one that was killed has not tidied it up. */
let environment: NodeJS.ProcessEnv = {};

/**
 * Runs the program with streams and a `fetch` of its own: several runs, and some that were killed and never end, do not
 * hear of each other.
 */
export function runAs<T>(run: Running, program: () => Promise<T>): Promise<T> {
  return running.run(run, program);
}

/** What runs now finds exactly this environment, besides what every process has. */
export function setEnvironment(env: Readonly<Record<string, string | undefined>>): void {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  for (const [name, value] of Object.entries({ ...environment, ...env }))
    if (value !== undefined) process.env[name] = value;
}

/** From here on requests and words go to the run that they come from. @returns how to undo it */
export function separateRuns(): () => void {
  environment = { ...process.env };
  const { fetch } = globalThis;
  const clock = { ...systemClock };
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }));
  globalThis.fetch = ((input: string, init?: RequestInit) =>
    running.getStore()?.fetch(String(input), init) ?? fetch(input, init)) as typeof fetch;
  for (const { stream, write } of streams) {
    stream.write = ((...args: Parameters<typeof write>) => {
      const run = running.getStore();
      if (run === undefined) return write.apply(stream, args);
      run.said += String(args[0]);
      for (const each of args) if (typeof each === 'function') (each as () => void)();
      return true;
    }) as typeof write;
  }
  return () => {
    globalThis.fetch = fetch;
    for (const { stream, write } of streams) stream.write = write;
    setEnvironment({});
    Object.assign(systemClock, clock);
  };
}
