import { counted } from '../core/counted.ts';
import { isText } from '../core/file-text.ts';
import { isTooLargeCode, largestSearched } from '../core/largest-file.ts';
import type { SourceFile } from '../core/release/facts.ts';
import type { TreeEntry, TreeListing } from '../core/release/git-tree.ts';
import type { GitHubClient } from './client.ts';
import { BATCH, type ObjectStore } from './object-store.ts';
import { keepArchived } from './read-archive.ts';
import { orNull } from './read-release.ts';
import { RequestFailure } from './request-policy.ts';

/** How much of a tree is read. Bytes, but for `requests`. */
export interface TextBounds {
  /** A larger file is data; null: as its name tells. */
  readonly file: number | null;
  /** All texts together. */
  readonly total: number;
  /** The whole tree, which is what an archive packs. */
  readonly packed: number;
  /** What is asked for by id in one request, and not by the archive. */
  readonly byId: number;
  /** Requests for what cannot be had from an archive. */
  readonly requests: number;
  /** Texts that are kept as well where they come along. */
  readonly aside: { readonly file: number; readonly total: number };
}

const BOUNDS: TextBounds = {
  file: null,
  total: 64 * 1024 ** 2,
  packed: 1024 ** 3,
  byId: 1024 ** 2,
  requests: 20,
  aside: { file: 256 * 1024, total: 16 * 1024 ** 2 },
};

/** Which texts of a tree are read, by their paths. */
export interface WantedTexts {
  readonly isWanted: (path: string) => boolean;
  readonly isAside?: (path: string) => boolean;
}

/** The texts of a tree, by path. */
export interface TreeTexts {
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Why some of them could not be looked at, as a clause; null where every one was. */
  readonly unread: string | null;
}

/**
 * Reads the text files of a commit. A few come by their ids in one request; more from the archive of the commit, also in one,
 * and what the archive lacks or says otherwise by its ids again. What was read before, of whatever commit, is not read again.
 *
 * @param isWanted whether a path is worth reading
 * @param isAside of the others, whether a text is kept in the store where it costs no request
 */
export async function readTexts(
  client: GitHubClient,
  store: ObjectStore,
  { commit, listing, truncated }: { commit: string; listing: TreeListing; truncated: boolean },
  { isWanted, isAside = () => false }: WantedTexts,
  bounds: TextBounds = BOUNDS,
): Promise<TreeTexts> {
  const { wanted, aside, packed, tooLarge } = wantedEntries(listing, { isWanted, isAside }, bounds);
  const missing = (of: ReadonlyMap<string, TreeEntry> = wanted) =>
    [...of.values()].filter(({ sha }) => store.known(sha) === null);
  const along = sizeOf([...aside.values()]) <= bounds.aside.total ? new Map([...wanted, ...aside]) : wanted;
  let unread = truncated ? 'the tree is too large to be listed whole' : null;
  if (sizeOf([...wanted.values()]) > bounds.total || packed > bounds.packed) {
    const most = bounds.total / 1024 ** 2;
    return { files: known(store, wanted), unread: `the tree holds more than ${most} MiB of text` };
  }
  if (unread === null && !isFew(missing(), store, bounds)) unread = await fromArchive(client, store, commit, along);
  // Beside others they cost no request.
  const left = missing().length > 0 && isFew(missing(along), store, bounds) ? missing(along) : missing();
  if (left.length > 0 && store.useGraphQL && left.length <= bounds.requests * BATCH)
    await store.readTexts(
      client,
      left.map(({ sha }) => sha),
    );
  await readBytes(client, store, missing());
  const still = missing().length;
  if (still === 0 && !truncated)
    unread = tooLarge === 0 ? null : `${counted(tooLarge, 'file')} of code ${tooLarge === 1 ? 'is' : 'are'} too large`;
  else if (still > 0) unread ??= `${counted(still, 'file')} could not be read as it stands in the tree`;
  return { files: known(store, wanted), unread };
}

/** GraphQL hands out UTF-8: what is written otherwise is read as bytes, where it is a few files. */
async function readBytes(client: GitHubClient, store: ObjectStore, entries: readonly TreeEntry[]): Promise<void> {
  const ids = new Set(entries.map(({ sha }) => sha));
  if (ids.size > MOST_SINGLE) return;
  for (const sha of ids) await orNull(store.read(client, [sha]));
}

/** Files that are read each by a request of its own. */
const MOST_SINGLE = 8;

/** The texts among the regular files, as far as their names tell, and the size of all files that an archive packs. */
function wantedEntries(
  listing: TreeListing,
  { isWanted, isAside }: Required<WantedTexts>,
  { file, aside: { file: asideFile } }: TextBounds,
) {
  const wanted = new Map<string, TreeEntry>();
  const aside = new Map<string, TreeEntry>();
  let packed = 0;
  let tooLarge = 0;
  for (const [directory, entries] of listing) {
    for (const entry of entries) {
      if (!entry.mode.startsWith('100')) continue;
      packed += entry.size ?? 0;
      const path = directory === '' ? entry.path : `${directory}/${entry.path}`;
      if (isTooLargeCode(path, entry.size ?? 0) && isWanted(path)) tooLarge += 1;
      if ((entry.size ?? 0) <= (file ?? largestSearched(path)) && isWanted(path)) wanted.set(path, entry);
      else if ((entry.size ?? 0) <= asideFile && isAside(path)) aside.set(path, entry);
    }
  }
  return { wanted, aside, packed, tooLarge };
}

const sizeOf = (entries: readonly TreeEntry[]): number => entries.reduce((sum, { size }) => sum + (size ?? 0), 0);

const isFew = (missing: readonly TreeEntry[], store: ObjectStore, { byId }: TextBounds): boolean =>
  missing.length === 0 || (store.useGraphQL && missing.length <= BATCH && sizeOf(missing) <= byId);

/** Why the archive could not be read, as a clause; null where it was. */
async function fromArchive(
  client: GitHubClient,
  store: ObjectStore,
  commit: string,
  wanted: ReadonlyMap<string, TreeEntry>,
): Promise<string | null> {
  try {
    await keepArchived(client, store, commit, wanted);
    return null;
  } catch (error) {
    if (!(error instanceof RequestFailure) || error.kind === 'unauthorized' || error.kind === 'rate-limited')
      throw error;
    return `the archive of the commit could not be had (${error.status ?? 'no answer'})`;
  }
}

function known(store: ObjectStore, wanted: ReadonlyMap<string, TreeEntry>): Map<string, SourceFile> {
  const files = new Map<string, SourceFile>();
  for (const [path, { mode, sha }] of wanted) {
    const bytes = store.known(sha);
    if (bytes === null || bytes === 'binary' || !isText(bytes)) continue;
    files.set(path, { mode, sha, bytes });
  }
  return files;
}
