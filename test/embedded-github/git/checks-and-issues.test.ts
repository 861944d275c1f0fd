import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP, Embedded, GITHUB_TOKEN, type Json, PERSON, REPO } from './embedded.ts';

let github: Embedded;
let sha: string;
beforeAll(async () => {
  github = await Embedded.start();
  sha = await github.commit('topic', { VERSION: 'x\n' });
  await github.openPull('topic');
});
afterAll(() => github.stop());

describe('check runs', () => {
  it('are written by Apps and GITHUB_TOKEN only', async () => {
    const body = { name: 'gate', head_sha: sha };
    const refused = await github.call('POST', `${REPO}/check-runs`, { body, as: PERSON });
    expect([refused.status, refused.body.message]).toEqual([403, 'You must authenticate via a GitHub App.']);
    const own = await github.call('POST', `${REPO}/check-runs`, { body, as: GITHUB_TOKEN });
    expect(own.body.app.slug).toBe('github-actions');
    const foreign = await github.call('PATCH', `${REPO}/check-runs/{check_run_id}`, {
      params: { check_run_id: String(own.body.id) },
      body: { conclusion: 'success' },
      as: APP,
    });
    expect(foreign.status).toBe(403);
  });

  it('move to their end, and only the newest of a name counts', async () => {
    const create = (conclusion?: string) =>
      github.call('POST', `${REPO}/check-runs`, { body: { name: 'build', head_sha: sha, conclusion } });
    const first = await create('failure');
    expect(first.body).toMatchObject({ status: 'completed', conclusion: 'failure' });
    const second = await create();
    expect(second.body).toMatchObject({ status: 'queued', conclusion: null, completed_at: null });
    expect(second.body.pull_requests.map((pull: Json) => pull.number)).toEqual([1]);
    const annotation = { path: 'VERSION', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'm' };
    const update = (body: object) =>
      github.call('PATCH', `${REPO}/check-runs/{check_run_id}`, {
        params: { check_run_id: String(second.body.id) },
        body,
      });
    await update({ status: 'in_progress', output: { title: 't', summary: 's', annotations: [annotation] } });
    const done = await update({ conclusion: 'success', output: { annotations: [annotation] } });
    expect(done.body.output).toMatchObject({ title: 't', summary: 's', annotations_count: 2 });
    const list = async (query: Record<string, string>) => {
      const reply = await github.call('GET', `${REPO}/commits/{ref}/check-runs`, { params: { ref: 'topic' }, query });
      return reply.body.check_runs.map((run: Json) => `${run.name} ${run.conclusion}`);
    };
    expect(await list({ check_name: 'build' })).toEqual(['build success']);
    expect(await list({ check_name: 'build', filter: 'all' })).toEqual(['build failure', 'build success']);
    expect(await list({ status: 'queued' })).toEqual(['gate null']);
    const suites = await github.call('GET', `${REPO}/commits/{ref}/check-suites`, { params: { ref: sha } });
    // Of one time: their order is that of their numbers, which hang on the commit.
    expect(suites.body.check_suites.map((suite: Json) => `${suite.app.slug} ${suite.status}`).sort()).toEqual([
      'github-actions in_progress',
      'releaser completed',
    ]);
    const notes = await github.call('GET', `${REPO}/check-runs/{check_run_id}/annotations`, {
      params: { check_run_id: String(second.body.id) },
    });
    expect(notes.body).toHaveLength(2);
  });

  it('are refused with what cannot be', async () => {
    const create = async (body: object) =>
      (await github.call('POST', `${REPO}/check-runs`, { body: { name: 'x', head_sha: sha, ...body } })).status;
    expect(await create({ head_sha: '1'.repeat(40) })).toBe(422);
    expect(await create({ status: 'completed' })).toBe(422);
    expect(await create({ conclusion: 'great' })).toBe(422);
    expect(await create({ output: { title: 't', summary: 'x'.repeat(65_536) } })).toBe(422);
  });
});

describe('commit statuses', () => {
  it.each([
    [['success'], 'success'],
    [['success', 'pending'], 'pending'],
    [['failure', 'pending'], 'failure'],
    [['error'], 'failure'],
    [[], 'pending'],
  ])('%j amount to %s', async (states, combined) => {
    const commit = await github.commit(`s-${states.join('-') || 'none'}`, { s: `${states}\n` });
    for (const [index, state] of states.entries()) {
      // An older one of the same context does not count.
      for (const each of ['error', state]) {
        const body = { state: each, context: `c${index}` };
        await github.call('POST', `${REPO}/statuses/{sha}`, { params: { sha: commit }, body });
      }
    }
    const reply = await github.call('GET', `${REPO}/commits/{ref}/status`, { params: { ref: commit } });
    expect([reply.body.state, reply.body.total_count]).toEqual([combined, states.length]);
    const all = await github.call('GET', `${REPO}/commits/{ref}/statuses`, { params: { ref: commit } });
    expect(all.body).toHaveLength(states.length * 2);
  });
});

describe('issues and comments', () => {
  const comments = `${REPO}/issues/{issue_number}/comments`;
  const one = `${REPO}/issues/comments/{comment_id}`;
  const params = { issue_number: '1' };

  it('pages through the comments of a pull request', async () => {
    for (let index = 1; index <= 35; index += 1) {
      await github.call('POST', comments, { params, body: { body: `comment ${index}` } });
    }
    const first = await github.call('GET', comments, { params });
    expect(first.body).toHaveLength(30);
    expect(first.headers?.link).toBe(
      '<http://127.0.0.1:4000/repos/example-org/zlink/issues/1/comments?page=2>; rel="next", ' +
        '<http://127.0.0.1:4000/repos/example-org/zlink/issues/1/comments?page=2>; rel="last"',
    );
    const second = await github.call('GET', comments, { params, query: { page: '2' } });
    expect(second.body.map((each: Json) => each.body).at(-1)).toBe('comment 35');
    const pull = await github.call('GET', `${REPO}/issues/{issue_number}`, { params });
    expect(pull.body).toMatchObject({ comments: 35, pull_request: { merged_at: null } });
  });

  it('changes and deletes a comment, but an App not one of somebody else', async () => {
    const made = await github.call('POST', comments, { params, body: { body: 'mine' }, as: PERSON });
    const id = { comment_id: String(made.body.id) };
    expect((await github.call('PATCH', one, { params: id, body: { body: 'theirs' }, as: APP })).status).toBe(403);
    const changed = await github.call('PATCH', one, { params: id, body: { body: 'changed' }, as: PERSON });
    expect(changed.body.body).toBe('changed');
    expect((await github.call('GET', one, { params: id })).body.body).toBe('changed');
    expect((await github.call('DELETE', one, { params: id, as: PERSON })).status).toBe(204);
    expect((await github.call('GET', one, { params: id })).status).toBe(404);
    expect((await github.call('POST', comments, { params: { issue_number: '99' }, body: { body: 'x' } })).status).toBe(
      404,
    );
  });

  it('refuses a comment of more than 65,536 characters', async () => {
    const fits = await github.call('POST', comments, { params, body: { body: 'x'.repeat(65_536) } });
    expect(fits.status).toBe(201);
    const reply = await github.call('POST', comments, { params, body: { body: 'x'.repeat(65_537) } });
    expect([reply.status, reply.body.errors[0].message]).toEqual([
      422,
      'Body is too long (maximum is 65536 characters)',
    ]);
  });

  it('keeps issues, their state and labels; numbers are shared with pull requests', async () => {
    const issue = await github.call('POST', `${REPO}/issues`, { body: { title: 'conandata', labels: ['release'] } });
    expect(issue.status).toBe(201);
    expect(issue.body.number).toBe(2);
    const list = async (query: Record<string, string> = {}) =>
      (await github.call('GET', `${REPO}/issues`, { query })).body.map((each: Json) => each.number);
    expect(await list()).toEqual([2, 1]);
    expect(await list({ labels: 'Release' })).toEqual([2]);
    const labelled = await github.call('POST', `${REPO}/issues/{issue_number}/labels`, {
      params,
      body: { labels: ['release', 'bot'] },
    });
    expect(labelled.body.map((label: Json) => label.name)).toEqual(['release', 'bot']);
    const again = await github.call('POST', `${REPO}/labels`, { body: { name: 'BOT' } });
    expect([again.status, again.body.errors[0].code]).toEqual([422, 'already_exists']);
    expect((await github.call('GET', `${REPO}/labels`)).body).toHaveLength(2);
    expect((await github.call('GET', `${REPO}/labels/{name}`, { params: { name: 'bot' } })).status).toBe(200);
    const closed = await github.call('PATCH', `${REPO}/issues/{issue_number}`, {
      params: { issue_number: '2' },
      body: { state: 'closed' },
    });
    expect(closed.body).toMatchObject({ state: 'closed', state_reason: 'completed' });
    expect(await list({ state: 'closed' })).toEqual([2]);
  });
});
