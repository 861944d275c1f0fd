import * as z from 'zod';
import { isoTime, nodeId, simpleUser } from '../accounts.ts';
import { repositoryPage, repositoryPath, repositoryUrl } from '../commit-answers.ts';
import { writeLineComments } from '../line-comments.ts';
import { answerPage } from '../pagination.ts';
import { findPull } from '../pull-requests.ts';
import { readBody } from '../request-body.ts';
import { addReview, REVIEW_STATES, refusedOfAuthor, requestReviewers } from '../reviews.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import type { PullRequestState, ReviewState } from '../world-state.ts';
import { notFound, numberParam } from './parameters.ts';
import { ReviewLines, unresolvedLine, wantedLine } from './pull-line-comments.ts';
import { simplePullAnswer } from './pulls.ts';

const PULL = '/repos/{owner}/{repo}/pulls/{pull_number}';

const pullAt = (request: ApiRequest): PullRequestState | null =>
  findPull(request.world, numberParam(request, 'pull_number'));

/** GitHub's `pull-request-review`. */
export function reviewAnswer(request: ApiRequest, review: ReviewState) {
  const page = `${repositoryPage(request)}/pull/${review.number}#pullrequestreview-${review.id}`;
  const pull = `${repositoryUrl(request)}/pulls/${review.number}`;
  return {
    id: review.id,
    node_id: nodeId('PRR', review.id),
    user: simpleUser(review.author, request.apiUrl),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: pull,
    author_association: 'CONTRIBUTOR',
    _links: { html: { href: page }, pull_request: { href: pull } },
    ...(review.submittedAt === null ? {} : { submitted_at: isoTime(review.submittedAt) }),
    commit_id: review.commitSha,
  };
}

/** Pending ones are seen by their author alone. */
const visible = (request: ApiRequest, { number }: PullRequestState): ReviewState[] =>
  (request.world.state.reviews ?? []).filter(
    (review) =>
      review.number === number && (review.state !== 'PENDING' || review.author.id === request.requester.actor.id),
  );

function listReviews(request: ApiRequest): ApiReply {
  const pull = pullAt(request);
  if (pull === null) return notFound();
  const path = `${repositoryPath(request)}/pulls/${pull.number}/reviews`;
  return answerPage(request, path, visible(request, pull), (review) => reviewAnswer(request, review));
}

const Creation = z.object({
  commit_id: z.string().optional(),
  body: z.string().nullish(),
  event: z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT']).optional(),
  comments: ReviewLines,
});

async function createReview(request: ApiRequest): Promise<ApiReply> {
  const pull = pullAt(request);
  if (pull === null) return notFound();
  const body = readBody(request.body ?? {}, Creation);
  if (!body.ok) return body.reply;
  const { commit_id: named, event = null } = body.value;
  const commit = named === undefined ? undefined : await request.world.git.resolveCommit(named);
  if (commit === null) return apiError(422, 'Unprocessable Entity', ['Commit is not part of the pull request']);
  const review = addReview(request.world, request.requester, pull, {
    event,
    body: body.value.body ?? '',
    ...(commit === undefined ? {} : { commit }),
  });
  if (!('author' in review)) return review;
  const { world } = request;
  const lines = (body.value.comments ?? []).map((each) => ({ ...wantedLine(each), commit }));
  if ((await writeLineComments(world, pull, review, lines)) === null) {
    world.state.reviews = (world.state.reviews ?? []).filter((each) => each !== review);
    return unresolvedLine();
  }
  return { status: 200, body: reviewAnswer(request, review) };
}

const reviewAt = (request: ApiRequest): ReviewState | null => {
  const pull = pullAt(request);
  const id = numberParam(request, 'review_id');
  return pull === null ? null : (visible(request, pull).find((review) => review.id === id) ?? null);
};

function getReview(request: ApiRequest): ApiReply {
  const review = reviewAt(request);
  return review === null ? notFound() : { status: 200, body: reviewAnswer(request, review) };
}

function updateReview(request: ApiRequest): ApiReply {
  const review = reviewAt(request);
  if (review === null) return notFound();
  const body = readBody(request.body, z.object({ body: z.string() }));
  if (!body.ok) return body.reply;
  review.body = body.value.body;
  return { status: 200, body: reviewAnswer(request, review) };
}

function submitReview(request: ApiRequest): ApiReply {
  const review = reviewAt(request);
  if (review === null) return notFound();
  const body = readBody(
    request.body,
    z.object({ body: z.string().nullish(), event: z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT']) }),
  );
  if (!body.ok) return body.reply;
  if (review.state !== 'PENDING')
    return apiError(422, 'Unprocessable Entity', ['Could not submit a review that is not pending']);
  const pull = pullAt(request);
  const own = pull === null ? null : refusedOfAuthor(request.requester.actor, pull, body.value.event);
  if (own !== null) return own;
  review.state = REVIEW_STATES[body.value.event];
  review.body = body.value.body ?? review.body;
  review.submittedAt = request.world.now();
  return { status: 200, body: reviewAnswer(request, review) };
}

function deleteReview(request: ApiRequest): ApiReply {
  const review = reviewAt(request);
  if (review === null) return notFound();
  if (review.state !== 'PENDING')
    return apiError(422, 'Unprocessable Entity', ['Can not delete a non-pending pull request review']);
  const { state } = request.world;
  state.reviews = (state.reviews ?? []).filter((each) => each !== review);
  return { status: 200, body: reviewAnswer(request, review) };
}

function dismissReview(request: ApiRequest): ApiReply {
  const review = reviewAt(request);
  if (review === null) return notFound();
  const body = readBody(request.body, z.object({ message: z.string().min(1) }));
  if (!body.ok) return body.reply;
  if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED')
    return apiError(422, 'Unprocessable Entity', ['Can not dismiss a commented pull request review']);
  review.state = 'DISMISSED';
  return { status: 200, body: reviewAnswer(request, review) };
}

const Reviewers = z.object({
  reviewers: z.array(z.string()).optional(),
  team_reviewers: z.array(z.string()).optional(),
});

function askReviewers(request: ApiRequest): ApiReply {
  const pull = pullAt(request);
  if (pull === null) return notFound();
  const body = readBody(request.body ?? {}, Reviewers);
  if (!body.ok) return body.reply;
  if ((body.value.team_reviewers ?? []).length > 0)
    return apiError(422, 'Reviews may only be requested from collaborators. The repository has no teams.');
  const refused = requestReviewers(request.world, pull, body.value.reviewers ?? []);
  return refused ?? { status: 201, body: simplePullAnswer(request, pull) };
}

function unaskReviewers(request: ApiRequest): ApiReply {
  const pull = pullAt(request);
  if (pull === null) return notFound();
  const body = readBody(request.body ?? {}, Reviewers);
  if (!body.ok) return body.reply;
  const gone = new Set((body.value.reviewers ?? []).map((login) => login.toLowerCase()));
  pull.requestedReviewers = (pull.requestedReviewers ?? []).filter(({ login }) => !gone.has(login.toLowerCase()));
  return { status: 200, body: simplePullAnswer(request, pull) };
}

function listReviewers(request: ApiRequest): ApiReply {
  const pull = pullAt(request);
  if (pull === null) return notFound();
  const users = (pull.requestedReviewers ?? []).map((actor) => simpleUser(actor, request.apiUrl));
  return { status: 200, body: { users, teams: [] } };
}

/** Nobody can write them here; there are none. */
/** Reviews, and who is asked for one. */
export const reviewRoutes: readonly Route[] = [
  { method: 'GET', path: `${PULL}/reviews`, handle: listReviews },
  { method: 'POST', path: `${PULL}/reviews`, handle: createReview },
  { method: 'GET', path: `${PULL}/reviews/{review_id}`, handle: getReview },
  { method: 'PUT', path: `${PULL}/reviews/{review_id}`, handle: updateReview },
  { method: 'DELETE', path: `${PULL}/reviews/{review_id}`, handle: deleteReview },
  { method: 'POST', path: `${PULL}/reviews/{review_id}/events`, handle: submitReview },
  { method: 'PUT', path: `${PULL}/reviews/{review_id}/dismissals`, handle: dismissReview },
  { method: 'GET', path: `${PULL}/requested_reviewers`, handle: listReviewers },
  { method: 'POST', path: `${PULL}/requested_reviewers`, handle: askReviewers },
  { method: 'DELETE', path: `${PULL}/requested_reviewers`, handle: unaskReviewers },
];
