import { type Problem, problem } from '../problem.ts';
import type { PullRequestFacts } from './facts.ts';
import { neverReported } from './needed-evidence.ts';
import { closedUnmerged, short } from './position.ts';
import type { RequiredCheckState } from './required-checks.ts';

export interface MergeState {
  readonly pullRequest: PullRequestFacts;
  /** null while GitHub has not computed it. */
  readonly mergeable: boolean | null;
  /** A hint only: `clean`, `blocked`, `behind`, `dirty`, `unstable`, `draft`, `unknown` … */
  readonly mergeableState: string;
  readonly baseHead: string;
  readonly checks: readonly RequiredCheckState[];
  /** The base branch merges through a queue. */
  readonly hasMergeQueue: boolean;
  /** We, or an earlier run, asked for the queue and it has not answered yet. */
  readonly isQueued: boolean;
  /** Milliseconds this process has waited for the pull request. */
  readonly waited: number;
  /** Times `mergeable` came back null. */
  readonly unknownMergeable: number;
}

export interface MergeExpectation {
  readonly bump: string;
  readonly base: string;
  readonly reportTimeout: number;
  readonly checkTimeout: number;
}

export type MergeStep =
  | { readonly kind: 'merge' }
  | { readonly kind: 'enqueue' }
  | { readonly kind: 'wait'; readonly why: string; readonly milliseconds: number }
  | { readonly kind: 'done'; readonly mergeCommit: string }
  | { readonly kind: 'stop'; readonly problem: Problem };

/** After so many unknown answers the merge call itself decides: `mergeable` is only a hint. */
const UNKNOWN_MERGEABLE_LIMIT = 8;

/** The next step towards a merged pull request. */
export function nextMergeStep(state: MergeState, expected: MergeExpectation): MergeStep {
  const { pullRequest } = state;
  const stop = (each: Problem): MergeStep => ({ kind: 'stop', problem: each });
  const where = pullRequest.url;
  if (pullRequest.merged && pullRequest.mergeCommit !== null)
    return { kind: 'done', mergeCommit: pullRequest.mergeCommit };
  if (pullRequest.state === 'closed') {
    return stop(closedUnmerged(pullRequest));
  }
  if (pullRequest.headSha !== expected.bump) {
    return stop(
      problem(
        'release-branch-foreign',
        `Pull request #${pullRequest.number} holds ${short(pullRequest.headSha)} instead of the planned ${short(expected.bump)}.`,
        { where },
      ),
    );
  }
  if (state.isQueued) return { kind: 'wait', why: 'the merge queue', milliseconds: 15_000 };
  if (state.baseHead !== expected.base) {
    return stop(
      problem(
        'base-moved',
        `${pullRequest.baseBranch} moved from ${short(expected.base)} to ${short(state.baseHead)} before the merge.`,
        { where },
      ),
    );
  }
  const failedChecks = state.checks.filter((check) => check.state === 'failed');
  if (failedChecks.length > 0) {
    const names = failedChecks.map((check) => `${check.context} (${check.conclusion ?? 'unknown'})`).join(', ');
    return stop(problem('check-failed', `Required checks failed: ${names}.`, { where: failedChecks[0]?.url ?? where }));
  }
  const unreported = state.checks.filter((check) => check.state === 'unreported');
  const pending = state.checks.filter((check) => check.state === 'pending');
  if (unreported.length > 0 && state.waited > expected.reportTimeout) {
    return stop(
      neverReported(
        pullRequest,
        unreported.map((check) => check.context),
      ),
    );
  }
  if (unreported.length + pending.length > 0) {
    if (state.waited > expected.checkTimeout) {
      return stop(
        problem('check-timeout', `Still running: ${pending.map((check) => check.context).join(', ')}.`, { where }),
      );
    }
    const names = [...unreported, ...pending].map((check) => check.context).join(', ');
    return { kind: 'wait', why: `required checks: ${names}`, milliseconds: 15_000 };
  }
  if (state.mergeable === false) {
    return stop(problem('merge-conflict', `Pull request #${pullRequest.number} has conflicts.`, { where }));
  }
  if (state.mergeable === null && state.unknownMergeable < UNKNOWN_MERGEABLE_LIMIT) {
    return { kind: 'wait', why: 'GitHub computes whether the pull request can be merged', milliseconds: 2_000 };
  }
  return state.hasMergeQueue ? { kind: 'enqueue' } : { kind: 'merge' };
}

/** What to make of a refused merge call. */
export type MergeRefusal = 'look-again' | 'use-queue' | 'head-moved' | 'refused';

/** Source: GitHub REST documentation, "Merge a pull request" (405, 409), and its texts as seen in public threads. */
export function classifyMergeRefusal(status: number | null, message: string): MergeRefusal {
  if (/merge queue/i.test(message)) return 'use-queue';
  if (status === 409) return 'head-moved';
  // Both 405 texts are transient: GitHub still works on the base or on mergeability.
  if (status === 405 && /base branch was modified|not mergeable/i.test(message)) return 'look-again';
  return 'refused';
}
