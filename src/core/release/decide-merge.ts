import { type Problem, problem } from '../problem.ts';
import type { PullRequestFacts } from './facts.ts';
import { neverReported } from './needed-evidence.ts';
import { closedUnmerged, goesElsewhere, short } from './position.ts';
import type { RequiredCheckState } from './required-checks.ts';

/** Where a pull request stands in the merge queue of its base branch. */
export interface QueueEntry {
  /** Counted from 1. */
  readonly position: number;
  /** `QUEUED`, `AWAITING_CHECKS`, `MERGEABLE`, `UNMERGEABLE`, `LOCKED`. */
  readonly state: string;
  /** Since when, ISO 8601: told to people, and nothing is decided by it. */
  readonly since: string;
}

/** What GitHub says of a pull request and the merge queue, asked at every look. */
export interface QueueLook {
  /** null: it is in no queue. */
  readonly entry: QueueEntry | null;
  /** By the same answer: one that is merged or closed has left the queue for that reason. */
  readonly isOpen: boolean;
}

export interface MergeState {
  readonly pullRequest: PullRequestFacts;
  /** null while GitHub has not computed it. */
  readonly mergeable: boolean | null;
  /** A person said that it is not ready. */
  readonly isDraft: boolean;
  readonly baseHead: string;
  readonly checks: readonly RequiredCheckState[];
  /** null: the base branch merges without a queue, and nothing was asked. */
  readonly queue: QueueLook | null;
  /**
   * How this process knows that the pull request was in the queue: a look has `seen` it there; or GitHub has `told` so when
   * it was put there, which a look at an older state may not show yet, and `unseen` after the first look that did not.
   */
  readonly wasQueued: 'never' | 'told' | 'unseen' | 'seen';
  /** Milliseconds this process has waited for the pull request. */
  readonly waited: number;
  /** Milliseconds of them since it was first seen in the queue. */
  readonly waitedInQueue: number;
  /** Times `mergeable` came back null, or false. */
  readonly unsureMergeable: number;
}

export interface MergeExpectation {
  readonly bump: string;
  readonly base: string;
  readonly baseBranch: string;
  readonly reportTimeout: number;
  readonly checkTimeout: number;
}

export type MergeStep =
  | { readonly kind: 'merge' }
  | { readonly kind: 'enqueue' }
  /** The head is another one than expected: whose it is has to be looked at. */
  | { readonly kind: 'head-moved'; readonly head: string }
  | { readonly kind: 'wait'; readonly why: string; readonly milliseconds: number }
  | { readonly kind: 'done'; readonly mergeCommit: string }
  | { readonly kind: 'stop'; readonly problem: Problem };

/** After so many unknown answers the merge call itself decides: `mergeable` is only a hint. */
const UNSURE_MERGEABLE_LIMIT = 8;

const stop = (each: Problem): MergeStep => ({ kind: 'stop', problem: each });

/** The next step towards a merged pull request. Each wait ends by `checkTimeout` or `reportTimeout`. */
export function nextMergeStep(state: MergeState, expected: MergeExpectation): MergeStep {
  const { pullRequest } = state;
  const where = pullRequest.url;
  if (pullRequest.baseBranch !== expected.baseBranch) return stop(goesElsewhere(pullRequest, expected.baseBranch));
  if (pullRequest.merged && pullRequest.mergeCommit !== null)
    return { kind: 'done', mergeCommit: pullRequest.mergeCommit };
  if (pullRequest.state === 'closed') return stop(closedUnmerged(pullRequest));
  if (pullRequest.headSha !== expected.bump) return { kind: 'head-moved', head: pullRequest.headSha };
  const inQueue = stepInQueue(state, expected);
  if (inQueue !== null) return inQueue;
  if (state.baseHead !== expected.base) {
    return stop(
      problem(
        'base-moved',
        `${pullRequest.baseBranch} moved from ${short(expected.base)} to ${short(state.baseHead)} before the merge.`,
        { where },
      ),
    );
  }
  if (state.isDraft) return stop(notReady(pullRequest));
  const unmet = stepTowardsChecks(state, expected);
  if (unmet !== null) return unmet;
  if (state.mergeable !== true && state.unsureMergeable < UNSURE_MERGEABLE_LIMIT) {
    return { kind: 'wait', why: 'GitHub computes whether the pull request can be merged', milliseconds: 2_000 };
  }
  if (state.mergeable === false) return stop(contradicted(pullRequest));
  return state.queue !== null ? { kind: 'enqueue' } : { kind: 'merge' };
}

/** The head stands on the present base, so nothing can conflict: GitHub has computed it of an older one, or computes it anew. */
const contradicted = ({ number, url: where }: PullRequestFacts): Problem =>
  problem(
    'merge-conflict',
    `GitHub says that pull request #${number} has conflicts, though it stands on the present base.`,
    {
      where,
      remedy: `Run the same command again: GitHub may have looked at an older base. Where it stays so, close the pull request, delete its branch, and start a new attempt with --supersede ${number}.`,
    },
  );

const notReady = ({ number, url: where }: PullRequestFacts): Problem =>
  problem('merge-refused', `Somebody made pull request #${number} a draft.`, {
    where,
    remedy: `When the release may go on, mark it as ready for review (gh pr ready ${number}), then run the same command again.`,
  });

/** What the merge queue leaves to do; null when the pull request is not in it and was not. */
function stepInQueue(state: MergeState, { checkTimeout }: MergeExpectation): MergeStep | null {
  const { pullRequest, queue, wasQueued } = state;
  const { number, url: where } = pullRequest;
  if (queue === null) return null;
  if (queue.entry !== null) {
    const { position, since, state: queueState } = queue.entry;
    const place = `at position ${position} since ${since} (${queueState.toLowerCase().replaceAll('_', ' ')})`;
    if (state.waitedInQueue < checkTimeout)
      return { kind: 'wait', why: `the merge queue, ${place}`, milliseconds: 15_000 };
    return stop(
      problem('check-timeout', `Pull request #${number} is still in the merge queue, ${place}.`, {
        where,
        remedy:
          'See whether the checks of its merge group start (`on: merge_group`); then run the same command again: it goes on waiting.',
      }),
    );
  }
  if (!queue.isOpen) {
    // The pull request itself comes from another answer, which is older.
    if (state.waited < checkTimeout)
      return { kind: 'wait', why: `GitHub to show what became of pull request #${number}`, milliseconds: 2_000 };
    return stop(
      problem('check-timeout', `GitHub contradicts itself about whether pull request #${number} is open.`, { where }),
    );
  }
  if (wasQueued === 'never') return null;
  if (wasQueued === 'told')
    return { kind: 'wait', why: `GitHub to show pull request #${number} in the merge queue`, milliseconds: 15_000 };
  return stop(
    problem('merge-refused', `GitHub took pull request #${number} out of the merge queue.`, {
      where,
      remedy:
        'See its checks and those of its merge group, repair what failed, then run the same command again, which puts it into the queue again.',
    }),
  );
}

/** What the required checks leave to do; null when they are satisfied. */
function stepTowardsChecks(state: MergeState, expected: MergeExpectation): MergeStep | null {
  const where = state.pullRequest.url;
  const inState = (name: RequiredCheckState['state']) => state.checks.filter((check) => check.state === name);
  const names = (checks: readonly RequiredCheckState[]) => checks.map((check) => check.context).join(', ');
  const failed = inState('failed');
  if (failed.length > 0) {
    const told = failed.map((check) => `${check.context} (${check.conclusion ?? 'unknown'})`).join(', ');
    return stop(problem('check-failed', `Required checks failed: ${told}.`, { where: failed[0]?.url ?? where }));
  }
  const unreported = inState('unreported');
  const pending = inState('pending');
  if (unreported.length > 0 && state.waited > expected.reportTimeout)
    return stop(
      neverReported(
        state.pullRequest,
        unreported.map((each) => each.context),
      ),
    );
  const open = [...unreported, ...pending];
  if (open.length === 0) return null;
  if (state.waited > expected.checkTimeout)
    return stop(problem('check-timeout', `Still running: ${names(open)}.`, { where }));
  return { kind: 'wait', why: `required checks: ${names(open)}`, milliseconds: 15_000 };
}

/** What to make of a refused merge call. */
export type MergeRefusal = 'look-again' | 'use-queue' | 'head-moved' | 'refused';

/** Source: GitHub REST documentation, "Merge a pull request" (405, 409), and its texts as seen in public threads. */
export function classifyMergeRefusal(status: number | null, message: string): MergeRefusal {
  if (/merge queue/i.test(message)) return 'use-queue';
  if (status === 409) return 'head-moved';
  // Two are transient: GitHub still works on the base or on mergeability. A draft is told as such by the next look.
  if (status === 405 && /base branch was modified|not mergeable|still a draft/i.test(message)) return 'look-again';
  return 'refused';
}
