import type { InProcessFetch } from '../../src/embedded-github/server/in-process.ts';
import { afterThisFile } from './leftovers.ts';

/** Who answers requests of this process, by scheme, host and port. */
const answering = new Map<string, InProcessFetch>();
const { fetch } = globalThis;

const GIT = /^\/[^/]+\/[^/]+\.git\//;

/**
 * Until the end of this file, requests of this process for an API at this address are answered here, without a socket. Those
 * of other processes, and what is no request for the API, go where they went.
 */
export function answerHere(url: string, answer: InProcessFetch): void {
  globalThis.fetch = ownFetch;
  answering.set(new URL(url).origin, answer);
  afterThisFile(() => {
    answering.delete(new URL(url).origin);
  });
}

const ownFetch = ((input: string | URL | Request, init?: RequestInit) => {
  if (input instanceof Request) return fetch(input, init);
  const { origin, pathname } = new URL(input);
  // Whoever asks without a token may be a person with a browser.
  const isOfApi = new Headers(init?.headers).has('authorization') && !GIT.test(pathname);
  const answer = isOfApi ? answering.get(origin) : undefined;
  return answer === undefined ? fetch(input, init) : answer(String(input), init);
}) as typeof fetch;
