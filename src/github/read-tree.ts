import { largestVersionFile } from '../core/largest-file.ts';
import { problem, Stop } from '../core/problem.ts';
import type { SourceFile, SourceTree } from '../core/release/facts.ts';
import {
  entryAt,
  listingFromRecursive,
  splitPath,
  type TreeEntry,
  type TreeListing,
} from '../core/release/git-tree.ts';
import type { GitHubClient } from './client.ts';
import type { ObjectStore } from './object-store.ts';
import { readTexts, type WantedTexts } from './read-texts.ts';

/** Version files, workflows and changelogs together. Bytes. */
const MAXIMUM_FILES = 64 * 1024 * 1024;

/**
 * Lists a tree. GitHub cuts recursive listings at 100,000 entries or 7 MB; then only the directories of `paths` and of
 * the workflows are listed, one request each.
 *
 * Source: GitHub REST documentation, "Get a tree".
 */
export async function readListing(
  client: GitHubClient,
  tree: string,
  paths: readonly string[],
): Promise<{ listing: TreeListing; truncated: boolean }> {
  const data = await client.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
    tree_sha: tree,
    recursive: '1',
  });
  if (data.truncated !== true) return { listing: listingFromRecursive(data.tree.map(toEntry)), truncated: false };

  const listing = new Map<string, TreeEntry[]>();
  const list = async (directory: string, sha: string): Promise<void> => {
    const level = await client.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { tree_sha: sha });
    listing.set(directory, level.tree.map(toEntry));
  };
  await list('', tree);
  for (const path of ['.github/workflows/any', '.github/any', ...paths]) {
    const parts = splitPath(path).directory.split('/').filter(Boolean);
    for (let depth = 1; depth <= parts.length; depth += 1) {
      const directory = parts.slice(0, depth).join('/');
      if (listing.has(directory)) continue;
      const entry = entryAt(listing, directory);
      if (entry?.mode !== '040000') break;
      await list(directory, entry.sha);
    }
  }
  return { listing, truncated: true };
}

const toEntry = (entry: { path: string; mode: string; sha: string; size?: number }): TreeEntry => ({
  path: entry.path,
  mode: entry.mode,
  sha: entry.sha,
  ...(entry.size === undefined ? {} : { size: entry.size }),
});

/** Every file path of a complete listing. */
export function filePaths(listing: TreeListing): string[] {
  const paths: string[] = [];
  for (const [directory, entries] of listing) {
    for (const entry of entries) {
      if (entry.mode.startsWith('100')) paths.push(directory === '' ? entry.path : `${directory}/${entry.path}`);
    }
  }
  return paths;
}

/** Reads the named files of a tree, as bytes; names that are not regular files are left out. */
export async function readFiles(
  client: GitHubClient,
  store: ObjectStore,
  listing: TreeListing,
  paths: Iterable<string>,
): Promise<Map<string, SourceFile>> {
  const files = new Map<string, SourceFile>();
  const wanted = [...new Set(paths)].flatMap((path) => {
    const entry = entryAt(listing, path);
    return entry?.mode.startsWith('100') === true ? [{ path, entry }] : [];
  });
  for (const { path, entry } of wanted) {
    if ((entry.size ?? 0) > largestVersionFile(path)) {
      throw new Stop([problem('file-too-large', `${path} has ${entry.size} bytes.`, { where: path })]);
    }
  }
  const total = wanted.reduce((sum, { entry }) => sum + (entry.size ?? 0), 0);
  if (total > MAXIMUM_FILES) {
    throw new Stop([problem('file-too-large', `Workflows and version-bearing files have ${total} bytes together.`)]);
  }
  const blobs = await store.read(
    client,
    wanted.map(({ entry }) => entry.sha),
  );
  for (const { path, entry } of wanted) {
    const bytes = blobs.get(entry.sha);
    if (bytes !== undefined) files.set(path, { mode: entry.mode, sha: entry.sha, bytes });
  }
  return files;
}

/** Named files of a commit's tree, and where it is listed. */
export async function readSourceTree(
  client: GitHubClient,
  store: ObjectStore,
  commit: { sha: string; tree: string },
  paths: readonly string[],
): Promise<SourceTree> {
  const { listing, truncated } = await readListing(client, commit.tree, paths);
  const files = await readFiles(client, store, listing, paths);
  return { commit: commit.sha, tree: commit.tree, listing, truncated, files, unread: null };
}

/** What of a tree is read: `isWanted` may be left unread where there is too much of it, `named` is always there. */
export interface WantedFiles extends WantedTexts {
  readonly named: (paths: readonly string[]) => readonly string[];
}

/** A commit's tree with all of its texts that are wanted. */
export async function readWholeTree(
  client: GitHubClient,
  store: ObjectStore,
  commit: { sha: string; tree: string },
  { named, ...wanted }: WantedFiles,
): Promise<SourceTree> {
  const { listing, truncated } = await readListing(client, commit.tree, named([]));
  const texts = await readTexts(client, store, { commit: commit.sha, listing, truncated }, wanted);
  const files = await readFiles(client, store, listing, named(filePaths(listing)));
  return {
    commit: commit.sha,
    tree: commit.tree,
    listing,
    truncated,
    files: new Map([...texts.files, ...files]),
    unread: texts.unread,
  };
}
