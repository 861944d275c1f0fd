import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readAsset } from '../../../src/embedded-github/publish-release.ts';
import { standBetween } from '../../support/intercepting-proxy.ts';
import { ReleasedWorld } from '../../support/released-world.ts';
import { OwnSigstore } from '../../support/sigstore.ts';

/** Sigstore bundles beside the assets, checked with a root of trust that the test has made. */

const F = 'libzlink-linux-x64.zip';
const ROOT = '.github/trusted-root.jsonl';
const sigstore = new OwnSigstore();
let world: ReleasedWorld;
let before: ReleasedWorld['release']['assets'];
beforeAll(async () => {
  world = await ReleasedWorld.release({ files: { [ROOT]: `${sigstore.trustedRoot}\n` } });
  before = [...world.release.assets];
});
afterEach(() => {
  world.release.assets = [...before];
});

const signer = (repository = 'sample/zlink') =>
  `${world.served.server.url}/${repository}/.github/workflows/build.yml@refs/tags/core/v1.2.0`;
const checked = () => world.verify(undefined, ROOT);

describe('a Sigstore bundle', () => {
  it.each([
    ['about one asset', `${F}.sigstore.json`, () => sigstore.attest(signer(), [world.hexOf(F)])],
    ['about several', 'zlink.intoto.jsonl', () => sigstore.attest(signer(), ['0'.repeat(64), world.hexOf(F)])],
    [
      'in two lines',
      'attestations.jsonl',
      () => [1, 2].map(() => sigstore.attest(signer(), [world.hexOf(F)])).join('\n'),
    ],
  ])('%s is checked, and its signer told', async (_, name, bundle) => {
    await world.upload(name, bundle());
    const { exitCode, problems, notes, published } = await checked();
    expect([exitCode, problems]).toEqual([0, []]);
    expect(notes).toContain(`${name} is signed by ${signer()}`);
    expect(published?.signatures).toMatchObject([{ name, isChecked: true, signer: signer() }]);
  });

  it('of the bytes themselves is checked', async () => {
    const bytes = await readAsset(world.served.world, world.asset(F));
    await world.upload(`${F}.bundle`, sigstore.signBytes(signer(), bytes, world.hexOf(F)));
    expect((await checked()).published?.signatures).toMatchObject([{ isChecked: true, signer: signer() }]);
  });

  it.each([
    ['of another repository', () => sigstore.attest(signer('sample/zlink2'), [world.hexOf(F)]), 'it was signed by'],
    ['about other bytes', () => sigstore.attest(signer(), ['0'.repeat(64)]), 'it is about none of the assets'],
    ['of another root', () => new OwnSigstore().attest(signer(), [world.hexOf(F)]), ''],
    [
      'that was changed',
      () => sigstore.attest(signer(), [world.hexOf(F)]).replace(/"payload":"(..)/, '"payload":"ew'),
      '',
    ],
    ['that is none', () => '{"a": 1}', ''],
    ['that is no JSON', () => 'hello', ''],
  ])('%s stops the release', async (_, bundle, why) => {
    await world.upload(`${F}.sigstore.json`, bundle());
    const { exitCode, problems } = await checked();
    expect([exitCode, problems.map(({ code }) => code)]).toEqual([1, ['attestation-invalid']]);
    expect(problems[0]?.what).toContain(`${F}.sigstore.json proves nothing: ${why}`);
  });

  // Whose name it is, GitHub says.
  it('of the repository under the name that it had before is of this one', async () => {
    await world.upload(`${F}.sigstore.json`, sigstore.attest(signer('sample/old-name'), [world.hexOf(F)]));
    const { url, tokens } = world.served.server;
    const apiUrl = standBetween(url, async ({ path }) => {
      if (path !== '/repos/sample/old-name') return undefined;
      const headers = { authorization: `Bearer ${tokens.app}` };
      const own = await fetch(`${url}/repos/sample/zlink`, { headers });
      return { status: 200, body: (await own.json()) as object };
    });
    const { exitCode, notes } = await world.verify(apiUrl, ROOT);
    expect(exitCode).toBe(0);
    expect(notes).toContain(`${F}.sigstore.json is signed by ${signer('sample/old-name')}`);
  });

  it('made again, is what it should be: what was told to do is done', async () => {
    await world.upload(`${F}.sigstore.json`, new OwnSigstore().attest(signer(), [world.hexOf(F)]));
    expect((await checked()).problems.map(({ code }) => code)).toEqual(['attestation-invalid']);
    // The root that it was made with is not the one at the tag: without that key it is named, and not checked.
    expect((await world.verify()).exitCode).toBe(0);
    await world.upload(`${F}.sigstore.json`, sigstore.attest(signer(), [world.hexOf(F)]));
    expect((await checked()).exitCode).toBe(0);
  });

  it('is named and not checked where no root of trust is configured', async () => {
    await world.upload(`${F}.sigstore.json`, sigstore.attest(signer(), [world.hexOf(F)]));
    const { notes, published } = await world.verify();
    expect(notes).toContain(`not checked: ${F}.sigstore.json (Sigstore bundle)`);
    expect(published?.signatures).toMatchObject([{ isChecked: false, signer: null }]);
  });

  it('cannot be checked with a root that is not there, and that is told', async () => {
    await world.upload(`${F}.sigstore.json`, sigstore.attest(signer(), [world.hexOf(F)]));
    const { problems } = await world.verify(undefined, 'nowhere.json');
    expect(problems.map(({ code, where }) => [code, where])).toEqual([['config-invalid', 'verify.trusted-root']]);
  });
});
