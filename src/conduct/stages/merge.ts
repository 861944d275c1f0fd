import { type Problem, problem, Stop } from '../../core/problem.ts';
import { classifyMergeRefusal, type MergeState, nextMergeStep } from '../../core/release/decide-merge.ts';
import type { PullRequestFacts } from '../../core/release/facts.ts';
import { goesElsewhere, short } from '../../core/release/position.ts';
import { judgeRequiredChecks } from '../../core/release/required-checks.ts';
import { explaining } from '../../github/explain-failure.ts';
import { enqueue, isQueueRefusal, readQueue } from '../../github/merge-queue.ts';
import { countChecks, readReportedChecks } from '../../github/read-checks.ts';
import { readBranchHead, toPullRequestFacts } from '../../github/read-release.ts';
import { RequestFailure } from '../../github/request-policy.ts';
import { WriteAttempts } from '../../github/write-attempts.ts';
import { movedHead } from './release-head.ts';
import type { ReleaseContext } from './stage-context.ts';

/** Merge calls in vain before GitHub is taken at its word. */
const REFUSAL_LIMIT = 6;
/** Milliseconds after each of them. */
const REFUSAL_PAUSE = 3_000;

export interface Merged {
  /** As it is after the merge. */
  readonly pullRequest: PullRequestFacts;
  readonly mergeCommit: string;
  /** Our own call has merged it, as GitHub has answered. */
  readonly isOurs: boolean;
}

/**
 * Brings the release pull request to its merge: looks at it, decides one step, takes it, and looks again.
 *
 * @throws Stop when something keeps it from being merged, or does not end in time
 */
export const merge = (context: ReleaseContext, proposed: PullRequestFacts): Promise<Merged> =>
  new Merging(context, proposed).run();

class Merging {
  readonly #context: ReleaseContext;
  readonly #proposed: PullRequestFacts;
  readonly #writes: WriteAttempts;
  readonly #startedAt: number;
  /** The base branch merges through a queue: its rules say so, or the merge call did. */
  #viaQueue: boolean;
  #wasQueued: MergeState['wasQueued'] = 'never';
  #queuedAt: number | null = null;
  #refusals = 0;
  #unsureMergeable = 0;

  constructor(context: ReleaseContext, proposed: PullRequestFacts) {
    this.#context = context;
    this.#proposed = proposed;
    this.#writes = new WriteAttempts(context.clock);
    this.#startedAt = context.clock.now().getTime();
    this.#viaQueue = context.plan.hasMergeQueue;
  }

  async run(): Promise<Merged> {
    const { plan, clock, progress, config, record } = this.#context;
    for (;;) {
      const state = await explaining('reading the release pull request', () => this.#look());
      const { pullRequest } = state;
      const step = nextMergeStep(state, {
        bump: this.#proposed.headSha,
        base: plan.base.commit,
        baseBranch: plan.baseBranch,
        reportTimeout: config.checks.reportTimeout,
        checkTimeout: config.checks.timeout,
      });
      switch (step.kind) {
        case 'stop':
          throw new Stop([await withChecksSeen(this.#context, pullRequest.headSha, step.problem)]);
        case 'head-moved':
          throw new Stop([await movedHead(this.#context, this.#proposed.headSha, pullRequest)]);
        case 'done':
          record({ mergeCommit: step.mergeCommit });
          return { pullRequest, mergeCommit: step.mergeCommit, isOurs: false };
        case 'wait':
          progress.waiting(step.why, step.milliseconds);
          await clock.sleep(step.milliseconds);
          if (this.#wasQueued === 'told') this.#wasQueued = 'unseen';
          break;
        case 'enqueue':
          await this.#enqueue();
          break;
        case 'merge': {
          const mergeCommit = await this.#merge();
          if (mergeCommit === null) break;
          await this.#stopWhereElsewhere();
          record({ mergeCommit });
          return {
            pullRequest: { ...pullRequest, merged: true, state: 'closed', mergeCommit },
            mergeCommit,
            isOurs: true,
          };
        }
      }
    }
  }

  /** The queue is asked first: who is in none by then, and still open afterwards, has left it unmerged. */
  async #look(): Promise<MergeState> {
    const { client, plan, clock } = this.#context;
    const { number } = this.#proposed;
    const queue = this.#viaQueue ? await readQueue(client, number) : null;
    const { data } = await client.poll('GET /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number: number });
    const pullRequest = toPullRequestFacts(data);
    const settled = pullRequest.merged || pullRequest.state === 'closed';
    const now = clock.now().getTime();
    if (queue?.entry != null) {
      this.#wasQueued = 'seen';
      this.#queuedAt ??= now;
    }
    const unsureMergeable = this.#unsureMergeable;
    if (data.mergeable !== true) this.#unsureMergeable += 1;
    return {
      pullRequest,
      mergeable: data.mergeable,
      isDraft: data.draft === true,
      baseHead: settled ? plan.base.commit : ((await readBranchHead(client, plan.baseBranch)) ?? ''),
      checks:
        settled || plan.requiredChecks.length === 0
          ? []
          : judgeRequiredChecks(
              plan.requiredChecks,
              await readReportedChecks(client, pullRequest.headSha, plan.requiredChecks),
            ),
      queue,
      wasQueued: this.#wasQueued,
      waited: now - this.#startedAt,
      waitedInQueue: this.#queuedAt === null ? 0 : now - this.#queuedAt,
      unsureMergeable,
    };
  }

  /** A merge call names no base: between our last look and the merge somebody may have given the pull request another one. */
  async #stopWhereElsewhere(): Promise<void> {
    const { client, plan } = this.#context;
    const { data } = await explaining('reading the merged pull request', () =>
      client.poll('GET /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number: this.#proposed.number }),
    );
    const merged = { ...toPullRequestFacts(data), merged: true };
    if (merged.baseBranch !== plan.baseBranch) throw new Stop([goesElsewhere(merged, plan.baseBranch)]);
  }

  /** Whether a queueing without an answer was done is for the next look to say. */
  async #enqueue(): Promise<void> {
    const { client, progress } = this.#context;
    const { number, url } = this.#proposed;
    const done = await explaining('putting the pull request into the merge queue', () =>
      this.#writes.attempt(enqueue(client, this.#proposed)).catch((error: unknown) => {
        if (!isQueueRefusal(error)) throw error;
        const what = `GitHub did not put pull request #${number} into the merge queue: ${error.message}`;
        throw new Stop([problem('merge-refused', what, { where: url })], { cause: error });
      }),
    );
    if (done === null) return;
    this.#wasQueued = 'told';
    progress.note(`put pull request #${number} into the merge queue`);
  }

  /** The merge commit; null when it has to be looked at again. */
  async #merge(): Promise<string | null> {
    const { client, plan, config } = this.#context;
    const { number, headSha } = this.#proposed;
    try {
      const merged = await this.#writes.attempt(
        client.request('PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', {
          pull_number: number,
          sha: headSha,
          merge_method: config.mergeMethod,
          // Always sent: what GitHub would write by itself depends on settings of the repository.
          commit_title: `${plan.names.pullRequestTitle} (#${number})`,
          commit_message: plan.names.pullRequestBody,
        }),
      );
      if (merged?.merged === true) return merged.sha;
      if (merged !== null) await this.#inVain(merged.message, null);
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      const refusal = classifyMergeRefusal(error.status, error.detail);
      if (refusal === 'use-queue' && !this.#viaQueue) this.#viaQueue = true;
      // A moved head is named by the next look, unless that is older than the refusal.
      else if (refusal === 'look-again' || refusal === 'head-moved') await this.#inVain(error.detail, error);
      else await explaining('merging', () => Promise.reject(mergeRefusal(error.detail, error)));
    }
    return null;
  }

  async #inVain(detail: string, error: RequestFailure | null): Promise<void> {
    const { clock, progress } = this.#context;
    if (this.#refusals >= REFUSAL_LIMIT) await explaining('merging', () => Promise.reject(mergeRefusal(detail, error)));
    this.#refusals += 1;
    progress.waiting(`GitHub is not ready to merge: ${detail}`, REFUSAL_PAUSE);
    await clock.sleep(REFUSAL_PAUSE);
  }
}

/** 403 and 401 explain themselves; other refusals of the merge call get their own code. */
function mergeRefusal(detail: string, error: RequestFailure | null): Error {
  if (error !== null && error.kind !== 'refused') return error;
  return new Stop([problem('merge-refused', `GitHub answered ${error?.status ?? 200}: ${detail}`)], { cause: error });
}

/** Where a check was not found, how many others there are: a person can compare. */
async function withChecksSeen({ client }: ReleaseContext, ref: string, found: Problem): Promise<Problem> {
  if (found.code !== 'check-never-reported') return found;
  const seen = await explaining('counting the checks of the pull request', () => countChecks(client, ref));
  return { ...found, what: `${found.what} Its head ${short(ref)} has ${seen}.` };
}
