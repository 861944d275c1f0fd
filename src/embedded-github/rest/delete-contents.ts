import * as z from 'zod';
import { gitCommitAnswer } from '../commit-answers.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { commitChange } from './commit-change.ts';
import { notFound, param } from './parameters.ts';

const Deletion = z.object({ message: z.string(), sha: z.string(), branch: z.string().optional() });

/** Source: GitHub REST documentation, "Delete a file": 404 where there is none, 409 where `sha` is not what it is now. */
async function deleteContents(request: ApiRequest): Promise<ApiReply> {
  const body = readBody(request.body, Deletion);
  if (!body.ok) return body.reply;
  const { git, state } = request.world;
  const { message, sha, branch = state.defaultBranch } = body.value;
  const path = param(request, 'path');
  const tip = await git.resolveRef(`refs/heads/${branch}`);
  if (tip === null) return apiError(404, `Branch ${branch} not found`);
  const entry = await git.entryAt((await git.commit(tip)).tree, path);
  if (entry === null || path === '') return notFound();
  if (entry.type !== 'blob') return apiError(422, `${path} is a directory`);
  if (entry.sha !== sha) return apiError(409, `${path} does not match ${sha}`);
  const change = { path, mode: '100644', sha: null } as const;
  const made = await commitChange(request, { branch, tip, change, message });
  return made.ok ? { status: 200, body: { content: null, commit: gitCommitAnswer(request, made.commit) } } : made.reply;
}

export const deleteContentsRoutes: readonly Route[] = [
  { method: 'DELETE', path: '/repos/{owner}/{repo}/contents/{path}', handle: deleteContents },
];
