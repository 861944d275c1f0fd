/** What the beginning of an archive of sources says about itself. */
export interface ArchiveHead {
  /** The commit that it was made of; null where it does not say. */
  readonly commit: string | null;
}

/** So much of the uncompressed archive is looked at. Bytes. */
export const ARCHIVE_HEAD = 1_536;

/**
 * The commit that `git archive` writes into the tar files that it makes of one, which are GitHub's source archives: a comment
 * in a global header of the pax format, the first of the file.
 *
 * Sources: git-get-tar-commit-id(1); POSIX.1-2024, pax, "pax Extended Header".
 */
export function readArchiveHead(bytes: Uint8Array): ArchiveHead {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isGlobal = head.toString('latin1', 257, 262) === 'ustar' && head[156] === 'g'.charCodeAt(0);
  const record = head.toString('latin1', 512, ARCHIVE_HEAD);
  const commit = isGlobal ? /^\d{1,3} comment=([0-9a-f]{40}(?:[0-9a-f]{24})?)\n/.exec(record)?.[1] : undefined;
  return { commit: commit ?? null };
}

/** Addresses of the source archive of a tag, as recipes write them. The first is where it is downloaded. */
export const archiveUrls = (repositoryUrl: string, tag: string): readonly [string, ...string[]] => [
  `${repositoryUrl}/archive/refs/tags/${tag}.tar.gz`,
  `${repositoryUrl}/archive/${tag}.tar.gz`,
];

/** `owner/name` of a repository by its address. */
export const repositoryAt = (repositoryUrl: string): string => repositoryUrl.split('/').slice(-2).join('/');

/** Hashes of an archive, in hex. */
export interface ArchiveHashes {
  readonly sha256: string;
  readonly sha512: string;
}
