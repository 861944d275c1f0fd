import type { Clock } from '../effects/clock.ts';
import { ProxyFailure } from './proxy-failure.ts';

/**
 * How requests are sent, so that no caller has to think about it: reads are repeated when the network or GitHub hiccups,
 * writes never are (GitHub may have applied one whose answer was lost: the reconcilers read back instead), rate limits
 * are waited for within bounds and shown, and writes keep a second apart.
 *
 * Sources: GitHub documentation, "Rate limits for the REST API" and "Best practices for using the REST API".
 */

/** The answer to a request that did reach GitHub and came back. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: unknown;
}

/** Why there is no usable answer. */
export class RequestFailure extends Error {
  readonly kind: RequestFailureKind;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  /** GitHub's `message` and `errors`, joined; untrusted text. */
  readonly detail: string;

  constructor(
    kind: RequestFailureKind,
    request: { method: string; path: string },
    answer: { status: number | null; headers?: Readonly<Record<string, string>>; detail: string },
    options?: { cause?: unknown },
  ) {
    super(`${request.method} ${request.path}: ${answer.status ?? 'no answer'} ${answer.detail}`, options);
    this.name = 'RequestFailure';
    this.kind = kind;
    this.method = request.method;
    this.path = request.path;
    this.status = answer.status;
    this.headers = answer.headers ?? {};
    this.detail = answer.detail;
  }

  /** True when a write may or may not have been applied: read back before deciding anything. */
  get uncertain(): boolean {
    return this.kind === 'no-answer' || this.kind === 'server-error' || this.kind === 'out-of-shape';
  }
}

/** Whether GitHub does not show it to this token: it says so, or that there is no such thing. */
export const isHidden = (error: unknown): error is RequestFailure =>
  error instanceof RequestFailure && (error.kind === 'forbidden' || error.kind === 'not-found');

export type RequestFailureKind =
  /** Connection refused, reset, timed out: nobody knows what happened. */
  | 'no-answer'
  | 'server-error'
  | 'rate-limited'
  /** 401 */
  | 'unauthorized'
  /** 403 that is no rate limit */
  | 'forbidden'
  /** 404, 410 */
  | 'not-found'
  /** 405, 409, 422 and other 4xx: GitHub understood and refused. */
  | 'refused'
  /** 2xx, but not what GitHub describes: something else answered, or almost GitHub. */
  | 'out-of-shape';

export interface RequestPolicy {
  readonly clock: Clock;
  /** Called before every wait, so that a person sees why nothing moves. */
  readonly onWait: (reason: string, milliseconds: number) => void;
  /** Repetitions of a read after the first attempt. */
  readonly readRetries: number;
  /** Longest single wait for a rate limit, in milliseconds; a longer one stops the release resumably. */
  readonly longestRateLimitWait: number;
  /** Milliseconds between the starts of two writes. */
  readonly writeSpacing: number;
}

export const defaultPolicy = (clock: Clock, onWait: RequestPolicy['onWait']): RequestPolicy => ({
  clock,
  onWait,
  readRetries: 4,
  longestRateLimitWait: 65 * 60_000,
  writeSpacing: 1_000,
});

/**
 * How long GitHub asks us to wait, in milliseconds, or null when the answer is no rate limit. The times in it are GitHub's, and
 * so is the one that they are held against, which the answer says as well: this machine's clock may be hours off.
 *
 * @param now this machine's time, where the answer does not say its own
 */
export function rateLimitWait(answer: HttpAnswer, detail: string, now: Date, attempt: number): number | null {
  const isRefusal = answer.status === 403 || answer.status === 429;
  if (!isRefusal && !isGraphQLRateLimit(answer)) return null;
  const answeredAt = timeIn(answer.headers.date) ?? now.getTime();
  const retryAfter = waitIn(answer.headers['retry-after'], answeredAt);
  if (retryAfter !== null) return Math.max(1_000, retryAfter);
  if (answer.headers['x-ratelimit-remaining'] === '0') {
    const reset = Number(answer.headers['x-ratelimit-reset']) * 1_000;
    return Number.isFinite(reset) ? Math.max(1_000, reset - answeredAt + 1_000) : 60_000;
  }
  // A secondary limit without headers: the documentation asks for a minute, then exponentially more.
  if (answer.status === 429 || !isRefusal || /secondary rate limit|abuse detection/i.test(detail))
    return 60_000 * 2 ** attempt;
  return null;
}

function timeIn(date: string | undefined): number | null {
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? null : time;
}

/** `Retry-After` in milliseconds: seconds, or a date, as what stands in between may write it. Source: RFC 9110, 10.2.3. */
function waitIn(retryAfter: string | undefined, answeredAt: number): number | null {
  if (retryAfter === undefined) return null;
  const seconds = Number(retryAfter);
  if (Number.isFinite(seconds)) return seconds * 1_000;
  const until = timeIn(retryAfter);
  return until === null ? null : until - answeredAt;
}

/**
 * GraphQL says it with 200. Source: GitHub documentation, "Rate limits and query limits for the GraphQL API": an error of type
 * RATE_LIMITED, and the same headers as REST.
 */
function isGraphQLRateLimit({ status, data }: HttpAnswer): boolean {
  if (status !== 200 || typeof data !== 'object' || data === null) return false;
  const { errors } = data as { errors?: unknown };
  return (
    Array.isArray(errors) &&
    errors.some((each) => each?.type === 'RATE_LIMITED' || /secondary rate limit/i.test(String(each?.message ?? '')))
  );
}

function kindOf(status: number): RequestFailureKind {
  if (status >= 500) return 'server-error';
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  return 'refused';
}

/** GitHub's error body as one line. */
export function errorDetail(body: unknown): string {
  if (typeof body !== 'object' || body === null) return typeof body === 'string' ? body.slice(0, 300) : '';
  const { message, errors } = body as { message?: unknown; errors?: unknown };
  const parts = [typeof message === 'string' ? message : ''];
  if (Array.isArray(errors)) {
    for (const each of errors.slice(0, 5)) {
      if (typeof each === 'string') parts.push(each);
      else if (typeof each?.message === 'string') parts.push(each.message);
    }
  }
  return parts.filter(Boolean).join('; ').slice(0, 1_000);
}

/**
 * Sends one request by the policy (`send` resolves for every HTTP status and rejects only without an answer) with the policy.
 * Resolves with 2xx and 304 answers, rejects with RequestFailure otherwise.
 */
export function withPolicy<Answer extends HttpAnswer>(
  policy: RequestPolicy,
): (request: PolicyRequest, send: () => Promise<Answer>) => Promise<Answer> {
  let nextWriteAt = 0;
  return async (request, send) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD' || request.readOnly === true;
    for (let attempt = 0; ; attempt += 1) {
      if (!isRead) {
        // The place is taken before the wait: two writes that are asked for at once go one after the other, too.
        const now = policy.clock.now().getTime();
        const startAt = Math.max(now, nextWriteAt);
        nextWriteAt = startAt + policy.writeSpacing;
        if (startAt > now) await policy.clock.sleep(startAt - now);
      }
      let answer: Answer;
      try {
        answer = await send();
      } catch (cause) {
        const detail = cause instanceof Error ? describeConnectionError(cause) : 'the connection failed';
        if (isRead && attempt < policy.readRetries) {
          await pause(policy, `${request.method} ${request.path}: ${detail}`, 1_000 * 2 ** attempt);
          continue;
        }
        throw new RequestFailure('no-answer', request, { status: null, detail }, { cause });
      }
      const isDone = (answer.status >= 200 && answer.status < 300) || answer.status === 304;
      if (isDone && !isGraphQLRateLimit(answer)) return answer;
      const detail = errorDetail(answer.data);
      const limit = rateLimitWait(answer, detail, policy.clock.now(), attempt);
      if (limit !== null) {
        if (limit > policy.longestRateLimitWait || attempt >= policy.readRetries) {
          throw new RequestFailure('rate-limited', request, { ...answer, detail });
        }
        // GitHub refused before doing anything, so repeating a write is safe here.
        await pause(policy, `rate limit: ${detail}`, limit);
        continue;
      }
      const kind = kindOf(answer.status);
      if (kind === 'server-error' && isRead && attempt < policy.readRetries) {
        await pause(policy, `${request.method} ${request.path}: ${answer.status}`, 1_000 * 2 ** attempt);
        continue;
      }
      throw new RequestFailure(kind, request, { ...answer, detail });
    }
  };
}

export interface PolicyRequest {
  readonly method: string;
  readonly path: string;
  /** A POST that changes nothing (a GraphQL query). */
  readonly readOnly?: boolean;
}

async function pause(policy: RequestPolicy, reason: string, milliseconds: number): Promise<void> {
  policy.onWait(reason, milliseconds);
  await policy.clock.sleep(milliseconds);
}

/** undici hides the reason in `cause`; show its code, the way that was gone, and nothing that could hold a credential. */
export function describeConnectionError(error: Error): string {
  let way = '';
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if (each instanceof ProxyFailure) way = each.proxy;
    const proxy = /^Proxy (?:response|Authentication Required) \((\d{3})\)/.exec(each.message);
    if (proxy !== null) return `the proxy${way === '' ? '' : ` at ${way}`} answered ${proxy[1]}`;
    const by = way === '' ? '' : ` by way of the proxy at ${way}`;
    const unresolved = unresolvedHost(each);
    if (unresolved !== null) return `the name ${unresolved.host} is not found${by} (${unresolved.code})`;
    const code = (each as NodeJS.ErrnoException).code;
    if (typeof code === 'string') return `no answer${by} (${code})`;
    if (each.name === 'TimeoutError') return `no answer in time${by}`;
  }
  return way === '' ? 'no answer' : `no answer by way of the proxy at ${way}`;
}

/** The host whose name could not be resolved, somewhere among the causes of an error; null where that was not it. */
export function unresolvedHost(error: unknown): { readonly host: string; readonly code: string } | null {
  for (let each = error; each instanceof Error; each = each.cause) {
    const { code, hostname } = each as NodeJS.ErrnoException & { hostname?: unknown };
    if ((code === 'ENOTFOUND' || code === 'EAI_AGAIN') && typeof hostname === 'string') return { host: hostname, code };
  }
  return null;
}
