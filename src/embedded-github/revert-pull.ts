import { identityOf, SIMULATED_SIGNATURE, webFlow } from './accounts.ts';
import { openPull } from './pull-requests.ts';
import { type Acting, pushRef } from './ref-updates.ts';
import { type ApiReply, apiError } from './route.ts';
import type { PullRequestState } from './world-state.ts';

/**
 * Opens a pull request that takes back what another has merged: a commit on the present base, on a branch of its own.
 *
 * Sources: GitHub documentation, "Reverting a pull request"; its title, text and branch as its own pull requests show them.
 */
export async function revertPull(
  acting: Acting,
  pull: PullRequestState,
  wanted: { readonly title?: string; readonly body?: string; readonly draft: boolean },
): Promise<PullRequestState | ApiReply> {
  const { world, requester } = acting;
  const { git, state } = world;
  const { mergeCommitSha: merged } = pull;
  if (merged === null) return apiError(422, 'Pull request is not merged');
  const base = await git.resolveRef(`refs/heads/${pull.baseRef}`);
  const { tree, parents } = await git.commit(merged);
  const [before] = parents;
  if (base === null || before === undefined) return apiError(422, 'Could not revert this pull request');
  const reverted = await git.threeWayMergeTree(tree, (await git.commit(base)).tree, (await git.commit(before)).tree);
  if (reverted.conflicts.length > 0) return apiError(422, 'Could not revert this pull request: there are conflicts');
  const branch = `revert-${pull.number}-${pull.headRef}`;
  const title = wanted.title ?? `Revert "${pull.title}"`;
  const now = world.now();
  const made = await git.writeCommit({
    tree: reverted.tree,
    parents: [base],
    author: identityOf(requester.actor, now),
    committer: webFlow(now),
    message: `Revert "${pull.title}"\n\nThis reverts commit ${merged}.`,
    signature: SIMULATED_SIGNATURE,
  });
  const refused = await pushRef(acting, { ref: `refs/heads/${branch}`, to: made, from: null });
  if (refused !== null) return refused;
  const body = wanted.body ?? `Reverts ${state.owner}/${state.repo}#${pull.number}`;
  return openPull(acting, { title, body, head: branch, base: pull.baseRef, draft: wanted.draft });
}
