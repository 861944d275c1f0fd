import { answerHere } from './own-fetch.ts';

export interface PassingRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

/** Called with every request before the server gets it; an answer of its own keeps it from the server. */
export type Between = (
  request: PassingRequest,
) => Promise<{ readonly status: number; readonly body?: object } | undefined>;

let count = 0;

/**
 * Stands between a client of this process and a server, and sees every request.
 *
 * @returns the address that takes the place of the server's
 */
export function standBetween(target: string, between: Between): string {
  count += 1;
  const url = `http://between-${count}.localhost`;
  answerHere(url, async (input, init = {}) => {
    const { pathname, search, searchParams } = new URL(input);
    const { method = 'GET', body } = init;
    const text = body == null ? '' : await new Response(body).text();
    const own = await between({ method, path: pathname, query: searchParams, body: text });
    if (own === undefined) return fetch(`${target}${pathname}${search}`, init);
    const headers = { 'content-type': 'application/json' };
    return new Response(JSON.stringify(own.body ?? {}), { status: own.status, headers });
  });
  return url;
}
