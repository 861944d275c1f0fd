import type { Authentication, requiredPermission } from '../auth.ts';
import type { FaultedRequest } from '../fault-plan.ts';
import type { Fault } from '../fault-text.ts';
import type { LimitedKind, LimitResource } from '../rate-limits.ts';
import type { ApiReply, RequestHeaders } from '../route.ts';
import type { RouteMatch } from '../route-table.ts';

/** A request as it came in, with its whole body. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: RequestHeaders;
  readonly bytes: Uint8Array;
}

/** One request, with all that follows from it alone, and what the layers have found out about it on the way. */
export interface Exchange {
  readonly incoming: Incoming;
  /** Path below the API's base. */
  readonly path: string;
  readonly match: RouteMatch | null;
  /** Whether it is for what github.com serves beside its API, where no token is asked for. */
  readonly isWeb: boolean;
  /** Whether the body could be read. */
  readonly isReadable: boolean;
  readonly request: FaultedRequest;
  readonly authentication: Authentication;
  readonly resource: LimitResource;
  readonly needed: ReturnType<typeof requiredPermission>;
  /** Whether somebody without a token may ask: it reads what a public repository shows to everybody. */
  readonly isOpenToAll: boolean;
  /** The faults that hit it. */
  faults: readonly Fault[];
  /** Whether the world must be saved before the answer goes out. */
  changed: boolean;
  /** Whether the client has the answer already (304). */
  etagHit: boolean;
  /** Whether it was counted against the hour's limit. */
  counted: boolean;
}

/** No answer: the connection is closed, reset, or left open for a while; or the process ends. */
export interface Cut {
  readonly cut: 'close' | 'reset' | 'hold' | 'crash';
}

export type Answer = ApiReply | Cut;

export const isCut = (answer: Answer): answer is Cut => 'cut' in answer;

/** One thing that happens to every request: it answers by itself, or asks the layers below and may change their answer. */
export type Layer = (exchange: Exchange, below: () => Promise<Answer>) => Answer | Promise<Answer>;

/** Asks the layers from the first to the last; the last one must answer by itself. */
export async function answerThrough(layers: readonly Layer[], exchange: Exchange): Promise<Answer> {
  const from = async (index: number): Promise<Answer> => {
    const layer = layers[index];
    if (layer === undefined) throw new Error('no layer has answered the request');
    return layer(exchange, () => from(index + 1));
  };
  return from(0);
}

/** The kind of token that asks; null without a known one. */
export const tokenKindOf = ({ authentication }: Exchange) =>
  authentication.kind === 'known' ? authentication.grant.tokenKind : null;

/** Whose budget a request is counted against; null: nobody's. */
export const limitedKindOf = (exchange: Exchange): LimitedKind | null =>
  exchange.authentication.kind === 'none' && exchange.isOpenToAll ? 'anonymous' : tokenKindOf(exchange);

export const isHitBy = ({ faults }: Exchange, ...names: readonly Fault['name'][]): boolean =>
  faults.some((fault) => names.includes(fault.name));
