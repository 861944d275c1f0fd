import { mergeability } from './pull-requests.ts';
import type { World } from './world.ts';
import type { PullRequestState } from './world-state.ts';

/** Where the pull request's own history begins. */
export const forkPoint = async ({ git }: World, { baseSha, headSha }: PullRequestState): Promise<string> =>
  (await git.mergeBase(baseSha, headSha)) ?? baseSha;

/**
 * The commit with the merged tree that GitHub makes to see whether a pull request can be merged; no branch has it. Its
 * content depends on nothing but the pull request, so repeated reads agree. Null: it has not been made, or cannot be.
 */
export async function testMergeCommit(world: World, pull: PullRequestState): Promise<string | null> {
  const { testTree } = await mergeability(world, pull);
  return testTree === null ? null : writeTestMerge(world, pull, testTree);
}

export async function writeTestMerge({ git }: World, pull: PullRequestState, tree: string): Promise<string> {
  const base = (await git.resolveRef(`refs/heads/${pull.baseRef}`)) ?? pull.baseSha;
  const person = { name: 'GitHub', email: 'noreply@github.com', time: pull.mergeableComputedAt };
  return git.writeCommit({
    tree,
    parents: [base, pull.headSha],
    author: person,
    committer: person,
    message: `Merge ${pull.headSha} into ${base}`,
  });
}

/** The pull requests that a commit came or comes with. */
export async function pullsWithCommit({ git, state }: World, sha: string): Promise<PullRequestState[]> {
  const found: PullRequestState[] = [];
  for (const pull of state.pulls) {
    const isIn =
      pull.mergeCommitSha === sha ||
      pull.headSha === sha ||
      ((await git.isAncestor(sha, pull.headSha)) && !(await git.isAncestor(sha, pull.baseSha)));
    if (isIn) found.push(pull);
  }
  return found;
}
