import { type ApiReply, apiError } from './route.ts';
import type { TokenKind, WorldState } from './world-state.ts';

/** Whose budget it is: a token's kind, or that of everybody who reads without one. */
export type LimitedKind = TokenKind | 'anonymous';

/** What a token may spend; every number can be set for a rehearsal. */
export interface LimitSettings {
  /** Requests an hour for each kind of token, and for those who have none. */
  readonly perHour: Readonly<Record<LimitedKind, number>>;
  /** GraphQL points an hour. */
  readonly graphqlPerHour: number;
  /** Secondary limit: points in any 60 seconds; a read costs 1, a write 5. */
  readonly pointsPerMinute: number;
  /** Secondary limit: requests that create content in any 60 seconds. */
  readonly writesPerMinute: number;
}

/**
 * Source: GitHub documentation, "Rate limits for the REST API" (an app installation has 5,000 or more; GITHUB_TOKEN 1,000
 * per repository) and "Rate limits for the GraphQL API".
 */
export const STANDARD_LIMITS: LimitSettings = {
  perHour: { app: 5_000, 'github-token': 1_000, pat: 5_000, anonymous: 60 },
  graphqlPerHour: 5_000,
  pointsPerMinute: 900,
  writesPerMinute: 80,
};

const HOUR = 3_600_000;
const MINUTE = 60_000;
const DOCUMENTATION = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api';

export type LimitResource = 'core' | 'graphql';

/** One hour's budget as `rate_limit` shows it; `reset` in seconds since the epoch. */
export interface Budget {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly reset: number;
}

interface Spending {
  readonly at: number;
  readonly points: number;
  readonly isWrite: boolean;
}

/** What was spent in the last minute, with its sums: a busy minute is not counted anew at each request. */
class LastMinute {
  /** Oldest first; those before `#from` are over. */
  #spendings: Spending[] = [];
  #from = 0;
  points = 0;
  writes = 0;

  get oldest(): number | undefined {
    return this.#spendings[this.#from]?.at;
  }

  add(spending: Spending): void {
    this.#spendings.push(spending);
    this.#count(spending, 1);
  }

  /** Leaves out what was spent at this time or before. */
  forgetUntil(time: number): void {
    for (
      let next = this.#spendings[this.#from];
      next !== undefined && next.at <= time;
      next = this.#spendings[this.#from]
    ) {
      this.#count(next, -1);
      this.#from += 1;
    }
    if (this.#from * 2 <= this.#spendings.length) return;
    this.#spendings = this.#spendings.slice(this.#from);
    this.#from = 0;
  }

  #count({ points, isWrite }: Spending, times: 1 | -1): void {
    this.points += times * points;
    if (isWrite) this.writes += times;
  }
}

/**
 * Counts what each kind of token spends. The hour's budget is part of the world's state, so that a resumed rehearsal
 * finds it as it was; the minute's is not, as GitHub does not show it either.
 */
export class RateLimits {
  readonly #state: WorldState;
  readonly #settings: LimitSettings;
  readonly #recent = new Map<LimitedKind, LastMinute>();
  readonly #blockedUntil = new Map<LimitedKind, number>();

  constructor(state: WorldState, settings: LimitSettings = STANDARD_LIMITS) {
    this.#state = state;
    this.#settings = settings;
  }

  #bucket(kind: LimitedKind, resource: LimitResource, now: number): { used: number; resetAt: number } {
    this.#state.rateLimits ??= {};
    const key = `${kind}/${resource}`;
    const known = this.#state.rateLimits[key];
    if (known !== undefined && now < known.resetAt) return known;
    const fresh = { used: 0, resetAt: now + HOUR };
    this.#state.rateLimits[key] = fresh;
    return fresh;
  }

  #limit(kind: LimitedKind, resource: LimitResource): number {
    return resource === 'core'
      ? this.#settings.perHour[kind]
      : kind === 'anonymous'
        ? 0
        : this.#settings.graphqlPerHour;
  }

  /** @param now milliseconds on the world's clock */
  budget(kind: LimitedKind, resource: LimitResource, now: number): Budget {
    const { used, resetAt } = this.#bucket(kind, resource, now);
    const limit = this.#limit(kind, resource);
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(resetAt / 1_000) };
  }

  /** The refusal when a limit is reached, or null when the request may be answered. Spends nothing of the hour. */
  refusal(kind: LimitedKind, resource: LimitResource, isWrite: boolean, now: number): ApiReply | null {
    if (this.budget(kind, resource, now).remaining === 0) {
      const message =
        kind === 'anonymous'
          ? "API rate limit exceeded for 127.0.0.1. (But here's the good news: Authenticated requests get a higher rate limit. Check out the documentation for more details.)"
          : `API rate limit exceeded for ${kind}.`;
      // GraphQL refuses with 200. Source: "Rate limits and query limits for the GraphQL API".
      if (resource === 'graphql') return { status: 200, body: { errors: [{ type: 'RATE_LIMITED', message }] } };
      return {
        status: 403,
        body: { message, documentation_url: DOCUMENTATION },
      };
    }
    const blockedUntil = this.#blockedUntil.get(kind) ?? 0;
    if (now < blockedUntil) return secondaryRefusal(blockedUntil - now);
    const recent = this.#recent.get(kind) ?? new LastMinute();
    this.#recent.set(kind, recent);
    recent.forgetUntil(now - MINUTE);
    const points = isWrite ? 5 : 1;
    const isOver =
      recent.points + points > this.#settings.pointsPerMinute ||
      (isWrite && recent.writes >= this.#settings.writesPerMinute);
    if (isOver) return secondaryRefusal((recent.oldest ?? now) + MINUTE - now);
    recent.add({ at: now, points, isWrite });
    return null;
  }

  /** Counts one answered request, or the points of a GraphQL query; not called for a 304. */
  spend(kind: LimitedKind, resource: LimitResource, now: number, points = 1): void {
    this.#bucket(kind, resource, now).used += points;
  }

  /** Uses up the hour: nothing is left until `resetAt`. */
  exhaust(kind: LimitedKind, resource: LimitResource, resetAt: number, now: number): void {
    this.#bucket(kind, resource, now);
    if (this.#state.rateLimits !== undefined) {
      this.#state.rateLimits[`${kind}/${resource}`] = { used: this.#limit(kind, resource), resetAt };
    }
  }

  /** Leaves so many requests in this hour. */
  leave(kind: LimitedKind, remaining: number, now: number): void {
    const bucket = this.#bucket(kind, 'core', now);
    bucket.used = Math.max(bucket.used, this.#limit(kind, 'core') - remaining);
  }

  /** Applies a secondary limit: every request is refused until then. */
  block(kind: LimitedKind, until: number): void {
    this.#blockedUntil.set(kind, until);
  }
}

/** @param milliseconds until GitHub would answer again */
function secondaryRefusal(milliseconds: number): ApiReply {
  const reply = apiError(
    403,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  );
  return { ...reply, headers: { 'retry-after': String(Math.max(1, Math.ceil(milliseconds / 1_000))) } };
}

/** `x-ratelimit-*` as every answer carries them. */
export const limitHeaders = (budget: Budget, resource: LimitResource): Record<string, string> => ({
  'x-ratelimit-limit': String(budget.limit),
  'x-ratelimit-remaining': String(budget.remaining),
  'x-ratelimit-reset': String(budget.reset),
  'x-ratelimit-used': String(budget.used),
  'x-ratelimit-resource': resource,
});
