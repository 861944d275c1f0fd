import { problem, Stop } from '../../core/problem.ts';
import type { HarnessEnd } from './harness-process.ts';

/** How a run ended, as a sentence's end. */
export function howItEnded(end: HarnessEnd): string {
  switch (end.kind) {
    case 'timeout':
      return 'did not end in its time and was stopped with its children';
    case 'too-much-output':
      return 'printed more than any result has reason to be, and was stopped';
    case 'not-started':
      return `could not be started (${end.why})`;
    case 'signal':
      return `was ended by ${end.signal}`;
    case 'exit':
      return `ended with exit code ${end.exitCode}`;
  }
}

/** A run that did not end by itself, or with success. */
export const harnessStop = (what: string, end: HarnessEnd): Stop =>
  new Stop([problem('bench-harness-failed', `${what} ${howItEnded(end)}.`)]);
