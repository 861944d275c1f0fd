import process from 'node:process';
import type { Output } from './output.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Ends when a person or a runner ends us. */
export const interruption = (): Promise<void> =>
  new Promise((ended) => {
    for (const signal of SIGNALS) process.once(signal, () => ended());
  });

/**
 * Does a part of a release that a person may interrupt: Ctrl+C then says how to go on, and ends the process as the signal
 * would have.
 *
 * @param next the command that continues; null where there is none
 * @param tidy puts away what nobody needs any more; must not wait
 */
export async function interruptible<T>(
  output: Output,
  { next, tidy }: { next: () => string | null; tidy?: () => void },
  work: () => Promise<T>,
): Promise<T> {
  const stop = (signal: NodeJS.Signals) => {
    // A benchmark that runs ends its own children first, and then stops the release in the ordinary way.
    if (process.listenerCount(signal) > 1) return;
    output.settle();
    output.say(output.colors.yellow('Interrupted: what was done stays done.'));
    const command = next();
    if (command !== null) output.say(`  go on with:  ${command}`);
    tidy?.();
    ignore();
    process.kill(process.pid, signal);
  };
  const ignore = () => {
    for (const signal of SIGNALS) process.off(signal, stop);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return await work();
  } finally {
    ignore();
  }
}
