import { expect, it } from 'vitest';
import { layoutHistory } from '../../../src/conduct/layout-history.ts';
import { defaultConfig } from '../../../src/core/settings/load-config.ts';
import { VirtualClock } from '../../../src/embedded-github/virtual-clock.ts';
import { GitHubClient } from '../../../src/github/client.ts';
import { ObjectStore } from '../../../src/github/object-store.ts';
import { readSourceTree } from '../../../src/github/read-tree.ts';
import { defaultPolicy } from '../../../src/github/request-policy.ts';
import { serveWorld } from '../../support/served-world.ts';

/** Releases 1.0.0 and 1.1.0 of the base, 1.2.0 of a branch of its own; at the end of the base a README as given. */
async function releasedWith(readme: string) {
  const { world, server } = await serveWorld();
  const { git } = world;
  const clock = new VirtualClock(new Date('2026-11-24T09:00:00Z'));
  const person = { name: 'A', email: 'a@example.org', time: Number(clock.now()), zone: '+0000' };
  const commit = async (parents: string[], files: Record<string, string>) => {
    const changes = [];
    for (const [path, text] of Object.entries(files))
      changes.push({ path, mode: '100644' as const, sha: await git.writeBlob(text) });
    const tree = await git.treeWithChanges(null, changes);
    return git.writeCommit({ tree, parents, author: person, committer: person, message: 'x\n' });
  };
  const filesOf = (version: string, said = version) => ({
    'build.cfg': `release = ${version}\nother = 4\n`,
    'README.md': `Get it: git clone -b v${said}\n`,
  });
  const first = await commit([], filesOf('1.0.0'));
  const second = await commit([first], filesOf('1.1.0'));
  const branch = await commit([second], filesOf('1.2.0'));
  const head = await commit([second], { ...filesOf('1.1.0'), 'README.md': readme });
  const tags = [first, second, branch].map((sha, at) => ({
    name: `v1.${at}.0`,
    object: sha,
    commit: sha,
    annotated: false,
    message: null,
    taggedAt: null,
  }));
  const updates = [
    { name: 'refs/heads/base', from: null, to: head },
    ...tags.map(({ name, commit: to }) => ({ name: `refs/tags/${name}`, from: null, to })),
  ];
  const written = await git.updateRefs(updates);
  if (!written.ok) throw new Error(written.message);
  const client = new GitHubClient({
    apiUrl: server.url,
    token: server.tokens.app,
    owner: 'sample',
    repo: 'zlink',
    policy: defaultPolicy(clock, () => {}),
    timeout: 60_000,
    userAgent: 'test',
  });
  const store = new ObjectStore();
  const source = await readSourceTree(client, store, { sha: head, tree: (await git.commit(head)).tree }, [
    'build.cfg',
    'README.md',
  ]);
  return layoutHistory(
    { client, store, clock },
    { config: defaultConfig(), head: source, tags: new Map(tags.map((each) => [each.name, each])), repo: 'gadget' },
  );
}

it.each([
  ['the base names its tag', 'Get it: git clone -b v1.2.0\n', 'v1.2.0'],
  ['the base says nothing of it', 'Get it: git clone -b v1.1.0\n', 'v1.1.0'],
  ['the base names a tag that only begins so', 'Get it: git clone -b v1.2.0.1\n', 'v1.1.0'],
])('a release that was tagged on a branch of its own, where %s', async (_, readme, newest) => {
  const { history } = await releasedWith(readme);
  expect(history.released[0]?.tag).toBe(newest);
});
