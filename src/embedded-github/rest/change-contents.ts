import * as z from 'zod';
import { isBase64 } from '../base64.ts';
import { gitCommitAnswer } from '../commit-answers.ts';
import { isObjectId, isValidEntryName } from '../git/object-names.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { commitChange } from './commit-change.ts';
import { notFound, param } from './parameters.ts';
import { entryAnswer } from './repository.ts';

/** Who a commit is of; a name and an address are needed, the time is that of the request where it is left out. */
const Person = z.object({ name: z.string(), email: z.string(), date: z.iso.datetime({ offset: true }).optional() });

const people = { committer: Person.optional(), author: Person.optional() };

const FileChange = z.object({
  ...people,
  message: z.string(),
  content: z.string(),
  sha: z.string().optional(),
  branch: z.string().optional(),
});

async function putContents(request: ApiRequest): Promise<ApiReply> {
  const body = readBody(request.body, FileChange);
  if (!body.ok) return body.reply;
  const { git, state } = request.world;
  const path = param(request, 'path');
  const branch = body.value.branch ?? state.defaultBranch;
  const tip = await git.resolveRef(`refs/heads/${branch}`);
  if (tip === null) return apiError(404, `Branch ${branch} not found`);
  if (!path.split('/').every(isValidEntryName)) {
    return apiError(422, 'path contains a malformed path component');
  }
  if (!isBase64(body.value.content)) return apiError(422, 'content is not valid Base64');
  const root = (await git.commit(tip)).tree;
  const old = await git.entryAt(root, path);
  if (old?.type === 'tree') return apiError(422, `${path} is a directory`);
  if (old !== null && body.value.sha === undefined) return apiError(422, `Invalid request.\n\n"sha" wasn't supplied.`);
  if (old !== null && body.value.sha !== old.sha) return apiError(409, `${path} does not match ${body.value.sha}`);
  if (old === null && body.value.sha !== undefined && isObjectId(body.value.sha)) {
    return apiError(409, `${path} does not match ${body.value.sha}`);
  }
  const blob = await git.writeBlob(Buffer.from(body.value.content, 'base64'));
  const change = { path, mode: old?.mode ?? '100644', sha: blob } as const;
  const made = await commitChange(request, { ...body.value, branch, tip, change });
  if (!made.ok) return made.reply;
  const entry = await git.entryAt(made.commit.tree, path);
  const size = (await git.objectInfo(blob))?.size ?? 0;
  return {
    status: old === null ? 201 : 200,
    body: {
      content: entry === null ? null : entryAnswer(request, branch, path, { ...entry, size }),
      commit: gitCommitAnswer(request, made.commit),
    },
  };
}

const Deletion = z.object({ ...people, message: z.string(), sha: z.string(), branch: z.string().optional() });

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
  const made = await commitChange(request, { ...body.value, branch, tip, change, message });
  return made.ok ? { status: 200, body: { content: null, commit: gitCommitAnswer(request, made.commit) } } : made.reply;
}

export const changeContentsRoutes: readonly Route[] = [
  { method: 'PUT', path: '/repos/{owner}/{repo}/contents/{path}', handle: putContents },
  { method: 'DELETE', path: '/repos/{owner}/{repo}/contents/{path}', handle: deleteContents },
];
