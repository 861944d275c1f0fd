import { nodeId } from '../accounts.ts';
import { wrappedBase64 } from '../base64.ts';
import {
  changedFileAnswer,
  commitAnswer,
  repositoryPage,
  repositoryPath,
  repositoryUrl,
  urlPath,
} from '../commit-answers.ts';
import type { TreeItem } from '../git/object-format.ts';
import { languagesOf } from '../languages.ts';
import { readLicense } from '../license.ts';
import { askedText, changeText } from '../media-types.ts';
import { linkHeader, pageWindow, paginate } from '../pagination.ts';
import { protectionChecks, protectionOf } from '../ref-rules.ts';
import { licenseAnswer, repositoryAnswer } from '../repository-answer.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { param } from './parameters.ts';

const REPO = '/repos/{owner}/{repo}';
/** GitHub's limits: files in a comparison or commit, bytes of a file in JSON, entries of a directory. */
const FILES_SHOWN = 300;
const INLINE_CONTENT = 1024 * 1024;
const DIRECTORY_ENTRIES = 1000;

const notFound = (message = 'Not Found') => apiError(404, message);

/** Asked for by itself, a repository tells its license and its language too. */
async function getRepository(request: ApiRequest): Promise<ApiReply> {
  const { world } = request;
  const found = await readLicense(world, world.state.defaultBranch);
  const license = found === null ? null : licenseAnswer(request, found.license);
  const [language = null] = Object.keys(await languagesOf(world));
  return { status: 200, body: { ...repositoryAnswer(request), license, language } };
}

// --- branches and tags ---

/** Classic protection: what rulesets say is not shown in this field. */
function protectionAnswer(request: ApiRequest, branch: string) {
  const found = protectionOf(request.world, `refs/heads/${branch}`);
  const contexts = found?.checks ?? [];
  const level = found?.bindsAdministrators === true ? 'everyone' : 'non_admins';
  return {
    protected: found !== null,
    protection: {
      enabled: found !== null,
      required_status_checks: {
        enforcement_level: found?.checks === undefined ? 'off' : level,
        contexts,
        checks: found === null ? [] : protectionChecks(found),
      },
    },
    protection_url: `${repositoryUrl(request)}/branches/${urlPath(branch)}/protection`,
  };
}

async function listBranches(request: ApiRequest): Promise<ApiReply> {
  const refs = await request.world.git.listRefs('refs/heads/');
  const wanted =
    request.query.get('protected') === 'true'
      ? refs.filter(({ name }) => protectionOf(request.world, name) !== null)
      : refs;
  const { items, headers } = paginate(request, `${repositoryPath(request)}/branches`, wanted);
  const body = items.map(({ name, sha }) => {
    const branch = name.slice('refs/heads/'.length);
    const commit = { sha, url: `${repositoryUrl(request)}/commits/${sha}` };
    return { name: branch, commit, ...protectionAnswer(request, branch) };
  });
  return { status: 200, body, headers };
}

/** Source: GitHub REST documentation, "List branches for HEAD commit": those whose head it is. */
async function branchesOfHead(request: ApiRequest): Promise<ApiReply> {
  const { git } = request.world;
  const name = param(request, 'commit_sha');
  const sha = await git.resolveCommit(name);
  if (sha === null) return apiError(422, `No commit found for SHA: ${name}`);
  const refs = (await git.listRefs('refs/heads/')).filter((each) => each.sha === sha);
  const body = refs.map((ref) => {
    const branch = ref.name.slice('refs/heads/'.length);
    const commit = { sha, url: `${repositoryUrl(request)}/commits/${sha}` };
    return { name: branch, commit, protected: protectionAnswer(request, branch).protected };
  });
  return { status: 200, body };
}

export async function getBranch(request: ApiRequest): Promise<ApiReply> {
  const { git, state } = request.world;
  const branch = param(request, 'branch');
  const sha = await git.resolveRef(`refs/heads/${branch}`);
  const renamed = state.renamedBranches?.[branch];
  if (sha === null && renamed !== undefined) {
    const location = `${repositoryUrl(request)}/branches/${urlPath(renamed)}`;
    return { ...apiError(301, 'Moved Permanently'), headers: { location } };
  }
  if (sha === null) return notFound('Branch not found');
  const self = `${repositoryUrl(request)}/branches/${urlPath(branch)}`;
  return {
    status: 200,
    body: {
      name: branch,
      commit: commitAnswer(request, await git.commit(sha)),
      _links: { self, html: `${repositoryPage(request)}/tree/${urlPath(branch)}` },
      ...protectionAnswer(request, branch),
    },
  };
}

async function listTags(request: ApiRequest): Promise<ApiReply> {
  const { git } = request.world;
  const refs = await git.listRefs('refs/tags/');
  // From the last to the first; a page of a hundred thousand is taken before it is turned round.
  const window = pageWindow(request.query);
  const end = Math.max(0, refs.length - (window.page - 1) * window.perPage);
  const items = refs.slice(Math.max(0, end - window.perPage), end).reverse();
  const headers = linkHeader(request, `${repositoryPath(request)}/tags`, window, refs.length);
  const url = repositoryUrl(request);
  const body = [];
  for (const { name, sha } of items) {
    const commit = await git.peel(sha);
    if (commit === null) continue;
    body.push({
      name: name.slice('refs/tags/'.length),
      zipball_url: `${url}/zipball/${urlPath(name)}`,
      tarball_url: `${url}/tarball/${urlPath(name)}`,
      commit: { sha: commit, url: `${url}/commits/${commit}` },
      node_id: nodeId('REF', name),
    });
  }
  return { status: 200, body, headers };
}

// --- commits ---

function time(text: string | null): number | undefined {
  const parsed = Date.parse(text ?? '');
  return Number.isNaN(parsed) ? undefined : parsed;
}

async function listCommits(request: ApiRequest): Promise<ApiReply> {
  const { git, state } = request.world;
  const { query } = request;
  const start = await git.resolveCommit(query.get('sha') ?? state.defaultBranch);
  if (start === null) return notFound();
  const filters = {
    ...(query.has('path') ? { path: query.get('path') ?? '' } : {}),
    ...(query.has('author') ? { author: query.get('author') ?? '' } : {}),
    ...(time(query.get('since')) === undefined ? {} : { since: time(query.get('since')) ?? 0 }),
    ...(time(query.get('until')) === undefined ? {} : { until: time(query.get('until')) ?? 0 }),
  };
  // No path and no author has a character that ends a text: nothing is found.
  if ([...query.values()].some((value) => value.includes('\0'))) return { status: 200, body: [] };
  const window = pageWindow(query);
  const shas = await git.log(start, { ...filters, limit: window.perPage, skip: (window.page - 1) * window.perPage });
  const total =
    Object.keys(filters).length === 0 ? await git.countCommits(start) : (await git.log(start, filters)).length;
  const body = await Promise.all(shas.map(async (sha) => commitAnswer(request, await git.commit(sha))));
  return { status: 200, body, headers: linkHeader(request, `${repositoryPath(request)}/commits`, window, total) };
}

async function getCommit(request: ApiRequest): Promise<ApiReply> {
  const { git } = request.world;
  const sha = await git.resolveCommit(param(request, 'ref'));
  if (sha === null) return apiError(422, `No commit found for SHA: ${param(request, 'ref')}`);
  const accept = request.headers.get('accept') ?? '';
  if (/application\/vnd\.github\.(v3\.)?sha/.test(accept)) {
    return {
      status: 200,
      body: Buffer.from(sha),
      headers: { 'content-type': 'application/vnd.github.v3.sha; charset=utf-8' },
    };
  }
  const commit = await git.commit(sha);
  const asked = askedText(request);
  if (asked !== null)
    return changeText(
      asked,
      asked === 'diff'
        ? await git.diffText(commit.parents[0] ?? null, sha)
        : await git.patchText(commit.parents[0] ?? null, sha),
    );
  // A merge is shown against its first parent.
  const files = await git.changedFiles(commit.parents[0] ?? null, sha);
  const window = pageWindow(request.query, FILES_SHOWN);
  const shown = files.slice(0, FILES_SHOWN * 10).slice((window.page - 1) * FILES_SHOWN, window.page * FILES_SHOWN);
  const sum = (count: (file: (typeof files)[number]) => number) =>
    files.reduce((total, file) => total + count(file), 0);
  const [additions, deletions] = [sum((file) => file.additions), sum((file) => file.deletions)];
  return {
    status: 200,
    body: {
      ...commitAnswer(request, commit),
      stats: { total: additions + deletions, additions, deletions },
      files: shown.map((file) => changedFileAnswer(request, sha, file)),
    },
  };
}

async function compare(request: ApiRequest): Promise<ApiReply> {
  const { git } = request.world;
  const basehead = param(request, 'basehead');
  const dots = basehead.indexOf('...');
  if (dots === -1) return notFound();
  const side = (text: string) => {
    // `owner:branch`; forks have no refs here.
    const colon = text.indexOf(':');
    if (colon === -1) return git.resolveCommit(text);
    return text.slice(0, colon) === request.world.state.owner
      ? git.resolveCommit(text.slice(colon + 1))
      : Promise.resolve(null);
  };
  const [baseName, headName] = [basehead.slice(0, dots), basehead.slice(dots + 3)];
  const [base, head] = [await side(baseName), await side(headName)];
  if (base === null || head === null) return notFound();
  const mergeBase = await git.mergeBase(base, head);
  if (mergeBase === null) return notFound(`No common ancestor between ${baseName} and ${headName}.`);
  const asked = askedText(request);
  if (asked !== null)
    return changeText(asked, asked === 'diff' ? await git.diffText(mergeBase, head) : await git.patchText(base, head));
  const { ahead, behind } = await git.compare(base, head);
  const status = ahead > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical';
  const isPaged = request.query.has('page') || request.query.has('per_page');
  const window = isPaged ? pageWindow(request.query) : { page: 1, perPage: 250 };
  // Oldest first; without pages GitHub shows the newest 250.
  const all = ahead === 0 ? [] : await git.log(head, { not: [base], oldestFirst: true });
  const shas = isPaged ? all.slice((window.page - 1) * window.perPage, window.page * window.perPage) : all.slice(-250);
  const files = window.page === 1 ? await git.changedFiles(mergeBase, head) : [];
  const url = `${repositoryUrl(request)}/compare/${urlPath(basehead)}`;
  const page = `${repositoryPage(request)}/compare/${urlPath(basehead)}`;
  const { owner } = request.world.state;
  return {
    status: 200,
    body: {
      url,
      html_url: page,
      permalink_url: `${repositoryPage(request)}/compare/${owner}:${base.slice(0, 7)}...${owner}:${head.slice(0, 7)}`,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      base_commit: commitAnswer(request, await git.commit(base)),
      merge_base_commit: commitAnswer(request, await git.commit(mergeBase)),
      status,
      ahead_by: ahead,
      behind_by: behind,
      total_commits: ahead,
      commits: await Promise.all(shas.map(async (sha) => commitAnswer(request, await git.commit(sha)))),
      files: files.slice(0, FILES_SHOWN).map((file) => changedFileAnswer(request, head, file)),
    },
    headers: isPaged
      ? linkHeader(request, `${repositoryPath(request)}/compare/${urlPath(basehead)}`, window, ahead)
      : {},
  };
}

// --- contents ---

async function contentsAt(request: ApiRequest): Promise<{ commit: string; ref: string } | null> {
  const { git, state } = request.world;
  const ref = request.query.get('ref') ?? state.defaultBranch;
  const commit = await git.resolveCommit(ref);
  return commit === null ? null : { commit, ref };
}

export function entryAnswer(request: ApiRequest, ref: string, path: string, entry: TreeItem) {
  const url = `${repositoryUrl(request)}/contents/${urlPath(path)}?ref=${encodeURIComponent(ref)}`;
  const isTree = entry.type === 'tree';
  const isSubmodule = entry.type === 'commit';
  const git = isSubmodule ? null : `${repositoryUrl(request)}/git/${isTree ? 'trees' : 'blobs'}/${entry.sha}`;
  const html = isSubmodule
    ? null
    : `${repositoryPage(request)}/${isTree ? 'tree' : 'blob'}/${urlPath(ref)}/${urlPath(path)}`;
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url,
    html_url: html,
    git_url: git,
    download_url: isTree || isSubmodule ? null : `${repositoryPage(request)}/raw/${urlPath(ref)}/${urlPath(path)}`,
    type: isTree ? 'dir' : isSubmodule ? 'submodule' : entry.mode === '120000' ? 'symlink' : 'file',
    _links: { self: url, git, html },
  };
}

async function getContents(request: ApiRequest): Promise<ApiReply> {
  const { git } = request.world;
  const path = param(request, 'path').replace(/^\/+|\/+$/g, '');
  const at = await contentsAt(request);
  if (at === null) return notFound(`No commit found for the ref ${request.query.get('ref')}`);
  const root = (await git.commit(at.commit)).tree;
  const entry = await git.entryAt(root, path);
  if (entry === null) return notFound();
  const accept = request.headers.get('accept') ?? '';
  if (entry.type === 'tree') {
    const children = ((await git.listTree(entry.sha, { recursive: false })) ?? []).slice(0, DIRECTORY_ENTRIES);
    const entries = children.map((child) =>
      entryAnswer(request, at.ref, path === '' ? child.path : `${path}/${child.path}`, child),
    );
    // A directory listing calls submodules files, for old clients.
    const shown = entries.map((each) => (each.type === 'submodule' ? { ...each, type: 'file' } : each));
    if (accept.includes('object')) {
      return { status: 200, body: { ...entryAnswer(request, at.ref, path, entry), entries: shown } };
    }
    return { status: 200, body: shown };
  }
  if (entry.type === 'commit') {
    return { status: 200, body: { ...entryAnswer(request, at.ref, path, entry), submodule_git_url: '' } };
  }
  const size = (await git.objectInfo(entry.sha))?.size;
  if (size === undefined) return apiError(500, `The content of ${path} is not in this clone.`);
  if (size > 100 * INLINE_CONTENT) {
    return apiError(403, 'This API returns blobs up to 100 MB in size.', [
      { resource: 'Blob', field: 'data', code: 'too_large' },
    ]);
  }
  const bytes = (await git.readBlob(entry.sha)) ?? Buffer.alloc(0);
  if (accept.includes('raw')) {
    return { status: 200, body: bytes, headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' } };
  }
  const answer = entryAnswer(request, at.ref, path, { ...entry, size });
  if (answer.type === 'symlink') return { status: 200, body: { ...answer, target: bytes.toString('utf8') } };
  // Larger files come with an empty content.
  const content =
    size > INLINE_CONTENT ? { content: '', encoding: 'none' } : { content: wrappedBase64(bytes), encoding: 'base64' };
  return { status: 200, body: { ...answer, ...content } };
}

/** What is read of a repository, branches, tags, commits, comparison and contents. */
export const repositoryRoutes: readonly Route[] = [
  { method: 'GET', path: REPO, handle: getRepository },
  { method: 'GET', path: `${REPO}/branches`, handle: listBranches },
  { method: 'GET', path: `${REPO}/branches/{branch}`, handle: getBranch },
  { method: 'GET', path: `${REPO}/tags`, handle: listTags },
  { method: 'GET', path: `${REPO}/commits`, handle: listCommits },
  { method: 'GET', path: `${REPO}/commits/{commit_sha}/branches-where-head`, handle: branchesOfHead },
  { method: 'GET', path: `${REPO}/commits/{ref}`, handle: getCommit },
  { method: 'GET', path: `${REPO}/compare/{basehead}`, handle: compare },
  { method: 'GET', path: `${REPO}/contents/{path}`, handle: getContents, lastMayBeEmpty: true },
];
