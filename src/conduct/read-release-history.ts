import { isText, readFileText } from '../core/file-text.ts';
import type { TreeEntry } from '../core/release/git-tree.ts';
import {
  type BlobIds,
  type Blobs,
  type ChangedBlob,
  changedBlobs,
  chooseReads,
  HistoryLearner,
  type NeighbouringReleases,
  NO_HISTORY,
  type ReadingBounds,
  type ReleaseHistory,
  type SaysVersion,
} from '../core/release/release-history.ts';
import { changeBetween, type FileChange } from '../core/version/learn-places.ts';
import { changeOfPatch } from '../core/version/patch-lines.ts';
import type { GitHubClient } from '../github/client.ts';
import { BATCH, type ObjectStore } from '../github/object-store.ts';
import { orNull } from '../github/read-release.ts';

/** What is read of the files that differ: eight requests of fifty blobs each. */
const BOUNDS: ReadingBounds = { blobs: 400, bytes: 48 * 1024 * 1024, largest: null };
/** Files that GraphQL does not hand out whole, each a request of its own. */
const MOST_SINGLE = 8;

interface Trees {
  readonly older: Blobs;
  readonly newer: Blobs;
}

interface Reader {
  readonly client: GitHubClient;
  readonly store: ObjectStore;
}

/** Requests that learning from these pairs may take at most. */
export function mostRequests(pairs: readonly NeighbouringReleases[]): number {
  return pairs.length === 0 ? 0 : pairs.length + 1 + Math.ceil(BOUNDS.blobs / BATCH) + MOST_SINGLE;
}

/**
 * Reads what the last releases changed and learns from it. It takes a request for the tree of each release (at most five),
 * one for each fifty blobs that differ (at most eight), and one for each of the few files that are too large for those.
 * Where GitHub cuts a tree short, what it tells of the difference takes its place: one request for each pair.
 *
 * Source: GitHub REST documentation, "Get a tree" (a commit names its tree), "Compare two commits" (300 files at most).
 */
export async function readReleaseHistory(
  reader: Reader,
  pairs: readonly NeighbouringReleases[],
  says?: SaysVersion,
): Promise<ReleaseHistory & { readonly requests: number }> {
  if (pairs.length === 0) return { ...NO_HISTORY, requests: 0 };
  let requests = 0;
  const trees = new Map<string, Blobs | null>();
  let isCutShort = false;
  const treeOf = async (commit: string): Promise<Blobs | null> => {
    const known = trees.get(commit);
    if (known !== undefined) return known;
    // Where one is cut short, so are the others: they need not be asked for.
    if (!isCutShort) requests += 1;
    const read = isCutShort ? null : await readBlobs(reader.client, commit);
    isCutShort = read === null;
    trees.set(commit, read);
    return read;
  };
  const listed: { releases: NeighbouringReleases; trees: Trees | null; blobs: ChangedBlob[] }[] = [];
  for (const releases of pairs) {
    const [newer, older] = [await treeOf(releases.newer.commit), await treeOf(releases.older.commit)];
    const both = newer === null || older === null ? null : { older, newer };
    listed.push({ releases, trees: both, blobs: both === null ? [] : changedBlobs(both.older, both.newer) });
  }
  const chosen = chooseReads(
    listed.map(({ blobs }) => blobs),
    BOUNDS,
    says,
  );
  requests += await readTexts(reader, chosen.pairs.flat());
  const learner = new HistoryLearner(pairs);
  for (const [at, { releases, trees: both }] of listed.entries()) {
    if (both === null) requests += 1;
    const changes =
      both === null
        ? await comparedFiles(reader.client, releases)
        : (chosen.pairs[at] ?? []).flatMap((change) => changeIn(reader.store, change) ?? []);
    for (const change of changes) learner.look(releases, change);
    if (both !== null) learner.came(releases, newPaths(both));
  }
  const newest = listed[0]?.trees ?? null;
  const history = learner.history(
    newest === null ? null : { older: idsOf(newest.older), newer: idsOf(newest.newer) },
    chosen.unread,
  );
  return { ...history, requests };
}

function* newPaths({ older, newer }: Trees): Generator<string> {
  for (const path of newer.keys()) if (!older.has(path)) yield path;
}

const idsOf = (blobs: Blobs): BlobIds => ({ get: (path) => blobs.get(path)?.sha });

/** The regular files of a commit; null where GitHub cuts the list short. */
async function readBlobs(client: GitHubClient, commit: string): Promise<Blobs | null> {
  const listing = await orNull(
    client.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { tree_sha: commit, recursive: '1' }),
  );
  if (listing === null || listing.truncated === true) return null;
  const entries = listing.tree as readonly TreeEntry[];
  return new Map(
    entries.flatMap(({ path, mode, sha, size }) => (mode.startsWith('100') ? [[path, { sha, size: size ?? 0 }]] : [])),
  );
}

/** @returns how many requests it took */
async function readTexts({ client, store }: Reader, changes: readonly ChangedBlob[]): Promise<number> {
  const ids = [...new Set(changes.flatMap(({ older, newer }) => [older.sha, newer.sha]))];
  const unknown = ids.filter((id) => store.known(id) === null).length;
  await store.readTexts(client, ids);
  const missing = ids.filter((id) => store.known(id) === null).slice(0, MOST_SINGLE);
  // One that is not there, as in a partial clone, tells nothing.
  for (const id of missing) await orNull(store.read(client, [id]));
  return (store.useGraphQL ? Math.ceil(unknown / BATCH) : 0) + missing.length;
}

/** How a file differs; null where it is no text, or was not read. */
function changeIn(store: ObjectStore, { path, older, newer }: ChangedBlob): FileChange | null {
  const [before, after] = [textOf(store, older.sha), textOf(store, newer.sha)];
  return before === null || after === null ? null : changeBetween(path, before, after);
}

/** One character a byte; null for what is no text. */
function textOf(store: ObjectStore, sha: string): string | null {
  const bytes = store.known(sha);
  return bytes === null || bytes === 'binary' || !isText(bytes) ? null : readFileText(bytes).text;
}

async function comparedFiles(client: GitHubClient, { older, newer }: NeighbouringReleases): Promise<FileChange[]> {
  const compared = await orNull(
    client.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      basehead: `${older.commit}...${newer.commit}`,
      per_page: 1,
    }),
  );
  return (compared?.files ?? []).flatMap(({ filename, status, patch }) =>
    status === 'modified' && patch !== undefined ? [changeOfPatch(filename, patch)] : [],
  );
}
