import { collaborators, knownActors } from './accounts.ts';
import { rulesFor } from './ref-rules.ts';
import { validationFailed } from './request-body.ts';
import { type ApiReply, apiError, type Requester } from './route.ts';
import type { World } from './world.ts';
import type { Actor, PullRequestState, ReviewState } from './world-state.ts';

/** The last review of each person that says something, oldest first; a pending one is its author's alone. */
export function latestReviews({ state }: World, pull: PullRequestState): ReviewState[] {
  const latest = new Map<number, ReviewState>();
  for (const review of state.reviews ?? []) {
    if (review.number !== pull.number || review.state === 'PENDING') continue;
    const before = latest.get(review.author.id);
    // A comment takes back neither an approval nor a request for changes.
    if (review.state === 'COMMENTED' && before !== undefined && before.state !== 'COMMENTED') continue;
    latest.set(review.author.id, review);
  }
  return [...latest.values()];
}

/** Approvals that a base branch demands. */
export const demandedApprovals = (world: World, pull: PullRequestState): number =>
  rulesFor(world, `refs/heads/${pull.baseRef}`).reduce(
    (most, { type, parameters }) =>
      type === 'pull_request' ? Math.max(most, Number(parameters.required_approving_review_count ?? 0)) : most,
    0,
  );

/** How many approve the pull request; those of nobody who may write do not count. */
export function approvals(world: World, pull: PullRequestState): number {
  const writers = new Set(collaborators(world).map(({ id }) => id));
  return latestReviews(world, pull).filter(({ state, author }) => state === 'APPROVED' && writers.has(author.id))
    .length;
}

export const wantsChanges = (world: World, pull: PullRequestState): boolean =>
  latestReviews(world, pull).some(({ state }) => state === 'CHANGES_REQUESTED');

/** Source: GitHub GraphQL documentation, enum `PullRequestReviewDecision`; null where no review is asked for. */
export function reviewDecision(world: World, pull: PullRequestState): string | null {
  if (wantsChanges(world, pull)) return 'CHANGES_REQUESTED';
  const demanded = demandedApprovals(world, pull);
  if (demanded === 0) return approvals(world, pull) > 0 ? 'APPROVED' : null;
  return approvals(world, pull) >= demanded ? 'APPROVED' : 'REVIEW_REQUIRED';
}

export type ReviewEvent = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT';
export const REVIEW_STATES = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
} as const;

/** Why whoever opened a pull request may not judge it so, if so. */
export function refusedOfAuthor(actor: Actor, pull: PullRequestState, event: ReviewEvent | null): ApiReply | null {
  const verb = event === 'APPROVE' ? 'approve' : event === 'REQUEST_CHANGES' ? 'request changes on' : null;
  return verb === null || actor.id !== pull.author.id
    ? null
    : apiError(422, 'Unprocessable Entity', [`Can not ${verb} your own pull request`]);
}

/**
 * Writes a review; without an event it is left pending.
 *
 * Source: GitHub REST documentation, "Create a review for a pull request", and its answers.
 */
export function addReview(
  world: World,
  { actor }: Requester,
  pull: PullRequestState,
  wanted: { readonly event: ReviewEvent | null; readonly body: string; readonly commit?: string },
): ReviewState | ApiReply {
  const { event, body } = wanted;
  // There is one draft of a person's; what is said in it is published together.
  const isPending = (each: ReviewState) =>
    each.number === pull.number && each.state === 'PENDING' && each.author.id === actor.id;
  if (event === null && (world.state.reviews ?? []).some(isPending))
    return apiError(422, 'Unprocessable Entity', ['User can only have one pending review per pull request']);
  const own = refusedOfAuthor(actor, pull, event);
  if (own !== null) return own;
  if ((event === 'REQUEST_CHANGES' || event === 'COMMENT') && body === '')
    return apiError(422, 'Unprocessable Entity', ['Could not comment pull request review.']);
  const review: ReviewState = {
    id: world.nextId(),
    number: pull.number,
    author: actor,
    body,
    state: event === null ? 'PENDING' : REVIEW_STATES[event],
    commitSha: wanted.commit ?? pull.headSha,
    submittedAt: event === null ? null : world.now(),
  };
  world.state.reviews = [...(world.state.reviews ?? []), review];
  if (event !== null) pull.requestedReviewers = (pull.requestedReviewers ?? []).filter(({ id }) => id !== actor.id);
  pull.updatedAt = world.now();
  return review;
}

/**
 * Asks people for a review.
 *
 * Source: GitHub REST documentation, "Request reviewers for a pull request", and its answers.
 */
export function requestReviewers(world: World, pull: PullRequestState, logins: readonly string[]): ApiReply | null {
  const asked: Actor[] = [];
  const may = new Map(collaborators(world).map((actor) => [actor.login.toLowerCase(), actor]));
  for (const login of logins) {
    if (login.toLowerCase() === pull.author.login.toLowerCase())
      return apiError(422, 'Review cannot be requested from pull request author.');
    const actor = may.get(login.toLowerCase());
    if (actor === undefined)
      return apiError(
        422,
        'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ' +
          `${world.state.owner}/${world.state.repo} repository.`,
      );
    asked.push(actor);
  }
  const every = [...(pull.requestedReviewers ?? []), ...asked];
  pull.requestedReviewers = [...new Map(every.map((actor) => [actor.id, actor])).values()];
  return null;
}

/** Somebody of the world by login; null: nobody. */
export const actorNamed = (world: World, login: string): Actor | null =>
  knownActors(world).find((actor) => actor.login.toLowerCase() === login.toLowerCase()) ?? null;

export const unknownReviewer = () => validationFailed({ resource: 'PullRequestReview', code: 'invalid' });
