import * as z from 'zod';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError } from '../route.ts';
import { COMMENT_LENGTH, mayChange } from '../subjects.ts';
import type { Actor } from '../world-state.ts';
import { notFound } from './parameters.ts';

interface Comment {
  readonly id: number;
  readonly author: Actor;
  body: string;
  readonly createdAt: number;
  updatedAt: number;
}

type ReadText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reply: ApiReply };

/** The text of a comment on a commit, or on a line. */
export const CommentText = z.object({ body: z.string().min(1).max(COMMENT_LENGTH) });

export function readCommentText(request: ApiRequest): ReadText {
  const body = readBody(request.body, CommentText);
  return body.ok ? { ok: true, text: body.value.body } : body;
}

/** What is done to one comment of a kind, by its id. */
export function commentHandlers<C extends Comment>(kind: {
  readonly find: (request: ApiRequest) => C | undefined;
  readonly answer: (request: ApiRequest, comment: C) => unknown;
  readonly readText: (request: ApiRequest) => ReadText;
  readonly remove: (request: ApiRequest, comment: C) => void;
}) {
  const changing = (request: ApiRequest, change: (comment: C) => ApiReply): ApiReply => {
    const comment = kind.find(request);
    if (comment === undefined) return notFound();
    return mayChange(request, comment) ? change(comment) : apiError(403, 'Resource not accessible by integration');
  };
  return {
    get: (request: ApiRequest): ApiReply => {
      const comment = kind.find(request);
      return comment === undefined ? notFound() : { status: 200, body: kind.answer(request, comment) };
    },
    update: (request: ApiRequest): ApiReply =>
      changing(request, (comment) => {
        const read = kind.readText(request);
        if (!read.ok) return read.reply;
        comment.body = read.text;
        comment.updatedAt = request.world.now();
        return { status: 200, body: kind.answer(request, comment) };
      }),
    remove: (request: ApiRequest): ApiReply =>
      changing(request, (comment) => {
        kind.remove(request, comment);
        return { status: 204 };
      }),
  };
}

/** Source: GitHub REST documentation, "List issue comments for a repository" and its like: oldest first by id, or by `sort`. */
export function orderedComments<C extends Comment>({ query }: Pick<ApiRequest, 'query'>, comments: readonly C[]): C[] {
  const since = Date.parse(query.get('since') ?? '');
  const by = query.get('sort');
  const up = by !== null && query.get('direction') === 'desc' ? -1 : 1;
  const timeOf = (comment: C) => (by === 'updated' ? comment.updatedAt : comment.createdAt);
  return comments
    .filter(({ updatedAt }) => Number.isNaN(since) || updatedAt >= since)
    .sort((a, b) => up * (timeOf(a) - timeOf(b) || a.id - b.id));
}
