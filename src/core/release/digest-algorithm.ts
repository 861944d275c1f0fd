/** Algorithms of checksums that this program can compute, by the names that `node:crypto` has for them. */
export type DigestAlgorithm = keyof typeof ALGORITHMS;

interface Algorithm {
  /** Hex digits of a digest. */
  readonly digits: number;
  /** Whether nobody can make another file of the same digest: as of 2026, neither MD5 nor SHA-1. */
  readonly proves: boolean;
}

const ALGORITHMS = {
  md5: { digits: 32, proves: false },
  sha1: { digits: 40, proves: false },
  sha224: { digits: 56, proves: true },
  sha256: { digits: 64, proves: true },
  sha384: { digits: 96, proves: true },
  sha512: { digits: 128, proves: true },
  'sha512-224': { digits: 56, proves: true },
  'sha512-256': { digits: 64, proves: true },
  'sha3-256': { digits: 64, proves: true },
  'sha3-384': { digits: 96, proves: true },
  'sha3-512': { digits: 128, proves: true },
  blake2b512: { digits: 128, proves: true },
  blake2s256: { digits: 64, proves: true },
} as const satisfies Record<string, Algorithm>;

/** Algorithms that are written without a name, so that the number of digits has to tell them. */
const USUAL: readonly DigestAlgorithm[] = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];

/** Other names, in lower case and without what stands between letters and digits. */
const OTHER_NAMES: Readonly<Record<string, DigestAlgorithm>> = {
  sha: 'sha1',
  sha2224: 'sha224',
  sha2256: 'sha256',
  sha2384: 'sha384',
  sha2512: 'sha512',
  sha512t224: 'sha512-224',
  sha2512224: 'sha512-224',
  sha512t256: 'sha512-256',
  sha2512256: 'sha512-256',
  blake2b: 'blake2b512',
  b2: 'blake2b512',
  blake2s: 'blake2s256',
};

/** Names of algorithms that are known to be others: what they say is not compared, and never taken for one of ours. */
const NOT_COMPUTED =
  /^(?:b3|blake3|sm3|rmd160|ripemd160|whirlpool|tiger|crc\w*|adler32|xxh\w*|blake2[bs]\d+|sha3\d+|hmac\w*)$/;

const BY_NAME: ReadonlyMap<string, DigestAlgorithm> = new Map([
  ...(Object.keys(ALGORITHMS) as DigestAlgorithm[]).map((name) => [plain(name), name] as const),
  ...Object.entries(OTHER_NAMES),
]);

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_/ ]/g, '');
}

/** The algorithm that a name stands for; `other` for one that is known and not computed, null for no algorithm. */
export function algorithmNamed(name: string): DigestAlgorithm | 'other' | null {
  const key = plain(name);
  return BY_NAME.get(key) ?? (NOT_COMPUTED.test(key) ? 'other' : null);
}

/** The usual algorithm whose digests have so many hex digits, or null. */
export const algorithmOfDigits = (digits: number): DigestAlgorithm | null =>
  USUAL.find((name) => ALGORITHMS[name].digits === digits) ?? null;

export const digitsOf = (algorithm: DigestAlgorithm): number => ALGORITHMS[algorithm].digits;

/** Whether agreement in this algorithm proves that the bytes are the same. */
export const isProof = (algorithm: DigestAlgorithm): boolean => ALGORITHMS[algorithm].proves;

/** `sha256:` and 64 hex digits in lower case; null for whatever else a server says. */
export function usableDigest(digest: string | null): string | null {
  const match = /^sha256:([0-9a-f]{64})$/i.exec(digest ?? '');
  return match?.[1] === undefined ? null : `sha256:${match[1].toLowerCase()}`;
}
