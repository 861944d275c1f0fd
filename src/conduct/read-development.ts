import { readFileText } from '../core/file-text.ts';
import type { Checked } from '../core/problem.ts';
import { developingPaths, learnDevelopment, releaseThatTells } from '../core/release/development.ts';
import type { SourceTree } from '../core/release/facts.ts';
import { entryAt } from '../core/release/git-tree.ts';
import { type Layout, type LayoutHistory, recogniseLayout, resolveLayout } from '../core/release/layout.ts';
import type { Config } from '../core/settings/config.ts';
import type { GitHubClient } from '../github/client.ts';
import type { ObjectStore } from '../github/object-store.ts';
import { readCommitTree } from '../github/read-commit.ts';
import { readFiles, readListing } from '../github/read-tree.ts';

interface Reader {
  readonly client: GitHubClient;
  readonly store: ObjectStore;
}

/** The layout of a tree, with what of it is in development: the one way to a layout where GitHub can be asked. */
export async function resolveLayoutAt(
  reader: Reader,
  config: Config,
  source: SourceTree,
  history: LayoutHistory,
): Promise<Checked<Layout>> {
  await readNamedByHistory(reader, source, history);
  return resolveLayout(config, source, await withDevelopment(reader, config, source, history));
}

/** Files in which lines moved that are read where a tree is too large to be read whole: ten requests at most. */
const MOST_NAMED = 500;
/** All of them together, and one that is no data. Bytes. */
const MOST_BYTES = 32 * 1024 * 1024;
const LARGEST_FILE = 1024 * 1024;

/**
 * Reads the files in which lines moved with the version and that were not read with the tree: what stands with tests and
 * examples is not searched, and moves all the same. They are a part of the tree from then on. Two requests and one for each fifty
 * files; where the tree is not listed whole, one for each of their folders.
 */
export async function readNamedByHistory(
  { client, store }: Reader,
  source: SourceTree,
  { learned }: LayoutHistory,
  aside: readonly string[] = [],
): Promise<void> {
  const pathsOf = (isLikely: boolean) =>
    learned.flatMap((line) => ((line.isLikely === true) === isLikely ? [line.path] : []));
  const isThere = (path: string) => source.truncated || isFile(entryAt(source.listing, path));
  // What says the version is read before what only may have moved; of a tree that is too large to be read, that is too much.
  const named = [
    ...pathsOf(false),
    ...(learned.length === 0 ? [] : aside),
    ...(source.unread === null ? pathsOf(true) : []),
  ];
  const missing = [...new Set(named)].filter((path) => !source.files.has(path) && isThere(path)).slice(0, MOST_NAMED);
  if (missing.length === 0) return;
  if (source.truncated) {
    const { listing } = await readListing(client, source.tree, missing);
    for (const [folder, entries] of listing) (source.listing as Map<string, typeof entries>).set(folder, entries);
  }
  let room = MOST_BYTES;
  const small = missing.filter((path) => {
    const size = entryAt(source.listing, path)?.size ?? 0;
    if (size > LARGEST_FILE || size > room) return false;
    room -= size;
    return true;
  });
  for (const [path, file] of await readFiles(client, store, source.listing, small))
    (source.files as Map<string, typeof file>).set(path, file);
}

const isFile = (entry: ReturnType<typeof entryAt>): boolean => entry?.mode.startsWith('100') === true;

/**
 * Adds what of a tree is in development, by what the same files were at the last release. Three requests where a file looks
 * so, none where none does.
 */
export async function withDevelopment(
  { client, store }: Reader,
  config: Config,
  source: SourceTree,
  history: LayoutHistory,
): Promise<LayoutHistory> {
  const recognised = recogniseLayout(config, source, { ...history, learned: [] });
  const said = recognised.ok ? recognised.value.said : null;
  const release = releaseThatTells(history.released, said);
  const paths = release?.commit == null ? [] : developingPaths(source, release.version, said !== null);
  if (release?.commit == null || paths.length === 0) return { ...history, development: null };
  const { listing } = await readListing(client, await readCommitTree(client, release.commit), paths);
  const changed = paths.filter((path) => entryAt(listing, path)?.sha !== source.files.get(path)?.sha);
  const same = paths.filter((path) => !changed.includes(path));
  const then = await readFiles(client, store, listing, changed);
  const texts = new Map([...then].map(([path, { bytes }]) => [path, readFileText(bytes).text]));
  for (const path of same) texts.set(path, readFileText(source.files.get(path)?.bytes ?? new Uint8Array()).text);
  return { ...history, development: learnDevelopment(source, release, texts) };
}
