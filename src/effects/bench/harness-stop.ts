import { problem, Stop } from '../../core/problem.ts';
import type { HarnessEnd } from './harness-process.ts';

/** A run that did not end by itself, or with success. */
export function harnessStop(what: string, end: HarnessEnd): Stop {
  const how =
    end.kind === 'timeout'
      ? 'did not end in its time and was stopped with its children'
      : end.kind === 'too-much-output'
        ? 'printed more than any result has reason to be, and was stopped'
        : end.kind === 'not-started'
          ? `could not be started (${end.why})`
          : end.kind === 'signal'
            ? `was ended by ${end.signal}`
            : `ended with exit code ${end.exitCode}`;
  return new Stop([problem('bench-harness-failed', `${what} ${how}.`)]);
}
