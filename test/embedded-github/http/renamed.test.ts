import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { RunningGitHub } from '../../../src/hosting/hosted-types.ts';
import { startForTests } from '../../../src/hosting/start-for-tests.ts';
import { afterThisFile } from '../../support/leftovers.ts';

/** Not waited for in this thread, which serves it. */
const git = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)('git', args, { env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } })).stdout;

/** Names that change, people that are named, and what an issue may become: by real HTTP, each with its source. */

async function started(): Promise<RunningGitHub> {
  const github = await startForTests({
    warn: () => {},
    world: {
      repository: 'octo/hello',
      pace: 0,
      history: [{ files: { 'a.txt': 'a\n' } }, { branch: 'topic', files: { 'b.txt': 'b\n' } }],
      issues: [{ title: 'It is broken', body: 'Mend it', author: 'alice', labels: ['bug'] }, { title: 'Another' }],
    },
  });
  afterThisFile(() => github.close());
  return github;
}

// biome-ignore lint/suspicious/noExplicitAny: answers as they come.
type Json = any;
async function ask(github: RunningGitHub, method: string, path: string, body?: unknown, headers = {}) {
  const answer = await fetch(`${github.url}${path.startsWith('/') ? '' : '/repos/octo/hello/'}${path}`, {
    method,
    redirect: 'manual',
    headers: { authorization: `Bearer ${github.tokens.pat}`, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, json: (text === '' ? null : JSON.parse(text)) as Json };
}

describe('an issue', () => {
  // Source: GitHub REST documentation, "Create a pull request", `issue`.
  it('becomes a pull request, with its number, its title and what was said', async () => {
    const github = await started();
    await ask(github, 'POST', 'issues/1/comments', { body: 'I will' });
    const made = await ask(github, 'POST', 'pulls', { issue: 1, head: 'topic', base: 'main' });
    expect([made.status, made.json.number, made.json.title, made.json.body, made.json.user.login]).toEqual([
      ...[201, 1, 'It is broken', 'Mend it', 'alice'],
    ]);
    expect(made.json.labels).toMatchObject([{ name: 'bug' }]);
    expect(made.json.comments).toBe(1);
    expect((await ask(github, 'GET', 'issues/1')).json.pull_request.url).toBe(made.json.url);
    for (const issue of [1, 99])
      expect((await ask(github, 'POST', 'pulls', { issue, head: 'topic', base: 'main' })).json.errors).toEqual([
        { resource: 'PullRequest', field: 'issue', code: 'invalid' },
      ]);
  });

  // Source: GitHub REST documentation, "Get an issue", `closed_by`.
  it('says who has closed it, until it is opened again', async () => {
    const github = await started();
    await github.act({ who: 'octo', method: 'PATCH', path: 'issues/2', body: { state: 'closed' } });
    expect((await ask(github, 'GET', 'issues/2')).json.closed_by.login).toBe('octo');
    expect((await ask(github, 'PATCH', 'issues/2', { state: 'open' })).json.closed_by).toBeNull();
  });
});

describe('a branch', () => {
  // Source: GitHub REST documentation, "Rename a branch", "Get a branch" (301); "Renaming a branch".
  it('is renamed: pull requests into it follow, its old name leads to it, and HEAD with it', async () => {
    const github = await started();
    await ask(github, 'POST', 'pulls', { title: 'P', head: 'topic', base: 'main' });
    const renamed = await ask(github, 'POST', 'branches/main/rename', { new_name: 'trunk' });
    expect([renamed.status, renamed.json.name]).toEqual([201, 'trunk']);
    const old = await ask(github, 'GET', 'branches/main');
    expect([old.status, old.headers.get('location')]).toEqual([301, `${github.url}/repos/octo/hello/branches/trunk`]);
    expect((await ask(github, 'GET', 'pulls/3')).json).toMatchObject({ state: 'open', base: { ref: 'trunk' } });
    expect((await ask(github, 'GET', '/repos/octo/hello')).json.default_branch).toBe('trunk');
    const seen = await git('ls-remote', '--symref', github.cloneUrl, 'HEAD');
    expect(seen).toContain('ref: refs/heads/trunk\tHEAD');
  });

  // Source: GitHub REST documentation, "Update a repository".
  it('becomes the default one, if it is there', async () => {
    const github = await started();
    const changed = await ask(github, 'PATCH', '/repos/octo/hello', { default_branch: 'topic' });
    expect([changed.status, changed.json.default_branch]).toEqual([200, 'topic']);
    const refused = await ask(github, 'PATCH', '/repos/octo/hello', { default_branch: 'nowhere' });
    expect([refused.status, refused.json.errors[0].field]).toEqual([422, 'default_branch']);
  });
});

describe('a repository', () => {
  // Source: GitHub documentation, "Best practices for using the REST API", and "Renaming a repository".
  it('is found by the name that it had: reads are led on for good, writes for now, git follows', async () => {
    const github = await started();
    const renamed = await ask(github, 'PATCH', '/repos/octo/hello', { name: 'world' });
    expect([renamed.status, renamed.json.full_name]).toEqual([200, 'octo/world']);
    const read = await ask(github, 'GET', 'issues?state=all');
    expect([read.status, read.json.message]).toEqual([301, 'Moved Permanently']);
    expect((await ask(github, 'POST', 'issues', { title: 'x' })).status).toBe(307);
    const followed = await fetch(`${github.url}/repos/octo/hello/issues?state=all`, {
      headers: { authorization: `Bearer ${github.tokens.pat}` },
    });
    expect((await followed.json()) as Json).toHaveLength(2);
    expect((await ask(github, 'GET', '/repos/octo/world')).status).toBe(200);
    expect(await git('ls-remote', github.cloneUrl, 'refs/heads/main')).toMatch(/^[0-9a-f]{40}\trefs\/heads\/main\n$/);
    // Nobody else's name is led anywhere.
    expect((await ask(github, 'GET', '/repos/other/hello')).status).toBe(404);
  });
});

describe('a commit of one file', () => {
  // Source: GitHub REST documentation, "Create or update file contents": `committer`, `author`.
  it('is of whom it names', async () => {
    const github = await started();
    const ann = { name: 'Ann', email: 'ann@example.org' };
    const made = await ask(github, 'PUT', 'contents/c.txt', { message: 'm', content: 'Yw==', committer: ann });
    expect(made.json.commit).toMatchObject({ author: ann, committer: ann });
    const bob = { name: 'Bob', email: 'bob@example.org', date: '2020-01-02T03:04:05Z' };
    const { sha } = made.json.content;
    const gone = await ask(github, 'DELETE', 'contents/c.txt', { message: 'm', sha, author: bob });
    expect([gone.json.commit.author, gone.json.commit.committer.name]).toEqual([bob, 'maintainer']);
  });
});

describe('a request', () => {
  // Source: GitHub documentation, "API Versions" and "Use conditional requests if appropriate".
  it('by an API version that there is not is 400; HEAD has the tag that GET has, and 304 for it', async () => {
    const github = await started();
    const at = (version: string) => ask(github, 'GET', 'issues', undefined, { 'x-github-api-version': version });
    expect([(await at('2022-11-28')).status, (await at('1999-01-01')).status]).toEqual([200, 400]);
    const head = await ask(github, 'HEAD', 'issues/1');
    const etag = (await ask(github, 'GET', 'issues/1')).headers.get('etag') ?? '';
    expect(head.headers.get('etag')).toBe(etag);
    expect((await ask(github, 'HEAD', 'issues/1', undefined, { 'if-none-match': etag })).status).toBe(304);
  });

  // Source: GitHub REST documentation, "List review comments on a pull request", "Submit a review for a pull request".
  it('finds what was said of lines; nobody approves what is their own, also not by submitting', async () => {
    const github = await started();
    await ask(github, 'POST', 'pulls', { title: 'P', head: 'topic', base: 'main' });
    const { sha } = (await ask(github, 'GET', 'git/ref/heads/topic')).json.object;
    const said = { body: 'here', commit_id: sha, path: 'b.txt', line: 1 };
    expect((await ask(github, 'POST', 'pulls/3/comments', said)).status).toBe(201);
    expect((await ask(github, 'GET', 'pulls/3/comments')).json).toMatchObject([{ body: 'here', line: 1 }]);
    const { id } = (await ask(github, 'POST', 'pulls/3/reviews', { body: 'draft' })).json;
    const submitted = await ask(github, 'POST', `pulls/3/reviews/${id}/events`, { event: 'APPROVE' });
    expect([submitted.status, submitted.json.errors]).toEqual([422, ['Can not approve your own pull request']]);
  });
});
