import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { RequestLogEntry } from '../request-log.ts';
import type { World } from '../world.ts';
import type { ServiceOptions } from './service.ts';

export type Env = { Bindings: HttpBindings };

/** What pages for people can show. */
export interface ServedWorld {
  readonly world: World;
  readonly requests: readonly RequestLogEntry[];
  /** Scheme, host and port the browser used. */
  readonly origin: string;
  /** A token that works here, to be shown in examples. */
  readonly token: string;
}

export interface EmbeddedGitHubOptions extends ServiceOptions {
  /** On 127.0.0.1; 0 takes a free one. */
  readonly port?: number;
  /** Serves https with these; left out: plain HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Adds pages for people, which go before git and the API. Left out: there are none. */
  readonly pages?: (app: Hono<Env>, servedAt: (origin: string) => ServedWorld) => void | Promise<void>;
  /** Whether a test may steer the world by `/_control`: let people act, move the time, add faults. Left out: not. */
  readonly control?: boolean;
  /** Real milliseconds that a connection of a `timeout` fault stays open without an answer. */
  readonly holdUnanswered?: number;
}
