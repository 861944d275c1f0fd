import { extractSection } from '../core/changelog/release-changelog.ts';
import type { CommitFacts, SourceTree } from '../core/release/facts.ts';
import { treeWithEdits } from '../core/release/git-tree.ts';
import {
  configuredPaths,
  isWorthReading,
  type Layout,
  type LayoutHistory,
  pathsToRead,
} from '../core/release/layout.ts';
import type { ReleaseNames } from '../core/release/names.ts';
import { bumpFiles } from '../core/release/plan-release.ts';
import type { Config } from '../core/settings/config.ts';
import { dateInFile, mayCarryDate } from '../core/version/date-in-file.ts';
import { mayHaveMovedAside } from '../core/version/place-search.ts';
import type { GitHubClient } from '../github/client.ts';
import type { ObjectStore } from '../github/object-store.ts';
import { readCommit } from '../github/read-commit.ts';
import { readSourceTree, readWholeTree } from '../github/read-tree.ts';
import { readChanges } from './read-changes.ts';
import { resolveLayoutAt } from './read-development.ts';

/** What a bump follows from, besides the commit it is made on. */
export interface BumpDecisions {
  readonly config: Config;
  readonly names: ReleaseNames;
  readonly version: string;
  readonly publicUrl: string;
  /** What was known before this version. */
  readonly history: LayoutHistory;
}

/**
 * Reads the texts of a tree: whatever is planned from it, now or by another invocation, is derived from the same. Files that a
 * configuration names, and `more`, are read in any case.
 */
export const readSource = (
  client: GitHubClient,
  store: ObjectStore,
  commit: { readonly sha: string; readonly tree: string },
  config: Config,
  more: readonly string[] = [],
): Promise<SourceTree> =>
  readWholeTree(client, store, commit, {
    isWanted: isWorthReading,
    isAside: mayHaveMovedAside,
    named: (paths) => [...pathsToRead(config, paths), ...configuredPaths(config), ...more],
  });

/**
 * The date that a bump commit wrote into the changelog, or into a file that says when the version was released: only with it
 * can the same bump be made again.
 *
 * @returns YYYY-MM-DD; null when the changelog has no section for the version; undefined when no file carries a date
 */
export async function dateInBump(
  client: GitHubClient,
  store: ObjectStore,
  bump: CommitFacts,
  { changelogPath, versionFiles }: Pick<Layout, 'changelogPath' | 'versionFiles'>,
  version: string,
): Promise<string | null | undefined> {
  const dated = versionFiles.filter(mayCarryDate);
  const paths = [...dated.map(({ path }) => path), ...(changelogPath === null ? [] : [changelogPath])];
  if (paths.length === 0) return undefined;
  const { files } = await readSourceTree(client, store, bump, paths);
  const bytesOf = (path: string) => files.get(path)?.bytes ?? new Uint8Array();
  const dates = dated.flatMap((spec) => dateInFile(spec, bytesOf(spec.path), version) ?? []);
  const whole = dates.find(({ hasDay }) => hasDay) ?? null;
  if (whole !== null || changelogPath === null) return (whole ?? dates[0])?.date;
  const section = extractSection(bytesOf(changelogPath), version, { path: changelogPath, component: null });
  return section === null ? null : (section.date ?? dates[0]?.date);
}

/** How a head of the release branch came to be. */
export interface BumpTrace {
  /** The commit that this release made. */
  readonly bump: CommitFacts;
  /** The commit of the base branch that the bump stands on now: its parent, or what was merged into the branch since. */
  readonly base: string;
  /** The head is the bump, or the bump with the base branch merged into it ("Update branch"): nobody added anything. */
  readonly isPlain: boolean;
}

/** Commits of the release branch that are looked through for the bump. */
const MAXIMUM_STEPS = 50;

/**
 * Finds the bump that a head of the release branch was built on. It goes by parents and message; what the commits hold is
 * for the caller to compare.
 *
 * @param isOfBase whether a commit belongs to the base branch
 * @returns null when the bump is not among the commits before it
 */
export async function traceBump(
  client: GitHubClient,
  head: CommitFacts,
  commitMessage: string,
  isOfBase: (sha: string) => Promise<boolean>,
): Promise<BumpTrace | null> {
  let base: string | null = null;
  let isPlain = true;
  let commit = head;
  for (let steps = 0; steps < MAXIMUM_STEPS; steps += 1) {
    const [parent, merged, ...others] = commit.parents;
    if (parent === undefined || others.length > 0) return null;
    if (merged === undefined && isBumpByShape(commit, commitMessage))
      return { bump: commit, base: base ?? parent, isPlain };
    // The newest of several merges of the base branch counts; a merge of anything else is somebody's addition.
    if (merged !== undefined && base === null && (await isOfBase(merged))) base = merged;
    else if (merged === undefined || !(await isOfBase(merged))) isPlain = false;
    commit = await readCommit(client, parent);
  }
  return null;
}

/** One parent, and the message that this release writes. */
export const isBumpByShape = ({ parents, message }: CommitFacts, commitMessage: string): boolean =>
  parents.length === 1 && message.trimEnd() === commitMessage.trimEnd();

/** Whether a tree is exactly what this release makes of a commit, with the date that `dated` has in its changelog. */
export async function isBumpOf(
  client: GitHubClient,
  store: ObjectStore,
  { base, tree, dated }: { readonly base: string; readonly tree: string; readonly dated: CommitFacts },
  decisions: BumpDecisions,
): Promise<boolean> {
  const { config, names, version, publicUrl, history } = decisions;
  const source = await readSource(client, store, await readCommit(client, base), config);
  const layout = await resolveLayoutAt({ client, store }, config, source, history);
  if (!layout.ok) return false;
  const date = await dateInBump(client, store, dated, layout.value, version);
  if (date === null) return false;
  const bump = bumpFiles({
    config,
    layout: layout.value,
    names,
    version,
    source,
    repository: { publicUrl },
    changes: await readChanges(client, config, layout.value, source.commit),
    // Where none is written no byte depends on it.
    date: date ?? '',
  });
  if (bump.problems.length > 0) return false;
  const edits = new Map(bump.edits.map((edit) => [edit.path, edit.blob]));
  return treeWithEdits(source.listing, edits) === tree;
}
