import { problem, Stop } from '../../core/problem.ts';
import { classifyMergeRefusal, type MergeState, nextMergeStep } from '../../core/release/decide-merge.ts';
import type { PullRequestFacts } from '../../core/release/facts.ts';
import { short } from '../../core/release/position.ts';
import type { CheckRecord } from '../../core/release/record.ts';
import {
  judgeRequiredChecks,
  type ReportedCheck,
  type RequiredCheckState,
} from '../../core/release/required-checks.ts';
import { explaining } from '../../github/explain-failure.ts';
import { readBranchHead, toPullRequestFacts } from '../../github/read-release.ts';
import { readCommit } from '../../github/read-repository.ts';
import { RequestFailure } from '../../github/request-policy.ts';
import { WriteAttempts } from '../../github/write-attempts.ts';
import type { ReleaseContext } from './stage-context.ts';

/** Transient 405 answers in a row before they are taken at their word. */
const REFUSAL_LIMIT = 6;

/**
 * Brings the release pull request to its merge.
 *
 * @returns the pull request as it is after the merge, and the merge commit
 */
export async function merge(
  context: ReleaseContext,
  proposed: PullRequestFacts,
): Promise<{ readonly pullRequest: PullRequestFacts; readonly mergeCommit: string }> {
  const { client, plan, clock, progress, config, record } = context;
  const startedAt = clock.now().getTime();
  const writes = new WriteAttempts(clock);
  let refusals = 0;
  let unknownMergeable = 0;
  let viaQueue = plan.hasMergeQueue;
  let isQueued = false;
  let checks: readonly RequiredCheckState[] = [];
  for (;;) {
    const state = await explaining('reading the release pull request', () =>
      observeMerge(context, proposed.number, {
        viaQueue,
        isQueued,
        unknownMergeable,
        waited: clock.now().getTime() - startedAt,
      }),
    );
    if (state.mergeable === null) unknownMergeable += 1;
    if (!state.pullRequest.merged) checks = state.checks;
    const step = nextMergeStep(state, {
      bump: proposed.headSha,
      base: plan.base.commit,
      reportTimeout: config.checks.reportTimeout,
      checkTimeout: config.checks.timeout,
    });
    switch (step.kind) {
      case 'stop':
        throw new Stop([step.problem]);
      case 'done':
        record({ mergeCommit: step.mergeCommit, checks: recorded(checks) });
        return { pullRequest: state.pullRequest, mergeCommit: step.mergeCommit };
      case 'wait':
        progress.waiting(step.why, step.milliseconds);
        await clock.sleep(step.milliseconds);
        break;
      case 'enqueue':
        await explaining('putting the pull request into the merge queue', () =>
          writes.attempt(
            client.graphql(
              'mutation($input: EnqueuePullRequestInput!) { enqueuePullRequest(input: $input) { clientMutationId } }',
              { input: { pullRequestId: proposed.nodeId, expectedHeadOid: proposed.headSha } },
            ),
          ),
        );
        isQueued = true;
        progress.note(`put pull request #${proposed.number} into the merge queue`);
        break;
      case 'merge':
        try {
          const merged = await writes.attempt(
            client.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', {
              pull_number: proposed.number,
              sha: proposed.headSha,
              merge_method: config.mergeMethod,
              // Always sent: what GitHub would write by itself depends on settings of the repository.
              commit_title: `${plan.names.pullRequestTitle} (#${proposed.number})`,
              commit_message: plan.names.pullRequestBody,
            }),
          );
          if (merged?.merged === true) {
            record({ mergeCommit: merged.sha, checks: recorded(checks) });
            const pullRequest = {
              ...state.pullRequest,
              merged: true,
              state: 'closed' as const,
              mergeCommit: merged.sha,
            };
            return { pullRequest, mergeCommit: merged.sha };
          }
        } catch (error) {
          if (!(error instanceof RequestFailure)) throw error;
          const refusal = classifyMergeRefusal(error.status, error.detail);
          if (refusal === 'use-queue') viaQueue = true;
          else if (refusal === 'look-again' && refusals < REFUSAL_LIMIT) {
            refusals += 1;
            progress.waiting(`GitHub is not ready to merge: ${error.detail}`, 3_000);
            await clock.sleep(3_000);
          } else if (refusal === 'look-again' || refusal === 'refused') {
            await explaining('merging', () => Promise.reject(asMergeRefusal(error)));
          }
          // A moved head (409) is named by the next look at the pull request.
        }
        break;
    }
  }
}

const recorded = (checks: readonly RequiredCheckState[]): CheckRecord[] =>
  checks.map(({ context, conclusion, url }) => ({ context, conclusion, url }));

/** The required checks of a pull request that somebody else has merged, as they are now. */
export async function checksOfMerged({ client, plan }: ReleaseContext, headSha: string): Promise<CheckRecord[]> {
  if (plan.requiredChecks.length === 0) return [];
  return explaining('reading the checks of the release pull request', async () =>
    recorded(judgeRequiredChecks(plan.requiredChecks, await readReportedChecks(client, headSha))),
  );
}

/** 403 and 401 explain themselves; other refusals of the merge call get their own code. */
function asMergeRefusal(error: RequestFailure): Error {
  if (error.kind !== 'refused') return error;
  return new Stop([problem('merge-refused', `GitHub answered ${error.status}: ${error.detail}`)], {
    cause: error,
  });
}

async function observeMerge(
  { client, plan }: ReleaseContext,
  number: number,
  waiting: { viaQueue: boolean; isQueued: boolean; unknownMergeable: number; waited: number },
): Promise<MergeState> {
  const { data } = await client.poll('GET /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number: number });
  const pullRequest = toPullRequestFacts(data);
  const settled = pullRequest.merged || pullRequest.state === 'closed';
  return {
    pullRequest,
    mergeable: data.mergeable,
    mergeableState: data.mergeable_state,
    baseHead: settled ? plan.base.commit : ((await readBranchHead(client, plan.baseBranch)) ?? ''),
    checks:
      settled || plan.requiredChecks.length === 0
        ? []
        : judgeRequiredChecks(plan.requiredChecks, await readReportedChecks(client, pullRequest.headSha)),
    hasMergeQueue: waiting.viaQueue,
    isQueued: waiting.isQueued,
    waited: waiting.waited,
    unknownMergeable: waiting.unknownMergeable,
  };
}

/** Check runs and commit statuses of a commit; either may carry a required check. Two requests as a rule, free while unchanged. */
async function readReportedChecks(client: ReleaseContext['client'], ref: string): Promise<ReportedCheck[]> {
  const runs = await client.list(
    'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
    { ref, filter: 'latest' },
    'polled',
  );
  const statuses = await client.list('GET /repos/{owner}/{repo}/commits/{ref}/status', { ref }, 'polled');
  return [
    ...runs.map((run) => ({
      name: run.name,
      appId: run.app?.id ?? null,
      status: run.status,
      conclusion: run.conclusion,
      url: run.html_url,
      startedAt: Date.parse(run.started_at ?? '') || 0,
    })),
    ...statuses.map((each) => ({
      name: each.context,
      appId: null,
      status: each.state === 'pending' ? 'pending' : 'completed',
      conclusion: each.state,
      url: each.target_url,
      startedAt: Date.parse(each.updated_at) || 0,
    })),
  ];
}

/**
 * Compares the tree of the merge commit with what was planned. Between our last look at the base branch and the merge
 * somebody may have pushed: then the merge commit holds code that nobody measured.
 *
 * @returns the tree of the merge commit
 */
export async function verifyMergeTree(
  context: ReleaseContext,
  mergeCommit: string,
  acceptedTrees: readonly string[],
): Promise<string> {
  const { plan, record } = context;
  const commit = await explaining('reading the merge commit', () => readCommit(context.client, mergeCommit));
  record({ mergeTree: commit.tree });
  if (commit.tree === plan.expectedTree || acceptedTrees.includes(commit.tree)) return commit.tree;
  throw new Stop([
    problem(
      'merge-tree-mismatch',
      `Merge commit ${short(mergeCommit)} has tree ${commit.tree}; ${short(plan.base.commit)} plus the bump has ${plan.expectedTree}.`,
      {
        where: `${plan.repository.htmlUrl}/commit/${mergeCommit}`,
        remedy: `Measure ${mergeCommit} and run the same command again with its verdict, or accept it with --accept-tree ${commit.tree}.`,
      },
    ),
  ]);
}

/** Deletes the release branch after the merge, unless somebody pushed to it since. GitHub may have deleted it itself. */
export async function deleteReleaseBranch(context: ReleaseContext, mergedHead: string): Promise<void> {
  const { client, plan, progress } = context;
  const { branch } = plan.names;
  const writes = new WriteAttempts(context.clock);
  for (;;) {
    const head = await explaining('reading the release branch', () => readBranchHead(client, branch));
    if (head === null) return;
    if (head !== mergedHead) {
      progress.warn(`${branch} was pushed to after the merge and is left alone.`);
      return;
    }
    const done = await explaining(`deleting branch ${branch}`, () =>
      writes
        .attempt(client.request('DELETE /repos/{owner}/{repo}/git/refs/{ref}', { ref: `heads/${branch}` }))
        .then((answer) => answer !== null)
        .catch((error: unknown) => {
          // "Reference does not exist": the repository deletes merged branches by itself.
          if (error instanceof RequestFailure && (error.status === 422 || error.status === 404)) return true;
          throw error;
        }),
    );
    if (done) return;
  }
}
