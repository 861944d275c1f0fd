import { type Problem, Stop } from '../core/problem.ts';
import type { PullRequestFacts } from '../core/release/facts.ts';
import { entryAt, objectId } from '../core/release/git-tree.ts';
import type { Layout } from '../core/release/layout.ts';
import type { ReleasePlan } from '../core/release/plan-release.ts';
import { mergeLeftBehind, mergeReverted } from '../core/release/position.ts';
import { compareVersions } from '../core/version/semver.ts';
import { explaining } from '../github/explain-failure.ts';
import { readCommitTree } from '../github/read-commit.ts';
import { isAncestor, readBranchHead } from '../github/read-release.ts';
import { readListing } from '../github/read-tree.ts';
import type { StageContext } from './stages/stage-context.ts';

/** A branch that was merged into a moment ago may still be answered as it was before. Milliseconds. */
const BRANCH_LAG = 60_000;
const LOOK_INTERVAL = 10_000;

/** What is about to be tagged. */
export interface MergedRelease {
  readonly version: string;
  readonly tag: string;
  readonly mergeCommit: string;
  readonly pullRequest: PullRequestFacts;
}

type Looking = Pick<StageContext, 'client' | 'clock' | 'progress'>;

/**
 * A merge that somebody took back before it was tagged: by a commit, after which the branch says the version before it again, or
 * by force, after which the branch does not hold it any more.
 *
 * @param branch the base branch and what its files say, as it was seen a moment ago
 */
export async function takenBack(
  context: Looking,
  release: MergedRelease,
  branch: { readonly name: string; readonly head: string; readonly layout: Layout },
): Promise<Problem | null> {
  const { tag, version } = release;
  const head = await headWithMerge(context, release, branch.name, branch.head);
  if (head === null) return mergeLeftBehind(release, { branch: branch.name, tag, version });
  const { current, isTagOnly } = branch.layout;
  const order = compareVersions(current, version);
  // Where no file says the version, none can say that it was taken back; and a head from before the merge says it otherwise, too.
  if (isTagOnly || order === null || order >= 0 || head !== branch.head) return null;
  return mergeReverted(release, { branch: branch.name, tag, version, current });
}

/** Asked right before the tag is made. @throws Stop where somebody took the merge back since */
export async function stopWhereTakenBack(
  context: Looking,
  pullRequest: PullRequestFacts,
  mergeCommit: string,
  plan: ReleasePlan,
): Promise<void> {
  const { baseBranch: branch, version, previousVersion, names } = plan;
  const release = { version, tag: names.tag, mergeCommit, pullRequest };
  const found = await explaining(`finding out whether ${branch} still holds what is to be tagged`, async () => {
    const head = await headWithMerge(context, release, branch, null);
    if (head === null) return mergeLeftBehind(release, { branch, tag: names.tag, version });
    if (head === mergeCommit || !(await isAsBefore(context, plan, head))) return null;
    return mergeReverted(release, { branch, tag: names.tag, version, current: previousVersion });
  });
  if (found !== null) throw new Stop([found]);
}

/**
 * The head of a branch that holds the merge; null where it lacks it, and goes on lacking it.
 *
 * @param seen the head that was seen a moment ago, if any
 */
async function headWithMerge(
  { client, clock, progress }: Looking,
  { mergeCommit }: MergedRelease,
  branch: string,
  seen: string | null,
): Promise<string | null> {
  let deadline: number | null = null;
  for (let head = seen ?? (await readBranchHead(client, branch)); ; head = await readBranchHead(client, branch)) {
    if (head !== null && (head === mergeCommit || (await isAncestor(client, mergeCommit, head)))) return head;
    // The first look may be older than the merge by more than the lag: what was seen, or a wait for GitHub's limits.
    if (deadline !== null && clock.now().getTime() >= deadline) return null;
    deadline ??= clock.now().getTime() + BRANCH_LAG;
    progress.waiting(`${branch} lacks the merge ${mergeCommit}; whether it still does`, LOOK_INTERVAL);
    await clock.sleep(LOOK_INTERVAL);
  }
}

/** Whether every file that says the version is again what it was before the release. */
async function isAsBefore({ client }: Looking, { edits, places }: ReleasePlan, commit: string): Promise<boolean> {
  const written = new Set(places.filter(({ act }) => act === 'written').map(({ path }) => path));
  const saying = edits.filter(({ path }) => written.has(path));
  if (saying.length === 0) return false;
  const paths = saying.map(({ path }) => path);
  const { listing } = await readListing(client, await readCommitTree(client, commit), paths);
  return saying.every(({ path, before }) => entryAt(listing, path)?.sha === objectId('blob', before));
}
