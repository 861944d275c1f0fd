import { readFileText } from '../core/file-text.ts';
import type { Checked } from '../core/problem.ts';
import { developingPaths, learnDevelopment } from '../core/release/development.ts';
import type { SourceTree } from '../core/release/facts.ts';
import { entryAt } from '../core/release/git-tree.ts';
import { type Layout, type LayoutHistory, recogniseLayout, resolveLayout } from '../core/release/layout.ts';
import type { ReleasedVersion } from '../core/release/release-tags.ts';
import type { Config } from '../core/settings/config.ts';
import { compareVersions } from '../core/version/semver.ts';
import type { GitHubClient } from '../github/client.ts';
import type { ObjectStore } from '../github/object-store.ts';
import { readCommit } from '../github/read-repository.ts';
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
  return resolveLayout(config, source, await withDevelopment(reader, config, source, history));
}

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
  const recognised = recogniseLayout(config, source, history.wholes);
  const said = recognised.ok ? recognised.value.said : null;
  const release = releaseBefore(history, said);
  const paths = release?.commit == null ? [] : developingPaths(source, said !== null);
  if (release?.commit == null || paths.length === 0) return { ...history, development: null };
  const { listing } = await readListing(client, (await readCommit(client, release.commit)).tree, paths);
  const changed = paths.filter((path) => entryAt(listing, path)?.sha !== source.files.get(path)?.sha);
  const same = paths.filter((path) => !changed.includes(path));
  const then = await readFiles(client, store, listing, changed);
  const texts = new Map([...then].map(([path, { bytes }]) => [path, readFileText(bytes).text]));
  for (const path of same) texts.set(path, readFileText(source.files.get(path)?.bytes ?? new Uint8Array()).text);
  return { ...history, development: learnDevelopment(source, release, texts) };
}

/** The newest release that is not above what the files say: a later one was made on another line. */
const releaseBefore = ({ released }: LayoutHistory, said: string | null): ReleasedVersion | undefined =>
  released.find(({ version }) => said === null || (compareVersions(version, said) ?? 1) <= 0);
