import { startForTests } from '../../src/hosting/start-for-tests.ts';
import { afterThisFile } from './leftovers.ts';

/** A GitHub for hundreds of calls in a row by another client, which moves its time on itself. */
export async function serveClient() {
  const limits = { writesPerMinute: 100_000, pointsPerMinute: 1_000_000 };
  const github = await startForTests({ world: { pace: 1, limits }, warn: () => {} });
  afterThisFile(() => github.close());
  return github;
}

/** A call of a client's suite, as its program tells it. */
export interface ClientCall {
  readonly call: string;
  readonly ok: boolean;
  readonly value?: unknown;
  readonly status?: number;
  readonly message?: string;
}

/** Calls that a program told, a line of JSON each. */
export const callsIn = (stdout: string): ClientCall[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ClientCall);
