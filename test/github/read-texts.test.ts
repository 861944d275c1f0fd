import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import { GitHubClient } from '../../src/github/client.ts';
import { ObjectStore } from '../../src/github/object-store.ts';
import { readTexts, type TextBounds } from '../../src/github/read-texts.ts';
import { readListing } from '../../src/github/read-tree.ts';
import { defaultPolicy } from '../../src/github/request-policy.ts';
import type { SampleFile } from '../../src/sample/sample-file.ts';
import { answerHere } from '../support/own-fetch.ts';
import { type ServedWorldOptions, serveWorld } from '../support/served-world.ts';

/** The texts of a commit, by the fewest requests, and always as they stand in its tree. */

const MANY = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`src/file-${at}.c`, `int x${at};\n`]));
const LATIN1: SampleFile = { mode: '100644', content: Buffer.from('// \xe4\n', 'latin1').toString('latin1') };

async function read(
  options: ServedWorldOptions,
  { bounds, hasArchives = true }: { bounds?: Partial<TextBounds>; hasArchives?: boolean } = {},
  store = new ObjectStore(),
) {
  const { server, world } = await serveWorld(options);
  if (!hasArchives)
    answerHere(server.url, (url, init) =>
      url.includes('/tarball/') ? Promise.resolve(new Response('{}', { status: 404 })) : server.fetch(url, init),
    );
  const client = new GitHubClient({
    apiUrl: server.url,
    token: server.tokens.app,
    owner: 'sample',
    repo: 'zlink',
    policy: defaultPolicy(new VirtualClock(new Date('2026-11-24T09:00:00Z')), () => {}),
    timeout: 60_000,
    userAgent: 'test',
  });
  const commit = (await world.git.resolveCommit('refs/heads/main')) ?? '';
  const { listing, truncated } = await readListing(client, (await world.git.commit(commit)).tree, []);
  const before = server.requests.length;
  const aside = { file: 1024, total: 1024 };
  const all = { file: 1024 ** 2, total: 1024 ** 3, packed: 1024 ** 3, byId: 1024 ** 2, requests: 20, aside, ...bounds };
  const texts = await readTexts(client, store, { commit, listing, truncated }, { isWanted: () => true }, all);
  const sent = server.requests.slice(before).filter((each) => each.counted);
  return { ...texts, sent: sent.map(({ path }) => path.replace(/\/[0-9a-f]{40}$/, '')) };
}

const textOf = (files: Awaited<ReturnType<typeof read>>['files'], path: string) =>
  Buffer.from(files.get(path)?.bytes ?? []).toString('latin1');

describe('the texts of a commit', () => {
  it('come by their ids where they are few', async () => {
    const { files, unread, sent } = await read({});
    expect([unread, sent]).toEqual([null, ['/graphql']]);
    expect(textOf(files, 'VERSION')).toContain('1.1.0');
  });

  it('are read from a library that is one header, and not from data of that size', async () => {
    const large = '0,\n'.repeat(400_000);
    const { files, unread } = await read({ files: { 'lib.h': large, 'table.csv': large } }, { bounds: { file: null } });
    expect([files.has('lib.h'), files.has('table.csv'), unread]).toEqual([true, false, null]);
  });

  it('are told to be left out where code is too large for anybody', async () => {
    const { files, unread } = await read({ files: { 'lib.h': '0,\n'.repeat(5_700_000) } }, { bounds: { file: null } });
    expect([files.has('lib.h'), unread]).toEqual([false, '1 file of code is too large']);
  });

  it('come from the archive where they are many, and only once', async () => {
    const store = new ObjectStore();
    const { files, unread, sent } = await read({ files: MANY }, {}, store);
    expect([unread, sent]).toEqual([null, ['/repos/sample/zlink/tarball']]);
    expect(textOf(files, 'src/file-59.c')).toBe('int x59;\n');
    const again = await read({ files: { ...MANY, 'src/new.c': 'int n;\n' } }, {}, store);
    expect([again.unread, again.sent]).toEqual([null, ['/graphql']]);
    expect(textOf(again.files, 'src/new.c')).toBe('int n;\n');
  });

  it('are those of the tree, whatever the archive leaves out or changes', async () => {
    const { files, unread, sent } = await read({
      files: {
        ...MANY,
        '.gitattributes': 'src/left-out.c export-ignore\nsrc/changed.c export-subst\n',
        'src/left-out.c': '#define A "1.1.0"\n',
        'src/changed.c': '// $Format:%H$\n',
      },
    });
    expect([unread, sent]).toEqual([null, ['/repos/sample/zlink/tarball', '/graphql']]);
    expect(textOf(files, 'src/left-out.c')).toBe('#define A "1.1.0"\n');
    expect(textOf(files, 'src/changed.c')).toBe('// $Format:%H$\n');
  });

  it('come past a large file that nobody wants', async () => {
    const { files, unread } = await read({ files: { ...MANY, 'a/big.txt': 'x'.repeat(3 * 1024 ** 2) } });
    expect(unread).toBeNull();
    expect(files.has('a/big.txt')).toBe(false);
    expect(textOf(files, 'src/file-59.c')).toBe('int x59;\n');
  });

  it('leave out what is none', async () => {
    const { files, unread } = await read({ files: { ...MANY, 'a.x': '\0binary', 'b.c': LATIN1 } });
    expect(unread).toBeNull();
    expect(files.has('a.x')).toBe(false);
    expect(files.has('b.c')).toBe(true);
  });

  it('are not asked for where they are too many', async () => {
    const { files, unread, sent } = await read({ files: MANY }, { bounds: { total: 100 } });
    expect([files.size, sent]).toEqual([0, []]);
    expect(unread).toContain('the tree holds more than');
  });

  it('come by their ids where there is no archive, as far as that goes', async () => {
    const { files, unread, sent } = await read({ files: MANY }, { hasArchives: false });
    expect([unread, textOf(files, 'src/file-59.c')]).toEqual([null, 'int x59;\n']);
    expect(sent).toEqual(['/graphql', '/graphql']);
    const most = await read({ files: MANY }, { hasArchives: false, bounds: { requests: 1 } });
    expect(most.unread).toBe('the archive of the commit could not be had (404)');
  });
});
