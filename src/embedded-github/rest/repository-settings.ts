import * as z from 'zod';
import { collaboratorAnswer, collaborators, identityOf } from '../accounts.ts';
import { wrappedBase64 } from '../base64.ts';
import { commitAnswer, repositoryPage, repositoryPath, repositoryUrl, urlPath } from '../commit-answers.ts';
import { readLicense } from '../license.ts';
import { paginate } from '../pagination.ts';
import { pushRef } from '../ref-updates.ts';
import { licenseAnswer, repositoryAnswer } from '../repository-answer.ts';
import { readBody, validationFailed } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { sameName } from '../subjects.ts';
import { notFound, param } from './parameters.ts';

const REPO = '/repos/{owner}/{repo}';

const Change = z.looseObject({
  name: z.string().optional(),
  description: z.string().nullish(),
  homepage: z.string().nullish(),
  private: z.boolean().optional(),
  visibility: z.enum(['public', 'private']).optional(),
  default_branch: z.string().optional(),
  allow_squash_merge: z.boolean().optional(),
  allow_merge_commit: z.boolean().optional(),
  allow_rebase_merge: z.boolean().optional(),
  allow_auto_merge: z.boolean().optional(),
  delete_branch_on_merge: z.boolean().optional(),
  archived: z.boolean().optional(),
});

/** Settings that the world has; the rest of what GitHub takes here changes nothing that a release could meet. */
async function updateRepository(request: ApiRequest): Promise<ApiReply> {
  const body = readBody(request.body ?? {}, Change);
  if (!body.ok) return body.reply;
  const { world } = request;
  const { settings, defaultBranch, repo } = world.state;
  const { value } = body;
  if (value.homepage && !/^https?:\/\/[^\s/]+/i.test(value.homepage))
    return validationFailed({
      resource: 'Repository',
      code: 'custom',
      field: 'homepage',
      message: 'Homepage is not a valid URL',
    });
  const { name = repo, default_branch: branch = defaultBranch } = value;
  if (!/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/.test(name))
    return validationFailed({ resource: 'Repository', code: 'custom', field: 'name', message: 'name is invalid' });
  if ((await world.git.resolveRef(`refs/heads/${branch}`)) === null && branch !== defaultBranch)
    return validationFailed({
      resource: 'Repository',
      code: 'invalid',
      field: 'default_branch',
      message: `The branch ${branch} was not found. Please push that ref first or create it via the Git Data API.`,
    });
  const merges = {
    squash: value.allow_squash_merge ?? settings.allowSquashMerge,
    merge: value.allow_merge_commit ?? settings.allowMergeCommit,
    rebase: value.allow_rebase_merge ?? settings.allowRebaseMerge,
  };
  if (!merges.squash && !merges.merge && !merges.rebase)
    return apiError(422, 'Validation Failed', [
      {
        resource: 'Repository',
        field: 'merge_commit_allowed',
        code: 'custom',
        message: 'Sorry, you need to allow at least one merge strategy. (no_merge_method)',
      },
    ]);
  if (branch !== defaultBranch) {
    await world.git.setHead(`refs/heads/${branch}`);
    world.state.defaultBranch = branch;
  }
  if (name !== repo) {
    // A name that is taken again leads nowhere else any more.
    const whole = (each: string): string => `${world.state.owner}/${each}`.toLowerCase();
    const [now, before] = [whole(name), whole(repo)];
    const former = (world.state.formerNames ?? []).filter((each) => each !== now && each !== before);
    world.state.formerNames = now === before ? former : [...former, before];
    world.state.repo = name;
  }
  settings.allowSquashMerge = merges.squash;
  settings.allowMergeCommit = merges.merge;
  settings.allowRebaseMerge = merges.rebase;
  settings.allowAutoMerge = value.allow_auto_merge ?? settings.allowAutoMerge;
  settings.deleteBranchOnMerge = value.delete_branch_on_merge ?? settings.deleteBranchOnMerge;
  settings.private =
    value.visibility === undefined ? (value.private ?? settings.private) : value.visibility === 'private';
  if (value.description !== undefined) settings.description = value.description;
  if (value.homepage !== undefined) settings.homepage = value.homepage || null;
  if (value.archived !== undefined) settings.archived = value.archived;
  return { status: 200, body: repositoryAnswer(request) };
}

const Dispatch = z.object({
  event_type: z.string().min(1).max(100),
  client_payload: z.record(z.string(), z.unknown()).optional(),
});

/** Source: GitHub REST documentation, "Create a repository dispatch event": at most ten top-level properties. */
async function dispatchRepository(request: ApiRequest): Promise<ApiReply> {
  const body = readBody(request.body, Dispatch);
  if (!body.ok) return body.reply;
  const properties = Object.keys(body.value.client_payload ?? {}).length;
  if (properties > 10) return apiError(422, `No more than 10 properties are allowed; ${properties} were supplied.`);
  await request.emit(
    request.world,
    { kind: 'repository_dispatch', eventType: body.value.event_type },
    request.requester,
  );
  return { status: 204 };
}

const Merge = z.object({ base: z.string(), head: z.string(), commit_message: z.string().optional() });

/** Source: GitHub REST documentation, "Merge a branch": 204 where the base has it all already, 409 for conflicts. */
async function mergeBranch(request: ApiRequest): Promise<ApiReply> {
  const body = readBody(request.body, Merge);
  if (!body.ok) return body.reply;
  const { world, requester } = request;
  const { git } = world;
  const { base, head, commit_message: message } = body.value;
  const ref = `refs/heads/${base.replace(/^refs\/heads\//, '')}`;
  const tip = await git.resolveRef(ref);
  if (tip === null) return apiError(404, 'Base does not exist');
  const commit = await git.resolveCommit(head);
  if (commit === null) return apiError(404, 'Head does not exist');
  if (await git.isAncestor(commit, tip)) return { status: 204 };
  const merged = await git.mergeCommits(tip, commit);
  if (merged.conflicts.length > 0) return apiError(409, 'Merge conflict');
  const person = identityOf(requester.actor, world.now());
  const made = await git.writeCommit({
    tree: merged.tree,
    parents: [tip, commit],
    author: person,
    committer: person,
    message: message ?? `Merge ${head} into ${base}`,
  });
  const refused = await pushRef(request, { ref, to: made, from: tip });
  return refused ?? { status: 201, body: commitAnswer(request, await git.commit(made)) };
}

interface RootFile {
  readonly path: string;
  readonly sha: string;
  readonly bytes: Buffer;
}

/** A file as `contents` shows it. */
function fileAnswer(request: ApiRequest, ref: string, { path, sha, bytes }: RootFile) {
  const url = `${repositoryUrl(request)}/contents/${urlPath(path)}?ref=${encodeURIComponent(ref)}`;
  const git = `${repositoryUrl(request)}/git/blobs/${sha}`;
  const html = `${repositoryPage(request)}/blob/${urlPath(ref)}/${urlPath(path)}`;
  return {
    name: path,
    path,
    sha,
    size: bytes.byteLength,
    url,
    html_url: html,
    git_url: git,
    download_url: `${repositoryPage(request)}/raw/${urlPath(ref)}/${urlPath(path)}`,
    type: 'file',
    content: wrappedBase64(bytes),
    encoding: 'base64',
    _links: { self: url, git, html },
  };
}

const asked = (request: ApiRequest): string => request.query.get('ref') ?? request.world.state.defaultBranch;

const isRaw = ({ headers }: ApiRequest): boolean => (headers.get('accept') ?? '').includes('raw');

const rawAnswer = (bytes: Buffer): ApiReply => ({
  status: 200,
  body: bytes,
  headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' },
});

async function getLicense(request: ApiRequest): Promise<ApiReply> {
  const found = await readLicense(request.world, asked(request));
  if (found === null) return notFound();
  if (isRaw(request)) return rawAnswer(found.bytes);
  const license = licenseAnswer(request, found.license);
  return { status: 200, body: { ...fileAnswer(request, asked(request), found), license } };
}

/** That of a folder, or of the whole. */
async function getReadme(request: ApiRequest): Promise<ApiReply> {
  const { git } = request.world;
  const folder = param(request, 'dir').replace(/^\/+|\/+$/g, '');
  const commit = await git.resolveCommit(asked(request));
  if (commit === null) return notFound();
  const { tree: whole } = await git.commit(commit);
  const tree = folder === '' ? { type: 'tree', sha: whole } : await git.entryAt(whole, folder);
  const entries = tree?.type === 'tree' ? ((await git.listTree(tree.sha, { recursive: false })) ?? []) : [];
  const found = entries.find(({ type, path }) => type === 'blob' && /^readme(?:\.|$)/i.test(path));
  if (found === undefined) return notFound();
  const bytes = (await git.readBlob(found.sha)) ?? Buffer.alloc(0);
  return isRaw(request)
    ? rawAnswer(bytes)
    : {
        status: 200,
        body: fileAnswer(request, asked(request), {
          ...found,
          path: folder === '' ? found.path : `${folder}/${found.path}`,
          bytes,
        }),
      };
}

function listCollaborators(request: ApiRequest): ApiReply {
  const { items, headers } = paginate(
    request,
    `${repositoryPath(request)}/collaborators`,
    collaborators(request.world),
  );
  return { status: 200, body: items.map((actor) => collaboratorAnswer(actor, request.apiUrl)), headers };
}

const isCollaborator = (request: ApiRequest): ApiReply =>
  collaborators(request.world).some(({ login }) => sameName(login, param(request, 'username')))
    ? { status: 204 }
    : notFound();

/** Settings of the repository, and what it says of itself. */
export const settingsRoutes: readonly Route[] = [
  { method: 'PATCH', path: REPO, handle: updateRepository },
  { method: 'POST', path: `${REPO}/dispatches`, handle: dispatchRepository },
  { method: 'POST', path: `${REPO}/merges`, handle: mergeBranch },
  { method: 'GET', path: `${REPO}/license`, handle: getLicense },
  { method: 'GET', path: `${REPO}/readme`, handle: getReadme },
  { method: 'GET', path: `${REPO}/readme/{dir}`, handle: getReadme },
  { method: 'GET', path: `${REPO}/collaborators`, handle: listCollaborators },
  { method: 'GET', path: `${REPO}/collaborators/{username}`, handle: isCollaborator },
];
