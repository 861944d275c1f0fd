import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { createTarDecoder } from 'modern-tar';
import { entryAt, objectId, type TreeListing } from '../core/release/git-tree.ts';
import type { GitHubClient } from './client.ts';

/** The texts of a commit: one character a byte, by path. */
export interface CommitTexts {
  readonly texts: ReadonlyMap<string, string>;
  /** Why not every file was looked at, as a clause; null where every one was. */
  readonly unread: string | null;
}

export interface TextLimits {
  /** A larger file is data. Bytes. */
  readonly file: number;
  /** Of what is kept. Bytes. */
  readonly kept: number;
  /** Of what is unpacked. Bytes. */
  readonly unpacked: number;
}

export const TEXT_LIMITS: TextLimits = { file: 1024 * 1024, kept: 96 * 1024 * 1024, unpacked: 1024 * 1024 * 1024 };

/** Where git looks for a NUL before it calls a file binary. Bytes. */
const BINARY_HEAD = 8_000;

/**
 * Reads the text files of a commit from its archive, in one request and piece by piece: what is not wanted is never held.
 * A file counts only where its bytes are those of the listing: an archive may leave files out or change them
 * (`export-ignore`, `export-subst`), and those are named.
 *
 * Source: GitHub REST documentation, "Download a repository archive (tar)"; gitattributes(5), "Creating an archive".
 *
 * @param isWanted whether a path is worth reading
 */
export async function readTexts(
  client: GitHubClient,
  commit: string,
  listing: TreeListing,
  isWanted: (path: string) => boolean,
  limits: TextLimits = TEXT_LIMITS,
): Promise<CommitTexts> {
  return client.download(
    'GET /repos/{owner}/{repo}/tarball/{ref}',
    { ref: commit },
    'application/octet-stream',
    (body) => textsOf(body, listing, isWanted, limits),
  );
}

async function textsOf(
  body: AsyncIterable<Uint8Array>,
  listing: TreeListing,
  isWanted: (path: string) => boolean,
  limits: TextLimits,
): Promise<CommitTexts> {
  const texts = new Map<string, string>();
  let kept = 0;
  let unpacked = 0;
  let different = 0;
  const unzipped = Readable.from(body).pipe(createGunzip());
  const entries = (Readable.toWeb(unzipped) as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(createTarDecoder());
  for await (const { header, body: content } of entries) {
    unpacked += header.size;
    // The first folder is the archive's own.
    const path = header.name.slice(header.name.indexOf('/') + 1);
    const entry = entryAt(listing, path);
    const isRead =
      header.type === 'file' && header.size <= limits.file && entry?.mode.startsWith('100') === true && isWanted(path);
    if (unpacked > limits.unpacked || (isRead && kept + header.size > limits.kept))
      return { texts, unread: `the tree has more text than ${limits.kept / 1024 / 1024} MB` };
    if (!isRead) {
      await content.cancel();
      continue;
    }
    const bytes = Buffer.from(await new Response(content).arrayBuffer());
    if (bytes.subarray(0, BINARY_HEAD).includes(0)) continue;
    if (objectId('blob', bytes) !== entry.sha) {
      different += 1;
      continue;
    }
    kept += bytes.byteLength;
    texts.set(path, bytes.toString('latin1'));
  }
  return {
    texts,
    unread: different === 0 ? null : `the archive says something else than the tree for ${different} files`,
  };
}
