import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { likeReal } from '../../src/cli/like-option.ts';
import { createOutput } from '../../src/cli/output.ts';
import type { EmbeddedGitHubOptions, RunningGitHub } from '../../src/hosting/hosted-types.ts';
import { startForTests } from '../../src/hosting/start-for-tests.ts';
import { afterThisFile } from '../support/leftovers.ts';

/** A world after a real repository: one embedded GitHub stands for the real one, another for its copy. */

const READS = 'token-that-reads';
const BUILD =
  'on:\n  push:\n    tags: ["v*"]\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n';
const REVIEWED = {
  name: 'main is reviewed',
  target: 'branch',
  enforcement: 'active',
  conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
  rules: [
    { type: 'required_linear_history' },
    { type: 'pull_request', parameters: { required_approving_review_count: 2 } },
    { type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'build' }] } },
  ],
};
const permissions = {
  contents: 'read',
  administration: 'read',
  actions: 'read',
  variables: 'read',
  issues: 'read',
} as const;
const REAL = {
  repository: 'octo/real',
  defaultBranch: 'trunk',
  pace: 0,
  settings: { allowMergeCommit: false, deleteBranchOnMerge: true, description: 'A real one', immutableReleases: true },
  rulesets: [REVIEWED],
  labels: [{ name: 'kind: odd', color: 'ff00aa', description: 'Not even' }],
  variables: { REGION: 'a-secret-place' },
  tokens: [{ token: READS, kind: 'app', permissions }],
  history: [
    {
      files: {
        'main.c': 'int main;\n',
        '.github/workflows/build.yml': BUILD,
        '.github/release.yml': 'changelog: {}\n',
      },
    },
  ],
} satisfies EmbeddedGitHubOptions['world'];

async function started(world: object): Promise<RunningGitHub> {
  const github = await startForTests({ warn: () => {}, world: world as NonNullable<EmbeddedGitHubOptions['world']> });
  afterThisFile(() => github.close());
  return github;
}

// biome-ignore lint/suspicious/noExplicitAny: answers as they come.
type Json = any;
const seen = async (github: RunningGitHub, path: string): Promise<Json> =>
  (await github.act({ who: 'maintainer', method: 'GET', path })).body;

const like = (apiUrl: string, token: string, over: object = {}) => {
  vi.stubEnv('ZLINK_RELEASE_TOKEN', token);
  return likeReal({ like: 'octo/real', apiUrl }, { file: over, where: 'world' }, true, createOutput(false), '1');
};

afterEach(() => vi.unstubAllEnvs());

describe('a world after a real repository', () => {
  it('has its rules, settings, workflows, labels and names of variables, and tells what it has not', async () => {
    const real = await started(REAL);
    const { file, notCopied } = await like(real.url, READS, { pace: 0 });
    expect(real.requests.filter(({ method }) => method !== 'GET' && method !== 'POST')).toEqual([]);
    expect(real.requests.filter(({ method, path }) => method === 'POST' && !path.endsWith('/graphql'))).toEqual([]);
    const copy = await started(file);

    expect(copy.repository).toBe('octo/real');
    const strip = ({ name, target, enforcement, conditions, rules }: Json) => ({
      ...{ name, target, enforcement, conditions, rules },
    });
    for (const [path, of] of [
      ['rulesets/1', strip],
      [
        'labels',
        (labels: Json) => labels.map(({ name, color, description }: Json) => [name, color, description]).sort(),
      ],
      ['contents/.github/workflows/build.yml', ({ content }: Json) => content],
      ['contents/.github/release.yml', ({ content }: Json) => content],
      ['rules/branches/trunk', (rules: Json) => rules.map(({ type }: Json) => type)],
      ['actions/workflows', ({ workflows }: Json) => workflows.map(({ path: at }: Json) => at)],
      ['immutable-releases', ({ enabled }: Json) => enabled],
    ] as const)
      expect(of(await seen(copy, path)), path).toEqual(of(await seen(real, path)));
    const settings = ({
      default_branch,
      description,
      allow_merge_commit,
      allow_squash_merge,
      delete_branch_on_merge,
    }: Json) => ({
      ...{ default_branch, description, allow_merge_commit, allow_squash_merge, delete_branch_on_merge },
    });
    expect(settings(await seen(copy, ''))).toEqual(settings(await seen(real, '')));
    expect((await seen(copy, 'actions/variables')).variables).toMatchObject([{ name: 'REGION', value: 'not copied' }]);
    expect((await seen(copy, 'contents/main.c')).message).toBe('Not Found');

    expect(notCopied).toContain('secrets: nobody is told their values');
    const told = JSON.stringify([file, notCopied]);
    for (const hidden of [READS, 'a-secret-place']) expect(told).not.toContain(hidden);
  });

  it('says for itself what stands above', async () => {
    const real = await started(REAL);
    const { file } = await like(real.url, READS, {
      repository: 'me/mine',
      settings: { allowMergeCommit: true },
      labels: [{ name: 'only' }],
    });
    expect(file).toMatchObject({
      repository: 'me/mine',
      settings: { allowMergeCommit: true, deleteBranchOnMerge: true },
      labels: [{ name: 'only' }],
      rulesets: [{ name: 'main is reviewed' }],
    });
  });

  it('tells what its token does not see, and copies the rest', async () => {
    const real = await started({ ...REAL, tokens: [{ token: READS, kind: 'app', permissions: { contents: 'read' } }] });
    const { file, notCopied } = await like(real.url, READS);
    expect(notCopied).toContain('variables: this token is not told them (403)');
    expect(file.variables).toEqual({});
    expect(file.rulesets).toMatchObject([{ name: 'main is reviewed' }]);
  });

  it('asks of a branch what its classic protection asked, and leaves out what it does not know', async () => {
    const real = await started(REAL);
    const others: Record<string, unknown> = {
      '/repos/octo/real/branches': [{ name: 'trunk', protection: { enabled: true } }],
      '/repos/octo/real/branches/trunk/protection': {
        required_status_checks: { strict: true, contexts: ['build'], checks: [{ context: 'build', app_id: 15368 }] },
        required_pull_request_reviews: { required_approving_review_count: 1, require_last_push_approval: true },
        required_linear_history: { enabled: true },
        allow_force_pushes: { enabled: true },
        restrictions: { users: [], teams: [], apps: [] },
      },
      '/repos/octo/real/rulesets': [{ id: 7, name: 'new', enforcement: 'active' }],
      '/repos/octo/real/rulesets/7': {
        ...{ id: 7, name: 'new', target: 'branch', enforcement: 'active', bypass_actors: [{ actor_id: 1 }] },
        rules: [{ type: 'deletion' }, { type: 'of_the_future' }],
      },
    };
    const before = createServer(async ({ method, url = '', headers }, answer) => {
      const own = others[new URL(url, 'http://x').pathname];
      const body =
        own ?? (await (await fetch(`${real.url}${url}`, { headers: headers as Record<string, string> })).json());
      // What is not asked for by GET is not there: blobs come by REST then.
      answer.writeHead(method === 'GET' ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((done) => before.listen(0, '127.0.0.1', done));
    afterThisFile(() => {
      before.close();
    });
    const { file, notCopied } = await like(`http://127.0.0.1:${(before.address() as AddressInfo).port}`, READS);
    expect(file.rulesets?.map(({ name, rules = [] }) => [name, rules.map(({ type }) => type)])).toEqual([
      ['new', ['deletion']],
    ]);
    expect(file.protections).toEqual([
      {
        branch: 'trunk',
        required_status_checks: { strict: true, checks: [{ context: 'build', app_id: 15368 }] },
        required_pull_request_reviews: {
          dismiss_stale_reviews: false,
          require_code_owner_reviews: false,
          require_last_push_approval: true,
          required_approving_review_count: 1,
        },
        required_linear_history: true,
        allow_force_pushes: true,
      },
    ]);
    expect(notCopied).toEqual(
      expect.arrayContaining([
        'ruleset "new": who may bypass it; nobody may here',
        'protection of trunk: who may push to it',
        expect.stringContaining('rule of_the_future of ruleset "new": '),
      ]),
    );
    const copy = await started(file);
    expect(await seen(copy, 'rules/branches/trunk')).toEqual([]);
    const copied = await seen(copy, 'branches/trunk/protection');
    expect(copied).toMatchObject({
      required_status_checks: { strict: true, checks: [{ context: 'build', app_id: 15368 }] },
      required_pull_request_reviews: { required_approving_review_count: 1, require_last_push_approval: true },
      allow_force_pushes: { enabled: true },
      allow_deletions: { enabled: false },
    });
  });

  it('is refused where the real one is not there for the token', async () => {
    const real = await started({ ...REAL, repository: 'octo/other' });
    await expect(like(real.url, READS)).rejects.toThrow(/octo\/real was not found with this token/);
  });
});
