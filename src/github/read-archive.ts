import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { createTarDecoder } from 'modern-tar';
import type { TreeEntry } from '../core/release/git-tree.ts';
import type { GitHubClient } from './client.ts';
import type { ObjectStore } from './object-store.ts';

/** What an archive may unpack to before it is given up. Bytes. */
const MOST_UNPACKED = 2 * 1024 ** 3;

/**
 * Reads files of a commit from its archive into the store, in one request and piece by piece: what is not wanted is never
 * held. A file is kept only where its bytes have the id that the tree gives it: an archive may leave files out or change
 * them (`export-ignore`, `export-subst`), and those stay unread.
 *
 * Source: GitHub REST documentation, "Download a repository archive (tar)"; gitattributes(5), "Creating an archive".
 *
 * @param wanted entries of the commit's tree, by their whole path
 */
export function keepArchived(
  client: GitHubClient,
  store: ObjectStore,
  commit: string,
  wanted: ReadonlyMap<string, TreeEntry>,
): Promise<void> {
  return client.download(
    'GET /repos/{owner}/{repo}/tarball/{ref}',
    { ref: commit },
    'application/octet-stream',
    (body) => unpack(body, store, wanted),
  );
}

async function unpack(
  body: AsyncIterable<Uint8Array>,
  store: ObjectStore,
  wanted: ReadonlyMap<string, TreeEntry>,
): Promise<void> {
  const packed = Readable.from(body);
  const unzipped = createGunzip();
  // A break in one of them has to end the others.
  packed.on('error', (error) => unzipped.destroy(error));
  const entries = (Readable.toWeb(packed.pipe(unzipped)) as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(
    createTarDecoder(),
  );
  let unpacked = 0;
  for await (const { header, body: content } of entries) {
    unpacked += header.size;
    if (unpacked > MOST_UNPACKED) return;
    // The first folder is the archive's own.
    const entry = wanted.get(header.name.slice(header.name.indexOf('/') + 1));
    // Read to its end: a large one that is cancelled is waited for without end.
    if (header.type !== 'file' || entry === undefined || entry.size !== header.size)
      await content.pipeTo(new WritableStream());
    else store.keep(entry.sha, new Uint8Array(await new Response(content).arrayBuffer()));
  }
}
