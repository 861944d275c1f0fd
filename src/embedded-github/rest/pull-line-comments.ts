import * as z from 'zod';
import { isoTime, nodeId, simpleUser } from '../accounts.ts';
import { repositoryPage, repositoryPath, repositoryUrl } from '../commit-answers.ts';
import { replyTo, shownLineComments, type WantedLine, writeLineComments } from '../line-comments.ts';
import { answerPage } from '../pagination.ts';
import { findPull } from '../pull-requests.ts';
import { readBody, validationFailed } from '../request-body.ts';
import { addReview } from '../reviews.ts';
import type { ApiReply, ApiRequest, Route } from '../route.ts';
import type { LineCommentState, PullRequestState, ReviewState } from '../world-state.ts';
import { CommentText, commentHandlers, orderedComments, readCommentText } from './comment-handlers.ts';
import { notFound, numberParam } from './parameters.ts';
import { reactionRollup } from './reactions.ts';

const REPO = '/repos/{owner}/{repo}';
const PULL = `${REPO}/pulls/{pull_number}`;

/** GitHub's `pull-request-review-comment`. */
function answerOf(request: ApiRequest, comment: LineCommentState) {
  const url = `${repositoryUrl(request)}/pulls/comments/${comment.id}`;
  const pull = `${repositoryUrl(request)}/pulls/${comment.number}`;
  const page = `${repositoryPage(request)}/pull/${comment.number}#discussion_r${comment.id}`;
  return {
    url,
    pull_request_review_id: comment.reviewId,
    id: comment.id,
    node_id: nodeId('PRRC', comment.id),
    diff_hunk: comment.hunk,
    path: comment.path,
    position: comment.position,
    original_position: comment.position,
    commit_id: comment.commitSha,
    original_commit_id: comment.commitSha,
    ...(comment.inReplyTo === null ? {} : { in_reply_to_id: comment.inReplyTo }),
    user: simpleUser(comment.author, request.apiUrl),
    body: comment.body,
    created_at: isoTime(comment.createdAt),
    updated_at: isoTime(comment.updatedAt),
    html_url: page,
    pull_request_url: pull,
    author_association: 'CONTRIBUTOR',
    _links: { self: { href: url }, html: { href: page }, pull_request: { href: pull } },
    start_line: comment.startLine,
    original_start_line: comment.startLine,
    start_side: comment.startSide,
    ...(comment.line === null ? {} : { line: comment.line, original_line: comment.line }),
    side: comment.side,
    subject_type: comment.line === null ? 'file' : 'line',
    reactions: reactionRollup(request, 'line-comment', comment.id, url),
  };
}

function paged(request: ApiRequest, path: string, every: readonly LineCommentState[]): ApiReply {
  return answerPage(request, `${repositoryPath(request)}/${path}`, every, (each) => answerOf(request, each));
}

const listAll = (request: ApiRequest): ApiReply =>
  paged(request, 'pulls/comments', orderedComments(request, shownLineComments(request.world)));

const pullAt = (request: ApiRequest): PullRequestState | null =>
  findPull(request.world, numberParam(request, 'pull_number'));

function listOfPull(request: ApiRequest): ApiReply {
  const pull = pullAt(request);
  if (pull === null) return notFound();
  const every = shownLineComments(request.world).filter(({ number }) => number === pull.number);
  return paged(request, `pulls/${pull.number}/comments`, orderedComments(request, every));
}

function listOfReview(request: ApiRequest): ApiReply {
  const pull = pullAt(request);
  const id = numberParam(request, 'review_id');
  const { state } = request.world;
  const review = (state.reviews ?? []).find((each) => each.id === id && each.number === pull?.number);
  if (pull === null || review === undefined) return notFound();
  const every = (state.lineComments ?? []).filter(({ reviewId }) => reviewId === id);
  return paged(request, `pulls/${pull.number}/reviews/${id}/comments`, every);
}

const side = z.enum(['LEFT', 'RIGHT']);
const Place = CommentText.extend({
  path: z.string(),
  line: z.number().int().optional(),
  side: side.optional(),
  start_line: z.number().int().nullish(),
  start_side: z.enum(['LEFT', 'RIGHT', 'side']).nullish(),
  position: z.number().int().optional(),
});

/** A comment of a review that is made with it. */
export const ReviewLines = z.array(Place).optional();

export const wantedLine = (each: z.infer<typeof Place>): WantedLine => ({
  body: each.body,
  path: each.path,
  line: each.line,
  side: each.side,
  startLine: each.start_line ?? undefined,
  startSide: each.start_side === 'side' ? undefined : (each.start_side ?? undefined),
  position: each.position,
});

/** GitHub's answer where a line is no part of the diff. */
export const unresolvedLine = () =>
  validationFailed({
    resource: 'PullRequestReviewComment',
    code: 'custom',
    field: 'pull_request_review_thread.line',
    message: 'could not be resolved',
  });

/** Every comment belongs to a review; one that is written alone has one of its own, without a text. */
function ownReview(request: ApiRequest, pull: PullRequestState): ReviewState {
  const { world, requester } = request;
  const review = addReview(world, requester, pull, { event: null, body: '' });
  if (!('author' in review)) throw new Error('a review without an event was refused');
  review.state = 'COMMENTED';
  review.submittedAt = world.now();
  return review;
}

function withoutReview({ world }: ApiRequest, review: ReviewState): void {
  world.state.reviews = (world.state.reviews ?? []).filter((each) => each !== review);
}

const Creation = Place.extend({
  commit_id: z.string(),
  subject_type: z.enum(['line', 'file']).optional(),
  in_reply_to: z.number().int().optional(),
});
const Reply = CommentText.extend({ in_reply_to: z.number().int() });

async function create(request: ApiRequest): Promise<ApiReply> {
  const pull = pullAt(request);
  if (pull === null) return notFound();
  // With in_reply_to, GitHub passes over everything but the text.
  const asReply = Reply.safeParse(request.body);
  if (asReply.success) return reply(request, pull, asReply.data.in_reply_to, asReply.data.body);
  const body = readBody(request.body, Creation);
  if (!body.ok) return body.reply;
  const { world } = request;
  const commit = await world.git.resolveCommit(body.value.commit_id);
  if (commit === null)
    return validationFailed({ resource: 'PullRequestReviewComment', code: 'invalid', field: 'commit_id' });
  const isOfFile = body.value.subject_type === 'file';
  const review = ownReview(request, pull);
  const made = await writeLineComments(world, pull, review, [{ ...wantedLine(body.value), commit, isOfFile }]);
  const comment = made?.[0];
  if (comment === undefined) {
    withoutReview(request, review);
    return unresolvedLine();
  }
  const answer = answerOf(request, comment);
  return { status: 201, body: answer, headers: { location: answer.url } };
}

function reply(request: ApiRequest, pull: PullRequestState, to: number, text: string): ApiReply {
  const { world } = request;
  const comment = shownLineComments(world).find(({ id, number }) => id === to && number === pull.number);
  if (comment === undefined) return notFound();
  const answer = answerOf(request, replyTo(world, comment, ownReview(request, pull), text));
  return { status: 201, body: answer, headers: { location: answer.url } };
}

function createReply(request: ApiRequest): ApiReply {
  const pull = pullAt(request);
  if (pull === null) return notFound();
  const read = readCommentText(request);
  return read.ok ? reply(request, pull, numberParam(request, 'comment_id'), read.text) : read.reply;
}

const one = commentHandlers({
  find: (request) => shownLineComments(request.world).find(({ id }) => id === numberParam(request, 'comment_id')),
  answer: answerOf,
  readText: readCommentText,
  remove: ({ world: { state } }, comment) => {
    state.lineComments = (state.lineComments ?? []).filter((each) => each !== comment);
  },
});

/** Comments on lines of pull requests. */
export const lineCommentRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/pulls/comments`, handle: listAll },
  { method: 'GET', path: `${REPO}/pulls/comments/{comment_id}`, handle: one.get },
  { method: 'PATCH', path: `${REPO}/pulls/comments/{comment_id}`, handle: one.update },
  { method: 'DELETE', path: `${REPO}/pulls/comments/{comment_id}`, handle: one.remove },
  { method: 'GET', path: `${PULL}/comments`, handle: listOfPull },
  { method: 'POST', path: `${PULL}/comments`, handle: create },
  { method: 'POST', path: `${PULL}/comments/{comment_id}/replies`, handle: createReply },
  { method: 'GET', path: `${PULL}/reviews/{review_id}/comments`, handle: listOfReview },
];
