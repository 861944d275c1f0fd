import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { VirtualClock } from '../effects/clock.ts';
import { addBrowserPages } from '../rehearse/browser-pages.ts';
import { saveWorld } from '../rehearse/create-world.ts';
import type { ToldRelease } from '../rehearse/rehearsal-page.ts';
import { advanceWorld } from './advance.ts';
import {
  acceptedPermissions,
  authenticate,
  isAllowed,
  notAccessible,
  REHEARSAL_TOKENS,
  requiredPermission,
  standardTokens,
  type TokenTable,
  unauthorized,
} from './auth.ts';
import { etagOf, matchesEtag } from './etags.ts';
import { type Fault, type FaultedRequest, FaultPlan, isWrite, SOMEBODY_ELSE } from './faults.ts';
import { serveGit } from './git-smart-http.ts';
import { intervene } from './interventions.ts';
import { type LimitResource, type LimitSettings, limitHeaders, RateLimits, STANDARD_LIMITS } from './rate-limits.ts';
import { loggedPath, openRequestLog, operationOf, type RequestLogEntry } from './request-log.ts';
import { standardRoutes, webRoutes } from './rest/all.ts';
import { type ApiReply, type ApiRequest, apiError, type Requester, type Route } from './route.ts';
import { type RouteTable, routeTable } from './route-table.ts';
import { emitWorldEvent } from './workflow-events.ts';
import type { World } from './world.ts';
import type { TokenKind } from './world-state.ts';

export interface EmbeddedGitHubOptions {
  readonly world: World;
  /** Left out: every endpoint there is. */
  readonly routes?: readonly Route[];
  /** On 127.0.0.1; 0 takes a free one. */
  readonly port?: number;
  readonly faults?: readonly Fault[];
  /** Left out: `standardTokens()`. */
  readonly tokens?: TokenTable;
  /** The kind of token the rehearsal is about; the page for people names it. */
  readonly tokenKind?: TokenKind;
  readonly limits?: Partial<LimitSettings>;
  /** Tags that the release will make, for faults that create them before any request has named them. */
  readonly release?: { readonly tag?: string; readonly alias?: string };
  /** `requests.jsonl`; left out, requests are kept in memory only. */
  readonly requestLogPath?: string;
  readonly onRequest?: (entry: RequestLogEntry) => void;
  /** Ends the process for `crash` faults. Left out: exit 137. */
  readonly crash?: () => void;
  /** What the rehearsed release has told so far, for the page for people. */
  readonly told?: () => ToldRelease;
  /** Where what is wrong with the rehearsal itself is told. Left out: standard error. */
  readonly warn?: (line: string) => void;
  /** Real milliseconds that a connection of a `timeout` fault stays open without an answer. */
  readonly holdUnanswered?: number;
}

export interface EmbeddedGitHub {
  /** Base of the API, without a trailing slash; `/api/v3` behind it works as well. */
  readonly url: string;
  readonly port: number;
  readonly tokens: Readonly<Record<TokenKind, string>>;
  readonly requests: readonly RequestLogEntry[];
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
  close(): Promise<void>;
}

/** GitHub takes release assets of 2 GiB; a rehearsal has no use for more than this. Bytes. */
const MAXIMUM_BODY = 256 * 1024 * 1024;
const RATE_LIMIT_FAULT = 15 * 60_000;
const SECONDARY_LIMIT_FAULT = 60_000;
/** GraphQL is not below `/api/v3`, which a client that appends to the REST base gets wrong. */
const API_PREFIX = /^\/api\/(?:v3(?!\/graphql)|uploads)(?=\/|$)/;

type Outcome =
  | { readonly kind: 'reply'; readonly status: number; readonly headers: Headers; readonly body: Uint8Array | null }
  /** No answer: the connection is closed, reset, or left open for a while. */
  | { readonly kind: 'cut'; readonly how: 'close' | 'reset' | 'hold' };

interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

type Env = { Bindings: HttpBindings };

/**
 * Serves a world over HTTP on the loopback interface, as api.github.com does at `/`, as GitHub Enterprise Server does at
 * `/api/v3` and `/api/graphql`; git repositories and archives are where github.com has them.
 *
 * Requests are answered one after another, so that the n-th request is the same in every rehearsal. What a request has
 * changed is saved before its answer is sent.
 */
export async function startEmbeddedGitHub(options: EmbeddedGitHubOptions): Promise<EmbeddedGitHub> {
  const github = new Server(options);
  const app = new Hono<Env>();
  app.use(async (context, next) => {
    // A page of another site must not reach the rehearsal through a name that resolves to the loopback address.
    const { hostname } = new URL(context.req.url);
    const isLoopback = /^(127\.0\.0\.1|\[::1\]|(.+\.)?localhost)$/.test(hostname);
    return isLoopback ? next() : context.text('The embedded GitHub serves 127.0.0.1 and *.localhost only.\n', 421);
  });
  addBrowserPages(app, (origin) => github.pageFacts(origin));
  app.all('/:owner/:repository{.+\\.git}/:rest{.+}', (context) => serveGit(options.world, context));
  app.all('*', (context) => github.receive(context));
  app.onError((error, context) => {
    github.reportFailure(context.req.method, new URL(context.req.url).pathname, error);
    return context.json({ message: 'Server Error' }, 500);
  });

  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    tokens: REHEARSAL_TOKENS,
    requests: github.log.entries,
    unknownRoutes: github.unknownRoutes,
    failures: github.failures,
    unfiredFaults: () => github.plan.unfired(),
    followRealTime: (pace = 1) => github.followRealTime(pace),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
      await github.finish();
    },
  };
}

class Server {
  readonly log: ReturnType<typeof openRequestLog>;
  readonly unknownRoutes: string[] = [];
  readonly failures: string[] = [];
  readonly plan: FaultPlan;
  readonly #options: EmbeddedGitHubOptions;
  readonly #world: World;
  readonly #limits: RateLimits;
  readonly #tokens: TokenTable;
  readonly #api: RouteTable;
  readonly #web: RouteTable;
  readonly #emit: ApiRequest['emit'];
  #tokenExpired = false;
  #queue: Promise<unknown> = Promise.resolve();
  /** Real time of the last request, once the world follows it. Milliseconds. */
  #lastRealTime: number | null = null;
  /** Virtual milliseconds for each real one. */
  #pace = 1;

  constructor(options: EmbeddedGitHubOptions) {
    const { world } = options;
    this.#options = options;
    this.#world = world;
    this.plan = new FaultPlan(options.faults ?? [], world.state);
    this.#limits = new RateLimits(world.state, { ...STANDARD_LIMITS, ...options.limits });
    const left = this.plan.standing('budget-left');
    if (left !== null && !world.state.firedFaults.includes(left.text)) {
      for (const kind of ['app', 'github-token', 'pat'] as const) {
        this.#limits.leave(kind, Number(left.argument), world.now());
      }
      world.state.firedFaults.push(left.text);
    }
    this.#tokens = options.tokens ?? standardTokens();
    this.#api = routeTable(options.routes ?? standardRoutes({ plan: this.plan, limits: this.#limits }));
    this.#web = routeTable(webRoutes());
    this.#emit = (inWorld, event, requester) => emitWorldEvent(inWorld, event, requester, this.plan);
    this.log = openRequestLog(options.requestLogPath);
    // A process killed between two saves has written the requests down, but not their count.
    world.state.requestCount = Math.max(world.state.requestCount, this.log.entries.at(-1)?.n ?? 0);
  }

  #warn(line: string): void {
    if (this.#options.warn === undefined) process.stderr.write(`embedded GitHub: ${line}\n`);
    else this.#options.warn(line);
  }

  reportFailure(method: string, path: string, error: unknown): void {
    const what = `${method} ${loggedPath(path, '')}: ${error instanceof Error ? error.message : String(error)}`;
    this.failures.push(what);
    this.#warn(`could not answer ${what}`);
  }

  followRealTime(pace: number): void {
    this.#moveClock();
    this.#pace = pace;
    this.#lastRealTime ??= performance.now();
  }

  async finish(): Promise<void> {
    await this.#queue;
    await saveWorld(this.#world);
  }

  pageFacts(origin: string) {
    this.#moveClock();
    const kind = this.#options.tokenKind ?? 'app';
    const told = this.#options.told?.() ?? { stages: [], record: null };
    return { world: this.#world, requests: this.log.entries, origin, token: REHEARSAL_TOKENS[kind], ...told };
  }

  /** Answers a request when all earlier ones are answered. */
  async receive(context: Context<Env>): Promise<Response> {
    const { incoming } = context.env;
    const bytes = await readBytes(incoming);
    if (bytes === null) return context.json(apiError(413, 'Payload too large').body as object, 413);
    const request: Incoming = {
      method: context.req.method,
      url: new URL(context.req.url),
      headers: context.req.raw.headers,
      bytes,
    };
    const turn = this.#queue.then(() => this.#answer(request));
    this.#queue = turn.catch(() => undefined);
    const outcome = await turn;
    if (outcome.kind === 'reply') {
      const withoutBody = request.method === 'HEAD' || outcome.body === null;
      return new Response(withoutBody ? null : new Uint8Array(outcome.body), outcome);
    }
    await cut(incoming, outcome.how, this.#options.holdUnanswered ?? 60_000);
    return RESPONSE_ALREADY_SENT;
  }

  #moveClock(): void {
    const { clock } = this.#world;
    if (this.#lastRealTime === null || !(clock instanceof VirtualClock)) return;
    const now = performance.now();
    clock.advanceTo(new Date(clock.now().getTime() + Math.round((now - this.#lastRealTime) * this.#pace)));
    this.#lastRealTime = now;
  }

  async #answer(incoming: Incoming): Promise<Outcome> {
    const world = this.#world;
    this.#moveClock();
    world.state.requestCount += 1;
    const n = world.state.requestCount;
    const { method, url } = incoming;
    const path = url.pathname === '/api/graphql' ? '/graphql' : url.pathname.replace(API_PREFIX, '') || '/';
    const webFound = this.#web.find(method, path);
    const webMatch = webFound !== null && this.#isThisRepository(webFound.params) ? webFound : null;
    const match = webMatch ?? this.#api.find(method, path);
    const template = match?.route.path ?? path;
    const parsed = match?.route.takes === 'bytes' ? { ok: true, value: incoming.bytes } : parseJson(incoming.bytes);
    const params = match?.params ?? {};
    const request: FaultedRequest = { n, method, template, params, body: parsed.ok ? parsed.value : null };
    const authentication = authenticate(incoming.headers.get('authorization'), this.#tokens);
    const kind = authentication.kind === 'known' ? authentication.grant.tokenKind : null;
    const resource: LimitResource = template === '/graphql' ? 'graphql' : 'core';

    let changed = await advanceWorld(world, this.#emit, this.plan);
    const faults = this.plan.takeAt(request);
    if (faults.length > 0) changed = true;
    const has = (...names: Fault['name'][]) => faults.some((fault) => names.includes(fault.name));
    const entry = (status: number | null, more: { etagHit?: boolean; counted?: boolean } = {}) => {
      const logged: RequestLogEntry = {
        n,
        time: new Date(world.now()).toISOString(),
        method,
        path: loggedPath(path, url.search),
        status,
        etagHit: more.etagHit ?? false,
        counted: more.counted ?? false,
        token: kind,
        ...(template === '/graphql' ? operationOf(request.body) : {}),
        ...(faults.length === 0 ? {} : { faults: faults.map((fault) => fault.text) }),
      };
      this.log.add(logged);
      this.#options.onRequest?.(logged);
    };
    const cutOff = async (how: 'close' | 'reset' | 'hold'): Promise<Outcome> => {
      await saveWorld(world);
      entry(null);
      return { kind: 'cut', how };
    };
    const crash = async (): Promise<Outcome> => {
      const outcome = await cutOff('close');
      if (this.#options.crash === undefined) process.exit(137);
      this.#options.crash();
      return outcome;
    };

    if (has('crash-before')) return crash();
    if (has('connection-reset')) return cutOff('reset');
    if (has('timeout')) return cutOff('hold');
    await this.#letOthersAct(faults, request);
    const now = world.now();
    if (has('unauthorized')) this.#tokenExpired = true;
    if (has('rate-limit') && kind !== null) this.#limits.exhaust(kind, resource, now + RATE_LIMIT_FAULT, now);
    if (has('secondary-rate-limit') && kind !== null) this.#limits.block(kind, now + SECONDARY_LIMIT_FAULT);

    const needed = match === null || match === webMatch ? null : requiredPermission(method, template);
    const writes = isWrite(method, template, request.body);
    const decide = async (): Promise<ApiReply> => {
      if (match !== null && match === webMatch) {
        return this.#handle(match.route, incoming, request, { tokenKind: 'pat', actor: ANONYMOUS });
      }
      if (authentication.kind !== 'known') return unauthorized(authentication.kind);
      if (this.#tokenExpired) return unauthorized('unknown');
      const { grant } = authentication;
      const refused = template === '/rate_limit' ? null : this.#limits.refusal(grant.tokenKind, resource, writes, now);
      if (refused !== null) return refused;
      if (has('http-500')) return apiError(500, 'Server Error');
      if (has('http-502')) return badGateway;
      if (has('merge-405')) return apiError(405, 'Base branch was modified. Review and try the merge again.');
      if (this.#isSwitchedOff(template)) return apiError(404, 'Not Found');
      if (match === null) {
        this.unknownRoutes.push(`${method} ${path}`);
        this.#warn(`no endpoint answers ${method} ${loggedPath(path, '')}`);
        return apiError(404, 'Not Found');
      }
      if (!this.#isThisRepository(params)) return apiError(404, 'Not Found');
      if (!parsed.ok) return apiError(400, 'Problems parsing JSON');
      if (!isAllowed(grant, needed)) return notAccessible(grant);
      return this.#handle(match.route, incoming, request, grant);
    };
    const reply = await decide();
    if (method !== 'GET' && method !== 'HEAD') changed = true;
    // Runs that a write has started are there at once, also for whoever reads the file after a crash.
    if (changed) await saveWorld(world);

    if (has('crash')) return crash();
    if (has('lost-response')) return cutOff('close');
    if (has('timeout-applied')) return cutOff('hold');
    const shown = has('http-500-applied')
      ? apiError(500, 'Server Error')
      : has('http-502-applied')
        ? badGateway
        : reply;
    return this.#finishReply(shown, {
      incoming,
      template,
      kind,
      resource,
      needed,
      n,
      isWeb: match !== null && match === webMatch,
      entry,
    });
  }

  #finishReply(
    reply: ApiReply,
    about: {
      incoming: Incoming;
      template: string;
      kind: TokenKind | null;
      resource: LimitResource;
      needed: ReturnType<typeof requiredPermission>;
      n: number;
      isWeb: boolean;
      entry: (status: number, more: { etagHit?: boolean; counted?: boolean }) => void;
    },
  ): Outcome {
    const { incoming, template, kind, resource, n } = about;
    const now = this.#world.now();
    const headers = new Headers({
      date: new Date(now).toUTCString(),
      server: 'embedded-github-of-a-rehearsal',
      'x-github-request-id': `REHEARSAL:${n.toString(16).toUpperCase().padStart(8, '0')}`,
      'x-github-api-version-selected': incoming.headers.get('x-github-api-version') ?? '2022-11-28',
      'x-github-media-type': 'github.v3; format=json',
      'x-content-type-options': 'nosniff',
      vary: 'Accept, Authorization',
    });
    let body: Uint8Array | null = null;
    let isJson = false;
    if (reply.body instanceof Uint8Array) {
      body = reply.body;
      headers.set('content-type', 'application/octet-stream');
    } else if (typeof reply.body === 'string') {
      body = Buffer.from(reply.body);
      headers.set('content-type', 'text/plain; charset=utf-8');
    } else if (reply.body !== undefined) {
      body = Buffer.from(JSON.stringify(reply.body));
      isJson = true;
      headers.set('content-type', 'application/json; charset=utf-8');
    }
    let { status } = reply;
    let etagHit = false;
    if (incoming.method === 'GET' && status === 200 && isJson && body !== null && template !== '/rate_limit') {
      const etag = etagOf(body, [incoming.headers.get('authorization') ?? '', incoming.headers.get('accept') ?? '']);
      headers.set('etag', etag);
      headers.set('cache-control', 'private, max-age=60, s-maxage=60');
      if (matchesEtag(incoming.headers.get('if-none-match'), etag)) {
        status = 304;
        body = null;
        etagHit = true;
        headers.delete('content-type');
      }
    }
    for (const [name, value] of Object.entries(reply.headers ?? {})) headers.set(name, value);
    const counted = kind !== null && !etagHit && status !== 401 && template !== '/rate_limit' && !about.isWeb;
    if (kind !== null && !about.isWeb) {
      if (counted) this.#limits.spend(kind, resource, now, reply.points);
      const budget = this.#limits.budget(kind, resource, now);
      for (const [name, value] of Object.entries(limitHeaders(budget, resource))) headers.set(name, value);
      if (kind === 'pat') {
        headers.set('x-oauth-scopes', 'repo, workflow');
        headers.set('x-accepted-oauth-scopes', 'repo');
      } else headers.set('x-accepted-github-permissions', acceptedPermissions(about.needed));
    }
    about.entry(status, { etagHit, counted });
    return { kind: 'reply', status, headers, body };
  }

  async #letOthersAct(faults: readonly Fault[], request: FaultedRequest): Promise<void> {
    for (const fault of faults) {
      if (!SOMEBODY_ELSE.some((name) => name === fault.name)) continue;
      const stage = {
        world: this.#world,
        emit: this.#emit,
        call: (method: string, path: string, body: unknown, requester: Requester) =>
          this.#call(method, path, body, requester),
        release: this.#options.release ?? {},
      };
      const why = await intervene(stage, fault, request);
      if (why !== null) this.#warn(`the fault ${fault.text} had no effect: ${why}`);
    }
  }

  /** A request of somebody who is not the release: no faults, no limits, not counted. */
  async #call(method: string, path: string, body: unknown, requester: Requester): Promise<ApiReply> {
    const match = this.#api.find(method, path);
    if (match === null) return apiError(404, 'Not Found');
    const incoming = {
      method,
      url: new URL(path, 'http://127.0.0.1'),
      headers: new Headers(),
      bytes: new Uint8Array(),
    };
    const request = {
      n: this.#world.state.requestCount,
      method,
      template: match.route.path,
      params: match.params,
      body,
    };
    return this.#handle(match.route, incoming, request, requester);
  }

  async #handle(route: Route, incoming: Incoming, request: FaultedRequest, requester: Requester): Promise<ApiReply> {
    const prefix = API_PREFIX.test(incoming.url.pathname) || incoming.url.pathname === '/api/graphql' ? '/api/v3' : '';
    try {
      return await route.handle({
        world: this.#world,
        requester,
        params: request.params,
        query: incoming.url.searchParams,
        body: request.body,
        headers: incoming.headers,
        apiUrl: `${incoming.url.origin}${prefix}`,
        emit: this.#emit,
      });
    } catch (error) {
      this.reportFailure(incoming.method, incoming.url.pathname, error);
      return apiError(500, 'Server Error');
    }
  }

  #isThisRepository(params: Readonly<Record<string, string>>): boolean {
    const { owner, repo } = this.#world.state;
    const isSame = (given: string | undefined, own: string) =>
      given === undefined || given.toLowerCase() === own.toLowerCase();
    return isSame(params.owner, owner) && isSame(params.repo, repo);
  }

  #isSwitchedOff(template: string): boolean {
    if (template === '/graphql') return this.plan.standing('no-graphql') !== null;
    return /^\/repos\/\{owner\}\/\{repo\}\/rule/.test(template) && this.plan.standing('no-rules') !== null;
  }
}

const ANONYMOUS = { login: 'anonymous', id: 0, type: 'User' } as const;

/** What a load balancer in front of GitHub answers: no JSON. */
const badGateway: ApiReply = {
  status: 502,
  body: '<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>\n',
  headers: { 'content-type': 'text/html' },
};

/** The whole body, or null when it is larger than anything a release sends. */
async function readBytes(incoming: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += (chunk as Buffer).byteLength;
    if (size > MAXIMUM_BODY) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function parseJson(bytes: Uint8Array): { ok: true; value: unknown } | { ok: false } {
  if (bytes.byteLength === 0) return { ok: true, value: null };
  try {
    return { ok: true, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown };
  } catch {
    return { ok: false };
  }
}

async function cut(incoming: IncomingMessage, how: 'close' | 'reset' | 'hold', hold: number): Promise<void> {
  const { socket } = incoming;
  if (how === 'hold') {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, hold);
      socket.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
  if (how === 'reset') socket.resetAndDestroy();
  else socket.destroy();
}
