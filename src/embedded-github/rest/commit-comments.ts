import * as z from 'zod';
import { isoTime, nodeId, simpleUser } from '../accounts.ts';
import { repositoryPage, repositoryPath, repositoryUrl } from '../commit-answers.ts';
import { answerPage } from '../pagination.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import type { CommitCommentState } from '../world-state.ts';
import { CommentText, commentHandlers, readCommentText } from './comment-handlers.ts';
import { numberParam, param } from './parameters.ts';
import { reactionRollup } from './reactions.ts';

const REPO = '/repos/{owner}/{repo}';

/** GitHub's `commit-comment`. */
function answerOf(request: ApiRequest, comment: CommitCommentState) {
  const url = `${repositoryUrl(request)}/comments/${comment.id}`;
  return {
    html_url: `${repositoryPage(request)}/commit/${comment.sha}#commitcomment-${comment.id}`,
    url,
    id: comment.id,
    node_id: nodeId('CC', comment.id),
    body: comment.body,
    path: comment.path,
    position: comment.position,
    line: comment.line,
    commit_id: comment.sha,
    user: simpleUser(comment.author, request.apiUrl),
    created_at: isoTime(comment.createdAt),
    updated_at: isoTime(comment.updatedAt),
    author_association: 'CONTRIBUTOR',
    reactions: reactionRollup(request, 'commit-comment', comment.id, url),
  };
}

function paged(request: ApiRequest, path: string, every: readonly CommitCommentState[]): ApiReply {
  return answerPage(request, `${repositoryPath(request)}/${path}`, every, (each) => answerOf(request, each));
}

const listAll = (request: ApiRequest): ApiReply => paged(request, 'comments', request.world.state.commitComments ?? []);

async function listOfCommit(request: ApiRequest): Promise<ApiReply> {
  const name = param(request, 'commit_sha');
  const sha = await request.world.git.resolveCommit(name);
  if (sha === null) return apiError(422, `No commit found for SHA: ${name}`);
  const every = (request.world.state.commitComments ?? []).filter((each) => each.sha === sha);
  return paged(request, `commits/${encodeURIComponent(name)}/comments`, every);
}

async function create(request: ApiRequest): Promise<ApiReply> {
  const { world, requester } = request;
  const name = param(request, 'commit_sha');
  const sha = await world.git.resolveCommit(name);
  if (sha === null) return apiError(422, `No commit found for SHA: ${name}`);
  const body = readBody(
    request.body,
    CommentText.extend({
      path: z.string().nullish(),
      position: z.number().int().nullish(),
      line: z.number().int().nullish(),
    }),
  );
  if (!body.ok) return body.reply;
  const now = world.now();
  const comment: CommitCommentState = {
    id: world.nextId(),
    sha,
    path: body.value.path ?? null,
    position: body.value.position ?? null,
    line: body.value.line ?? null,
    author: requester.actor,
    body: body.value.body,
    createdAt: now,
    updatedAt: now,
  };
  world.state.commitComments = [...(world.state.commitComments ?? []), comment];
  const answer = answerOf(request, comment);
  return { status: 201, body: answer, headers: { location: answer.url } };
}

const found = (request: ApiRequest): CommitCommentState | undefined =>
  (request.world.state.commitComments ?? []).find(({ id }) => id === numberParam(request, 'comment_id'));

const one = commentHandlers({
  find: found,
  answer: answerOf,
  readText: readCommentText,
  remove: ({ world: { state } }, comment) => {
    state.commitComments = (state.commitComments ?? []).filter((each) => each !== comment);
  },
});

/** Comments on commits. */
export const commitCommentRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/comments`, handle: listAll },
  { method: 'GET', path: `${REPO}/comments/{comment_id}`, handle: one.get },
  { method: 'PATCH', path: `${REPO}/comments/{comment_id}`, handle: one.update },
  { method: 'DELETE', path: `${REPO}/comments/{comment_id}`, handle: one.remove },
  { method: 'GET', path: `${REPO}/commits/{commit_sha}/comments`, handle: listOfCommit },
  { method: 'POST', path: `${REPO}/commits/{commit_sha}/comments`, handle: create },
];
