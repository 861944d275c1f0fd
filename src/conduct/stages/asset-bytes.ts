import { createHash, getHashes } from 'node:crypto';
import { counted, grouped } from '../../core/counted.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { type DigestAlgorithm, usableDigest } from '../../core/release/digest-algorithm.ts';
import type { AssetFacts } from '../../core/release/judge-assets.ts';
import { explaining } from '../../github/explain-failure.ts';
import { RequestFailure } from '../../github/request-policy.ts';
import type { StageContext } from './stage-context.ts';

/** An asset whose bytes were seen: as many as the release lists, with the digest that the release lists. */
export interface SeenAsset {
  /** Hex, of every algorithm asked for and of sha256. */
  readonly digests: ReadonlyMap<DigestAlgorithm, string>;
  /** As many of the bytes as were to be kept. */
  readonly beginning: Uint8Array;
}

interface Received extends SeenAsset {
  readonly length: number;
  readonly sha256: string;
}

/** How often an asset is asked for where other bytes come. */
const ATTEMPTS = 3;
/** Milliseconds before the second attempt, doubled before the third. */
const PAUSE = 1_000;
/** So many bytes too many tell enough. */
const SURPLUS = 1024 * 1024;
/** Assets that are told one by one. */
const NAMED = 3;

/** The asset was taken away, or replaced by another of its name, since the release was read. */
export class AssetGone extends Error {}

/**
 * Downloads assets, and takes nothing for an asset that is not it: neither a page of a proxy, nor the half of a file. What
 * came wrong is asked for again, and then told as what it is; it says nothing against the release.
 */
export class AssetBytes {
  readonly #context: StageContext;
  /** What came wrong in the end, by the name of the asset. */
  readonly #wrong = new Map<string, string>();

  constructor(context: StageContext) {
    this.#context = context;
  }

  /**
   * @param keep bytes that are kept of it
   * @returns null where it could not be had, now or before: `problem` tells it
   */
  async see(asset: AssetFacts, algorithms: ReadonlySet<DigestAlgorithm>, keep = 0): Promise<SeenAsset | null> {
    const { clock, progress } = this.#context;
    if (this.#wrong.has(asset.name)) return null;
    for (let attempt = 1; ; attempt += 1) {
      const received = await this.#receive(asset, algorithms, keep);
      const fault = faultOf(asset, received);
      if (fault === null) return received;
      // Where one asset came wrong again and again, it is the way, and others need not be asked for as often.
      if (attempt === ATTEMPTS || this.#wrong.size > 0) {
        this.#wrong.set(asset.name, fault);
        return null;
      }
      progress.note(`${asset.name} is downloaded again: ${fault}`);
      await clock.sleep(PAUSE * 2 ** (attempt - 1));
    }
  }

  /** Two whole downloads of one asset had different bytes. */
  disagree(asset: AssetFacts): void {
    this.#wrong.set(asset.name, `two downloads of ${asset.name} had different bytes`);
  }

  /** What came wrong, as one problem; null when everything came as it should. */
  get problem(): Problem | null {
    const number = this.#wrong.size;
    if (number === 0) return null;
    const first = [...this.#wrong.values()].slice(0, NAMED).join(', ');
    const more = number - NAMED;
    const others = more > 0 ? `, and so for ${counted(more, 'asset')} more` : '';
    return problem(
      'asset-not-downloaded',
      `What came for ${counted(number, 'asset')} is not what the release lists: ${first}${others}. Nothing is known to be wrong with the release itself.`,
    );
  }

  async #receive(asset: AssetFacts, algorithms: ReadonlySet<DigestAlgorithm>, keep: number): Promise<Received> {
    try {
      return await explaining(`downloading ${asset.name}`, () =>
        this.#context.client.download(
          'GET /repos/{owner}/{repo}/releases/assets/{asset_id}',
          { asset_id: asset.id },
          'application/octet-stream',
          (body) => hashed(body, new Set([...algorithms, 'sha256']), { keep, limit: asset.size + SURPLUS }),
        ),
      );
    } catch (error) {
      const cause = error instanceof Error ? error.cause : null;
      if (cause instanceof RequestFailure && cause.kind === 'not-found')
        throw new AssetGone(asset.name, { cause: error });
      throw error;
    }
  }
}

/** What is wrong with what came, for a person; null when it is the asset. */
function faultOf(asset: AssetFacts, { length, sha256 }: Received): string | null {
  const { name, size } = asset;
  if (length > size + SURPLUS)
    return `more than ${counted(length - 1, 'byte')} instead of ${grouped(size)} for ${name}`;
  if (length !== size) return `${counted(length, 'byte')} instead of ${grouped(size)} for ${name}`;
  const listed = usableDigest(asset.digest);
  return listed === null || listed === `sha256:${sha256}` ? null : `sha256:${sha256} instead of ${listed} for ${name}`;
}

async function hashed(
  body: AsyncIterable<Uint8Array>,
  algorithms: ReadonlySet<DigestAlgorithm>,
  { keep, limit }: { readonly keep: number; readonly limit: number },
): Promise<Received> {
  const hashes = [...algorithms].map((name) => [name, createHash(name)] as const);
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    if (length < keep) kept.push(chunk.subarray(0, keep - length));
    for (const [, hash] of hashes) hash.update(chunk);
    length += chunk.byteLength;
    if (length > limit) break;
  }
  const digests = new Map(hashes.map(([name, hash]) => [name, hash.digest('hex')]));
  return { digests, length, sha256: digests.get('sha256') ?? '', beginning: Buffer.concat(kept) };
}

/** Whether this machine computes an algorithm: one that is held to FIPS leaves some out. */
export function isComputable(algorithm: DigestAlgorithm): boolean {
  try {
    return getHashes().includes(algorithm) && createHash(algorithm) !== null;
  } catch {
    return false;
  }
}
