import { beforeAll, describe, expect, it } from 'vitest';
import { between, changeJson, type PassedAnswer, type PassedRequest } from '../../support/between.ts';
import { githubCases } from '../../support/github-cases.ts';
import { ReleasedWorld, type Verified } from '../../support/released-world.ts';

/** What comes as an asset, and what is said of it. */

const F = 'libzlink-linux-x64.zip';
let world: ReleasedWorld;
beforeAll(async () => {
  world = await ReleasedWorld.release();
});

const ASSET = /^\/repos\/sample\/zlink\/releases\/assets\/(\d+)$/;
const BYTES = /^\/_downloads\/assets\/(\d+)$/;
const withoutDigests = (answer: PassedAnswer) =>
  changeJson(answer, (key, value) => (key === 'digest' ? undefined : value));

/** Verifies through somebody who changes the answers, and after the digests of the assets are taken away. */
async function verified(
  change: (request: PassedRequest, answer: PassedAnswer) => PassedAnswer,
): Promise<Verified & { readonly seen: readonly PassedRequest[] }> {
  const { url, seen } = await between(world.served.server.url, change);
  return { ...(await world.verify(url)), seen };
}

const digests = ({ published }: Verified) => published?.assets.map(({ name, digest }) => [name, digest]);
const right = () => world.release.assets.map(({ name, digest }) => [name, digest]);

const PAGE = Buffer.from('<html>Please sign in</html>');

/** Each case of the file, by its name. */
const CASES: Readonly<Record<string, () => Promise<void>>> = {
  'downloads-are-a-sign-in-page': async () => {
    const found = await verified((request, answer) =>
      ASSET.test(request.path)
        ? { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: PAGE }
        : withoutDigests(answer),
    );
    notTheAssets(found);
    const size = world.asset('checksums.txt').size;
    expect(found.problems[0]?.what).toContain(`27 bytes instead of ${size.toLocaleString('en-US')} for checksums.txt`);
    expect(found.problems[0]?.what).toContain('and so for 11 assets more');
  },
  'the-accept-header-is-ignored': async () => {
    const found = await verified((request, answer) => {
      const id = Number(ASSET.exec(request.path)?.[1] ?? Number.NaN);
      const asset = world.release.assets.find((each) => each.id === id);
      const { file: _, ...described } = asset ?? { file: '' };
      return asset === undefined
        ? withoutDigests(answer)
        : {
            status: 200,
            headers: { 'content-type': 'application/json' },
            body: Buffer.from(JSON.stringify(described)),
          };
    });
    notTheAssets(found);
  },
  'no-digests-and-honest-downloads': async () => {
    const found = await verified((_, answer) => withoutDigests(answer));
    expect([found.exitCode, digests(found)]).toEqual([0, right()]);
    expect(found.published?.assets.every(({ digestBy }) => digestBy === 'download')).toBe(true);
    expect(found.notes).toContain('GitHub gives no sha256 of 14 assets: downloaded and hashed here');
  },
  'one-download-breaks-off-once': async () => {
    let times = 0;
    const { id, size } = world.asset(F);
    const found = await verified((request, answer) => {
      if (Number(BYTES.exec(request.path)?.[1]) !== id || times++ > 0) return withoutDigests(answer);
      return { ...answer, body: answer.body.subarray(0, Math.floor(size / 2)) };
    });
    expect([found.exitCode, digests(found)]).toEqual([0, right()]);
    expect(found.notes).toContain(
      `${F} is downloaded again: ${Math.floor(size / 2)} bytes instead of ${size} for ${F}`,
    );
  },
  'digest-of-another-form': async () => {
    const forms = ['sha256:', `sha512:${'0'.repeat(128)}`, 'md5:0', ''];
    const odd = new Map(world.release.assets.slice(0, forms.length).map(({ digest }, at) => [digest, forms[at]]));
    const found = await verified((_, answer) =>
      changeJson(answer, (key, value) => (key === 'digest' ? (odd.get(String(value)) ?? value) : value)),
    );
    expect([found.exitCode, digests(found)]).toEqual([0, right()]);
    const downloaded = found.published?.assets
      .filter(({ digestBy }) => digestBy === 'download')
      .map(({ name }) => name);
    expect(downloaded).toEqual(world.release.assets.slice(0, forms.length).map(({ name }) => name));
  },
};

/** Nothing is said against the release, and no digest of what came is told. */
function notTheAssets(found: Verified): void {
  expect([found.exitCode, found.problems.map(({ code }) => code), found.published]).toEqual([
    1,
    ['asset-not-downloaded'],
    null,
  ]);
  const [problem] = found.problems;
  expect(problem?.what).toContain('Nothing is known to be wrong with the release itself');
  expect(problem?.remedy).toContain('Look at what stands between');
  expect(JSON.stringify(found.problems)).not.toMatch(/delete|rerun|[0-9a-f]{64}/i);
}

describe('what comes as an asset', () => {
  it.each([...githubCases('verify-assets.yml').keys()])('%s', async (name) => {
    await (CASES[name] ?? (() => expect.fail('a case without a test')))();
  });

  it('with as many bytes but others than GitHub has hashed is asked for again, then told', async () => {
    const found = await verified((request, answer) =>
      BYTES.test(request.path) ? { ...answer, body: Buffer.alloc(answer.body.byteLength) } : answer,
    );
    expect([found.exitCode, found.problems.map(({ code }) => code)]).toEqual([1, ['asset-not-downloaded']]);
    expect(found.problems[0]?.what).toContain(`instead of ${world.asset('checksums.txt').digest} for checksums.txt`);
    expect(found.seen.filter(({ path }) => BYTES.test(path))).toHaveLength(3);
  });

  it('that has other bytes each time contradicts no list', async () => {
    await world.upload('checksums.txt', `${world.hexOf(F)}  ${F}\n`);
    let times = 0;
    const { id } = world.asset(F);
    const found = await verified((request, answer) => {
      if (Number(BYTES.exec(request.path)?.[1]) !== id) return withoutDigests(answer);
      times += 1;
      return { ...answer, body: Buffer.alloc(answer.body.byteLength, times) };
    });
    expect(found.problems.map(({ code, what }) => [code, what.includes('had different bytes')])).toEqual([
      ['asset-not-downloaded', true],
    ]);
  });

  it('without an end is left off', async () => {
    const { id, size } = world.asset(F);
    const found = await verified((request, answer) =>
      Number(BYTES.exec(request.path)?.[1]) === id
        ? { ...answer, body: Buffer.alloc(size + 3 * 1024 * 1024) }
        : withoutDigests(answer),
    );
    expect(found.problems[0]?.what).toMatch(
      new RegExp(`more than [\\d,]+ bytes instead of ${size.toLocaleString('en-US')} for ${F}`),
    );
  });

  it('that was replaced meanwhile is looked for again', async () => {
    let gone = 1;
    const { id } = world.asset(F);
    const found = await verified((request, answer) =>
      Number(ASSET.exec(request.path)?.[1]) === id && gone-- > 0
        ? { ...answer, status: 404, body: Buffer.from('{"message":"Not Found"}') }
        : withoutDigests(answer),
    );
    expect([found.exitCode, digests(found)]).toEqual([0, right()]);
  });

  it('from another host is asked for without the token', async () => {
    const found = await verified((_, answer) => {
      const { location } = answer.headers;
      const elsewhere = String(location ?? '').replace('127.0.0.1', 'localhost');
      return {
        ...withoutDigests(answer),
        headers: location === undefined ? answer.headers : { ...answer.headers, location: elsewhere },
      };
    });
    expect([found.exitCode, digests(found)]).toEqual([0, right()]);
    const elsewhere = found.seen.filter(({ headers }) => headers.host?.startsWith('localhost'));
    expect(elsewhere).toHaveLength(14);
    expect(elsewhere.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
  });
});
