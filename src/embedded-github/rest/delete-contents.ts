import * as z from 'zod';
import { identityOf } from '../accounts.ts';
import { gitCommitAnswer } from '../commit-answers.ts';
import { pushRef } from '../ref-updates.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { notFound, param } from './parameters.ts';

const Deletion = z.object({ message: z.string(), sha: z.string(), branch: z.string().optional() });

/** Source: GitHub REST documentation, "Delete a file": 404 where there is none, 409 where `sha` is not what it is now. */
async function deleteContents(request: ApiRequest): Promise<ApiReply> {
  const body = readBody(request.body, Deletion);
  if (!body.ok) return body.reply;
  const { world, requester } = request;
  const { git, state } = world;
  const { message, sha, branch = state.defaultBranch } = body.value;
  const path = param(request, 'path');
  const tip = await git.resolveRef(`refs/heads/${branch}`);
  if (tip === null) return apiError(404, `Branch ${branch} not found`);
  const root = (await git.commit(tip)).tree;
  const entry = await git.entryAt(root, path);
  if (entry === null || path === '') return notFound();
  if (entry.type !== 'blob') return apiError(422, `${path} is a directory`);
  if (entry.sha !== sha) return apiError(409, `${path} does not match ${sha}`);
  const person = identityOf(requester.actor, world.now());
  const tree = await git.treeWithChanges(root, [{ path, mode: '100644', sha: null }]);
  const commit = await git.writeCommit({ tree, parents: [tip], author: person, committer: person, message });
  const refused = await pushRef(request, { ref: `refs/heads/${branch}`, to: commit, from: tip });
  if (refused !== null) {
    const { message: why = '' } = refused.body as { readonly message?: string };
    return refused.status === 422 ? apiError(409, why) : refused;
  }
  return { status: 200, body: { content: null, commit: gitCommitAnswer(request, await git.commit(commit)) } };
}

export const deleteContentsRoutes: readonly Route[] = [
  { method: 'DELETE', path: '/repos/{owner}/{repo}/contents/{path}', handle: deleteContents },
];
