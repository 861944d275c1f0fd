import { RequestError } from '@octokit/request-error';
import { Octokit } from '@octokit/rest';
import type { EndpointDefaults, OctokitResponse } from '@octokit/types';
import type * as z from 'zod';
import { hideSecrets } from '../core/secrets.ts';
import { wholeAnswer } from './answer-body.ts';
import { lackOf, shapeOf } from './answer-shapes.ts';
import { proxiedFetch } from './proxied-fetch.ts';
import {
  type HttpAnswer,
  type PolicyRequest,
  RequestFailure,
  type RequestPolicy,
  withPolicy,
} from './request-policy.ts';

export interface OctokitOptions {
  /** Base URL of the REST API, without a trailing slash. */
  readonly apiUrl: string;
  readonly token: string;
  readonly policy: RequestPolicy;
  /** Milliseconds until an unanswered request counts as lost. */
  readonly timeout: number;
  readonly userAgent: string;
}

/** Option of a request: it is sent with the ETag of its last answer, since a 304 does not count against the limit. */
export const REVALIDATED = { request: { revalidate: true } } as const;

type Endpoint = Required<EndpointDefaults>;
type Send = (endpoint: Endpoint) => Promise<OctokitResponse<unknown>>;

/**
 * Octokit with our policy around every request, its pagination's too. What it hands over has a status of 2xx, or 304 with
 * the data known before; everything else is a RequestFailure without our token in it.
 */
export function octokitByPolicy({ apiUrl, token, policy, timeout, userAgent }: OctokitOptions): Octokit {
  const octokit = new Octokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent,
    request: {
      fetch: (input: string, init: RequestInit) =>
        within(timeout, async (signal) => wholeAnswer(await proxiedFetch(input, { ...init, signal }))),
      // The body that it finds is read already.
      parseSuccessResponseBody: false,
    },
    // A GitHub Enterprise deprecation notice must not land in the middle of our output.
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  // The first hook is the innermost. All of them are handed the same object: what one changes in it, the next ones see.
  const byPolicy = withPolicy<HttpAnswer>(policy);
  const wrap = (around: (send: Send, endpoint: Endpoint) => Promise<unknown>) =>
    octokit.hook.wrap('request', ((send: Send, endpoint: Endpoint) => around(send, endpoint)) as never);
  wrap(async (send, endpoint) => {
    const request = { method: endpoint.method, path: shownPath(endpoint, apiUrl), readOnly: isQuery(endpoint) };
    return inShape(request, endpoint, await byPolicy(request, () => answered(send, endpoint, token)));
  });
  const revalidate = revalidation();
  wrap((send, endpoint) => (endpoint.request.revalidate === true ? revalidate(send, endpoint) : send(endpoint)));
  octokit.hook.before('request', (endpoint) => {
    // Where files are uploaded was looked at by who asks.
    if (endpoint.request.isUpload !== true) endpoint.url = onApi(endpoint.url, apiUrl);
  });
  return octokit;
}

/** @param milliseconds until it is given up, as `fetch` gives up by a signal */
async function within<T>(milliseconds: number, act: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const given = new AbortController();
  const giveUp = () => given.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
  const timer = setTimeout(giveUp, milliseconds);
  try {
    return await act(given.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** @throws RequestFailure when an answer with a body is not of the shape that its readers rely on */
function inShape(
  request: PolicyRequest,
  { method, url, request: { shape } }: Endpoint,
  answer: HttpAnswer,
): HttpAnswer {
  const expected = (shape as z.ZodType | undefined) ?? shapeOf(`${method} ${url}`);
  if (expected === undefined || answer.status === 304) return answer;
  const lack = lackOf(expected, answer.data, answer.headers['content-type']);
  if (lack === null) return answer;
  throw new RequestFailure('out-of-shape', request, { status: answer.status, headers: answer.headers, detail: lack });
}

/** A query of GraphQL is a POST that changes nothing. */
function isQuery(endpoint: Endpoint): boolean {
  const { query } = endpoint as { query?: unknown };
  return endpoint.url === '/graphql' && typeof query === 'string' && query.startsWith('query');
}

/** Whatever status came, as an answer; rejects with the cause when none came. */
async function answered(send: Send, endpoint: Endpoint, token: string): Promise<HttpAnswer> {
  try {
    return (await send(endpoint)) as unknown as HttpAnswer;
  } catch (error) {
    if (error instanceof RequestError && error.response !== undefined)
      return withoutToken(error.response as unknown as HttpAnswer, token);
    // Octokit reports a connection that failed as a 500 without a response; the policy wants the cause itself.
    throw error instanceof RequestError && error.cause instanceof Error ? error.cause : error;
  }
}

/** Sends the ETag of the answer before, and hands over what is known where nothing changed. */
function revalidation(): (send: Send, endpoint: Endpoint) => Promise<OctokitResponse<unknown>> {
  const known = new Map<string, OctokitResponse<unknown>>();
  return async (send, endpoint) => {
    const { method, url, headers, ...parameters } = endpoint;
    const { request: _, baseUrl: __, mediaType: ___, ...values } = parameters as Record<string, unknown>;
    const key = JSON.stringify([method, url, values]);
    const before = known.get(key);
    const etag = before?.headers.etag;
    if (etag !== undefined) endpoint.headers = { ...headers, 'if-none-match': etag };
    const answer = await send(endpoint);
    if ((answer.status as number) === 304 && before !== undefined) return { ...copied(before), status: 304 as never };
    if (answer.headers.etag !== undefined) known.set(key, copied(answer));
    return answer;
  };
}

/** The pagination takes the answer apart, so what is kept is another object. */
const copied = (answer: OctokitResponse<unknown>): OctokitResponse<unknown> => ({
  ...answer,
  data: Array.isArray(answer.data) ? [...answer.data] : { ...(answer.data as object) },
});

/**
 * An address of the API, wherever it came from: the link to the next page is the server's word, and the token goes to no
 * other host. A gateway in front of the API is not left, either.
 */
function onApi(url: string, apiUrl: string): string {
  if (url.startsWith('/') || url.startsWith(`${apiUrl}/`) || !URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return `${new URL(apiUrl).origin}${pathname}${search}`;
}

/** A refusal without our token, which a server or a proxy may quote in its body or headers. */
const withoutToken = ({ status, headers, data }: HttpAnswer, token: string): HttpAnswer =>
  JSON.parse(JSON.stringify({ status, headers, data: data ?? null }), (_, value) =>
    typeof value === 'string' ? hideSecrets(value, [token]) : value,
  );

/** The path of a request for people: no host, no query, no credential. */
function shownPath(endpoint: Endpoint, apiUrl: string): string {
  const filled = endpoint.url.replace(/\{([^}]+)\}/g, (whole, key: string) => {
    const value = (endpoint as Record<string, unknown>)[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });
  const path = filled.startsWith(`${apiUrl}/`) ? filled.slice(apiUrl.length) : filled.replace(/^https?:\/\/[^/]*/, '');
  return path.split('?', 1)[0] ?? path;
}
