import { type Problem, Stop } from '../core/problem.ts';
import type { PullRequestFacts } from '../core/release/facts.ts';
import type { Layout } from '../core/release/layout.ts';
import { mergeLeftBehind, mergeReverted } from '../core/release/position.ts';
import { compareVersions } from '../core/version/semver.ts';
import { explaining } from '../github/explain-failure.ts';
import { isAncestor, readBranchHead } from '../github/read-release.ts';
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
  if (await isLeftBehind(context, release, branch.name, branch.head)) return leftBehind(release, branch.name);
  const { current, isTagOnly } = branch.layout;
  const order = compareVersions(current, release.version);
  // Where no file says the version, none can say that it was taken back.
  if (isTagOnly || order === null || order >= 0) return null;
  // A head from before the merge says the version before it as well.
  if (!(await isAncestor(context.client, release.mergeCommit, branch.head))) return null;
  const { tag, version } = release;
  return mergeReverted(release, { branch: branch.name, tag, version, current });
}

/** Asked right before the tag is made. @throws Stop where the base branch does not hold the merge any more */
export async function stopWhereLeftBehind(context: Looking, release: MergedRelease, branch: string): Promise<void> {
  const isGone = await explaining(`finding out whether ${branch} still holds what is to be tagged`, () =>
    isLeftBehind(context, release, branch, null),
  );
  if (isGone) throw new Stop([leftBehind(release, branch)]);
}

const leftBehind = (release: MergedRelease, branch: string): Problem =>
  mergeLeftBehind(release, { branch, tag: release.tag, version: release.version });

/** Whether a branch lacks the merge, and goes on lacking it. @param seen the head that was seen a moment ago, if any */
async function isLeftBehind(
  { client, clock, progress }: Looking,
  { mergeCommit }: MergedRelease,
  branch: string,
  seen: string | null,
): Promise<boolean> {
  const deadline = clock.now().getTime() + BRANCH_LAG;
  for (let head = seen ?? (await readBranchHead(client, branch)); ; head = await readBranchHead(client, branch)) {
    if (head === mergeCommit || (head !== null && (await isAncestor(client, mergeCommit, head)))) return false;
    if (clock.now().getTime() >= deadline) return true;
    progress.waiting(`${branch} lacks the merge ${mergeCommit}; whether it still does`, LOOK_INTERVAL);
    await clock.sleep(LOOK_INTERVAL);
  }
}
