import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { REHEARSAL_TOKENS } from '../auth.ts';
import type { Fault } from '../fault-text.ts';
import type { RequestLogEntry } from '../request-log.ts';
import type { ApiReply } from '../route.ts';
import { saveWorld } from '../save-world.ts';
import type { TokenKind } from '../world-state.ts';
import type { BesideTheApi } from './beside-the-api.ts';
import { fetchFrom, type InProcessFetch } from './in-process.ts';
import { RealTime } from './real-time.ts';
import { receiver, sendJson, sendText } from './receive.ts';
import type { EmbeddedGitHubOptions, ServedWorld } from './served-world.ts';
import { Service } from './service.ts';
import { plan, standing } from './steering.ts';

export type { EmbeddedGitHubOptions, ServedWorld } from './served-world.ts';

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

/** Real milliseconds for which an idle connection is kept: longer than clients keep theirs. */
const KEPT_OPEN = 75_000;

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
  const controlled = { github, time, inTurn: requests.inTurn };
  const api = (incoming: IncomingMessage, outgoing: ServerResponse) =>
    requests.receive(incoming, outgoing, addressOf(incoming, options));
  const servedAt = (origin: string): ServedWorld => {
    time.move();
    return { world, requests: github.log.entries, origin, token: github.shownToken };
  };
  let beside: Promise<BesideTheApi> | null = null;
  const besideIt = () => {
    // Loaded when somebody comes for it: most tests speak to the API alone.
    beside ??= import('./beside-the-api.ts').then(({ besideTheApi }) =>
      besideTheApi({ ...controlled, options, servedAt, api }),
    );
    return beside;
  };
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { hostname, pathname } = addressOf(incoming, options);
    // A page of another site must not reach the rehearsal through a name that resolves to the loopback address.
    if (!/^(127\.0\.0\.1|\[::1\]|(.+\.)?localhost)$/.test(hostname))
      return sendText(outgoing, 421, 'The embedded GitHub serves 127.0.0.1 and *.localhost only.\n');
    // Whoever does not say what it is gets no further, and it costs nothing.
    if (isUnnamed(incoming) && API_PATH.test(pathname)) return sendText(outgoing, 403, UNNAMED, 'text/html');
    const isPerson = /\btext\/html\b/.test(incoming.headers.accept ?? '');
    if (!isPerson && API_PATH.test(pathname)) return api(incoming, outgoing);
    return (await besideIt()).receive(incoming, outgoing);
  };
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      if (error instanceof BadAddress) return sendText(outgoing, 400, 'Bad Request\n');
      github.reportFailure(incoming.method ?? '', incoming.url ?? '', error);
      if (outgoing.headersSent) outgoing.destroy();
      else sendJson(outgoing, 500, { message: 'Server Error' });
    });
  };

  const { port, stop } = await listen(listener, options);
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
      await (await beside)?.close();
      await saveWorld(world);
    },
  };
}

/** Where nothing but the API is: whatever else there may be is asked for otherwise. */
const API_PATH = /^\/(?:repos\/|repositories\/|api\/(?:v3|graphql|uploads)(?:\/|$)|(?:graphql|rate_limit|meta|user)$)/;

/** Source: GitHub documentation, "Getting started with the REST API" (User-Agent); the text as clients have quoted it. */
const UNNAMED = `
Request forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required). Check https://developer.github.com for other possible causes.
`;
const isUnnamed = ({ headers }: IncomingMessage): boolean => (headers['user-agent'] ?? '').trim() === '';

class BadAddress extends Error {}

/** The address that a client used; one that goes through a proxy names all of it. */
function addressOf({ url = '/', headers }: IncomingMessage, { tls }: Pick<EmbeddedGitHubOptions, 'tls'>): URL {
  try {
    return new URL(
      /^https?:\/\//i.test(url) ? url : `${tls === undefined ? 'http' : 'https'}://${headers.host ?? ''}${url}`,
    );
  } catch (cause) {
    throw new BadAddress('no address', { cause });
  }
}

async function listen(
  listener: RequestListener,
  { port: wanted = 0, tls }: Pick<EmbeddedGitHubOptions, 'port' | 'tls'>,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const server =
    tls === undefined ? createServer(listener) : (await import('node:https')).createServer({ ...tls }, listener);
  // A client that asks again just as an idle connection is closed fails by no fault of its own: five seconds are soon over.
  server.keepAliveTimeout = KEPT_OPEN;
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
      server.closeAllConnections();
      await closed;
    },
  };
}
