import { type Problem, problem } from '../problem.ts';
import type { CommitFacts, PullRequestFacts } from './facts.ts';
import { closedUnmerged, short } from './position.ts';

/** The release branch and its pull request as they are now. */
export interface ProposalState {
  /** Commit at the head of the release branch; null when there is no branch. */
  readonly branchHead: CommitFacts | null;
  /** The merged one, else the open one, else the newest closed one. */
  readonly pullRequest: PullRequestFacts | null;
  /**
   * What the head of the branch is: `base` the commit the release is planned from, `bump` our bump on it, `stale-bump`
   * our bump on an older base, `older-base` an older commit of the base branch, `foreign` anything else.
   */
  readonly headKind: 'none' | 'base' | 'bump' | 'stale-bump' | 'older-base' | 'foreign';
}

export type ProposalStep =
  | { readonly kind: 'create-branch' }
  /** Adds the bump to the branch that is at the base. */
  | { readonly kind: 'commit-bump' }
  /** Replaces what we left on the branch by the bump on the present base, in one ref update. */
  | { readonly kind: 'replace-bump'; readonly expectedHead: string }
  | { readonly kind: 'open-pull-request' }
  | { readonly kind: 'done'; readonly pullRequest: PullRequestFacts }
  | { readonly kind: 'stop'; readonly problem: Problem };

/** The next step towards an open pull request that holds exactly the planned bump. */
export function nextProposalStep(state: ProposalState, branch: string): ProposalStep {
  // Another copy of the release, or a person, got further since it was planned: nothing is left to propose.
  if (state.pullRequest?.merged === true) return { kind: 'done', pullRequest: state.pullRequest };
  if (state.pullRequest?.state === 'closed') return { kind: 'stop', problem: closedUnmerged(state.pullRequest) };
  switch (state.headKind) {
    case 'none':
      return { kind: 'create-branch' };
    case 'base':
      return { kind: 'commit-bump' };
    case 'stale-bump':
    case 'older-base':
      return { kind: 'replace-bump', expectedHead: state.branchHead?.sha ?? '' };
    case 'foreign':
      return {
        kind: 'stop',
        problem: problem(
          'release-branch-foreign',
          `The head of ${branch}, ${short(state.branchHead?.sha ?? '')}, is not a commit of this release.`,
          {
            where: `refs/heads/${branch}`,
            ...(state.pullRequest === null
              ? {}
              : {
                  remedy: `See ${state.pullRequest.url}; remove the foreign commits or delete the branch, then run the same command again.`,
                }),
          },
        ),
      };
    case 'bump':
      return state.pullRequest === null
        ? { kind: 'open-pull-request' }
        : { kind: 'done', pullRequest: state.pullRequest };
  }
}

/** Classifies the head of the release branch. `isOwnBump` says that it is exactly the bump on its own parent. */
export function classifyHead(
  head: CommitFacts | null,
  plan: { base: string; expectedTree: string; commitMessage: string },
  knowledge: { isOwnBump: boolean; isAncestorOfBase: boolean },
): ProposalState['headKind'] {
  if (head === null) return 'none';
  if (head.sha === plan.base) return 'base';
  const hasOurShape = head.parents.length === 1 && head.message.trimEnd() === plan.commitMessage.trimEnd();
  if (hasOurShape && head.parents[0] === plan.base && head.tree === plan.expectedTree) return 'bump';
  if (hasOurShape && knowledge.isOwnBump) return 'stale-bump';
  if (knowledge.isAncestorOfBase) return 'older-base';
  return 'foreign';
}
