import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphqlRoutes } from '../../../src/embedded-github/graphql/graphql-route.ts';
import { changeContentsRoutes } from '../../../src/embedded-github/rest/change-contents.ts';
import { checkRoutes } from '../../../src/embedded-github/rest/checks.ts';
import { gitDatabaseRoutes } from '../../../src/embedded-github/rest/git-database.ts';
import { issueCommentRoutes } from '../../../src/embedded-github/rest/issue-comments.ts';
import { issueRoutes } from '../../../src/embedded-github/rest/issues.ts';
import { pullRoutes } from '../../../src/embedded-github/rest/pulls.ts';
import { releaseRoutes } from '../../../src/embedded-github/rest/releases.ts';
import { repositoryRoutes } from '../../../src/embedded-github/rest/repository.ts';
import { rulesRoutes } from '../../../src/embedded-github/rest/rules.ts';
import type { ApiReply, Requester, Route } from '../../../src/embedded-github/route.ts';
import { VirtualClock } from '../../../src/embedded-github/virtual-clock.ts';
import type { World, WorldEvent } from '../../../src/embedded-github/world.ts';
import { type CreatedWorld, createWorld, type WorldOptions } from '../../../src/rehearse/create-world.ts';
import { expectAnswerMatchesDescription } from '../../support/openapi.ts';

export const APP: Requester = {
  actor: { login: 'releaser[bot]', id: 4001, type: 'Bot' },
  tokenKind: 'app',
};
export const GITHUB_TOKEN: Requester = {
  actor: { login: 'github-actions[bot]', id: 41898282, type: 'Bot' },
  tokenKind: 'github-token',
};
export const PERSON: Requester = { actor: { login: 'maintainer', id: 77, type: 'User' }, tokenKind: 'pat' };

export const ROUTES: readonly Route[] = [
  ...repositoryRoutes,
  ...changeContentsRoutes,
  ...gitDatabaseRoutes,
  ...rulesRoutes,
  ...pullRoutes,
  ...checkRoutes,
  ...issueRoutes,
  ...issueCommentRoutes,
  ...releaseRoutes,
  ...graphqlRoutes(null),
];

export const REPO = '/repos/{owner}/{repo}';

// biome-ignore lint/suspicious/noExplicitAny: what the answers hold is checked against GitHub's description.
export type Json = any;

export interface Call {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
  readonly as?: Requester;
  readonly headers?: Record<string, string>;
  /** For answers that are not JSON. */
  readonly raw?: boolean;
}

/** The embedded GitHub without a server: handlers are called directly, and every answer is held against the description. */
export class Embedded {
  readonly world: CreatedWorld;
  readonly clock: VirtualClock;
  readonly events: WorldEvent[] = [];
  readonly #root: string;

  private constructor(world: CreatedWorld, clock: VirtualClock, root: string) {
    this.world = world;
    this.clock = clock;
    this.#root = root;
  }

  static async start(options: Partial<WorldOptions> = {}): Promise<Embedded> {
    const root = await mkdtemp(join(tmpdir(), 'embedded-'));
    const clock = new VirtualClock(new Date('2026-02-13T16:00:00Z'));
    const world = await createWorld({
      directory: join(root, 'world'),
      from: { kind: 'sample' },
      clock,
      owner: 'example-org',
      repo: 'zlink',
      ...options,
    });
    return new Embedded(world, clock, root);
  }

  async stop(): Promise<void> {
    await this.world.git.close();
    await rm(this.#root, { recursive: true, force: true });
  }

  async call(method: Route['method'], path: string, call: Call = {}): Promise<ApiReply & { body?: Json }> {
    const route = ROUTES.find((each) => each.method === method && each.path === path);
    if (route === undefined) throw new Error(`no route ${method} ${path}`);
    const reply = await route.handle({
      world: this.world,
      requester: call.as ?? APP,
      params: { owner: 'example-org', repo: 'zlink', ...call.params },
      query: new URLSearchParams(call.query),
      body: call.body ?? null,
      headers: new Headers(call.headers),
      apiUrl: 'http://127.0.0.1:4000',
      emit: async (_world: World, event: WorldEvent) => {
        this.events.push(event);
      },
    });
    if (path !== '/graphql' && call.raw !== true) {
      expectAnswerMatchesDescription(method, path, reply.status, reply.body);
    }
    return reply;
  }

  async graphql(query: string, variables: object = {}, as: Requester = APP): Promise<Json> {
    const reply = await this.call('POST', '/graphql', { body: { query, variables }, as });
    return JSON.parse(JSON.stringify(reply.body));
  }

  async tip(branch = 'main'): Promise<string> {
    const sha = await this.world.git.resolveRef(`refs/heads/${branch}`);
    if (sha === null) throw new Error(`no branch ${branch}`);
    return sha;
  }

  /** A commit on a branch (made from main when it does not exist), through the API. */
  async commit(branch: string, files: Record<string, string>, message = 'change'): Promise<string> {
    const { git } = this.world;
    const existing = await git.resolveRef(`refs/heads/${branch}`);
    const parent = existing ?? (await this.tip());
    const tree = await this.call('POST', `${REPO}/git/trees`, {
      body: {
        base_tree: (await git.commit(parent)).tree,
        tree: Object.entries(files).map(([path, content]) => ({ path, mode: '100644', type: 'blob', content })),
      },
    });
    const commit = await this.call('POST', `${REPO}/git/commits`, {
      body: { message, tree: tree.body.sha, parents: [parent] },
    });
    const { sha } = commit.body;
    const reply =
      existing === null
        ? await this.call('POST', `${REPO}/git/refs`, { body: { ref: `refs/heads/${branch}`, sha } })
        : await this.call('PATCH', `${REPO}/git/refs/{ref}`, { params: { ref: `heads/${branch}` }, body: { sha } });
    if (reply.status >= 400) throw new Error(JSON.stringify(reply.body));
    return sha;
  }

  async openPull(branch: string, more: object = {}, as: Requester = APP): Promise<Json> {
    const body = { title: 'release: version 1.2.0', head: branch, base: 'main', body: 'core 1.2.0', ...more };
    const reply = await this.call('POST', `${REPO}/pulls`, { body, as });
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
    return reply.body;
  }
}
