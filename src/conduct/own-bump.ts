import { extractSection } from '../core/changelog/changelog.ts';
import type { CommitFacts, SourceTree } from '../core/release/facts.ts';
import { treeWithEdits } from '../core/release/git-tree.ts';
import { configuredPaths, pathsToRead, resolveLayout } from '../core/release/layout.ts';
import type { ReleaseNames } from '../core/release/names.ts';
import { bumpFiles } from '../core/release/plan-release.ts';
import type { Config } from '../core/settings/config.ts';
import type { GitHubClient } from '../github/client.ts';
import type { ObjectStore } from '../github/object-store.ts';
import { readCommit } from '../github/read-repository.ts';
import { readSourceTree } from '../github/read-tree.ts';

/** What a bump follows from, besides the commit it is made on. */
export interface BumpDecisions {
  readonly config: Config;
  readonly names: ReleaseNames;
  readonly version: string;
  readonly publicUrl: string;
}

/** Reads a tree as far as a release with this configuration needs it, and `more` files of it. */
export const readSource = (
  client: GitHubClient,
  store: ObjectStore,
  commit: { readonly sha: string; readonly tree: string },
  config: Config,
  more: readonly string[] = [],
): Promise<SourceTree> =>
  readSourceTree(client, store, commit, (paths) => pathsToRead(config, paths), [...configuredPaths(config), ...more]);

/**
 * The date that a bump commit wrote into the changelog: only with it can the same bump be made again.
 *
 * @returns YYYY-MM-DD; null when the changelog has no section for the version; undefined when there is no changelog
 */
export async function dateInBump(
  client: GitHubClient,
  store: ObjectStore,
  bump: CommitFacts,
  changelogPath: string | null,
  version: string,
): Promise<string | null | undefined> {
  if (changelogPath === null) return undefined;
  const source = await readSourceTree(client, store, bump, () => [], [changelogPath]);
  const bytes = source.files.get(changelogPath)?.bytes;
  return bytes === undefined ? null : (extractSection(bytes, version)?.date ?? null);
}

/** Whether a commit is exactly the bump that this release would make on the commit's own parent. */
export async function isOwnBump(
  client: GitHubClient,
  store: ObjectStore,
  commit: CommitFacts,
  decisions: BumpDecisions,
): Promise<boolean> {
  const [parent, ...others] = commit.parents;
  if (parent === undefined || others.length > 0) return false;
  const { config, names, version, publicUrl } = decisions;
  const source = await readSource(client, store, await readCommit(client, parent), config);
  const layout = resolveLayout(config, source);
  if (!layout.ok) return false;
  const date = await dateInBump(client, store, commit, layout.value.changelogPath, version);
  if (date === null) return false;
  const bump = bumpFiles({
    config,
    layout: layout.value,
    names,
    version,
    source,
    repository: { publicUrl },
    // Without a changelog no byte depends on it.
    date: date ?? '',
  });
  if (bump.problems.length > 0) return false;
  const edits = new Map(bump.edits.map((edit) => [edit.path, edit.blob]));
  return treeWithEdits(source.listing, edits) === commit.tree;
}
