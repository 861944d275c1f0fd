import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { standardTokens } from '../../src/rehearsal/auth.ts';
import type { PullRequestState } from '../../src/rehearsal/world-state.ts';
import { type ActionRun, runCompositeAction } from './composite-action.ts';
import { scratchFolder } from './scratch.ts';
import { type ServedWorld, type ServedWorldOptions, serveWorld } from './served-world.ts';
import { type ValidatingProxy, validatingProxy } from './validating-proxy.ts';

/** What GITHUB_TOKEN is in a run of a fork's pull request: it may read. */
export const FORK_TOKEN = 'fork-token';
export const FORK_OWNER = 'contributor';

/** A pull request on the embedded GitHub, its head checked out, and the gate's actions run on it. */
export class PullRequestStory {
  readonly served: ServedWorld;
  readonly proxy: ValidatingProxy;
  readonly pull: PullRequestState;
  /** Checkout of the head. */
  readonly workspace: string;
  #runs = 0;

  private constructor(served: ServedWorld, proxy: ValidatingProxy, pull: PullRequestState, workspace: string) {
    this.served = served;
    this.proxy = proxy;
    this.pull = pull;
    this.workspace = workspace;
  }

  /**
   * @param changes the files that the pull request changes
   * @param options `fork`: the head is a fork's, and the branch is none of the repository
   */
  static async open(
    changes: Readonly<Record<string, string>>,
    options: ServedWorldOptions & { readonly fork?: boolean } = {},
  ): Promise<PullRequestStory> {
    const { fork = false, ...served } = options;
    const forkToken = [...standardTokens().values()].find((grant) => grant.tokenKind === 'github-token');
    if (forkToken === undefined) throw new Error('there is a GITHUB_TOKEN');
    const readOnly = new Map([...forkToken.permissions.keys()].map((name) => [name, 'read' as const]));
    const tokens = new Map([...standardTokens(), [FORK_TOKEN, { ...forkToken, permissions: readOnly }]]);
    const world = await serveWorld({ ...served, tokens });
    const proxy = await validatingProxy(world);
    const { git, state } = world.world;
    const base = (await git.resolveRef('refs/heads/main')) ?? '';
    const head = await commitOn(world, base, changes);
    const pull = await openPull(world, { base, head, fork });
    const workspace = join(scratchFolder('checkout'), 'repo');
    const run = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, stdio: 'ignore' });
    run('.', 'clone', '--no-checkout', join(world.directory, 'repo.git'), workspace);
    // GitHub keeps the head of every pull request under this name, also a fork's.
    run(workspace, 'fetch', 'origin', `refs/pull/${pull.number}/head`);
    run(workspace, 'checkout', '--detach', head);
    if (state.pulls.length !== 1) throw new Error('one pull request');
    return new PullRequestStory(world, proxy, pull, workspace);
  }

  get state() {
    return this.served.world.state;
  }

  /** The gate's check runs, in the order in which they were made. */
  get checks() {
    return this.state.checkRuns.filter((run) => run.name.startsWith('zlink-release'));
  }

  git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.workspace, encoding: 'utf8' }).trim();
  }

  /** Runs gate/action.yml on the pull request's event, as one more workflow run. */
  gate(
    inputs: Readonly<Record<string, string>> = {},
    options: {
      readonly token?: string;
      readonly event?: { name: string; payload: unknown };
      /** PATH of the runner. */
      readonly path?: string;
    } = {},
  ): Promise<ActionRun> {
    this.#runs += 1;
    return runCompositeAction('gate/action.yml', {
      inputs,
      token: options.token ?? this.served.server.tokens['github-token'],
      workspace: this.workspace,
      event: options.event ?? { name: 'pull_request', payload: this.event },
      env: {
        ...this.#env,
        GITHUB_RUN_ID: String(9_000 + this.#runs),
        GITHUB_SHA: this.pull.headSha,
        ...(options.path === undefined ? {} : { PATH: options.path }),
      },
    });
  }

  /** Runs gate/report/action.yml on the end of a run of the pull request. */
  report(
    inputs: Readonly<Record<string, string>> & { readonly artifact: string },
    options: { readonly token?: string; readonly run?: object; readonly eventName?: string } = {},
  ): Promise<ActionRun> {
    return runCompositeAction('gate/report/action.yml', {
      inputs,
      token: options.token ?? this.served.server.tokens['github-token'],
      workspace: scratchFolder('report'),
      event: {
        name: options.eventName ?? 'workflow_run',
        payload: { ...this.runEvent, workflow_run: { ...this.runEvent.workflow_run, ...options.run } },
      },
      env: { ...this.#env, GITHUB_RUN_ID: '9900', GITHUB_SHA: this.pull.baseSha },
    });
  }

  get #env(): Record<string, string> {
    return {
      GITHUB_API_URL: this.proxy.url,
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_REPOSITORY: 'sample/zlink',
      GITHUB_RUN_ATTEMPT: '1',
    };
  }

  get #headRepository(): string {
    return `${this.pull.headOwner ?? 'sample'}/zlink`;
  }

  get event() {
    const { number, headSha, headRef, baseSha, baseRef } = this.pull;
    return {
      action: 'synchronize',
      number,
      pull_request: {
        number,
        head: { sha: headSha, ref: headRef, repo: { full_name: this.#headRepository } },
        base: { sha: baseSha, ref: baseRef, repo: { full_name: 'sample/zlink' } },
      },
    };
  }

  get runEvent() {
    return {
      action: 'completed',
      workflow_run: {
        id: 9_001,
        run_attempt: 1,
        event: 'pull_request',
        conclusion: 'success',
        html_url: 'https://github.example/sample/zlink/actions/runs/9001',
        head_sha: this.pull.headSha,
        head_branch: this.pull.headRef,
        head_repository: {
          full_name: this.#headRepository,
          owner: { login: this.pull.headOwner ?? 'sample' },
        },
        // GitHub leaves it empty for forks.
        pull_requests: [],
      },
      repository: { full_name: 'sample/zlink' },
    };
  }
}

async function api(served: ServedWorld, method: string, path: string, body: unknown) {
  const answer = await fetch(`${served.server.url}/repos/sample/zlink${path}`, {
    method,
    headers: { authorization: `Bearer ${served.server.tokens.pat}` },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { sha: string; number: number };
}

async function commitOn(served: ServedWorld, parent: string, changes: Readonly<Record<string, string>>) {
  const tree = await api(served, 'POST', '/git/trees', {
    base_tree: (await served.world.git.commit(parent)).tree,
    tree: Object.entries(changes).map(([path, content]) => ({ path, mode: '100644', type: 'blob', content })),
  });
  const commit = await api(served, 'POST', '/git/commits', { message: 'change', tree: tree.sha, parents: [parent] });
  return commit.sha;
}

async function openPull(
  served: ServedWorld,
  { base, head, fork }: { base: string; head: string; fork: boolean },
): Promise<PullRequestState> {
  const { state } = served.world;
  if (!fork) {
    await api(served, 'POST', '/git/refs', { ref: 'refs/heads/topic', sha: head });
    await api(served, 'POST', '/pulls', { title: 'A change', head: 'topic', base: 'main', body: '' });
  } else {
    const now = served.world.now();
    state.pulls.push({
      id: served.world.nextId(),
      number: served.world.nextNumber(),
      title: 'A change from afar',
      body: '',
      author: { login: FORK_OWNER, id: 990_001, type: 'User' },
      createdAt: now,
      updatedAt: now,
      state: 'open',
      closedAt: null,
      mergedAt: null,
      mergedBy: null,
      mergeCommitSha: null,
      headRef: 'topic',
      headOwner: FORK_OWNER,
      headSha: head,
      baseRef: 'main',
      baseSha: base,
      mergeableComputedAt: now,
      draft: false,
      queuedAt: null,
    });
  }
  const [pull] = state.pulls;
  if (pull === undefined) throw new Error('the pull request is open');
  const directory = join(served.directory, 'repo.git');
  execFileSync('git', ['--git-dir', directory, 'update-ref', `refs/pull/${pull.number}/head`, head]);
  return pull;
}
