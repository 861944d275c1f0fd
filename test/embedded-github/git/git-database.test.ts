import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Embedded, GITHUB_TOKEN, REPO } from './embedded.ts';

let github: Embedded;
beforeAll(async () => {
  github = await Embedded.start();
});
afterAll(() => github.stop());

const realGit = (...args: string[]) =>
  execFileSync('git', ['--git-dir', github.world.git.directory, ...args], { encoding: 'utf8' }).trim();

describe('git/refs', () => {
  it('reads a branch and an annotated tag, and knows no other ref', async () => {
    const branch = await github.call('GET', `${REPO}/git/ref/{ref}`, { params: { ref: 'heads/main' } });
    expect(branch.body.object).toMatchObject({ type: 'commit', sha: realGit('rev-parse', 'main') });
    const tag = await github.call('GET', `${REPO}/git/ref/{ref}`, { params: { ref: 'tags/core/v1.1.0' } });
    expect(tag.body.object).toMatchObject({ type: 'tag', sha: realGit('rev-parse', 'core/v1.1.0') });
    for (const ref of ['heads/none', 'heads/../heads/main', 'heads', 'tags/core']) {
      expect((await github.call('GET', `${REPO}/git/ref/{ref}`, { params: { ref } })).status).toBe(404);
    }
  });

  it('lists refs by prefix', async () => {
    const tags = await github.call('GET', `${REPO}/git/matching-refs/{ref}`, { params: { ref: 'tags/core/v1' } });
    expect(tags.body.map((each: { ref: string }) => each.ref)).toEqual([
      'refs/tags/core/v1.0.0',
      'refs/tags/core/v1.1.0',
    ]);
    const none = await github.call('GET', `${REPO}/git/matching-refs/{ref}`, { params: { ref: 'tags/x' } });
    expect(none.body).toEqual([]);
  });

  it.each([
    ['an existing ref', { ref: 'refs/heads/main' }, 'Reference already exists'],
    ['an unknown object', { ref: 'refs/heads/new', sha: '1'.repeat(40) }, 'Object does not exist'],
    ['a malformed id', { ref: 'refs/heads/new', sha: '--all' }, 'must be exactly 40 characters'],
    ['a short name', { ref: 'main' }, /must start with 'refs\/'/],
    ['a forbidden name', { ref: 'refs/heads/a..b' }, /not a valid ref name/],
    ['a name below a branch', { ref: 'refs/heads/main/below' }, 'Reference already exists'],
    ['no id', { ref: 'refs/heads/new', sha: undefined }, /"sha" wasn't supplied/],
  ])('refuses to create %s', async (_what, body, message) => {
    const sha = await github.tip();
    const reply = await github.call('POST', `${REPO}/git/refs`, { body: { sha, ...body } });
    expect(reply.status).toBe(422);
    expect(reply.body.message).toMatch(message);
  });

  it('refuses bodies that are no objects', async () => {
    for (const body of [[], 'text', 5]) {
      expect((await github.call('POST', `${REPO}/git/refs`, { body })).status).toBe(400);
    }
  });

  it('creates, forwards, refuses to rewind, forces and deletes a branch', async () => {
    const main = await github.tip();
    github.events.length = 0;
    const created = await github.call('POST', `${REPO}/git/refs`, { body: { ref: 'refs/heads/work', sha: main } });
    expect(created.status).toBe(201);
    const next = await github.commit('work', { 'a.txt': 'a\n' });
    expect(realGit('rev-parse', 'work')).toBe(next);
    const back = { params: { ref: 'heads/work' }, body: { sha: main } };
    const rewound = await github.call('PATCH', `${REPO}/git/refs/{ref}`, back);
    expect([rewound.status, rewound.body.message]).toEqual([422, 'Update is not a fast forward']);
    const forced = await github.call('PATCH', `${REPO}/git/refs/{ref}`, {
      ...back,
      body: { sha: main, force: true },
    });
    expect(forced.status).toBe(200);
    const deleted = await github.call('DELETE', `${REPO}/git/refs/{ref}`, { params: { ref: 'heads/work' } });
    expect(deleted.status).toBe(204);
    expect(await github.world.git.resolveRef('refs/heads/work')).toBeNull();
    expect(github.events).toEqual([
      { kind: 'push', ref: 'refs/heads/work', commit: main, before: null },
      { kind: 'push', ref: 'refs/heads/work', commit: next, before: main },
      { kind: 'push', ref: 'refs/heads/work', commit: main, before: next },
      { kind: 'push', ref: 'refs/heads/work', commit: null, before: main },
    ]);
    const again = await github.call('DELETE', `${REPO}/git/refs/{ref}`, { params: { ref: 'heads/work' } });
    expect([again.status, again.body.message]).toEqual([422, 'Reference does not exist']);
  });

  it('does not delete the default branch', async () => {
    const reply = await github.call('DELETE', `${REPO}/git/refs/{ref}`, { params: { ref: 'heads/main' } });
    expect(reply.status).toBe(422);
  });
});

describe('git/tags', () => {
  it('makes the object first and the ref afterwards, as real git reads it', async () => {
    const object = await github.tip();
    const tag = await github.call('POST', `${REPO}/git/tags`, {
      body: { tag: 'core/v9.0.0', message: 'core release 9.0.0', object, type: 'commit' },
    });
    expect(tag.status).toBe(201);
    expect(await github.world.git.resolveRef('refs/tags/core/v9.0.0')).toBeNull();
    github.events.length = 0;
    const ref = await github.call('POST', `${REPO}/git/refs`, {
      body: { ref: 'refs/tags/core/v9.0.0', sha: tag.body.sha },
    });
    expect(ref.status).toBe(201);
    expect(ref.body.object.type).toBe('tag');
    expect(realGit('cat-file', '-t', 'core/v9.0.0')).toBe('tag');
    expect(realGit('tag', '-l', '--format=%(contents)|%(taggername)', 'core/v9.0.0')).toBe(
      'core release 9.0.0|releaser[bot]',
    );
    // The event carries the peeled commit, not the tag object.
    expect(github.events).toEqual([{ kind: 'push', ref: 'refs/tags/core/v9.0.0', commit: object, before: null }]);
    const read = await github.call('GET', `${REPO}/git/tags/{tag_sha}`, { params: { tag_sha: tag.body.sha } });
    expect(read.body).toEqual(tag.body);
  });

  it('moves a tag forward only, unless forced', async () => {
    const old = realGit('rev-parse', 'v1.1');
    const move = (sha: string, force?: boolean) =>
      github.call('PATCH', `${REPO}/git/refs/{ref}`, { params: { ref: 'tags/v1.1' }, body: { sha, force } });
    expect((await move(await github.tip())).status).toBe(200);
    expect((await move(old)).body.message).toBe('Update is not a fast forward');
    expect((await move(old, true)).status).toBe(200);
  });

  it('refuses tags of what does not exist', async () => {
    const body = { tag: 't', message: 'm', object: '2'.repeat(40), type: 'commit' };
    expect((await github.call('POST', `${REPO}/git/tags`, { body })).status).toBe(422);
    const tree = (await github.world.git.commit(await github.tip())).tree;
    const wrong = await github.call('POST', `${REPO}/git/tags`, { body: { ...body, object: tree } });
    expect(wrong.body.message).toBe('Object is not a commit');
  });
});

describe('git/commits, git/trees, git/blobs', () => {
  it('lists a tree as git does', async () => {
    const tree = realGit('rev-parse', 'main^{tree}');
    const reply = await github.call('GET', `${REPO}/git/trees/{tree_sha}`, {
      params: { tree_sha: tree },
      query: { recursive: '1' },
    });
    const lines = reply.body.tree.map(
      (each: { mode: string; type: string; sha: string; path: string }) =>
        `${each.mode} ${each.type} ${each.sha}\t${each.path}`,
    );
    expect(lines.join('\n')).toBe(realGit('ls-tree', '-r', '-t', tree));
    expect(reply.body.truncated).toBe(false);
    const level = await github.call('GET', `${REPO}/git/trees/{tree_sha}`, { params: { tree_sha: 'main' } });
    expect(level.body.sha).toBe(tree);
    expect(level.body.tree.some((each: { path: string }) => each.path.includes('/'))).toBe(false);
  });

  it('cuts a listing off at the limit that is set', async () => {
    github.world.state.settings.treeEntryLimit = 5;
    const reply = await github.call('GET', `${REPO}/git/trees/{tree_sha}`, {
      params: { tree_sha: 'main' },
      query: { recursive: '1' },
    });
    delete github.world.state.settings.treeEntryLimit;
    expect([reply.body.tree.length, reply.body.truncated]).toEqual([5, true]);
  });

  it('changes a tree without touching the rest, modes included', async () => {
    const base = realGit('rev-parse', 'main^{tree}');
    const blob = await github.call('POST', `${REPO}/git/blobs`, {
      body: { content: Buffer.from([0, 255, 10]).toString('base64'), encoding: 'base64' },
    });
    const reply = await github.call('POST', `${REPO}/git/trees`, {
      body: {
        base_tree: base,
        tree: [
          { path: 'bin/data', mode: '100644', type: 'blob', sha: blob.body.sha },
          { path: 'core/src/zlink.c', mode: '100644', type: 'blob', sha: null },
          { path: 'VERSION', mode: '100755', type: 'blob', content: 'x\n' },
        ],
      },
    });
    expect(reply.status).toBe(201);
    // The directory of the removed file vanishes with it.
    expect(realGit('diff-tree', '-r', '--name-status', base, reply.body.sha)).toBe(
      'M\tVERSION\nA\tbin/data\nD\tcore/src/zlink.c',
    );
    expect(realGit('ls-tree', reply.body.sha, 'VERSION')).toMatch(/^100755/);
  });

  it.each([
    [{ path: '../x', mode: '100644', content: '' }, /malformed path/],
    [{ path: '.git/config', mode: '100644', content: '' }, /malformed path/],
    [{ path: 'a//b', mode: '100644', content: '' }, /malformed path/],
    [{ path: 'a', mode: '100644', sha: '3'.repeat(40) }, /is not a valid blob/],
    [{ path: 'a', mode: '100666', content: '' }, /not a member of/],
    [{ path: 'a', mode: '100644' }, /Must supply/],
  ])('refuses the tree entry %j', async (entry, message) => {
    const reply = await github.call('POST', `${REPO}/git/trees`, { body: { tree: [entry] } });
    expect(reply.status).toBe(422);
    expect(reply.body.message).toMatch(message);
  });

  it('makes commits that real git reads, with dates and zones as given', async () => {
    const parent = await github.tip();
    const reply = await github.call('POST', `${REPO}/git/commits`, {
      body: {
        message: 'subject\n\nbody',
        tree: realGit('rev-parse', 'main^{tree}'),
        parents: [parent],
        author: { name: 'Jo <x>', email: 'jo@example.com', date: '2026-02-01T10:00:00+09:00' },
      },
    });
    expect(reply.status).toBe(201);
    const { sha } = reply.body;
    expect(realGit('show', '-s', '--format=%an|%ae|%aI|%cn|%P|%B', sha)).toBe(
      `Jo x|jo@example.com|2026-02-01T10:00:00+09:00|Jo x|${parent}|subject\n\nbody`,
    );
    const read = await github.call('GET', `${REPO}/git/commits/{commit_sha}`, { params: { commit_sha: sha } });
    expect(read.body.message).toBe('subject\n\nbody');
    expect(read.body.author.date).toBe('2026-02-01T01:00:00Z');
    expect(
      (await github.call('GET', `${REPO}/git/commits/{commit_sha}`, { params: { commit_sha: 'main' } })).status,
    ).toBe(404);
  });

  it('gives a blob as base64 and raw', async () => {
    const sha = realGit('rev-parse', 'main:VERSION');
    const json = await github.call('GET', `${REPO}/git/blobs/{file_sha}`, { params: { file_sha: sha } });
    expect(Buffer.from(json.body.content, 'base64').toString()).toBe(`${realGit('show', 'main:VERSION')}\n`);
    const raw = await github.call('GET', `${REPO}/git/blobs/{file_sha}`, {
      params: { file_sha: sha },
      headers: { accept: 'application/vnd.github.raw+json' },
      raw: true,
    });
    expect(raw.body).toEqual(Buffer.from(`${realGit('show', 'main:VERSION')}\n`));
    expect(
      (await github.call('POST', `${REPO}/git/blobs`, { body: { content: '%%', encoding: 'base64' } })).status,
    ).toBe(422);
  });
});

describe('GITHUB_TOKEN', () => {
  it('cannot bring workflow files, an App can', async () => {
    const { git } = github.world;
    const parent = await github.tip();
    const tree = await git.treeWithChanges((await git.commit(parent)).tree, [
      { path: '.github/workflows/new.yml', mode: '100644', sha: await git.writeBlob('on: push\n') },
    ]);
    const who = { name: 'x', email: 'x@y', time: 0 };
    const sha = await git.writeCommit({ tree, parents: [parent], author: who, committer: who, message: 'm' });
    const body = { ref: 'refs/heads/with-workflow', sha };
    const refused = await github.call('POST', `${REPO}/git/refs`, { body, as: GITHUB_TOKEN });
    expect([refused.status, refused.body.message]).toEqual([403, 'Resource not accessible by integration']);
    expect((await github.call('POST', `${REPO}/git/refs`, { body })).status).toBe(201);
    // Once a branch has the commit, a tag on it brings nothing new.
    const tag = { ref: 'refs/tags/with-workflow', sha };
    expect((await github.call('POST', `${REPO}/git/refs`, { body: tag, as: GITHUB_TOKEN })).status).toBe(201);
  });
});

it('leaves a repository that git finds sound', () => {
  expect(realGit('fsck', '--strict', '--no-dangling')).toBe('');
});
