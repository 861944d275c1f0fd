import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { advanceMergeQueue } from '../../../src/embedded-github/pull-requests.ts';
import type { RulesetState } from '../../../src/embedded-github/world-state.ts';
import { APP, Embedded, GITHUB_TOKEN, type Json, PERSON, REPO } from './embedded.ts';

let github: Embedded;
beforeEach(async () => {
  github = await Embedded.start();
});
afterEach(() => github.stop());

const realGit = (...args: string[]) =>
  execFileSync('git', ['--git-dir', github.world.git.directory, ...args], { encoding: 'utf8' }).trim();

const BRANCH = 'release/version-1.2.0';
const ONE = `${REPO}/pulls/{pull_number}`;

const merge = (number: number, body: object = {}, as = APP) =>
  github.call('PUT', `${ONE}/merge`, { params: { pull_number: String(number) }, body, as });
const read = async (number: number): Promise<Json> =>
  (await github.call('GET', ONE, { params: { pull_number: String(number) } })).body;

function addRules(rules: RulesetState['rules'], more: Partial<RulesetState> = {}): void {
  github.world.state.rulesets.push({
    id: github.world.nextId(),
    name: 'main',
    target: 'branch',
    enforcement: 'active',
    include: ['~DEFAULT_BRANCH'],
    exclude: [],
    rules,
    ...more,
  });
}

describe('opening', () => {
  it('opens one, tells the workflows, and finds it by its head', async () => {
    const head = await github.commit(BRANCH, { VERSION: 'new\n' });
    github.events.length = 0;
    const pull = await github.openPull(BRANCH);
    expect(pull).toMatchObject({
      number: 1,
      state: 'open',
      title: 'release: version 1.2.0',
      body: 'core 1.2.0',
      commits: 1,
      changed_files: 1,
      mergeable: null,
      mergeable_state: 'unknown',
      merge_commit_sha: null,
    });
    expect(pull.head).toMatchObject({ ref: BRANCH, sha: head, label: `example-org:${BRANCH}` });
    expect(pull.user.login).toBe('releaser[bot]');
    expect(github.events).toEqual([{ kind: 'pull_request', action: 'opened', number: 1 }]);
    const find = async (query: Record<string, string>) =>
      (await github.call('GET', `${REPO}/pulls`, { query })).body.map((each: Json) => each.number);
    expect(await find({ head: `example-org:${BRANCH}` })).toEqual([1]);
    expect(await find({ head: `other:${BRANCH}` })).toEqual([]);
    expect(await find({ head: 'example-org:none', state: 'all' })).toEqual([]);
    // Without its owner the filter is ignored: a trap that a client must not fall into.
    expect(await find({ head: 'none' })).toEqual([1]);
    expect(await find({ state: 'closed' })).toEqual([]);
  });

  it('refuses what GitHub refuses', async () => {
    await github.commit(BRANCH, { VERSION: 'new\n' });
    await github.openPull(BRANCH);
    const open = async (body: object) => {
      const reply = await github.call('POST', `${REPO}/pulls`, {
        body: { title: 't', head: BRANCH, base: 'main', ...body },
      });
      return [reply.status, reply.body.errors?.[0]?.message ?? reply.body.errors?.[0]?.field ?? reply.body.message];
    };
    expect(await open({})).toEqual([422, `A pull request already exists for example-org:${BRANCH}.`]);
    expect(await open({ head: 'none' })).toEqual([422, 'head']);
    expect(await open({ head: `fork:${BRANCH}` })).toEqual([422, 'head']);
    expect(await open({ base: 'none' })).toEqual([422, 'base']);
    expect(await open({ head: 'main' })).toEqual([422, 'No commits between main and main']);
    expect(await open({ title: ' ' })).toEqual([422, 'title']);
    expect(await open({ head: undefined })).toEqual([422, 'Invalid request.\n\n"head" wasn\'t supplied.']);
  });

  it('lets the repository forbid it to GITHUB_TOKEN', async () => {
    await github.commit(BRANCH, { VERSION: 'new\n' });
    github.world.state.settings.actionsMayOpenPullRequests = false;
    const body = { title: 't', head: BRANCH, base: 'main' };
    const reply = await github.call('POST', `${REPO}/pulls`, { body, as: GITHUB_TOKEN });
    expect([reply.status, reply.body.message]).toEqual([
      403,
      'GitHub Actions is not permitted to create or approve pull requests.',
    ]);
  });
});

describe('mergeable', () => {
  it('is null at first, then tells, and names a test merge that no branch has', async () => {
    await github.commit(BRANCH, { VERSION: 'new\n' });
    await github.openPull(BRANCH);
    expect((await read(1)).mergeable).toBeNull();
    await github.clock.sleep(3000);
    const pull = await read(1);
    expect([pull.mergeable, pull.mergeable_state]).toEqual([true, 'clean']);
    expect(pull.merge_commit_sha).toMatch(/^[0-9a-f]{40}$/);
    expect(realGit('branch', '--contains', pull.merge_commit_sha)).toBe('');
    expect((await read(1)).merge_commit_sha).toBe(pull.merge_commit_sha);
  });

  it('is null again after a push to either branch', async () => {
    await github.commit(BRANCH, { VERSION: 'new\n' });
    await github.openPull(BRANCH);
    await github.clock.sleep(3000);
    github.events.length = 0;
    const head = await github.commit(BRANCH, { VERSION: 'newer\n' });
    expect(await read(1)).toMatchObject({ mergeable: null, commits: 2, head: { sha: head } });
    expect(github.events.at(-1)).toEqual({ kind: 'pull_request', action: 'synchronize', number: 1 });
    await github.clock.sleep(3000);
    await github.commit('main', { 'other.txt': 'x\n' });
    expect((await read(1)).mergeable).toBeNull();
  });

  it('is false for a conflict, which cannot be merged', async () => {
    await github.commit(BRANCH, { VERSION: 'new\n' });
    await github.openPull(BRANCH);
    await github.commit('main', { VERSION: 'other\n' });
    await github.clock.sleep(3000);
    expect(await read(1)).toMatchObject({ mergeable: false, mergeable_state: 'dirty' });
    for (const method of ['squash', 'merge', 'rebase']) {
      const reply = await merge(1, { merge_method: method });
      expect([reply.status, reply.body.message]).toEqual([405, 'Pull Request is not mergeable']);
    }
    expect(realGit('log', '-1', '--format=%s', 'main')).toBe('change');
  });
});

describe('merging', () => {
  it('squashes for real: one parent, the merged tree, the message that was sent', async () => {
    const from = await github.commit(BRANCH, { VERSION: 'new\n' });
    await github.openPull(BRANCH);
    // The base moves elsewhere meanwhile: the squash must contain both.
    const base = await github.commit('main', { 'other.txt': 'x\n' });
    github.events.length = 0;
    const reply = await merge(1, {
      merge_method: 'squash',
      sha: from,
      commit_title: 'release: version 1.2.0 (#1)',
      commit_message: 'core 1.2.0',
    });
    expect(reply.status).toBe(200);
    const { sha } = reply.body;
    expect(realGit('rev-parse', 'main')).toBe(sha);
    expect(realGit('show', '-s', '--format=%P|%B|%an|%cn', sha)).toBe(
      `${base}|release: version 1.2.0 (#1)\n\ncore 1.2.0|releaser[bot]|GitHub`,
    );
    expect(realGit('diff-tree', '-r', '--name-only', base, sha)).toBe('VERSION');
    expect(realGit('show', `${sha}:other.txt`)).toBe('x');
    const pull = await read(1);
    expect(pull).toMatchObject({ state: 'closed', merged: true, merge_commit_sha: sha, head: { sha: from } });
    expect(pull.merged_by.login).toBe('releaser[bot]');
    expect(github.events).toEqual([
      { kind: 'push', ref: 'refs/heads/main', commit: sha, before: base },
      { kind: 'pull_request', action: 'closed', number: 1 },
    ]);
    expect((await github.call('GET', `${ONE}/merge`, { params: { pull_number: '1' } })).status).toBe(204);
    const again = await merge(1);
    expect([again.status, again.body.message]).toEqual([405, 'Pull Request is not mergeable']);
  });

  it('takes the squash message of a single commit, and lists those of many', async () => {
    await github.commit('one', { a: '1\n' }, 'fix: a\n\nlong story');
    await github.openPull('one');
    const first = (await merge(1, { merge_method: 'squash' })).body.sha;
    expect(realGit('show', '-s', '--format=%B', first)).toBe('fix: a (#1)\n\nlong story');
    await github.commit('two', { b: '1\n' }, 'fix: b');
    await github.commit('two', { b: '2\n' }, 'fix: b again');
    await github.openPull('two', { title: 'both' });
    const second = (await merge(2, { merge_method: 'squash' })).body.sha;
    expect(realGit('show', '-s', '--format=%B', second)).toBe('both (#2)\n\n* fix: b\n\n* fix: b again');
  });

  it('makes a merge commit, and rebases', async () => {
    const base = await github.tip();
    const head = await github.commit('one', { a: '1\n' });
    await github.openPull('one');
    const merged = (await merge(1, { merge_method: 'merge' })).body.sha;
    expect(realGit('show', '-s', '--format=%P|%s', merged)).toBe(
      `${base} ${head}|Merge pull request #1 from example-org/one`,
    );
    await github.commit('two', { b: '1\n' }, 'fix: b');
    await github.commit('two', { b: '2\n' }, 'fix: b again');
    await github.openPull('two');
    const onto = await github.commit('main', { c: '1\n' });
    const rebased = (await merge(2, { merge_method: 'rebase' })).body.sha;
    expect(realGit('log', '--format=%s', `${onto}..${rebased}`)).toBe('fix: b again\nfix: b');
    expect(realGit('show', `${rebased}:c`)).toBe('1');
    expect(realGit('log', '--merges', '--format=%h', `${onto}..${rebased}`)).toBe('');
  });

  it('brings its branch up to date, once there is something to bring', async () => {
    const head = await github.commit(BRANCH, { VERSION: 'new\n' });
    await github.openPull(BRANCH);
    const update = (body: object = {}) =>
      github.call('PUT', `${ONE}/update-branch`, { params: { pull_number: '1' }, body, as: PERSON });
    expect(await update()).toMatchObject({ status: 422 });
    const base = await github.commit('main', { 'docs/new.md': 'new\n' });
    expect(await update({ expected_head_sha: base })).toMatchObject({ status: 422 });
    expect(await update({ expected_head_sha: head })).toMatchObject({ status: 202 });
    expect((await read(1)).head.sha).toBe(realGit('rev-parse', BRANCH));
    expect(realGit('log', '-1', '--format=%P %s', BRANCH)).toBe(`${head} ${base} Merge branch 'main' into ${BRANCH}`);
    expect(realGit('show', `${BRANCH}:docs/new.md`)).toBe('new');
  });

  it('answers 409 when the head has moved, without merging', async () => {
    const seen = await github.commit(BRANCH, { VERSION: 'new\n' });
    await github.openPull(BRANCH);
    await github.commit(BRANCH, { VERSION: 'foreign\n' });
    const main = await github.tip();
    const reply = await merge(1, { sha: seen });
    expect([reply.status, reply.body.message]).toEqual([
      409,
      'Head branch was modified. Review and try the merge again.',
    ]);
    expect(await github.tip()).toBe(main);
  });

  it('refuses methods that are switched off, and drafts', async () => {
    await github.commit(BRANCH, { VERSION: 'new\n' });
    await github.openPull(BRANCH);
    github.world.state.settings.allowSquashMerge = false;
    const reply = await merge(1, { merge_method: 'squash' });
    expect([reply.status, reply.body.message]).toEqual([405, 'Squash merges are not allowed on this repository.']);
    await github.commit('draft', { d: '1\n' });
    await github.openPull('draft', { draft: true });
    expect((await merge(2)).status).toBe(405);
  });

  it('deletes the branch when the repository says so', async () => {
    await github.commit(BRANCH, { VERSION: 'new\n' });
    await github.openPull(BRANCH);
    github.world.state.settings.deleteBranchOnMerge = true;
    await merge(1);
    expect(await github.world.git.resolveRef(`refs/heads/${BRANCH}`)).toBeNull();
    expect((await read(1)).merged).toBe(true);
  });
});

describe('rules on the base branch', () => {
  const checks = { required_status_checks: [{ context: 'build' }, { context: 'lint' }] };

  it('wait for required checks, of either kind; skipped and neutral count', async () => {
    addRules([{ type: 'required_status_checks', parameters: checks }]);
    const sha = await github.commit(BRANCH, { VERSION: 'new\n' });
    await github.openPull(BRANCH);
    await github.clock.sleep(3000);
    expect(await read(1)).toMatchObject({ mergeable: true, mergeable_state: 'blocked' });
    const missing = await merge(1);
    expect(missing.status).toBe(405);
    expect(missing.body.message).toMatch(/rule violations found\n\nRequired status check "build" is expected\./);
    const run = await github.call('POST', `${REPO}/check-runs`, { body: { name: 'build', head_sha: sha } });
    const state = { state: 'failure', context: 'lint' };
    await github.call('POST', `${REPO}/statuses/{sha}`, { params: { sha }, body: state });
    expect((await merge(1)).body.message).toMatch(/"build" is in progress.\n\n.*"lint" is failing/);
    await github.call('PATCH', `${REPO}/check-runs/{check_run_id}`, {
      params: { check_run_id: String(run.body.id) },
      body: { conclusion: 'skipped' },
    });
    await github.call('POST', `${REPO}/statuses/{sha}`, { params: { sha }, body: { ...state, state: 'success' } });
    expect((await read(1)).mergeable_state).toBe('clean');
    expect((await merge(1)).status).toBe(200);
  });

  it('ask for reviews that nobody gives, unless the token may bypass', async () => {
    const rules = [{ type: 'pull_request', parameters: { required_approving_review_count: 1 } }];
    addRules(rules, { bypassLogins: [PERSON.actor.login] });
    await github.commit(BRANCH, { VERSION: 'new\n' });
    await github.openPull(BRANCH);
    expect((await merge(1)).body.message).toMatch(/approving review is required/);
    // Nobody pushes to the branch by hand either.
    const sha = await github.tip(BRANCH);
    const push = await github.call('PATCH', `${REPO}/git/refs/{ref}`, { params: { ref: 'heads/main' }, body: { sha } });
    expect([push.status, push.body.message]).toEqual([
      422,
      'Repository rule violations found\n\nChanges must be made through a pull request.\n\n',
    ]);
    expect((await merge(1, {}, PERSON)).status).toBe(200);
  });

  it('ask for the newest base when they are strict', async () => {
    const parameters = { required_status_checks: [], strict_required_status_checks_policy: true };
    addRules([{ type: 'required_status_checks', parameters }]);
    await github.commit(BRANCH, { VERSION: 'new\n' });
    await github.openPull(BRANCH);
    await github.world.git.updateRef(
      'refs/heads/main',
      await github.world.git.writeCommit({
        tree: (await github.world.git.commit(await github.tip())).tree,
        parents: [await github.tip()],
        author: { name: 'x', email: 'x@y', time: 0 },
        committer: { name: 'x', email: 'x@y', time: 0 },
        message: 'm',
      }),
    );
    await github.clock.sleep(3000);
    expect((await read(1)).mergeable_state).toBe('behind');
    expect((await merge(1)).status).toBe(405);
  });

  it('send pull requests through the merge queue', async () => {
    addRules([{ type: 'merge_queue', parameters: { merge_method: 'SQUASH' } }]);
    const head = await github.commit(BRANCH, { VERSION: 'new\n' });
    const pull = await github.openPull(BRANCH);
    const direct = await merge(1);
    expect([direct.status, direct.body.message]).toEqual([
      405,
      'Repository rule violations found\n\nChanges must be made through the merge queue\n\n',
    ]);
    const enqueue = (expectedHeadOid: string) =>
      github.graphql(
        'mutation($input: EnqueuePullRequestInput!) { enqueuePullRequest(input: $input) { mergeQueueEntry { position } } }',
        { input: { pullRequestId: pull.node_id, expectedHeadOid } },
      );
    expect((await enqueue('1'.repeat(40))).errors[0].message).toMatch(/Head branch was modified/);
    expect((await enqueue(head)).data.enqueuePullRequest.mergeQueueEntry.position).toBe(1);
    const emit = async () => {};
    await advanceMergeQueue(github.world, emit);
    expect((await read(1)).merged).toBe(false);
    await github.clock.sleep(61_000);
    await advanceMergeQueue(github.world, emit);
    const merged = await read(1);
    expect(merged).toMatchObject({ merged: true, merge_commit_sha: await github.tip() });
    expect(realGit('rev-list', '--parents', '-1', 'main').split(' ')).toHaveLength(2);
  });

  it('ask for signatures: what GitHub commits itself has one', async () => {
    const main = await github.tip();
    addRules([{ type: 'required_signatures' }], { include: ['refs/heads/main', 'refs/heads/release/**/*'] });
    const reply = await github.call('POST', `${REPO}/git/refs`, { body: { ref: `refs/heads/${BRANCH}`, sha: main } });
    expect(reply.body.message).toMatch(/verified signatures/);
    github.world.state.rulesets.length = 0;
    addRules([{ type: 'required_signatures' }]);
    await github.commit(BRANCH, { VERSION: 'new\n' });
    await github.openPull(BRANCH);
    expect((await merge(1, { merge_method: 'squash' }, PERSON)).body.message).toMatch(/verified signatures/);
    const merged = await merge(1, { merge_method: 'squash' });
    expect(merged.status).toBe(200);
    const commit = await github.call('GET', `${REPO}/git/commits/{commit_sha}`, {
      params: { commit_sha: merged.body.sha },
    });
    expect(commit.body.verification).toMatchObject({ verified: true, reason: 'valid' });
  });

  it('restrict the creation of tags', async () => {
    addRules([{ type: 'creation' }], { target: 'tag', include: ['refs/tags/core/v*'], bypassLogins: ['maintainer'] });
    const sha = await github.tip();
    const create = (ref: string, as = APP) => github.call('POST', `${REPO}/git/refs`, { body: { ref, sha }, as });
    const refused = await create('refs/tags/core/v1.2.0');
    expect(refused.status).toBe(422);
    expect(refused.body.message).toMatch(/Cannot create ref due to creations being restricted/);
    expect((await create('refs/tags/v1.2')).status).toBe(201);
    expect((await create('refs/tags/core/v1.2.0', PERSON)).status).toBe(201);
  });

  it('are told', async () => {
    addRules([{ type: 'required_status_checks', parameters: checks }, { type: 'deletion' }]);
    addRules([{ type: 'creation' }], { target: 'tag', name: 'tags', include: ['~ALL'] });
    addRules([{ type: 'deletion' }], { enforcement: 'disabled', name: 'off' });
    const rules = await github.call('GET', `${REPO}/rules/branches/{branch}`, { params: { branch: 'main' } });
    expect(rules.body.map((rule: Json) => rule.type)).toEqual(['required_status_checks', 'deletion']);
    const other = await github.call('GET', `${REPO}/rules/branches/{branch}`, { params: { branch: 'topic' } });
    expect(other.body).toEqual([]);
    const tags = await github.call('GET', `${REPO}/rulesets`, { query: { targets: 'tag' } });
    expect(tags.body.map((each: Json) => each.name)).toEqual(['tags']);
    const one = await github.call('GET', `${REPO}/rulesets/{ruleset_id}`, {
      params: { ruleset_id: String(tags.body[0].id) },
    });
    expect(one.body).toMatchObject({
      conditions: { ref_name: { include: ['~ALL'], exclude: [] } },
      current_user_can_bypass: 'never',
    });
    const none = await github.call('GET', `${REPO}/rulesets/{ruleset_id}`, { params: { ruleset_id: '1' } });
    expect(none.status).toBe(404);
  });
});

describe('afterwards', () => {
  it('closes, reopens, and closes with its branch', async () => {
    await github.commit(BRANCH, { VERSION: 'new\n' });
    await github.openPull(BRANCH);
    const set = (state: string) => github.call('PATCH', ONE, { params: { pull_number: '1' }, body: { state } });
    expect((await set('closed')).body.state).toBe('closed');
    expect((await set('open')).body.state).toBe('open');
    github.events.length = 0;
    await github.call('DELETE', `${REPO}/git/refs/{ref}`, { params: { ref: `heads/${BRANCH}` } });
    expect((await read(1)).state).toBe('closed');
    expect(github.events.at(-1)).toEqual({ kind: 'pull_request', action: 'closed', number: 1 });
    expect((await set('open')).status).toBe(422);
  });

  it('counts as merged when its head is pushed to the base', async () => {
    const sha = await github.commit(BRANCH, { VERSION: 'new\n' });
    await github.openPull(BRANCH);
    await github.call('PATCH', `${REPO}/git/refs/{ref}`, { params: { ref: 'heads/main' }, body: { sha } });
    expect(await read(1)).toMatchObject({ merged: true, merge_commit_sha: sha });
  });

  it('lists files, commits and the pull requests of a commit', async () => {
    const first = await github.commit(BRANCH, { VERSION: 'new\n', 'b.txt': 'b\n' }, 'first');
    const second = await github.commit(BRANCH, { 'b.txt': 'bb\n' }, 'second');
    await github.openPull(BRANCH);
    const params = { pull_number: '1' };
    const files = await github.call('GET', `${ONE}/files`, { params });
    expect(files.body.map((file: Json) => [file.filename, file.status, file.additions, file.deletions])).toEqual([
      ['VERSION', 'modified', 1, 4],
      ['b.txt', 'added', 1, 0],
    ]);
    expect(files.body[1].patch).toBe('@@ -0,0 +1 @@\n+bb');
    const commits = await github.call('GET', `${ONE}/commits`, { params });
    expect(commits.body.map((each: Json) => each.sha)).toEqual([first, second]);
    const of = async (sha: string) =>
      (await github.call('GET', `${REPO}/commits/{commit_sha}/pulls`, { params: { commit_sha: sha } })).body.length;
    expect(await of(first)).toBe(1);
    const merged = (await merge(1, { merge_method: 'squash' })).body.sha;
    expect(await of(merged)).toBe(1);
    expect(await of((await github.world.git.commit(merged)).parents[0] ?? '')).toBe(0);
  });

  it('from a fork stands for itself: a branch of the same name is not its head', async () => {
    const sha = await github.commit(BRANCH, { VERSION: 'new\n' });
    await github.openPull(BRANCH);
    const [own] = github.world.state.pulls;
    if (own === undefined) throw new Error('there is one');
    github.world.state.pulls.push({ ...own, id: own.id + 1, number: 2, headOwner: 'contributor' });
    const heads = async (head: string) =>
      (await github.call('GET', `${REPO}/pulls`, { query: { head } })).body.map((pull: Json) => pull.number);
    expect(await heads(`example-org:${BRANCH}`)).toEqual([1]);
    expect(await heads(`contributor:${BRANCH}`)).toEqual([2]);
    expect((await read(2)).head).toMatchObject({ sha, repo: { full_name: 'contributor/zlink', fork: true } });
    await github.commit(BRANCH, { VERSION: 'newer\n' });
    expect((await read(1)).head.sha).not.toBe(sha);
    expect((await read(2)).head.sha).toBe(sha);
    await github.call('DELETE', `${REPO}/git/refs/{ref}`, { params: { ref: `heads/${BRANCH}` } });
    expect([(await read(1)).state, (await read(2)).state]).toEqual(['closed', 'open']);
    expect((await merge(2, { sha, merge_method: 'squash' })).status).toBe(200);
  });
});
