import type { World, WorldEvent } from './world.ts';
import type { Actor, TokenKind } from './world-state.ts';

/** What is asked of a request's headers, by name in any case: one of the platform's own costs more than most answers. */
export type RequestHeaders = Pick<Headers, 'get'>;

/** Who asks, as the token says. */
export interface Requester {
  readonly actor: Actor;
  readonly tokenKind: TokenKind;
  /** Permission name to the access given; left out: everything that its kind may do. */
  readonly permissions?: ReadonlyMap<string, 'read' | 'write'>;
  /** Whether nobody is known to ask: what only those see who may push is not shown. */
  readonly isAnonymous?: boolean;
}

export interface ApiRequest {
  readonly world: World;
  readonly requester: Requester;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON, or null when there was no body. */
  readonly body: unknown;
  readonly headers: RequestHeaders;
  /** Scheme, host and port the client used, without a trailing slash: absolute URLs in answers start with it. */
  readonly apiUrl: string;
  /** Tells the world of something that may start workflows, as done by the requester. Called after it has happened. */
  readonly emit: (world: World, event: WorldEvent, requester: Requester) => Promise<void>;
  /** What is left of the hour, for the query that asks and costs so many points. */
  readonly budget?: () => {
    readonly cost: number;
    readonly limit: number;
    readonly used: number;
    /** Seconds since the epoch. */
    readonly reset: number;
  };
}

export interface ApiReply {
  readonly status: number;
  /** JSON value, bytes, or nothing. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the answer takes from the hour's budget; 1 when left out. */
  readonly points?: number;
  /** What GitHub answers and this one does not: told to whoever looks after the rehearsal. */
  readonly unanswered?: readonly string[];
}

/** One endpoint. `path` is the template of GitHub's OpenAPI description, so that its schema can be looked up by it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Left out: JSON. With `bytes`, `body` is a Uint8Array as it was sent (uploads). */
  readonly takes?: 'bytes';
  /** Whether its last parameter may be left out, with the slash before it. */
  readonly lastMayBeEmpty?: boolean;
  readonly handle: (request: ApiRequest) => ApiReply | Promise<ApiReply>;
}

/** Where GitHub sends whoever was refused, if no page fits better. */
export const GENERAL_PAGE = 'https://docs.github.com/rest';

/** An error answer in GitHub's shape. */
export const apiError = (status: number, message: string, errors?: readonly unknown[]): ApiReply => ({
  status,
  body: {
    message,
    ...(errors === undefined ? {} : { errors }),
    documentation_url: GENERAL_PAGE,
    status: String(status),
  },
});
