import { proxiedFetch } from './proxied-fetch.ts';

/** How long an answer may take: its head, and all of it. Milliseconds. */
export interface AnswerTimes {
  readonly head: number;
  readonly whole: number;
}

/**
 * Fetches what is read piece by piece. It may be large, so the whole may take its time; but a server that does not even
 * begin to answer is as dead for a download as for any other request. Either way the error is a `TimeoutError`, as that of
 * `AbortSignal.timeout`.
 */
export async function fetchStreamed(url: string, init: RequestInit, times: AnswerTimes): Promise<Response> {
  const controller = new AbortController();
  const abort = (what: string) => controller.abort(new DOMException(`${what} took too long`, 'TimeoutError'));
  setTimeout(abort, times.whole, 'the answer').unref();
  const head = setTimeout(abort, times.head, 'the head of the answer');
  try {
    return await proxiedFetch(url, { ...init, signal: controller.signal });
  } finally {
    clearTimeout(head);
  }
}
