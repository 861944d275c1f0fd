import { createHash, getHashes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksumsName, signatureName } from '../../../src/core/release/asset-companions.ts';
import { checksumsText, readChecksums } from '../../../src/core/release/checksum-list.ts';
import { claimsOf, judgeChecksums } from '../../../src/core/release/compare-checksums.ts';
import {
  algorithmNamed,
  type DigestAlgorithm,
  digitsOf,
  usableDigest,
} from '../../../src/core/release/digest-algorithm.ts';
import { anyText } from '../../support/any-text.ts';

/** Writers of lists, each as its tool writes: what they write is what the reader has to understand. */

interface Entry {
  readonly algorithm: DigestAlgorithm;
  readonly hex: string;
  readonly name: string;
}
type Writer = (entry: Entry) => string;

const TAGS: Readonly<Record<string, { readonly bsd: string; readonly openssl: string }>> = {
  md5: { bsd: 'MD5', openssl: 'MD5' },
  sha1: { bsd: 'SHA1', openssl: 'SHA1' },
  sha224: { bsd: 'SHA224', openssl: 'SHA2-224' },
  sha256: { bsd: 'SHA256', openssl: 'SHA2-256' },
  sha384: { bsd: 'SHA384', openssl: 'SHA2-384' },
  sha512: { bsd: 'SHA512', openssl: 'SHA2-512' },
};
/** GNU escapes backslash, line feed and carriage return, and then puts a backslash before the line. */
const gnuName = (name: string): { readonly mark: string; readonly name: string } =>
  /[\\\n\r]/.test(name)
    ? { mark: '\\', name: name.split('\\').join('\\\\').split('\n').join('\\n').split('\r').join('\\r') }
    : { mark: '', name };
const gnu =
  (separator: string): Writer =>
  ({ hex, name }) =>
    `${gnuName(name).mark}${hex}${separator}${gnuName(name).name}`;
const WRITERS: Readonly<Record<string, Writer>> = {
  'sha256sum, text': gnu('  '),
  'sha256sum, binary': gnu(' *'),
  'sha256 -r': ({ hex, name }) => `${hex} ${name}`,
  'sha256sum --tag': ({ algorithm, hex, name }) =>
    `${gnuName(name).mark}${TAGS[algorithm]?.bsd} (${gnuName(name).name}) = ${hex}`,
  'cksum --base64': ({ algorithm, hex, name }) =>
    `${gnuName(name).mark}${TAGS[algorithm]?.bsd} (${gnuName(name).name}) = ${Buffer.from(hex, 'hex').toString('base64')}`,
  'openssl 3': ({ algorithm, hex, name }) => `${TAGS[algorithm]?.openssl}(${name})= ${hex}`,
  'openssl 1': ({ algorithm, hex, name }) => `${TAGS[algorithm]?.bsd}(${name})= ${hex}`,
  'Get-FileHash': ({ algorithm, hex, name }) => `${algorithm.toUpperCase()}     ${hex.toUpperCase()}   ${name}`,
  'a prefix': ({ algorithm, hex, name }) => `${algorithm}:${hex}  ${name}`,
};
const ESCAPING = new Set(['sha256sum, text', 'sha256sum, binary', 'sha256sum --tag', 'cksum --base64']);

const algorithms = fc.constantFrom(...(Object.keys(TAGS) as DigestAlgorithm[]));
const digestOf = (algorithm: DigestAlgorithm) =>
  fc.nat().map((seed) => createHash(algorithm).update(String(seed)).digest('hex'));
const plainName = fc
  .array(fc.constantFrom('a', 'lib', '1.2.0', '-', '_', '(1)', 'x64', '.zip', '/', ' b', '+', 'é'), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => parts.join('').trim())
  .filter((name) => name !== '' && name !== '-');
const oddName = fc.tuple(plainName, fc.constantFrom('\\', '\n', '\r', ''), plainName).map((parts) => parts.join(''));

const entry = (name: fc.Arbitrary<string>) =>
  algorithms.chain((algorithm) => fc.record({ algorithm: fc.constant(algorithm), hex: digestOf(algorithm), name }));

describe('a list as its tool writes it is read as it was meant', () => {
  it.each(Object.entries(WRITERS))('%s', (tool, write) => {
    const entries = fc.array(entry(ESCAPING.has(tool) ? oddName : plainName), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(entries, fc.constantFrom('\n', '\r\n'), fc.boolean(), (written, end, hasMark) => {
        const text = `${hasMark ? '\ufeff' : ''}${written.map((each) => `${write(each)}${end}`).join('')}`;
        const { lines, unread } = readChecksums(checksumsText(Buffer.from(text)), null);
        expect(unread).toEqual([]);
        expect(lines.map(({ algorithm, hex, name }) => ({ algorithm, hex, name }))).toEqual(written);
      }),
      { numRuns: 60 },
    );
  });

  it('in UTF-16, of either order', () => {
    const text = `\ufeff${'0'.repeat(64)}  a.zip\r\n`;
    const little = Buffer.from(text, 'utf16le');
    for (const bytes of [little, Buffer.from(little).swap16()])
      expect(readChecksums(checksumsText(bytes), null).lines).toMatchObject([{ name: 'a.zip' }]);
  });

  it('inside a signature, whose own lines are none of the list', () => {
    fc.assert(
      fc.property(fc.array(entry(plainName), { minLength: 1, maxLength: 4 }), digestOf('sha256'), (written, base64) => {
        const body = written.map(gnu('  ')).join('\n');
        const text = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${body}\n- -----x\n-----BEGIN PGP SIGNATURE-----\n\n${base64}\n-----END PGP SIGNATURE-----\n`;
        const list = readChecksums(text, null);
        expect([list.isSigned, list.unread, list.lines.length]).toEqual([true, [], written.length]);
      }),
      { numRuns: 40 },
    );
  });

  it('says nothing where nothing is said, whatever the text', () => {
    fc.assert(
      fc.property(anyText(300), (text) => {
        const { lines } = readChecksums(text, null);
        for (const { algorithm, hex } of lines) expect(hex).toHaveLength(digitsOf(algorithm));
      }),
      { numRuns: 50 },
    );
  });
});

describe('the algorithm', () => {
  const hex = '0'.repeat(64);
  it.each<[string, string, string | null]>([
    ['by the name of the list', 'x.zip.sha3-256', 'sha3-256'],
    ['by the name of the list', 'x.zip.blake2s', 'blake2s256'],
    ['of a list of BLAKE3 is never taken for SHA-256', 'B3SUMS', null],
    ['of a list of BLAKE3 is never taken for SHA-256', 'x.zip.b3', null],
    ['by the number of digits, where the name says nothing', 'checksums.txt', 'sha256'],
    ['by the number of digits, where the name says another', 'SHA512SUMS', 'sha256'],
    ['whatever a beta release is called', 'x-1.0.0-b3-checksums.txt', 'sha256'],
  ])('%s: %s', (_, name, expected) => {
    const found = checksumsName(name, new Set(['x.zip']));
    const { lines, unread } = readChecksums(`${hex}  y\n`, found?.algorithm ?? null);
    expect([lines.map(({ algorithm }) => algorithm), unread.length]).toEqual(
      expected === null ? [[], 1] : [[expected], 0],
    );
  });

  it('by a heading, as in DIGESTS of several parts', () => {
    const text = `# SHA512 HASH\n${'1'.repeat(128)}  a\n# BLAKE2B HASH\n${'2'.repeat(128)}  a\n# BLAKE3\n${hex}  a\n`;
    const { lines, unread } = readChecksums(text, null);
    expect(lines.map(({ algorithm }) => algorithm)).toEqual(['sha512', 'blake2b512']);
    expect(unread.map(({ line }) => line)).toEqual([6]);
  });

  it('is one that Node computes, with as many digits', () => {
    const names = [
      'md5',
      'sha1',
      'sha224',
      'sha256',
      'sha384',
      'sha512',
      'sha512-224',
      'sha512-256',
      'sha3-256',
      'sha3-384',
      'sha3-512',
      'blake2b512',
      'blake2s256',
    ];
    for (const name of names) {
      expect(algorithmNamed(name), name).toBe(name);
      expect(getHashes()).toContain(name);
      expect(createHash(name).digest('hex')).toHaveLength(digitsOf(name as DigestAlgorithm));
    }
  });

  it.each(['HMAC-SHA256', 'BLAKE2b-256', 'BLAKE3', 'SM3', 'RMD160'])('%s is known to be none of them', (name) =>
    expect(algorithmNamed(name)).toBe('other'),
  );
});

describe('names', () => {
  const assets = new Set(['x.zip', 'x.tar.gz']);
  it.each([
    ...['checksums.txt', 'CHECKSUMS', 'checksum.txt', 'SHA256SUMS', 'SHA512SUMS', 'sha256sums.txt', 'SHASUMS256.txt'],
    ...['x_1.2.0_checksums.txt', 'x_1.2.0_SHA256SUMS', 'x.zip.sha256', 'x.zip.sha256sum', 'x.zip.sha512', 'x.zip.md5'],
    ...[
      'x.zip.digest',
      'x.zip.hash',
      'digests.txt',
      'DIGESTS',
      'hashes.txt',
      'checksums_sha256.txt',
      'B2SUMS',
      'sha256.sum',
    ],
    ...['x.zip.sha256.txt', 'SHA256', 'x-SHA256.txt', 'sha-256.txt'],
  ])('%s is a list', (name) => expect(checksumsName(name, assets)?.certainty).toBe('sure'));
  it.each(['checksums.json', 'checksums-linux.txt', 'sha256sums_all.txt'])('%s may be one', (name) =>
    expect(checksumsName(name, assets)?.certainty).toBe('perhaps'),
  );
  it.each(['SHASUMS256.txt.asc', 'SHA256SUMS.gpg', 'x.zip.sha256.sig'])('%s may be around one', (name) =>
    expect(checksumsName(name, assets)?.certainty).toBe('around'),
  );
  it.each([
    ...[
      'x.zip',
      'checksums.zip',
      'sha256.exe',
      'libchecksum.so',
      'go.sum',
      'digest',
      'hash.txt',
      'x.zip.asc',
      'README.md',
    ],
    ...['checksum-1.0.0.tar.gz', 'x.b2', 'hash-table.md', 'mysha256', 'x256'],
  ])('%s is none', (name) => expect(checksumsName(name, assets)).toBeNull());
  it.each([
    ['x.zip.asc', 'signature', 'x.zip'],
    ['x.zip.minisig', 'signature', 'x.zip'],
    ['x.zip.sigstore', 'Sigstore bundle', 'x.zip'],
    ['x.zip.sigstore.json', 'Sigstore bundle', 'x.zip'],
    ['x.zip.cosign.bundle', 'Sigstore bundle', 'x.zip'],
    ['x.zip.intoto.jsonl', 'attestation', 'x.zip'],
    ['multiple.intoto.jsonl', 'attestation', null],
    ['attestation.json', 'attestation', null],
    ['x.zip.pem', 'certificate', 'x.zip'],
    ['x.zip.ots', 'timestamp', 'x.zip'],
  ])('%s is a %s', (name, kind, of) => expect(signatureName(name, assets)).toEqual({ kind, of }));
  it.each(['x.zip', 'roots.pem', 'app.bundle.js', 'signature-tool.zip'])('%s is no signature', (name) =>
    expect(signatureName(name, assets)).toBeNull(),
  );
});

describe('a list held against the assets', () => {
  const NAMES = ['a.zip', 'b.zip', 'c.zip', 'SUMS.sha256'];
  const digest = (name: string) => createHash('sha256').update(name).digest('hex');
  const lines = fc.array(
    fc.record({
      name: fc.constantFrom(...NAMES, 'inner.so'),
      folder: fc.constantFrom('', './', 'out/'),
      right: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  );

  it('contradicts where a line is wrong, agrees where all are right, and is never silent', () => {
    fc.assert(
      fc.property(lines, (written) => {
        const text = written
          .map(({ name, folder, right }) => `${right ? digest(name) : '0'.repeat(64)}  ${folder}${name}\n`)
          .join('');
        const list = readChecksums(text, null);
        const name = { certainty: 'sure', beside: null, algorithm: null } as const;
        const claims = claimsOf({ asset: 'SUMS.sha256', name, list }, new Set(NAMES));
        const found = judgeChecksums(claims, digest, { others: 3, where: 'u' });
        // The oracle: by hand, over the assets but the list itself.
        const about = (asset: string) => written.filter((each) => each.name === asset);
        const others = ['a.zip', 'b.zip', 'c.zip'];
        const wrong = others.filter((asset) => about(asset).some(({ right }) => !right));
        const right = others.filter((asset) => about(asset).length > 0 && about(asset).every((each) => each.right));
        expect([...found.contradicted].sort()).toEqual(wrong);
        expect(found.problems).toHaveLength(wrong.length);
        expect(found.agrees).toBe(right.length);
        expect(found.problems.length + found.agrees + found.warnings.length).toBeGreaterThan(0);
        expect(found.warnings.some((warning) => warning.includes('about itself'))).toBe(
          about('SUMS.sha256').length > 0,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('finds an asset that GitHub has renamed', () => {
    const list = readChecksums(`${digest('x')}  my lib.zip\n`, null);
    const name = { certainty: 'sure', beside: null, algorithm: null } as const;
    const { claims } = claimsOf({ asset: 'sums.txt', name, list }, new Set(['my.lib.zip']));
    expect(claims.map(({ asset }) => asset)).toEqual(['my.lib.zip']);
  });
});

describe('bytes that are written apart', () => {
  // `b2` and `b3` are also names of algorithms, and stand in one digest of five.
  const bytes = fc.array(fc.constantFrom('00', 'b2', 'b3', 'e1', 'dd'), {
    minLength: 32,
    maxLength: 32,
  });

  it.each([
    ['certutil', (apart: string) => `SHA256 hash of file x:\r\n${apart}\r\nCertUtil: done.\r\n`],
    ['one line', (apart: string) => `SHA256 a.zip ${apart}\n`],
  ])('are a digest, whichever they are: %s', (_, write) => {
    fc.assert(
      fc.property(bytes, (each) => {
        const { lines, unread } = readChecksums(write(each.join(' ')), null, {
          names: new Set(['a.zip']),
          beside: 'a.zip',
        });
        expect(unread).toEqual([]);
        expect(lines.map(({ name, algorithm, hex }) => [name, algorithm, hex])).toEqual([
          ['a.zip', 'sha256', each.join('')],
        ]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a digest of the server', () => {
  it.each([
    [`sha256:${'A'.repeat(64)}`, `sha256:${'a'.repeat(64)}`],
    ['sha256:', null],
    [`sha256:${'a'.repeat(63)}`, null],
    [`sha512:${'a'.repeat(128)}`, null],
    ['', null],
    [null, null],
  ])('%j is used as %j', (given, used) => expect(usableDigest(given)).toBe(used));
});
