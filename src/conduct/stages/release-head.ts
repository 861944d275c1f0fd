import { type Problem, problem } from '../../core/problem.ts';
import { classifyHead, foreignHead, type InTheWay, type ProposalState } from '../../core/release/decide-proposal.ts';
import type { CommitFacts, PullRequestFacts } from '../../core/release/facts.ts';
import { short } from '../../core/release/position.ts';
import { explaining } from '../../github/explain-failure.ts';
import { readCommit } from '../../github/read-commit.ts';
import { isAncestor, readBranchHead } from '../../github/read-release.ts';
import { RequestFailure } from '../../github/request-policy.ts';
import { WriteAttempts } from '../../github/write-attempts.ts';
import { type BumpTrace, isBumpOf, traceBump } from '../own-bump.ts';
import { differenceFromPlan, treeDifference } from './planned-tree.ts';
import type { ReleaseContext } from './stage-context.ts';

/** Whose a commit at the head of the release branch is, as far as one look tells: what stands on the planned base. */
export const kindByShape = ({ plan }: ReleaseContext, head: CommitFacts): ProposalState['headKind'] =>
  kindOf(plan, head, { trace: null, isOwn: false, isAncestorOfBase: false });

function kindOf(
  plan: ReleaseContext['plan'],
  head: CommitFacts,
  { trace, isOwn, isAncestorOfBase }: { trace: BumpTrace | null; isOwn: boolean; isAncestorOfBase: boolean },
): ProposalState['headKind'] {
  return classifyHead(
    head,
    { base: plan.base.commit, expectedTree: plan.expectedTree, commitMessage: plan.names.commitMessage },
    { isOwnBump: isOwn, isAncestorOfBase, standsOn: isOwn ? (trace?.base ?? null) : null },
  );
}

/** Looks at the head of the release branch and says whose it is. Only what is not plainly ours costs more than a request. */
export async function examineHead(
  context: ReleaseContext,
  sha: string | null,
  pullRequest: PullRequestFacts | null,
): Promise<ProposalState> {
  const { client, plan } = context;
  if (sha === null) return { branchHead: null, pullRequest, headKind: 'none' };
  const branchHead =
    sha === plan.base.commit ? { sha, tree: plan.base.tree, parents: [], message: '' } : await readCommit(client, sha);
  const headKind = kindByShape(context, branchHead);
  if (headKind !== 'foreign') return { branchHead, pullRequest, headKind };
  if (await isAncestor(client, sha, plan.base.commit))
    return {
      branchHead,
      pullRequest,
      headKind: kindOf(plan, branchHead, { trace: null, isOwn: false, isAncestorOfBase: true }),
    };
  const trace = await traceOf(context, branchHead);
  const isOwn = trace?.isPlain === true && (await holdsBump(context, branchHead, trace));
  return {
    branchHead,
    pullRequest,
    headKind: kindOf(plan, branchHead, { trace, isOwn, isAncestorOfBase: false }),
    trace,
  };
}

const traceOf = ({ client, plan }: ReleaseContext, head: CommitFacts): Promise<BumpTrace | null> =>
  traceBump(client, head, plan.names.commitMessage, async (each) => {
    const branch = await readBranchHead(client, plan.baseBranch);
    return branch !== null && isAncestor(client, each, branch);
  });

const holdsBump = (
  { client, store, config, plan, history }: ReleaseContext,
  head: CommitFacts,
  { base, bump }: BumpTrace,
): Promise<boolean> =>
  isBumpOf(
    client,
    store,
    { base, tree: head.tree, dated: bump },
    { config, names: plan.names, version: plan.version, publicUrl: plan.repository.publicUrl, history },
  );

/** What is told of a head that somebody added something to: what, and both ways on. */
export async function foreignProblem(context: ReleaseContext, state: ProposalState): Promise<Problem> {
  const { plan } = context;
  const { branchHead, pullRequest } = state;
  if (branchHead === null) throw new Error('a head that is not there is nobody’s');
  return foreignHead({
    branch: plan.names.branch,
    head: branchHead,
    pullRequest,
    bump: state.trace?.bump.sha ?? null,
    difference: await explaining('comparing the release branch with the plan', () =>
      additions(context, branchHead, state),
    ),
    inTheWay: await explaining('reading the release pull request', () => inTheWay(context, pullRequest)),
  });
}

/** GitHub computes in the background, from the first question on, whether a pull request can be merged. */
const LOOKS_AT_MERGEABILITY = 5;
/** Milliseconds after each of them. */
const MERGEABILITY_PAUSE = 2_000;

/** What somebody has to do before an open pull request can be merged by hand, as far as GitHub tells soon. */
async function inTheWay({ client, clock }: ReleaseContext, pullRequest: PullRequestFacts | null): Promise<InTheWay> {
  if (pullRequest === null) return { hasConflicts: false, isDraft: false };
  for (let looks = 1; ; looks += 1) {
    const { data } = await client.poll('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      pull_number: pullRequest.number,
    });
    if (data.mergeable !== null || looks === LOOKS_AT_MERGEABILITY)
      return { hasConflicts: data.mergeable === false, isDraft: data.draft === true };
    await clock.sleep(MERGEABILITY_PAUSE);
  }
}

/** What a head differs in from the plan; where it stands on an older base, from the bump below it. */
function additions(context: ReleaseContext, head: CommitFacts, { trace }: ProposalState) {
  const isOnPlannedBase = trace == null || trace.base === context.plan.base.commit || trace.bump.sha === head.sha;
  return isOnPlannedBase
    ? differenceFromPlan(context, head.tree)
    : treeDifference(context, { tree: trace.bump.tree, edits: new Map() }, head.tree);
}

/**
 * What it means that the pull request has another head than the one that was proposed. Where somebody only brought it up to
 * date with the base branch, that is all that has changed.
 */
export async function movedHead(
  context: ReleaseContext,
  proposed: string,
  pullRequest: PullRequestFacts,
): Promise<Problem> {
  const state = await explaining('reading the release branch', () =>
    examineHead(context, pullRequest.headSha, pullRequest),
  );
  if (state.headKind !== 'bump' && state.headKind !== 'stale-bump') return foreignProblem(context, state);
  return problem(
    'base-moved',
    `Pull request #${pullRequest.number} was brought up to date meanwhile: it holds ${short(pullRequest.headSha)} instead of ${short(proposed)}.`,
    { where: pullRequest.url },
  );
}

/** Deletes the release branch after the merge, unless somebody pushed to it since. GitHub may have deleted it itself. */
export async function deleteReleaseBranch(context: ReleaseContext, mergedHead: string): Promise<void> {
  const { client, plan, progress } = context;
  const { branch } = plan.names;
  const writes = new WriteAttempts(context.clock);
  let refusal: string | null = null;
  for (;;) {
    const head = await explaining('reading the release branch', () => readBranchHead(client, branch));
    if (head === null) return;
    if (refusal !== null) {
      progress.warn(`${branch} was merged and stays: GitHub refuses to delete it (${refusal}).`);
      return;
    }
    if (head !== mergedHead) {
      progress.warn(`${branch} was pushed to after the merge and is left alone.`);
      return;
    }
    const done = await explaining(`deleting branch ${branch}`, () =>
      writes
        .attempt(client.request('DELETE /repos/{owner}/{repo}/git/refs/{ref}', { ref: `heads/${branch}` }))
        .then((answer) => answer !== null)
        .catch((error: unknown) => {
          // "Reference does not exist": the repository deletes merged branches by itself. Else a rule keeps this one.
          if (!(error instanceof RequestFailure) || (error.status !== 422 && error.status !== 404)) throw error;
          refusal = error.detail.replaceAll(/\s+/g, ' ').trim();
          return /does not exist|not found/i.test(refusal);
        }),
    );
    if (done) return;
  }
}
