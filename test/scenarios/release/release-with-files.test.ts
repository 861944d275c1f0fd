import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../src/core/release/stage.ts';
import { parseFaults } from '../../../src/embedded-github/fault-text.ts';
import type { PassingRequest } from '../../support/intercepting-proxy.ts';
import { runRelease } from '../../support/release-run.ts';
import { type ServedWorld, type ServedWorldOptions, sampleText, serveWorld } from '../../support/served-world.ts';

/** A release that this program makes with its files: what stands on GitHub afterwards, whatever happens to a request or to the process. */

const BUILD = `name: build
on: {push: {tags: ['core/v*']}}
jobs:
  build:
    runs-on: ubuntu-latest
    strategy: {matrix: {system: [linux, macos]}}
    steps:
      - run: make
      - uses: actions/upload-artifact@v7
        with:
          name: zlink-\${{ matrix.system }}
          path: out/zlink-\${{ matrix.system }}.tar.gz
`;
const CONFIG = `${sampleText('.github/zlink-release.yml')}
release:
  create: true
  files: [core/include/zlink.h]
  artifacts: ['zlink-*']
  checksums: SHA256SUMS
watch: {poll-interval-seconds: 600}
`;
const NAMES = ['SHA256SUMS', 'zlink-linux.tar.gz', 'zlink-macos.tar.gz', 'zlink.h'];

const open = (more: ServedWorldOptions = {}): Promise<ServedWorld> =>
  serveWorld({
    ...more,
    files: {
      '.github/workflows/build.yml': BUILD,
      '.github/workflows/core-conan-release.yml': null,
      '.github/zlink-release.yml': CONFIG,
      ...more.files,
    },
  });

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/** One published release with exactly its files, each as it was meant, and no draft beside it. */
function expectWhole({ world }: ServedWorld): void {
  const ofTag = world.state.releases.filter((each) => each.tagName === 'core/v1.2.0');
  expect(ofTag.map(({ draft, prerelease, name }) => [draft, prerelease, name])).toEqual([
    [false, false, 'core/v1.2.0'],
  ]);
  const [release] = ofTag;
  expect(release?.assets.map(({ name }) => name).sort()).toEqual(NAMES);
  expect(release?.assets.map(({ state }) => state)).toEqual(NAMES.map(() => 'uploaded'));
  expect(release?.body).toContain('### Added');
  expect(release?.body).not.toContain('<!--');
  const digests = new Map(release?.assets.map(({ name, digest }) => [name, digest?.slice(7)]));
  const list = NAMES.slice(1)
    .map((name) => `${digests.get(name)}  ${name}\n`)
    .join('');
  expect(digests.get('SHA256SUMS')).toBe(sha256(list));
  expect(world.state.latestRelease).toBe(release?.id);
}

const ONLY: readonly Stage[] = ['watch', 'verify'];

/** The requests that make the release, by their place among all that looking at a tagged one sends. */
async function makingRequests(served: ServedWorld): Promise<{ from: number; to: number }> {
  served.world.state.releases = [];
  const seen: PassingRequest[] = [];
  const done = await runRelease(served, {
    only: ONLY,
    before: async (request) => {
      seen.push(request);
      return undefined;
    },
  });
  expect(done.codes, done.told).toEqual([]);
  expectWhole(served);
  const isMaking = ({ method, path }: PassingRequest) => method !== 'GET' && /\/releases(\/|$)/.test(path);
  return { from: seen.findIndex(({ path }) => path.endsWith('/artifacts')), to: seen.findLastIndex(isMaking) + 1 };
}

describe('a release with files', () => {
  it('has the bytes of the tag and of the run, proven, and says so', async () => {
    const served = await open();
    const done = await runRelease(served);
    expect(done.codes, done.told).toEqual([]);
    expectWhole(served);
    const header = served.world.state.releases[0]?.assets.find(({ name }) => name === 'zlink.h');
    const text = sampleText('core/include/zlink.h').replace(/(VERSION_MINOR\s+)\d+/, '$12');
    expect(header?.digest).toBe(`sha256:${sha256(text)}`);
    expect(done.record.release?.assets.map(({ name }) => name).sort()).toEqual(NAMES);
    expect(done.record.release?.checksums).toEqual([{ name: 'SHA256SUMS', agrees: 3, warnings: [] }]);
    expect(served.server.unknownRoutes).toEqual([]);
  });

  it('is the same after a kill at each of its requests, before it or after it', async () => {
    const served = await open();
    expect((await runRelease(served)).codes).toEqual([]);
    const { from, to } = await makingRequests(served);
    expect(to - from).toBeGreaterThan(10);
    for (let at = from; at < to; at += 1) {
      for (const applied of [false, true]) {
        served.world.state.releases = [];
        let count = -1;
        const killed = await runRelease(served, {
          only: ONLY,
          before: async (request) => {
            count += 1;
            if (count < at) return undefined;
            if (count === at && applied) await forward(served, request);
            // The process is gone: nothing of it arrives any more.
            return { status: 401, body: { message: 'Bad credentials' } };
          },
        });
        expect(killed.exitCode).toBe(1);
        if (served.world.state.releases.some((each) => !each.draft)) expectWhole(served);
        const done = await runRelease(served, { only: ONLY });
        expect(done.codes, `${at} ${applied} ${done.told}`).toEqual([]);
        expectWhole(served);
      }
    }
  });

  it.each([
    ['upload-broken:zlink.h'],
    ['upload-broken:SHA256SUMS'],
    ['upload-broken:zlink-linux.tar.gz', 'upload-broken:zlink-macos.tar.gz'],
  ])('survives %s', async (...texts) => {
    const faults = parseFaults(texts);
    if (!faults.ok) throw new Error('no faults');
    const served = await open({ faults: faults.value });
    const done = await runRelease(served);
    expect(done.codes, done.told).toEqual([]);
    expect(served.server.unfiredFaults()).toEqual([]);
    expectWhole(served);
  });

  it('is published where published releases cannot change', async () => {
    const served = await open({ settings: { immutableReleases: true } });
    const done = await runRelease(served);
    expect(done.codes, done.told).toEqual([]);
    expectWhole(served);
    expect(served.world.state.releases[0]?.immutable).toBe(true);
  });

  it('stops without a trace where an artifact is not there', async () => {
    const served = await open({
      files: { '.github/zlink-release.yml': CONFIG.replace('zlink-*', 'other-*') },
    });
    const done = await runRelease(served);
    expect(done.codes).toEqual(['release-file-missing']);
    expect(served.world.state.releases).toEqual([]);
  });

  it('leaves alone what somebody has put into its draft', async () => {
    const served = await open();
    const stopped = await runRelease(served, {
      before: async ({ method, path }) => {
        if (method !== 'PATCH' || !path.includes('/releases/')) return undefined;
        return { status: 401, body: { message: 'Bad credentials' } };
      },
    });
    expect(stopped.exitCode).toBe(1);
    const [draft] = served.world.state.releases;
    const [asset] = draft?.assets ?? [];
    if (draft === undefined || asset === undefined) throw new Error('there is a draft');
    draft.assets.push({ ...asset, id: 99_999, name: 'extra.txt' });
    const done = await runRelease(served);
    expect(done.codes).toEqual(['draft-in-the-way']);
    expect(done.told).toContain('extra.txt');
    expect(draft.assets).toHaveLength(NAMES.length + 1);
  });
});

/** Hands a request to the server as the client would have. */
async function forward({ server }: ServedWorld, { method, path, query, body }: PassingRequest): Promise<void> {
  const search = query.size === 0 ? '' : `?${query}`;
  await fetch(`${server.url}${path}${search}`, {
    method,
    headers: { authorization: `token ${server.tokens.app}`, 'content-type': 'application/json' },
    ...(body === '' ? {} : { body }),
  });
}
