import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { REHEARSAL_TOKENS } from '../auth.ts';
import type { Fault } from '../fault-text.ts';
import type { RequestLogEntry } from '../request-log.ts';
import type { ApiReply } from '../route.ts';
import { saveWorld } from '../save-world.ts';
import type { World } from '../world.ts';
import type { TokenKind } from '../world-state.ts';
import { addControl, plan, standing } from './control.ts';
import { fetchFrom, type InProcessFetch } from './in-process.ts';
import { PushHook } from './push-hook.ts';
import { RealTime } from './real-time.ts';
import { type Env, receiver } from './receive.ts';
import { serveGit } from './serve-git.ts';
import { Service, type ServiceOptions } from './service.ts';

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
  readonly pages?: (app: Hono<Env>, servedAt: (origin: string) => ServedWorld) => void;
  /** Whether a test may steer the world by `/_control`: let people act, move the time, add faults. Left out: not. */
  readonly control?: boolean;
  /** Real milliseconds that a connection of a `timeout` fault stays open without an answer. */
  readonly holdUnanswered?: number;
}

export interface EmbeddedGitHub {
  /** Base of the API, without a trailing slash; `/api/v3` behind it works as well. */
  readonly url: string;
  readonly port: number;
  readonly tokens: Readonly<Record<TokenKind, string>>;
  readonly requests: readonly RequestLogEntry[];
  /** For requests to the API that come from this process: they take their turn with the others, but no socket. */
  readonly fetch: InProcessFetch;
  /** `METHOD path` of requests that no endpoint answers. A test of a client asserts that there are none. */
  readonly unknownRoutes: readonly string[];
  /** Requests whose handling failed unexpectedly (500). */
  readonly failures: readonly string[];
  /** Faults that found no occasion. */
  unfiredFaults(): Fault[];
  /**
   * From now on the world's virtual clock moves with real time, `pace` times as fast: for people who look at it with gh
   * or a browser, and for clients that have a clock of their own.
   */
  followRealTime(pace?: number): void;
  /** What `/_control` does, for whoever started this in their own process. */
  readonly control: ControlHandle;
  close(): Promise<void>;
}

export interface ControlHandle {
  readonly standing: () => ReturnType<typeof standing>;
  /** Lets a person act now, or plans it (null). */
  readonly act: (wanted: Parameters<typeof plan>[1]) => Promise<ApiReply | null>;
  readonly addFaults: (faults: readonly Fault[]) => void;
  readonly clearFaults: () => void;
  /** Moves the clock of the world on. Milliseconds. */
  readonly skip: (milliseconds: number) => Promise<boolean>;
}

/**
 * Serves a world over HTTP on the loopback interface, as api.github.com does at `/`, as GitHub Enterprise Server does at
 * `/api/v3` and `/api/graphql`; git repositories and archives are where github.com has them.
 *
 * Requests are answered one after another, so that the n-th request is the same in every rehearsal. What a request has
 * changed is saved before its answer is sent.
 */
export async function startEmbeddedGitHub(options: EmbeddedGitHubOptions): Promise<EmbeddedGitHub> {
  const { world } = options;
  const github = new Service(options);
  const time = new RealTime(world);
  const requests = receiver(github, () => time.move(), options.holdUnanswered ?? 60_000);
  const app = new Hono<Env>();
  app.use(async (context, next) => {
    // A page of another site must not reach the rehearsal through a name that resolves to the loopback address.
    const { hostname } = new URL(context.req.url);
    const isLoopback = /^(127\.0\.0\.1|\[::1\]|(.+\.)?localhost)$/.test(hostname);
    return isLoopback ? next() : context.text('The embedded GitHub serves 127.0.0.1 and *.localhost only.\n', 421);
  });
  options.pages?.(app, (origin) => {
    time.move();
    return { world, requests: github.log.entries, origin, token: github.shownToken };
  });
  const controlled = { github, time, inTurn: requests.inTurn };
  if (options.control === true) addControl(app, controlled);
  const hook = new PushHook();
  const git = { github, hook, inTurn: requests.inTurn };
  app.all('/:owner/:repository/:rest{info/refs|git-upload-pack|git-receive-pack}', (context) => serveGit(git, context));
  app.all('*', (context) => requests.receive(context));
  app.onError((error, context) => {
    github.reportFailure(context.req.method, new URL(context.req.url).pathname, error);
    return context.json({ message: 'Server Error' }, 500);
  });

  const { port, stop } = await listen(app, options);
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    tokens: REHEARSAL_TOKENS,
    requests: github.log.entries,
    fetch: fetchFrom(requests),
    unknownRoutes: github.unknownRoutes,
    failures: github.failures,
    unfiredFaults: () => github.plan.unfired(),
    followRealTime: (pace = 1) => time.follow(pace),
    control: {
      standing: () => standing(controlled),
      act: (wanted) => requests.inTurn(() => plan(controlled, wanted)),
      addFaults: (faults) => github.plan.add(faults),
      clearFaults: () => github.plan.clear(),
      skip: (milliseconds) => requests.inTurn(async () => time.skip(milliseconds)),
    },
    close: async () => {
      await stop();
      await requests.idle();
      await hook.close();
      await saveWorld(world);
    },
  };
}

async function listen(
  app: Hono<Env>,
  { port: wanted = 0, tls }: Pick<EmbeddedGitHubOptions, 'port' | 'tls'>,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const plain = { fetch: app.fetch, overrideGlobalObjects: false };
  const server =
    tls === undefined
      ? createAdaptorServer(plain)
      : createAdaptorServer({ ...plain, createServer: (await import('node:https')).createServer, serverOptions: tls });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}
