import type { QueueLook } from '../core/release/decide-merge.ts';
import type { PullRequestFacts } from '../core/release/facts.ts';
import { type GitHubClient, GraphQLRefusal } from './client.ts';
import { RequestFailure } from './request-policy.ts';

/** Only GraphQL knows the merge queue. Both are checked against GitHub's public schema by a test. */
export const QUEUE_QUERY = `query MergeQueue($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) { state isInMergeQueue mergeQueueEntry { position state enqueuedAt } }
  }
}`;
export const ENQUEUE = `mutation($input: EnqueuePullRequestInput!) {
  enqueuePullRequest(input: $input) { clientMutationId }
}`;

interface Answer {
  readonly repository: {
    readonly pullRequest: {
      readonly state: string;
      readonly isInMergeQueue: boolean;
      readonly mergeQueueEntry: {
        readonly position: number;
        readonly state: string;
        readonly enqueuedAt: string;
      } | null;
    } | null;
  } | null;
}

/**
 * Whether a pull request is in the merge queue of its base branch, and where in it. One query.
 *
 * @throws RequestFailure or GraphQLRefusal; also where the answer has no pull request, which would pass for one that left
 */
export async function readQueue(client: GitHubClient, number: number): Promise<QueueLook> {
  const { owner, repo: name } = client;
  const answer = await client.graphql<Answer | null>(QUEUE_QUERY, { owner, name, number });
  const pull = answer?.repository?.pullRequest ?? null;
  if (pull === null) {
    const request = { method: 'POST', path: '/graphql' };
    throw new RequestFailure('refused', request, { status: 200, detail: `the answer has no pull request #${number}` });
  }
  const { mergeQueueEntry: entry } = pull;
  const isQueued = pull.isInMergeQueue || entry !== null;
  return {
    isOpen: pull.state === 'OPEN',
    entry: isQueued
      ? {
          position: entry?.position ?? 0,
          state: entry?.state ?? 'unknown',
          since: entry?.enqueuedAt ?? 'an unknown time',
        }
      : null,
  };
}

/** Puts a pull request into the queue, unless its head has moved. Never repeated. */
export async function enqueue(client: GitHubClient, { nodeId, headSha }: PullRequestFacts): Promise<true> {
  await client.graphql(ENQUEUE, { input: { pullRequestId: nodeId, expectedHeadOid: headSha } });
  return true;
}

/** Whether GitHub refused to queue a pull request for a reason of its own, rather than of the token. */
export const isQueueRefusal = (error: unknown): error is GraphQLRefusal =>
  error instanceof GraphQLRefusal &&
  !error.errors.some((each) => each.type === 'FORBIDDEN' || /not accessible/i.test(each.message));
