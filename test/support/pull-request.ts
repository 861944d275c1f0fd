import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standardTokens, type TokenTable } from '../../src/embedded-github/auth.ts';
import { saveWorld } from '../../src/embedded-github/save-world.ts';
import type { PullRequestState } from '../../src/embedded-github/world-state.ts';
import { type ActionRun, runCompositeAction } from './composite-action.ts';
import { copyFolder } from './copied-folder.ts';
import { lastingFolder } from './lasting-folder.ts';
import { scratchFolder } from './scratch.ts';
import { type ServedWorld, type ServedWorldOptions, serveWorld } from './served-world.ts';
import { type ValidatingProxy, validatingProxy } from './validating-proxy.ts';

/** What GITHUB_TOKEN is in a run of a fork's pull request: it may read. */
export const FORK_TOKEN = 'fork-token';
export const FORK_OWNER = 'contributor';

export interface StoryOptions extends Pick<ServedWorldOptions, 'files' | 'settings' | 'faults'> {
  readonly fork?: boolean;
}

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
  static async open(changes: Readonly<Record<string, string>>, options: StoryOptions = {}): Promise<PullRequestStory> {
    const { faults = [], ...beginning } = options;
    const key = JSON.stringify([changes, beginning]);
    const before = prepared.get(key) ?? prepare(changes, beginning);
    prepared.set(key, before);
    const from = await before;
    const world = await serveWorld({ faults, copyOf: from.world, tokens: tokensWithFork() });
    const proxy = await validatingProxy(world);
    const workspace = join(scratchFolder('checkout'), 'repo');
    copyFolder(from.workspace, workspace);
    const config = join(workspace, '.git/config');
    writeFileSync(config, readFileSync(config, 'utf8').replaceAll(from.world, world.directory));
    const [pull] = world.world.state.pulls;
    if (pull === undefined) throw new Error('the pull request is open');
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

  /** Runs check/action.yml on the head, without any token. */
  configuration(inputs: Readonly<Record<string, string>> = {}): Promise<ActionRun> {
    return runCompositeAction('check/action.yml', {
      inputs,
      workspace: this.workspace,
      event: { name: 'pull_request', payload: this.event },
      env: { ...this.#env, GITHUB_RUN_ID: '9950', GITHUB_SHA: this.pull.headSha },
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

  get event() {
    return pullRequestEvent(this.pull);
  }

  get runEvent() {
    return workflowRunEvent(this.pull);
  }
}

/** A pull request that nothing has happened to: its world, and its head checked out. */
interface Prepared {
  readonly world: string;
  readonly workspace: string;
}

/** Many stories begin with the same pull request: each works on a copy. */
const prepared = new Map<string, Promise<Prepared>>();

async function prepare(
  changes: Readonly<Record<string, string>>,
  { fork = false, ...served }: Omit<StoryOptions, 'faults'>,
): Promise<Prepared> {
  const world = await serveWorld({ ...served, onDisk: true });
  const pull = await openPullRequest(world, changes, { fork });
  const folder = lastingFolder('pull');
  const copy = join(folder, 'world');
  const workspace = join(folder, 'workspace');
  await saveWorld(world.world);
  copyFolder(world.directory, copy);
  execFileSync('git', ['clone', '--quiet', '--no-checkout', join(copy, 'repo.git'), workspace]);
  checkOutHead(copy, pull, workspace);
  return { world: copy, workspace };
}

const headRepository = (pull: PullRequestState): string => `${pull.headOwner ?? 'sample'}/zlink`;

/** The payload of `pull_request`, as far as anybody here reads it. */
export const pullRequestEvent = (pull: PullRequestState) => ({
  action: 'synchronize',
  number: pull.number,
  pull_request: {
    number: pull.number,
    head: { sha: pull.headSha, ref: pull.headRef, repo: { full_name: headRepository(pull) } },
    base: { sha: pull.baseSha, ref: pull.baseRef, repo: { full_name: 'sample/zlink' } },
  },
});

/** The payload of `workflow_run`, about a finished run of the pull request. */
export const workflowRunEvent = (pull: PullRequestState) => ({
  action: 'completed',
  workflow_run: {
    id: 9_001,
    run_attempt: 1,
    event: 'pull_request',
    conclusion: 'success',
    html_url: 'https://github.example/sample/zlink/actions/runs/9001',
    head_sha: pull.headSha,
    head_branch: pull.headRef,
    head_repository: { full_name: headRepository(pull), owner: { login: pull.headOwner ?? 'sample' } },
    // GitHub leaves it empty for forks.
    pull_requests: [],
  },
  repository: { full_name: 'sample/zlink' },
});

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

/** A pull request that changes these files; `fork`: its branch is none of the repository. */
export async function openPullRequest(
  served: ServedWorld,
  changes: Readonly<Record<string, string>>,
  { fork }: { readonly fork: boolean },
): Promise<PullRequestState> {
  const base = (await served.world.git.resolveRef('refs/heads/main')) ?? '';
  const head = await commitOn(served, base, changes);
  const pull = await openPull(served, { base, head, fork });
  // GitHub keeps the head of every pull request under this name, also a fork's.
  const ref = `refs/pull/${pull.number}/head`;
  const updated = await served.world.git.updateRef(ref, head);
  if (!updated.ok) throw new Error(updated.message);
  return pull;
}

/** Checks out the head of a pull request in a clone, as actions/checkout does when it is told its commit. @param world its folder */
export function checkOutHead(world: string, pull: PullRequestState, checkout: string): void {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: checkout, stdio: 'ignore' });
  git('fetch', join(world, 'repo.git'), `refs/pull/${pull.number}/head`);
  git('checkout', '--detach', pull.headSha);
}

/** The standard tokens and one more: what GITHUB_TOKEN is in a run of a fork's pull request. */
export function tokensWithFork(): TokenTable {
  const grant = [...standardTokens().values()].find((each) => each.tokenKind === 'github-token');
  if (grant === undefined) throw new Error('there is a GITHUB_TOKEN');
  const permissions = new Map([...grant.permissions.keys()].map((name) => [name, 'read' as const]));
  return new Map([...standardTokens(), [FORK_TOKEN, { ...grant, permissions }]]);
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
  return pull;
}
