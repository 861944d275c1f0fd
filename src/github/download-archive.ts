import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { counted } from '../core/counted.ts';
import { problem, Stop } from '../core/problem.ts';
import { ARCHIVE_HEAD, type ArchiveHashes, readArchiveHead } from '../core/release/source-archive.ts';
import type { Clock } from '../effects/clock.ts';
import { bodyOf } from './answer-body.ts';
import { fetchStreamed } from './fetch-streamed.ts';
import { describeConnectionError } from './request-policy.ts';

/** Archives of whole repositories; zlink's is some 30 MB. Bytes. */
const MAXIMUM_ARCHIVE = 4 * 1024 ** 3;
const ATTEMPTS = 5;
/** Milliseconds that an archive may take. */
const DOWNLOAD_TIMEOUT = 300_000;

export interface ArchiveRequest {
  /** Where the repository is for people. */
  readonly repositoryUrl: string;
  readonly tag: string;
  /** The commit that the tag leads to: what the archive has to be made of. */
  readonly commit: string;
  readonly userAgent: string;
  /** Milliseconds until an unanswered request counts as lost. */
  readonly timeout: number;
}

/** Why there is no archive yet. */
interface Fault {
  readonly why: string;
  /** Something came, which is not the archive of the tag. */
  readonly isOther: boolean;
}

/**
 * The hashes of the source archive of a tag as everyone downloads it, which is what a recipe is about. No token is sent:
 * the archive of a public repository needs none, and it may be served by another host. An answer that is no archive of the
 * tag's commit is none, whatever its status.
 *
 * @param onWait called before every further attempt
 * @throws Stop when it cannot be had, as for a private repository
 */
export async function archiveHashes(
  request: ArchiveRequest,
  { clock, onWait }: { readonly clock: Clock; readonly onWait: (why: string, milliseconds: number) => void },
): Promise<ArchiveHashes> {
  const { repositoryUrl, tag } = request;
  const url = `${repositoryUrl}/archive/refs/tags/${tag.split('/').map(encodeURIComponent).join('/')}.tar.gz`;
  let fault: Fault = { why: '', isOther: false };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (attempt > 1) {
      // Right after the tag the archive may not be there yet.
      const pause = 1_000 * 2 ** attempt;
      onWait(
        `waiting ${pause / 1_000} s for the source archive of ${tag}, attempt ${attempt} of ${ATTEMPTS}: ${fault.why}`,
        pause,
      );
      await clock.sleep(pause);
    }
    const found = await download(url, request);
    if ('sha256' in found) return found;
    fault = found;
  }
  throw new Stop([
    problem(
      fault.isOther ? 'archive-not-of-tag' : 'github-unreachable',
      `The source archive of ${tag} could not be downloaded: ${fault.why}.`,
      {
        where: url,
        ...(fault.isOther ? {} : { remedy: 'Run the same command again; or add the hash to the recipe by hand.' }),
      },
    ),
  ]);
}

async function download(url: string, { timeout, userAgent, commit }: ArchiveRequest): Promise<ArchiveHashes | Fault> {
  const lost = (why: string): Fault => ({ why, isOther: false });
  const other = (why: string): Fault => ({ why, isOther: true });
  const received = { length: 0 };
  let type = '';
  try {
    const answer = await fetchStreamed(
      url,
      { redirect: 'follow', headers: { 'user-agent': userAgent } },
      { head: timeout, whole: DOWNLOAD_TIMEOUT },
    );
    if (!answer.ok) return lost(`the answer was ${answer.status}`);
    type = answer.headers.get('content-type') ?? 'no content type';
    const hashes = { sha256: createHash('sha256'), sha512: createHash('sha512') };
    const head = await unpackedHead(hashing(bodyOf(answer), Object.values(hashes), received));
    const made = readArchiveHead(head).commit;
    if (made === null)
      return other(`what came (${counted(received.length, 'byte')}, ${type}) does not say of which commit it is`);
    return made === commit
      ? { sha256: hashes.sha256.digest('hex'), sha512: hashes.sha512.digest('hex') }
      : other(`what came is an archive of ${made}, and the tag is at ${commit}`);
  } catch (error) {
    if (error instanceof TooLarge) return other('it is larger than 4 GiB');
    // Of a time that ran out it is a number.
    const { code } = error as { readonly code?: unknown };
    if (typeof code === 'string' && code.startsWith('Z_'))
      return other(`what came (${counted(received.length, 'byte')}, ${type}) is no whole gzip archive`);
    return lost(error instanceof Error ? describeConnectionError(error) : 'no answer');
  }
}

class TooLarge extends Error {}

/** Hands on what comes, and hashes it. */
async function* hashing(
  body: AsyncIterable<Uint8Array>,
  hashes: readonly Hash[],
  received: { length: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    for (const hash of hashes) hash.update(chunk);
    received.length += chunk.byteLength;
    if (received.length > MAXIMUM_ARCHIVE) throw new TooLarge();
    yield chunk;
  }
}

/** The beginning of what is packed. All of it is unpacked, so that a part of an archive is not taken for the whole. */
async function unpackedHead(packed: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const head: Uint8Array[] = [];
  let length = 0;
  await pipeline(Readable.from(packed), createGunzip(), async (unpacked: AsyncIterable<Uint8Array>) => {
    for await (const chunk of unpacked) {
      if (length < ARCHIVE_HEAD) head.push(chunk.subarray(0, ARCHIVE_HEAD - length));
      length += chunk.byteLength;
    }
  });
  return Buffer.concat(head);
}
