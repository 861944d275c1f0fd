import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { githubCases } from '../../support/github-cases.ts';
import { ReleasedWorld } from '../../support/released-world.ts';

/** Lists of checksums beside the assets of a release. */

const F = 'libzlink-linux-x64.zip';
const Z = '0'.repeat(64);
const cases = githubCases('checksum-forms.yml');
let world: ReleasedWorld;
let before: ReleasedWorld['release']['assets'];
beforeAll(async () => {
  world = await ReleasedWorld.release();
  before = [...world.release.assets];
});
afterEach(() => {
  world.release.assets = [...before];
});

/** What a case has as content: names for a file, a wrong digest and the right one. */
const filled = (content: string): string =>
  content
    .replaceAll('RIGHT(F)', world.hexOf(F))
    .replaceAll('128 zeros', '0'.repeat(128))
    .replaceAll(/\bZ\b/g, Z)
    .replaceAll(/\bF\b/g, F);

const inGroups = (digest: string, digits: number, between: string): string =>
  (digest.match(new RegExp(`.{${digits}}`, 'g')) ?? []).join(between);

/** What is said, by the name of the case: of the problem, else as a note or warning. */
const SAID: Readonly<Record<string, (right: string) => readonly string[]>> = {
  'bsd-wrong': (right) => [`${F} has sha256:${right}, but checksums.txt says sha256:${Z}.`],
  'bsd-right': () => ['checksums.txt agrees about 1 asset'],
  'openssl-3-wrong': () => [`sha256:${Z}`],
  'openssl-1-wrong': () => [`sha256:${Z}`],
  'no-list-at-all': () => ['checksums.txt holds no checksum: its first line is `<html>error</html>`'],
  'gnu-wrong': () => [`sha256:${Z}`],
  'gnu-binary-with-folder-wrong': () => [`sha256:${Z}`],
  'windows-line-ends-wrong': () => [`sha256:${Z}.`],
  'signed-list': () => [`sha256:${Z}.`],
  'names-none-of-the-assets': () => [
    'checksums.txt names none of the 13 other assets, so it proves nothing about them',
  ],
  'another-algorithm': () => [`but checksums.txt says sha512:${'0'.repeat(128)}.`],
  'two-lines-that-contradict-each-other': (right) => [
    `${F} has sha256:${right}, but checksums.txt names it 2 times and says sha256:${right} in line 1 (${F}), sha256:${Z} in line 2 (old/${F})`,
  ],
  'a-digest-alone-beside-its-file': () => [`${F} has sha256:`, `but ${F}.sha256 says sha256:${Z}.`],
};

describe('a list of checksums', () => {
  it.each([...cases.values()])('$name', async ({ name, world: { content }, expected }) => {
    if (typeof content === 'string') await world.upload('checksums.txt', filled(content));
    else await world.upload(`${F}.sha256`, `${Z}\n`);
    const { exitCode, problems, notes, warnings } = await world.verify();
    expect([exitCode, problems.map(({ code }) => code)]).toEqual([
      expected.exit,
      expected.exit === 0 ? [] : [expected.code],
    ]);
    const told = [...problems.map(({ what }) => what), ...notes, ...warnings].join('\n');
    for (const text of SAID[name]?.(world.hexOf(F)) ?? ['a case without what it says']) expect(told).toContain(text);
    if (name === 'signed-list') expect(told).not.toContain('no form');
    // Nobody is sent to delete an asset that may be the right one.
    expect(problems.map(({ remedy }) => remedy).join()).not.toMatch(/delete/i);
  });

  it('of the sample names files inside the archives, and says so', async () => {
    const { exitCode, warnings, published } = await world.verify();
    expect(exitCode).toBe(0);
    expect(warnings).toEqual(['checksums.txt names none of the 13 other assets, so it proves nothing about them']);
    expect(published?.checksums).toEqual([{ name: 'checksums.txt', agrees: 0, warnings }]);
  });
});

describe('lists of other names and forms', () => {
  const wrong: [string, string, (content: string) => string | Uint8Array][] = [
    ['SHA256SUMS', 'GNU', (digest) => `${digest}  ${F}\n`],
    ['zlink_1.2.0_checksums.txt', 'GNU', (digest) => `${digest}  ${F}\n`],
    ['zlink_1.2.0_SHA256SUMS', 'GNU', (digest) => `${digest}  ${F}\n`],
    ['SHASUMS256.txt', 'GNU', (digest) => `${digest}  ${F}\n`],
    [
      'SHASUMS256.txt.asc',
      'signed',
      (digest) => `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n${digest}  ${F}\n`,
    ],
    ['CHECKSUM', 'BSD', (digest) => `# ${F}: 1 bytes\nSHA256 (${F}) = ${digest}\n`],
    ['SHA256.sig', 'signify', (digest) => `untrusted comment: verify with x\nRWTabc\nSHA256 (${F}) = ${digest}\n`],
    [`${F}.sha256sum`, 'one', (digest) => `${digest} *${F}\n`],
    [`${F}.sha256.txt`, 'one', (digest) => `sha256:${digest}\n`],
    [`${F}.sha256`, 'openssl of stdin', (digest) => `SHA2-256(stdin)= ${digest}\n`],
    [`${F}.sha256`, 'GNU of stdin', (digest) => `${digest}  -\n`],
    [`${F}.digest`, 'one', (digest) => `sha256:${digest}\n`],
    ['hashes.sha256', 'a Windows path', (digest) => `${digest} *.\\out\\${F}\r\n`],
    ['checksums.txt', 'an escaped name', (digest) => `\\${digest} *out\\\\${F}\n`],
    ['checksums.txt', 'a byte order mark', (digest) => `\ufeff${digest}  ${F}\r\n`],
    ['checksums.txt', 'UTF-16', (digest) => Buffer.from(`\ufeff${digest}  ${F}\r\n`, 'utf16le')],
    [
      'checksums.txt',
      'Get-FileHash',
      (digest) =>
        `\r\nAlgorithm  Hash  Path\r\n---------  ----  ----\r\nSHA256     ${digest.toUpperCase()}  C:\\out\\${F}\r\n`,
    ],
    ['checksums.txt', 'base64', (digest) => `SHA256 (${F}) = ${Buffer.from(digest, 'hex').toString('base64')}\n`],
    ['checksums.txt', 'sha256sum --zero', (digest) => `${digest}  ${F}\0`],
    ['checksums.txt', 'the name first', (digest) => `${F}: ${digest}\n`],
    ['checksums.txt', 'a row of a table', (digest) => `| File | SHA256 |\n|---|---|\n| ${F} | \`${digest}\` |\n`],
    ['checksums.txt', 'a size between', (digest) => `Checksums-Sha256:\n ${digest} 12345 ${F}\n`],
    [
      'checksums.txt',
      'gpg --print-md',
      (digest) => `${F}: ${inGroups(digest, 8, ' ').replace(/(.{35}) /, '$1\n      ')}\n`,
    ],
    ['checksums.txt', 'openssl dgst -c', (digest) => `SHA2-256(${F})= ${inGroups(digest, 2, ':')}\n`],
    ['checksums.txt', 'certutil', (digest) => `SHA256 hash of ${F}:\r\n${digest}\r\nCertUtil: done.\r\n`],
    [
      `${F}.sha256`,
      'an older certutil',
      (digest) => `SHA256 hash of file x:\r\n${inGroups(digest, 2, ' ')}\r\nCertUtil: done.\r\n`,
    ],
    ['checksums.txt', 'integrity', (digest) => `sha256-${Buffer.from(digest, 'hex').toString('base64')}  ${F}\n`],
    [`${F}.sha256`, 'base64 alone', (digest) => `${Buffer.from(digest, 'hex').toString('base64')}\n`],
    [
      'checksums.txt',
      'Format-List',
      (digest) => `Algorithm : SHA256\nHash      : ${digest}\nPath      : C:\\out\\${F}\n`,
    ],
    ['checksums.json', 'JSON', (digest) => `{"x.zip":"${Z.replace(/0/g, '1')}","${F}":"${digest}"}`],
    ['checksums.json', 'JSON in lines', (digest) => JSON.stringify([{ sha256: digest, file: F }], null, 2)],
    ['checksums.yaml', 'YAML', (digest) => `${F}:\n  sha256: ${digest}\n`],
    ['checksums.csv', 'CSV', (digest) => `file,size,sha256\n${F},123,${digest}\n`],
    ['checksums.toml', 'TOML', (digest) => `[files."${F}"]\nsha256 = "${digest}"\n`],
    ['checksums.md', 'an item in Markdown', (digest) => `- **${F}**: \`${digest}\`\n`],
    ['checksums.txt', 'a name out of a URL', (digest) => `${digest}  dist/${F.replaceAll('-', '%2D')}\n`],
    [`${F}.sha`, 'one', (digest) => `${digest}\n`],
    ['checksums.txt', 'UTF-16 without a mark', (digest) => Buffer.from(`${digest}  ${F}\r\n`, 'utf16le')],
    ['checksums.txt', 'old line ends', (digest) => `${digest}  ${F}\r${digest}  ${F}\r`],
  ];
  it.each(wrong)('%s (%s) is compared', async (name, _, content) => {
    world.remove('checksums.txt');
    await world.upload(name, content(Z));
    const stopped = await world.verify();
    expect(stopped.problems.map(({ code, what }) => [code, what.includes(`sha256:${Z}`)])).toEqual([
      ['asset-broken', true],
    ]);
    await world.upload(name, content(world.hexOf(F)));
    const { exitCode, notes, warnings, published } = await world.verify();
    expect([exitCode, warnings]).toEqual([0, []]);
    expect(notes).toContain(`${name} agrees about 1 asset`);
    expect(published?.checksums).toEqual([{ name, agrees: 1, warnings: [] }]);
  });

  it.each([
    ['sha1', 40],
    ['md5', 32],
  ])('%s contradicts, but proves nothing', async (algorithm, digits) => {
    await world.upload('checksums.txt', `${'0'.repeat(digits)}  ${F}\n`);
    expect((await world.verify()).problems[0]?.what).toContain(`${algorithm}:${'0'.repeat(digits)}`);
    const { createHash } = await import('node:crypto');
    const { readAsset } = await import('../../../src/embedded-github/publish-release.ts');
    const bytes = await readAsset(world.served.world, world.asset(F));
    await world.upload('checksums.txt', `${createHash(algorithm).update(bytes).digest('hex')}  ${F}\n`);
    const { exitCode, warnings } = await world.verify();
    expect([exitCode, warnings]).toEqual([0, [expect.stringContaining('proves nothing')]]);
  });

  it.each([
    ['B3SUMS', `${Z}  ${F}\n`, 'in no form that is read'],
    ['checksums.txt', `BLAKE3 (${F}) = ${Z}\n`, 'in no form that is read'],
    ['checksums.txt', `# BLAKE3\n${Z}  ${F}\n`, 'in no form that is read'],
    ['checksums.json', '{}', 'nothing could be compared with'],
    ['checksums.txt', `${F}  ${Z.slice(1)}\n`, 'in no form that is read'],
    ['checksums.txt', `BLAKE3 ${F} ${Z}\n`, 'in no form that is read'],
    ['checksums.txt', `${F} is at commit ${Z.slice(0, 40)}\n`, 'in no form that is read'],
    ['checksums.txt', `${F}\n\n${Z}\n`, 'names none of the'],
    ['checksums.txt', `${Z}  checksums.txt\n`, 'a line about itself'],
    [`${F}.sha256`, `${Z}  out/other.zip\n`, 'names out/other.zip, which is no asset'],
    ['other.zip.sha256', `${Z}\n`, 'names none of the'],
    ['checksums-of-the-parts.txt', 'see the other file\n', 'nothing could be compared with'],
  ])('%s with %j is told, and stops nothing', async (name, content, told) => {
    world.remove('checksums.txt');
    await world.upload(name, content);
    const { exitCode, warnings, problems } = await world.verify();
    expect([exitCode, problems]).toEqual([0, []]);
    expect(warnings.join('\n')).toContain(told);
  });

  it('one that is too large to be read is told', async () => {
    await world.upload('checksums.txt', Buffer.alloc(5 * 1024 * 1024, '\n'));
    expect((await world.verify()).warnings).toEqual([expect.stringContaining('it is not read, so it proves nothing')]);
  });

  it('signatures and attestations are named, and not taken for lists', async () => {
    await world.upload('checksums.txt', `${world.hexOf(F)}  ${F}\n`);
    for (const name of ['checksums.txt.asc', `${F}.sig`, `${F}.minisig`, `${F}.sigstore.json`, 'zlink.intoto.jsonl'])
      await world.upload(name, '-----BEGIN PGP SIGNATURE-----\n\niQIz\n-----END PGP SIGNATURE-----\n');
    const { exitCode, notes, warnings, published } = await world.verify();
    expect([exitCode, warnings]).toEqual([0, []]);
    expect(notes.at(-1)).toBe(
      `not checked: checksums.txt.asc (signature), ${F}.sig (signature), ${F}.minisig (signature), ${F}.sigstore.json (Sigstore bundle), zlink.intoto.jsonl (attestation)`,
    );
    expect(published?.signatures.map(({ name, of, isChecked }) => [name, of, isChecked])).toEqual([
      ['checksums.txt.asc', 'checksums.txt', false],
      [`${F}.sig`, F, false],
      [`${F}.minisig`, F, false],
      [`${F}.sigstore.json`, F, false],
      ['zlink.intoto.jsonl', null, false],
    ]);
  });
});
