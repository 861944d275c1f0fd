import { REHEARSAL_TOKENS, standardTokens, type TokenTable } from '../auth.ts';
import { FaultPlan } from '../fault-plan.ts';
import type { Fault } from '../fault-text.ts';
import { type LimitSettings, RateLimits, STANDARD_LIMITS } from '../rate-limits.ts';
import { loggedPath, openRequestLog, type RequestLogEntry } from '../request-log.ts';
import { soonNeededRoutes } from '../rest/soon-needed.ts';
import type { ApiRequest, Route } from '../route.ts';
import { type RouteMatch, type RouteTable, routeTable } from '../route-table.ts';
import type { World } from '../world.ts';
import type { TokenKind } from '../world-state.ts';

export interface ServiceOptions {
  readonly world: World;
  /** Left out: every endpoint there is. */
  readonly routes?: readonly Route[];
  readonly faults?: readonly Fault[];
  /** Left out: `standardTokens()`. */
  readonly tokens?: TokenTable;
  /** The kind of token the rehearsal is about; the pages for people name it. */
  readonly tokenKind?: TokenKind;
  readonly limits?: Partial<LimitSettings>;
  /** Tags that the release will make, for faults that create them before any request has named them. */
  readonly release?: { readonly tag?: string; readonly alias?: string };
  /** `requests.jsonl`; left out, requests are kept in memory only. */
  readonly requestLogPath?: string;
  readonly onRequest?: (entry: RequestLogEntry) => void;
  /** Ends the process for `crash` faults. Left out: exit 137. */
  readonly crash?: () => void;
  /** Where what is wrong with the rehearsal itself is told. Left out: standard error. */
  readonly warn?: (line: string) => void;
}

/** What one server has besides its world, for as long as it runs. */
export class Service {
  readonly options: ServiceOptions;
  readonly world: World;
  readonly plan: FaultPlan;
  readonly limits: RateLimits;
  readonly tokens: TokenTable;
  readonly emit: ApiRequest['emit'];
  readonly log: ReturnType<typeof openRequestLog>;
  readonly unknownRoutes: string[] = [];
  readonly failures: string[] = [];
  /** What is asked for first, and needs little: it is answered before the rest is loaded. */
  readonly #soonNeeded: RouteTable;
  #all: Promise<{ readonly api: RouteTable; readonly web: RouteTable }> | null = null;
  /** From the fault `unauthorized` on. */
  tokenExpired = false;

  constructor(options: ServiceOptions) {
    const { world } = options;
    this.options = options;
    this.world = world;
    this.plan = new FaultPlan(options.faults ?? [], world.state);
    this.limits = new RateLimits(world.state, { ...STANDARD_LIMITS, ...options.limits });
    this.#leaveBudget();
    this.tokens = options.tokens ?? standardTokens();
    this.#soonNeeded = routeTable(options.routes === undefined ? soonNeededRoutes(this.limits) : []);
    this.emit = async (inWorld, event, requester) => {
      const { emitWorldEvent } = await import('../workflow-events.ts');
      await emitWorldEvent(inWorld, event, requester, this.plan);
    };
    this.log = openRequestLog(options.requestLogPath);
    // A process killed between two saves has written the requests down, but not their count.
    world.state.requestCount = Math.max(world.state.requestCount, this.log.entries.at(-1)?.n ?? 0);
  }

  #leaveBudget(): void {
    const left = this.plan.standing('budget-left');
    const { firedFaults } = this.world.state;
    if (left === null || firedFaults.includes(left.text)) return;
    for (const kind of ['app', 'github-token', 'pat'] as const) {
      this.limits.leave(kind, Number(left.argument), this.world.now());
    }
    firedFaults.push(left.text);
  }

  #tables(): Promise<{ readonly api: RouteTable; readonly web: RouteTable }> {
    this.#all ??= import('../rest/all.ts').then(({ standardRoutes, webRoutes }) => ({
      api: routeTable(this.options.routes ?? standardRoutes({ plan: this.plan, limits: this.limits })),
      web: routeTable(webRoutes()),
    }));
    return this.#all;
  }

  /** The endpoint of the API that answers a request, if any. */
  async findEndpoint(method: string, path: string): Promise<RouteMatch | null> {
    return this.#soonNeeded.find(method, path) ?? (await this.#tables()).api.find(method, path);
  }

  /** What answers a request, if anything: what github.com serves beside its API goes before the API. */
  async find(method: string, path: string): Promise<{ readonly match: RouteMatch | null; readonly isWeb: boolean }> {
    const soon = this.#soonNeeded.find(method, path);
    if (soon !== null) return { match: soon, isWeb: false };
    const { api, web } = await this.#tables();
    const beside = web.find(method, path);
    const isWeb = beside !== null && this.isThisRepository(beside.params);
    return { match: isWeb ? beside : api.find(method, path), isWeb };
  }

  /** The token that the pages for people show in their examples. */
  get shownToken(): string {
    return REHEARSAL_TOKENS[this.options.tokenKind ?? 'app'];
  }

  warn(line: string): void {
    if (this.options.warn === undefined) process.stderr.write(`embedded GitHub: ${line}\n`);
    else this.options.warn(line);
  }

  reportFailure(method: string, path: string, error: unknown): void {
    const what = `${method} ${loggedPath(path, '')}: ${error instanceof Error ? error.message : String(error)}`;
    this.failures.push(what);
    this.warn(`could not answer ${what}`);
  }

  /** Whether a path's owner and name are those that the repository had before it was renamed. */
  wasThisRepository({ owner = '', repo = '' }: Readonly<Record<string, string>>): boolean {
    return this.world.state.formerNames?.includes(`${owner}/${repo}`.toLowerCase()) === true;
  }

  /** Whether a path's owner and name, where it has any, are those of the world's repository. */
  isThisRepository(params: Readonly<Record<string, string>>): boolean {
    const { owner, repo } = this.world.state;
    const isSame = (given: string | undefined, own: string) =>
      given === undefined || given.toLowerCase() === own.toLowerCase();
    return isSame(params.owner, owner) && isSame(params.repo, repo);
  }
}
