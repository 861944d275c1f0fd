import { type Problem, problem } from '../problem.ts';
import type { CommitFacts, PullRequestFacts } from './facts.ts';
import { closedUnmerged, goesElsewhere, short } from './position.ts';
import { namedPaths } from './tree-difference.ts';

/** The release branch and its pull request as they are now. */
export interface ProposalState {
  /** Commit at the head of the release branch; null when there is no branch. */
  readonly branchHead: CommitFacts | null;
  /** The merged one, else the open one, else the newest closed one. */
  readonly pullRequest: PullRequestFacts | null;
  /**
   * What the head of the branch is: `base` the commit the release is planned from, `bump` our bump on it, `stale-bump`
   * our bump on an older base, `older-base` an older commit of the base branch, `foreign` anything else. A bump that somebody
   * brought up to date with the base branch ("Update branch") is ours.
   */
  readonly headKind: 'none' | 'base' | 'bump' | 'stale-bump' | 'older-base' | 'foreign';
  /** The bump that the head was built on, and the commit of the base branch it stands on, as far as it was looked for. */
  readonly trace?: { readonly bump: CommitFacts; readonly base: string } | null;
}

export type ProposalStep =
  | { readonly kind: 'create-branch' }
  /** Adds the bump to the branch that is at the base. */
  | { readonly kind: 'commit-bump' }
  /** Replaces what we left on the branch by the bump on the present base, in one ref update. */
  | { readonly kind: 'replace-bump'; readonly expectedHead: string }
  | { readonly kind: 'open-pull-request' }
  | { readonly kind: 'done'; readonly pullRequest: PullRequestFacts }
  /** Somebody added something to the branch: what, has to be looked at. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'stop'; readonly problem: Problem };

/** The next step towards an open pull request that holds exactly the planned bump. */
export function nextProposalStep(state: ProposalState, baseBranch: string): ProposalStep {
  // Another copy of the release, or a person, got further since it was planned: nothing is left to propose.
  if (state.pullRequest?.merged === true) return { kind: 'done', pullRequest: state.pullRequest };
  if (state.pullRequest?.state === 'closed') return { kind: 'stop', problem: closedUnmerged(state.pullRequest) };
  if (state.pullRequest !== null && state.pullRequest.baseBranch !== baseBranch)
    return { kind: 'stop', problem: goesElsewhere(state.pullRequest, baseBranch) };
  switch (state.headKind) {
    case 'none':
      return { kind: 'create-branch' };
    case 'base':
      return { kind: 'commit-bump' };
    case 'stale-bump':
    case 'older-base':
      return { kind: 'replace-bump', expectedHead: state.branchHead?.sha ?? '' };
    case 'foreign':
      return { kind: 'foreign' };
    case 'bump':
      return state.pullRequest === null
        ? { kind: 'open-pull-request' }
        : { kind: 'done', pullRequest: state.pullRequest };
  }
}

/**
 * Classifies the head of the release branch. `isOwnBump` says that it holds exactly the bump, and nothing else, on the commit
 * `standsOn`: its own parent, or what somebody merged into it since.
 */
export function classifyHead(
  head: CommitFacts | null,
  plan: { base: string; expectedTree: string; commitMessage: string },
  knowledge: { isOwnBump: boolean; isAncestorOfBase: boolean; standsOn: string | null },
): ProposalState['headKind'] {
  if (head === null) return 'none';
  if (head.sha === plan.base) return 'base';
  const hasOurShape = head.parents.length === 1 && head.message.trimEnd() === plan.commitMessage.trimEnd();
  const isPlanned = head.tree === plan.expectedTree;
  if (hasOurShape && head.parents[0] === plan.base && isPlanned) return 'bump';
  if (knowledge.isOwnBump) return knowledge.standsOn === plan.base && isPlanned ? 'bump' : 'stale-bump';
  if (knowledge.isAncestorOfBase) return 'older-base';
  return 'foreign';
}

/** A head of the release branch that somebody added something to. */
export interface ForeignHead {
  readonly branch: string;
  readonly head: CommitFacts;
  readonly pullRequest: PullRequestFacts | null;
  /** Our commit below it; null when it is not there any more. */
  readonly bump: string | null;
  /** The paths in which it differs from the plan; null when that could not be told. */
  readonly difference: readonly string[] | null;
  readonly inTheWay: InTheWay;
}

/** What GitHub says has to be done to an open pull request before a person can merge it. */
export interface InTheWay {
  readonly hasConflicts: boolean;
  readonly isDraft: boolean;
}

const mergeByHand = ({ number, url, baseBranch }: PullRequestFacts, { hasConflicts, isDraft }: InTheWay): string => {
  if (isDraft && hasConflicts)
    return `mark ${url} as ready for review (gh pr ready ${number}), resolve its conflicts with ${baseBranch}, merge it by hand`;
  if (isDraft) return `mark ${url} as ready for review (gh pr ready ${number}), merge it by hand`;
  return hasConflicts ? `resolve the conflicts of ${url} with ${baseBranch}, merge it by hand` : `merge ${url} by hand`;
};

/** What is told about it: the edit is a person's, who may keep or drop it. Nothing is thrown away by the program. */
export function foreignHead({ branch, head, pullRequest, bump, difference, inTheWay }: ForeignHead): Problem {
  const isPlanned = difference?.length === 0;
  const what = isPlanned
    ? `The head of ${branch}, ${short(head.sha)}, is not a commit of this release, though it holds what was planned.`
    : `The head of ${branch}, ${short(head.sha)}, is not a commit of this release: only ${namedPaths(difference)} ${difference?.length === 1 ? 'differs' : 'differ'} from the plan.`;
  if (pullRequest === null) {
    return problem('release-branch-foreign', what, {
      where: `refs/heads/${branch}`,
      remedy: `Remove what is not of this release from ${branch}, or delete the branch; then run the same command again.`,
    });
  }
  const merge = mergeByHand(pullRequest, inTheWay);
  const keep =
    isPlanned && !inTheWay.hasConflicts
      ? `${merge}, then run the same command again`
      : `${merge}, then run the same command with --accept-tree and the tree of the merge commit, which the command names (in a workflow, the input \`accept-tree\`)`;
  const drop =
    bump === null
      ? `close it, delete ${branch}, and run the same command with --supersede ${pullRequest.number}`
      : `remove the commit (git push --force origin ${bump}:refs/heads/${branch}), then run the same command again`;
  return problem('release-branch-foreign', what, {
    where: pullRequest.url,
    remedy: `To keep it: ${keep}. To drop it: ${drop}.`,
  });
}
