import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Embedded, type Json, REPO } from './embedded.ts';

let github: Embedded;
beforeAll(async () => {
  github = await Embedded.start();
});
afterAll(() => github.stop());

const realGit = (...args: string[]) =>
  execFileSync('git', ['--git-dir', github.world.git.directory, ...args], { encoding: 'utf8' }).trim();

describe('repository, branches, tags', () => {
  it('tells what the release needs to know', async () => {
    const { body } = await github.call('GET', REPO);
    expect(body).toMatchObject({
      full_name: 'example-org/zlink',
      default_branch: 'main',
      allow_squash_merge: true,
      permissions: { push: true, admin: false },
      url: 'http://127.0.0.1:4000/repos/example-org/zlink',
      clone_url: 'http://127.0.0.1:4000/example-org/zlink.git',
    });
  });

  it('shows branches; names with slashes, and none that is not there', async () => {
    const sha = await github
      .commit('feature/a b%', { x: '1\n' })
      .catch(() => github.commit('feature/a%', { x: '1\n' }));
    const all = await github.call('GET', `${REPO}/branches`);
    expect(all.body.map((each: Json) => each.name)).toEqual(['feature/a%', 'main']);
    const one = await github.call('GET', `${REPO}/branches/{branch}`, { params: { branch: 'feature/a%' } });
    expect(one.body.commit.sha).toBe(sha);
    expect(one.body._links.self).toBe('http://127.0.0.1:4000/repos/example-org/zlink/branches/feature/a%25');
    const none = await github.call('GET', `${REPO}/branches/{branch}`, { params: { branch: 'nope' } });
    expect([none.status, none.body.message]).toEqual([404, 'Branch not found']);
    const protectedOnly = await github.call('GET', `${REPO}/branches`, { query: { protected: 'true' } });
    expect(protectedOnly.body).toEqual([]);
  });

  it('lists tags with the commits behind them', async () => {
    const { body } = await github.call('GET', `${REPO}/tags`);
    expect(body.map((tag: Json) => [tag.name, tag.commit.sha])).toEqual([
      ['v1.1', realGit('rev-parse', 'v1.1^{commit}')],
      ['core/v1.1.0', realGit('rev-parse', 'core/v1.1.0^{commit}')],
      ['core/v1.0.0', realGit('rev-parse', 'core/v1.0.0^{commit}')],
    ]);
  });
});

describe('commits', () => {
  it('lists them newest first, in pages that name each other', async () => {
    const first = await github.call('GET', `${REPO}/commits`, { query: { per_page: '4' } });
    expect(first.body.map((each: Json) => each.sha)).toEqual(realGit('rev-list', '-4', 'main').split('\n'));
    const url = 'http://127.0.0.1:4000/repos/example-org/zlink/commits?per_page=4&page=2';
    expect(first.headers?.link).toBe(`<${url}>; rel="next", <${url}>; rel="last"`);
    const second = await github.call('GET', `${REPO}/commits`, { query: { per_page: '4', page: '2' } });
    expect(second.body).toHaveLength(2);
    expect(second.headers?.link).toMatch(/page=1>; rel="prev", .*page=1>; rel="first"$/);
    const beyond = await github.call('GET', `${REPO}/commits`, { query: { page: '99' } });
    expect(beyond.body).toEqual([]);
  });

  it('filters by path, time, author and start', async () => {
    const subjects = async (query: Record<string, string>) =>
      (await github.call('GET', `${REPO}/commits`, { query })).body.map((each: Json) => each.commit.message);
    expect(await subjects({ path: 'VERSION' })).toEqual([
      'release: bump core version to 1.1.0',
      'feat: frames with a length',
    ]);
    expect(await subjects({ since: '2026-02-01T00:00:00Z' })).toEqual(['perf: copy a frame once']);
    expect(await subjects({ sha: 'core/v1.0.0' })).toEqual(['feat: frames with a length']);
    expect(await subjects({ author: 'nobody@example.com' })).toEqual([]);
    expect(await subjects({ path: ':(top)*' })).toEqual([]);
    expect((await github.call('GET', `${REPO}/commits`, { query: { sha: '--all' } })).status).toBe(404);
  });

  it('shows one by branch, tag, id or its beginning, with its files', async () => {
    const sha = realGit('rev-parse', 'main');
    for (const ref of ['main', 'heads/main', 'refs/heads/main', sha, sha.slice(0, 8)]) {
      const { body } = await github.call('GET', `${REPO}/commits/{ref}`, { params: { ref } });
      expect(body.sha).toBe(sha);
    }
    const tagged = await github.call('GET', `${REPO}/commits/{ref}`, { params: { ref: 'core/v1.1.0' } });
    expect(tagged.body.sha).toBe(realGit('rev-parse', 'core/v1.1.0^{commit}'));
    const files = realGit('diff-tree', '--root', '--no-commit-id', '--name-only', '-r', tagged.body.sha);
    expect(tagged.body.files.map((file: Json) => file.filename).sort()).toEqual(files.split('\n').sort());
    expect(tagged.body.stats.total).toBe(tagged.body.stats.additions + tagged.body.stats.deletions);
    const raw = await github.call('GET', `${REPO}/commits/{ref}`, {
      params: { ref: 'main' },
      headers: { accept: 'application/vnd.github.sha' },
      raw: true,
    });
    expect(String(raw.body)).toBe(sha);
    for (const ref of ['none', '--help', 'main~1', 'main:VERSION', '0000']) {
      expect((await github.call('GET', `${REPO}/commits/{ref}`, { params: { ref } })).status).toBe(422);
    }
  });
});

describe('compare', () => {
  const compare = (basehead: string, query: Record<string, string> = {}) =>
    github.call('GET', `${REPO}/compare/{basehead}`, { params: { basehead }, query });

  it('tells ahead, behind, identical and diverged', async () => {
    const side = await github.commit('side', { side: '1\n' });
    expect((await compare('core/v1.1.0...main')).body).toMatchObject({ status: 'ahead', ahead_by: 2, behind_by: 0 });
    expect((await compare('main...core/v1.1.0')).body).toMatchObject({ status: 'behind', ahead_by: 0, behind_by: 2 });
    expect((await compare('main...main')).body).toMatchObject({ status: 'identical', commits: [], files: [] });
    await github.commit('main', { main: '1\n' });
    const { body } = await compare('example-org:main...side');
    expect(body).toMatchObject({ status: 'diverged', ahead_by: 1, behind_by: 1 });
    expect(body.commits.map((each: Json) => each.sha)).toEqual([side]);
    expect(body.files.map((each: Json) => each.filename)).toEqual(['side']);
    expect(body.merge_base_commit.sha).toBe(realGit('merge-base', 'main', 'side'));
  });

  it('pages commits and shows files on the first page only', async () => {
    const first = await compare('core/v1.0.0...main', { per_page: '2' });
    expect(first.body.commits).toHaveLength(2);
    expect(first.headers?.link).toMatch(/rel="next"/);
    const second = await compare('core/v1.0.0...main', { per_page: '2', page: '2' });
    expect([second.body.commits.length, second.body.files]).toEqual([2, []]);
  });

  it('knows nothing of unrelated or missing sides', async () => {
    const { git } = github.world;
    const who = { name: 'x', email: 'x@y', time: 0 };
    const tree = await git.writeTree([]);
    const alone = await git.writeCommit({ tree, parents: [], author: who, committer: who, message: 'm' });
    await git.updateRef('refs/heads/alone', alone);
    expect((await compare('main...alone')).body.message).toMatch(/^No common ancestor/);
    for (const basehead of ['main', 'main...none', 'other:main...main', '--all...main']) {
      expect((await compare(basehead)).status).toBe(404);
    }
  });
});

describe('contents', () => {
  const contents = (path: string, more: object = {}) =>
    github.call('GET', `${REPO}/contents/{path}`, { params: { path }, ...more });

  it('gives files at a ref, in JSON and raw, and directories', async () => {
    const file = await contents('VERSION', { query: { ref: 'core/v1.0.0' } });
    expect(Buffer.from(file.body.content, 'base64').toString()).toBe(`${realGit('show', 'core/v1.0.0:VERSION')}\n`);
    expect(file.body.sha).toBe(realGit('rev-parse', 'core/v1.0.0:VERSION'));
    const raw = await contents('VERSION', { headers: { accept: 'application/vnd.github.raw+json' }, raw: true });
    expect(String(raw.body)).toBe(`${realGit('show', 'main:VERSION')}\n`);
    const folder = await contents('core/packaging');
    expect(folder.body).toMatchObject([{ name: 'conan', type: 'dir', path: 'core/packaging/conan', size: 0 }]);
    const root = await contents('');
    expect(root.body.map((each: Json) => each.name)).toEqual(realGit('ls-tree', '--name-only', 'main').split('\n'));
    for (const path of ['none', 'VERSION/below', '../VERSION', 'core//none']) {
      expect((await contents(path)).status).toBe(404);
    }
    expect((await contents('VERSION', { query: { ref: 'none' } })).body.message).toBe(
      'No commit found for the ref none',
    );
  });

  it('changes a file only when its present id is given', async () => {
    const put = (body: object) =>
      github.call('PUT', `${REPO}/contents/{path}`, {
        params: { path: 'core/build.sh' },
        body: { message: 'm', ...body },
      });
    const content = Buffer.from('#!/bin/sh\n').toString('base64');
    expect((await put({ content })).status).toBe(422);
    expect((await put({ content, sha: '1'.repeat(40) })).status).toBe(409);
    const done = await put({ content, sha: realGit('rev-parse', 'main:core/build.sh') });
    expect(done.status).toBe(200);
    expect(realGit('ls-tree', 'main', 'core/build.sh')).toMatch(/^100755/);
    expect(realGit('rev-parse', 'main')).toBe(done.body.commit.sha);
    const created = await github.call('PUT', `${REPO}/contents/{path}`, {
      params: { path: 'new/file.txt' },
      body: { message: 'm', content },
    });
    expect(created.status).toBe(201);
  });
});

describe('hostile parameters', () => {
  const HOSTILE = [
    '--upload-pack=x',
    '-h',
    'a\0b',
    'a\nb',
    '../../etc/passwd',
    '..',
    '@{-1}',
    '\ud800',
    '',
    '__proto__',
    'x'.repeat(5000),
  ];

  it.each(HOSTILE.map((text) => [text.slice(0, 30), text]))(
    '%j names nothing and harms nothing',
    async (_shown, text) => {
      const reads: [string, string][] = [
        [`${REPO}/git/ref/{ref}`, 'ref'],
        [`${REPO}/git/commits/{commit_sha}`, 'commit_sha'],
        [`${REPO}/git/trees/{tree_sha}`, 'tree_sha'],
        [`${REPO}/git/blobs/{file_sha}`, 'file_sha'],
        [`${REPO}/git/tags/{tag_sha}`, 'tag_sha'],
        [`${REPO}/commits/{ref}`, 'ref'],
        [`${REPO}/commits/{ref}/check-runs`, 'ref'],
        [`${REPO}/commits/{ref}/status`, 'ref'],
        [`${REPO}/compare/{basehead}`, 'basehead'],
        [`${REPO}/branches/{branch}`, 'branch'],
        [`${REPO}/pulls/{pull_number}`, 'pull_number'],
        [`${REPO}/issues/{issue_number}`, 'issue_number'],
        [`${REPO}/rulesets/{ruleset_id}`, 'ruleset_id'],
      ];
      for (const [path, name] of reads) {
        const reply = await github.call('GET', path, { params: { [name]: text } });
        expect([404, 422]).toContain(reply.status);
      }
      const sha = await github.tip();
      const created = await github.call('POST', `${REPO}/git/refs`, { body: { ref: `refs/heads/${text}`, sha } });
      // Two of them are names that git allows.
      expect(['-h', '__proto__', '--upload-pack=x'].includes(text) ? 201 : 422).toBe(created.status);
    },
  );

  it('leaves a sound repository', () => {
    expect(realGit('fsck', '--strict', '--no-dangling')).toBe('');
  });
});
