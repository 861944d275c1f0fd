import * as z from 'zod';
import { isoTime, nodeId, simpleUser } from '../accounts.ts';
import { repositoryPage, repositoryPath, repositoryUrl } from '../commit-answers.ts';
import { paginate } from '../pagination.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { COMMENT_LENGTH, mayChange } from '../subjects.ts';
import type { CommitCommentState } from '../world-state.ts';
import { notFound, numberParam, param } from './parameters.ts';
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
  const { items, headers } = paginate(request, `${repositoryPath(request)}/${path}`, every);
  return { status: 200, body: items.map((each) => answerOf(request, each)), headers };
}

const listAll = (request: ApiRequest): ApiReply => paged(request, 'comments', request.world.state.commitComments ?? []);

async function listOfCommit(request: ApiRequest): Promise<ApiReply> {
  const name = param(request, 'commit_sha');
  const sha = await request.world.git.resolveCommit(name);
  if (sha === null) return apiError(422, `No commit found for SHA: ${name}`);
  const every = (request.world.state.commitComments ?? []).filter((each) => each.sha === sha);
  return paged(request, `commits/${encodeURIComponent(name)}/comments`, every);
}

const Text = z.object({ body: z.string().min(1).max(COMMENT_LENGTH) });

async function create(request: ApiRequest): Promise<ApiReply> {
  const { world, requester } = request;
  const name = param(request, 'commit_sha');
  const sha = await world.git.resolveCommit(name);
  if (sha === null) return apiError(422, `No commit found for SHA: ${name}`);
  const body = readBody(
    request.body,
    Text.extend({
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

function get(request: ApiRequest): ApiReply {
  const comment = found(request);
  return comment === undefined ? notFound() : { status: 200, body: answerOf(request, comment) };
}

function update(request: ApiRequest): ApiReply {
  const comment = found(request);
  if (comment === undefined) return notFound();
  if (!mayChange(request, comment)) return apiError(403, 'Resource not accessible by integration');
  const body = readBody(request.body, Text);
  if (!body.ok) return body.reply;
  comment.body = body.value.body;
  comment.updatedAt = request.world.now();
  return { status: 200, body: answerOf(request, comment) };
}

function remove(request: ApiRequest): ApiReply {
  const comment = found(request);
  if (comment === undefined) return notFound();
  if (!mayChange(request, comment)) return apiError(403, 'Resource not accessible by integration');
  const { state } = request.world;
  state.commitComments = (state.commitComments ?? []).filter((each) => each !== comment);
  return { status: 204 };
}

/** Comments on commits. */
export const commitCommentRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/comments`, handle: listAll },
  { method: 'GET', path: `${REPO}/comments/{comment_id}`, handle: get },
  { method: 'PATCH', path: `${REPO}/comments/{comment_id}`, handle: update },
  { method: 'DELETE', path: `${REPO}/comments/{comment_id}`, handle: remove },
  { method: 'GET', path: `${REPO}/commits/{commit_sha}/comments`, handle: listOfCommit },
  { method: 'POST', path: `${REPO}/commits/{commit_sha}/comments`, handle: create },
];
