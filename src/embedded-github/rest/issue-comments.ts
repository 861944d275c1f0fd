import * as z from 'zod';
import { isoTime, nodeId, simpleUser } from '../accounts.ts';
import { repositoryPage, repositoryPath, repositoryUrl } from '../commit-answers.ts';
import { answerPage } from '../pagination.ts';
import { findPull } from '../pull-requests.ts';
import { readBody, validationFailed } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { COMMENT_LENGTH, commentRefused, removeComment, subjectOf, writeComment } from '../subjects.ts';
import type { IssueCommentState } from '../world-state.ts';
import { commentHandlers, orderedComments } from './comment-handlers.ts';
import { notFound, numberParam } from './parameters.ts';
import { reactionRollup } from './reactions.ts';

const REPO = '/repos/{owner}/{repo}';

export function commentAnswer(request: ApiRequest, comment: IssueCommentState) {
  const kind = findPull(request.world, comment.number) === null ? 'issues' : 'pull';
  return {
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    url: `${repositoryUrl(request)}/issues/comments/${comment.id}`,
    html_url: `${repositoryPage(request)}/${kind}/${comment.number}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(request)}/issues/${comment.number}`,
    body: comment.body,
    user: simpleUser(comment.author, request.apiUrl),
    created_at: isoTime(comment.createdAt),
    updated_at: isoTime(comment.updatedAt),
    author_association: 'CONTRIBUTOR',
    performed_via_github_app: null,
    reactions: reactionRollup(
      request,
      'issue-comment',
      comment.id,
      `${repositoryUrl(request)}/issues/comments/${comment.id}`,
    ),
  };
}

function listComments(request: ApiRequest): ApiReply {
  const number = numberParam(request, 'issue_number');
  if (subjectOf(request.world, number) === null) return notFound();
  const since = Date.parse(request.query.get('since') ?? '');
  const comments = request.world.state.comments.filter(
    (comment) => comment.number === number && (Number.isNaN(since) || comment.updatedAt >= since),
  );
  return answerPage(request, `${repositoryPath(request)}/issues/${number}/comments`, comments, (comment) =>
    commentAnswer(request, comment),
  );
}

const CommentBody = z.object({ body: z.string() });

const commentFault = (text: string): string | null => {
  if (text.trim() === '') return 'Body cannot be blank';
  return text.length > COMMENT_LENGTH ? `Body is too long (maximum is ${COMMENT_LENGTH} characters)` : null;
};

function readComment(request: ApiRequest): { ok: true; text: string } | { ok: false; reply: ApiReply } {
  const body = readBody(request.body, CommentBody);
  if (!body.ok) return body;
  const message = commentFault(body.value.body);
  return message === null
    ? { ok: true, text: body.value.body }
    : {
        ok: false,
        reply: validationFailed({ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }),
      };
}

function createComment(request: ApiRequest): ApiReply {
  const number = numberParam(request, 'issue_number');
  const subject = subjectOf(request.world, number);
  if (subject === null) return notFound();
  const refused = commentRefused(request, subject);
  if (refused !== null) return apiError(403, `${refused}.`);
  const read = readComment(request);
  if (!read.ok) return read.reply;
  const comment = writeComment(request, subject, read.text);
  const answer = commentAnswer(request, comment);
  return { status: 201, body: answer, headers: { location: answer.url } };
}

const commentOf = (request: ApiRequest): IssueCommentState | undefined => {
  const id = numberParam(request, 'comment_id');
  return request.world.state.comments.find((comment) => comment.id === id);
};

const one = commentHandlers({
  find: commentOf,
  answer: commentAnswer,
  readText: readComment,
  remove: removeComment,
});

const listAllComments = (request: ApiRequest): ApiReply =>
  answerPage(
    request,
    `${repositoryPath(request)}/issues/comments`,
    orderedComments(request, request.world.state.comments),
    (comment) => commentAnswer(request, comment),
  );

/** Comments of issues and pull requests. */
export const issueCommentRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/issues/{issue_number}/comments`, handle: listComments },
  { method: 'POST', path: `${REPO}/issues/{issue_number}/comments`, handle: createComment },
  { method: 'GET', path: `${REPO}/issues/comments`, handle: listAllComments },
  { method: 'GET', path: `${REPO}/issues/comments/{comment_id}`, handle: one.get },
  { method: 'PATCH', path: `${REPO}/issues/comments/{comment_id}`, handle: one.update },
  { method: 'DELETE', path: `${REPO}/issues/comments/{comment_id}`, handle: one.remove },
];
