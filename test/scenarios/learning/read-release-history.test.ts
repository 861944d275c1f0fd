import { describe, expect, it } from 'vitest';
import { readNamedByHistory } from '../../../src/conduct/read-development.ts';
import { mostRequests, readReleaseHistory } from '../../../src/conduct/read-release-history.ts';
import { entryAt } from '../../../src/core/release/git-tree.ts';
import { NO_HISTORY } from '../../../src/core/release/layout.ts';
import { neighbouringReleases, type TaggedRelease } from '../../../src/core/release/release-history.ts';
import type { GitRepository } from '../../../src/embedded-github/git/git-repository.ts';
import { VirtualClock } from '../../../src/embedded-github/virtual-clock.ts';
import { GitHubClient } from '../../../src/github/client.ts';
import { ObjectStore } from '../../../src/github/object-store.ts';
import { readTexts } from '../../../src/github/read-texts.ts';
import { readSourceTree } from '../../../src/github/read-tree.ts';
import { defaultPolicy } from '../../../src/github/request-policy.ts';
import { readCloneHistory } from '../../../src/rehearse/clone-history.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';

const VERSIONS = ['1.8.0', '1.9.0', '1.9.1', '1.10.0'] as const;

/** The files of a library at a version: what moves, what only looks like it, and what changes otherwise. */
function filesOf(version: string, at: number): Record<string, string | Uint8Array> {
  const [major, minor, patch] = version.split('.').map(Number) as [number, number, number];
  return {
    'include/lib.h': `#define LIB_VERSION "${version}"\n#define LIB_NUMBER ${major * 10_000 + minor * 100 + patch}\n#define ZLIB_NEEDED "1.8.0"\n`,
    'src/caf\u00e9.c': `/* caf\u00e9 ${at} */\nint f(void) { return ${at}; }\n`,
    'third_party/other.h': '#define OTHER_VERSION "1.10.0"\n',
    'image.bin': new Uint8Array([0, 1, 2, at]),
    'README.md': `Install lib-${version}.tar.gz\nTested with 1.10.0\n`,
  };
}

/** The rest of a library that is one header, larger than other texts may be. */
const ONE_HEADER = 'int f(void);\n'.repeat(200_000);

/** A resource script as Visual Studio saves it, and what else comes with a version. */
function windowsFilesOf(version: string, at: number): Record<string, string | Uint8Array> {
  const script = `\ufeffVALUE "FileVersion", "${version}"\r\nVALUE "Build", ${40 + at}\r\n`;
  return {
    'src/lib.rc': Buffer.from(script, 'utf16le'),
    [`notes/v${version}.md`]: `${at}\n`,
    'lib.h': `/* lib - v${version} */\n${ONE_HEADER}`,
  };
}

async function writeReleases(git: GitRepository, filesAt = filesOf): Promise<TaggedRelease[]> {
  const releases: TaggedRelease[] = [];
  let tree: string | null = null;
  let parents: string[] = [];
  for (const [at, version] of VERSIONS.entries()) {
    const changes = [];
    for (const [path, content] of Object.entries(filesAt(version, at)))
      changes.push({ path, mode: '100644', sha: await git.writeBlob(content) });
    tree = await git.treeWithChanges(tree, changes);
    const person = { name: 'A', email: 'a@example.org', time: Date.parse('2026-11-01T00:00:00Z') + at, zone: '+0000' };
    const commit = await git.writeCommit({ tree, parents, author: person, committer: person, message: `${version}\n` });
    releases.push({ version, tag: `v${version}`, commit });
    parents = [commit];
  }
  const written = await git.updateRefs([{ name: 'refs/heads/history', to: parents[0] ?? '', from: null }]);
  if (!written.ok) throw new Error(written.message);
  return releases;
}

function clientOf({ server }: ServedWorld): GitHubClient {
  return new GitHubClient({
    apiUrl: server.url,
    token: server.tokens.app,
    owner: 'sample',
    repo: 'zlink',
    policy: defaultPolicy(new VirtualClock(new Date('2026-11-24T09:00:00Z')), () => {}),
    timeout: 60_000,
    userAgent: 'test',
  });
}

const EXPECTED = [
  ['README.md', 'Install lib-{version}.tar.gz', 'v1.10.0 v1.9.1 v1.9.0'],
  ['include/lib.h', '#define LIB_NUMBER {number:10000,100,1}', 'v1.10.0 v1.9.1 v1.9.0'],
  ['include/lib.h', '#define LIB_VERSION "{version}"', 'v1.10.0 v1.9.1 v1.9.0'],
];
const shown = (learned: readonly { path: string; templates: readonly string[]; movedTo: readonly string[] }[]) =>
  learned.map(({ path, templates, movedTo }) => [path, templates.join(' | '), movedTo.join(' ')]).sort();

describe('the last releases of a repository', () => {
  it('tell the same from GitHub and from a clone, in a request for each tree and each fifty files', async () => {
    const served = await serveWorld({ onDisk: true });
    const pairs = neighbouringReleases(await writeReleases(served.world.git));
    const before = served.world.state.requestCount;
    const history = await readReleaseHistory({ client: clientOf(served), store: new ObjectStore() }, pairs);
    expect(served.world.state.requestCount - before).toBe(VERSIONS.length + 1);
    expect(history.requests).toBe(VERSIONS.length + 1);
    expect(history.requests).toBeLessThanOrEqual(mostRequests(pairs));
    const cloned = await readCloneHistory(served.world.git, pairs);
    expect(shown(history.learned)).toEqual(EXPECTED);
    expect(shown(cloned.learned)).toEqual(EXPECTED);
    expect(history.unread).toBe(0);
    for (const each of [history, cloned]) {
      const now = {
        h: await shaOf(served, pairs[0]?.newer.commit, 'include/lib.h'),
        o: await shaOf(served, pairs[0]?.newer.commit, 'third_party/other.h'),
      };
      expect(each.stood('third_party/other.h', now.o, '#define OTHER_VERSION "1.10.0"')).toBe(true);
      expect(each.stood('include/lib.h', now.h, '#define ZLIB_NEEDED "1.8.0"')).toBe(true);
      expect(each.stood('include/lib.h', now.h, '#define LIB_VERSION "1.10.0"')).toBe(false);
      expect(each.stood('include/lib.h', 'another', '#define ZLIB_NEEDED "1.8.0"')).toBe(false);
      expect(each.stood('new.h', now.h, '#define X "1.10.0"')).toBe(false);
    }
  });

  it('tell of files in UTF-16, of a large header, and of what changed with each of them', async () => {
    const served = await serveWorld({ onDisk: true });
    const pairs = neighbouringReleases(await writeReleases(served.world.git, windowsFilesOf));
    const reader = { client: clientOf(served), store: new ObjectStore() };
    for (const history of [await readReleaseHistory(reader, pairs), await readCloneHistory(served.world.git, pairs)]) {
      expect(shown(history.learned)).toEqual([
        ['lib.h', '/* lib - v{version} */', 'v1.10.0 v1.9.1 v1.9.0'],
        ['src/lib.rc', 'VALUE "FileVersion", "{version}"', 'v1.10.0 v1.9.1 v1.9.0'],
      ]);
      expect(history.alongside.map(({ kind, path, line }) => [kind, path, line])).toEqual(
        expect.arrayContaining([
          ['file', 'notes/v1.10.0.md', ''],
          ['line', 'src/lib.rc', 'VALUE "Build", 43'],
        ]),
      );
      expect(history.alongside).toHaveLength(2);
    }
    const sha = pairs[0]?.newer.commit ?? '';
    const commit = { sha, tree: (await served.world.git.commit(sha)).tree };
    const { listing } = await readSourceTree(reader.client, new ObjectStore(), commit, []);
    const place = { commit: sha, listing, truncated: false };
    const texts = await readTexts(reader.client, new ObjectStore(), place, { isWanted: () => true });
    expect([...texts.files.keys()]).toEqual(expect.arrayContaining(['src/lib.rc', 'lib.h']));
    expect(texts.unread).toBeNull();
  });

  it('are compared by GitHub where it cuts their trees short', async () => {
    const served = await serveWorld({ settings: { treeEntryLimit: 2 } });
    const pairs = neighbouringReleases(await writeReleases(served.world.git));
    const before = served.world.state.requestCount;
    const history = await readReleaseHistory({ client: clientOf(served), store: new ObjectStore() }, pairs);
    expect(served.world.state.requestCount - before).toBe(1 + pairs.length);
    expect(history.requests).toBe(1 + pairs.length);
    expect(shown(history.learned)).toEqual(EXPECTED);
  });
});

describe('a tree that is too large to be read', () => {
  it.each([{}, { settings: { treeEntryLimit: 6 } }])(
    'is read where lines moved with the version: %j',
    async (options) => {
      const served = await serveWorld(options);
      const [newest] = [...(await writeReleases(served.world.git))].reverse();
      const [client, store] = [clientOf(served), new ObjectStore()];
      const sha = newest?.commit ?? '';
      const commit = { sha, tree: (await served.world.git.commit(sha)).tree };
      const source = { ...(await readSourceTree(client, store, commit, [])), unread: 'it is too large' };
      const moved = (path: string, more = {}) => ({ path, templates: ['x {version}'], movedTo: ['v1.10.0'], ...more });
      const learned = [moved('include/lib.h'), moved('gone.h'), moved('README.md', { isLikely: true })];
      await readNamedByHistory({ client, store }, source, { ...NO_HISTORY, learned });
      expect([...source.files.keys()]).toEqual(['include/lib.h']);
      expect(entryAt(source.listing, 'include/lib.h')?.sha).toBe(await shaOf(served, sha, 'include/lib.h'));
    },
  );
});

async function shaOf({ world }: ServedWorld, commit: string | undefined, path: string): Promise<string> {
  const { tree } = await world.git.commit(commit ?? '');
  return (await world.git.entryAt(tree, path))?.sha ?? '';
}
