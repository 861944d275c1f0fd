import * as z from 'zod';
import { identityOf, isoTime, nodeId, verificationOf } from '../accounts.ts';
import { isBase64, wrappedBase64 } from '../base64.ts';
import { gitCommitAnswer, repositoryPath, repositoryUrl, shownMessage, urlPath } from '../commit-answers.ts';
import type { Identity, Tag } from '../git/object-format.ts';
import { byBytes, isObjectId, isValidEntryName, isValidRefName } from '../git/object-names.ts';
import type { Ref } from '../git/ref-store.ts';
import { paginate } from '../pagination.ts';
import { pushRef } from '../ref-updates.ts';
import { readBody, validationFailed } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { notFound, param } from './parameters.ts';

const REPO = '/repos/{owner}/{repo}';

/** GitHub's limits for a recursive listing: entries, and bytes of the answer. */
const TREE_ENTRIES = 100_000;
const TREE_BYTES = 7 * 1024 * 1024;

// --- refs ---

async function refAnswer(request: ApiRequest, ref: Ref) {
  const type = (await request.world.git.objectInfo(ref.sha))?.type ?? 'commit';
  const folder = { commit: 'commits', tag: 'tags', tree: 'trees', blob: 'blobs' }[type];
  const url = repositoryUrl(request);
  return {
    ref: ref.name,
    node_id: nodeId('REF', ref.name),
    url: `${url}/git/${urlPath(ref.name)}`,
    object: { sha: ref.sha, type, url: `${url}/git/${folder}/${ref.sha}` },
  };
}

async function getRef(request: ApiRequest): Promise<ApiReply> {
  const { git, state } = request.world;
  const name = `refs/${param(request, 'ref')}`;
  const pull = state.pulls.find(({ number }) => name === `refs/pull/${number}/head`);
  const sha = pull?.headSha ?? (await git.resolveRef(name));
  return sha === null ? notFound() : { status: 200, body: await refAnswer(request, { name, sha }) };
}

/** The older way to ask: one ref where the name is whole, else those that begin with it. It is described no more. */
async function refOrMatching(request: ApiRequest): Promise<ApiReply> {
  const one = await getRef(request);
  if (one.status === 200) return one;
  const matching = await matchingRefs(request);
  return (matching.body as readonly unknown[]).length === 0 && param(request, 'ref') !== '' ? notFound() : matching;
}

/** Without a name these are all: branches, tags, and the head of each pull request, where GitHub keeps it. */
async function matchingRefs(request: ApiRequest): Promise<ApiReply> {
  const wanted = param(request, 'ref');
  const prefix = `refs/${wanted}`;
  const pulls = request.world.state.pulls
    .map(({ number, headSha }) => ({ name: `refs/pull/${number}/head`, sha: headSha }))
    .filter(({ name }) => name.startsWith(prefix));
  const listed = await request.world.git.listRefs(prefix);
  const refs = pulls.length === 0 ? listed : [...listed, ...pulls].sort((a, b) => byBytes(a.name, b.name));
  const path = `${repositoryPath(request)}/git/matching-refs${wanted === '' ? '' : `/${urlPath(wanted)}`}`;
  // GitHub gives all that match a name when nobody asks for pages.
  const isPaged = wanted === '' || request.query.has('per_page') || request.query.has('page');
  const page = isPaged ? paginate(request, path, refs) : { items: refs, headers: {} };
  const body = await Promise.all(page.items.map((ref) => refAnswer(request, ref)));
  return { status: 200, body, headers: page.headers };
}

/** Source: sourcegraph/sourcegraph, the recorded answer of its test TestV3Client_UpdateRef_failure. */
const notAnId = () => apiError(422, 'The sha parameter must be exactly 40 characters and contain only [0-9a-f].');

const RefCreation = z.object({ ref: z.string(), sha: z.string() });

async function createRef(request: ApiRequest): Promise<ApiReply> {
  const body = readBody(request.body, RefCreation);
  if (!body.ok) return body.reply;
  const { ref, sha } = body.value;
  if (!ref.startsWith('refs/') || ref.split('/').length < 3) {
    return apiError(422, `Reference name must start with 'refs/' and have at least three parts`);
  }
  if (!isValidRefName(ref)) return apiError(422, `${ref} is not a valid ref name.`);
  const { git } = request.world;
  if (!isObjectId(sha)) return notAnId();
  if ((await git.objectInfo(sha)) === null) return apiError(422, 'Object does not exist');
  if ((await git.resolveRef(ref)) !== null) return apiError(422, 'Reference already exists');
  const refused = await pushRef(request, { ref, to: sha, from: null });
  if (refused !== null) return refused;
  const answer = await refAnswer(request, { name: ref, sha });
  return { status: 201, body: answer, headers: { location: answer.url } };
}

const RefUpdateBody = z.object({ sha: z.string(), force: z.boolean().optional() });

async function updateRef(request: ApiRequest): Promise<ApiReply> {
  const body = readBody(request.body, RefUpdateBody);
  if (!body.ok) return body.reply;
  const { git } = request.world;
  const name = `refs/${param(request, 'ref')}`;
  const now = await git.resolveRef(name);
  if (now === null) return apiError(422, 'Reference does not exist');
  const { sha, force = false } = body.value;
  if (!isObjectId(sha)) return notAnId();
  const target = await git.objectInfo(sha);
  if (target === null) return apiError(422, 'Object does not exist');
  if (!force && name.startsWith('refs/tags/') && now !== sha) {
    const [from, to] = [await git.peel(now), await git.peel(sha)];
    if (from === null || to === null || !(await git.isAncestor(from, to))) {
      return apiError(422, 'Update is not a fast forward');
    }
  }
  const refused = await pushRef(request, { ref: name, to: sha, from: now, force });
  if (refused !== null) return refused;
  return { status: 200, body: await refAnswer(request, { name, sha }) };
}

async function deleteRef(request: ApiRequest): Promise<ApiReply> {
  const { git, state } = request.world;
  const name = `refs/${param(request, 'ref')}`;
  if ((await git.resolveRef(name)) === null) return apiError(422, 'Reference does not exist');
  if (name === `refs/heads/${state.defaultBranch}`) return apiError(422, 'Cannot delete the default branch');
  return (await pushRef(request, { ref: name, to: null })) ?? { status: 204 };
}

// --- commits ---

async function getCommit(request: ApiRequest): Promise<ApiReply> {
  const commit = await request.world.git.readCommit(param(request, 'commit_sha'));
  return commit === null ? notFound() : { status: 200, body: gitCommitAnswer(request, commit) };
}

const Person = z.object({
  name: z.string().min(1),
  email: z.string().min(1),
  date: z.iso.datetime({ offset: true }).optional(),
});

const CommitCreation = z.object({
  message: z.string(),
  tree: z.string(),
  parents: z.array(z.string()).max(64).optional(),
  author: Person.optional(),
  committer: Person.optional(),
  signature: z.string().optional(),
});

function identity(person: z.infer<typeof Person> | undefined, otherwise: Identity): Identity {
  if (person === undefined) return otherwise;
  if (person.date === undefined) return { name: person.name, email: person.email, time: otherwise.time };
  const zone = /([+-]\d{2}):?(\d{2})$/.exec(person.date);
  return {
    name: person.name,
    email: person.email,
    time: Date.parse(person.date),
    ...(zone === null ? {} : { zone: `${zone[1]}${zone[2]}` }),
  };
}

async function createCommit(request: ApiRequest): Promise<ApiReply> {
  const body = readBody(request.body, CommitCreation);
  if (!body.ok) return body.reply;
  const { message, tree, parents = [], signature } = body.value;
  const { git } = request.world;
  if ((await git.objectInfo(tree))?.type !== 'tree') return apiError(422, 'Tree SHA does not exist');
  for (const parent of parents) {
    if ((await git.objectInfo(parent))?.type !== 'commit') {
      return apiError(422, 'Parent SHA does not exist or is not a commit object');
    }
  }
  const author = identity(body.value.author, identityOf(request.requester.actor, request.world.now()));
  const sha = await git.writeCommit({
    tree,
    parents,
    author,
    // GitHub fills the committer with the author when only the author is given.
    committer: identity(body.value.committer, author),
    message,
    ...(signature === undefined ? {} : { signature }),
  });
  const answer = gitCommitAnswer(request, await git.commit(sha));
  return { status: 201, body: answer, headers: { location: answer.url } };
}

// --- trees ---

async function getTree(request: ApiRequest): Promise<ApiReply> {
  const { git, state } = request.world;
  const name = param(request, 'tree_sha');
  const info = await git.objectInfo(name);
  const commit = info?.type === 'tree' ? null : await git.resolveCommit(name);
  const sha = info?.type === 'tree' ? name : commit === null ? null : (await git.commit(commit)).tree;
  if (sha === null) return notFound();
  // Any value switches it on, `0` and `false` too: so the documentation says.
  const entries = await git.listTree(sha, { recursive: request.query.has('recursive') });
  if (entries === null) return notFound();
  const url = repositoryUrl(request);
  const limit = Math.min(state.settings.treeEntryLimit ?? TREE_ENTRIES, TREE_ENTRIES);
  const tree: object[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const shown = {
      path: entry.path,
      mode: entry.mode,
      type: entry.type,
      sha: entry.sha,
      ...(entry.size === null ? {} : { size: entry.size }),
      ...(entry.type === 'commit'
        ? {}
        : { url: `${url}/git/${entry.type === 'tree' ? 'trees' : 'blobs'}/${entry.sha}` }),
    };
    bytes += Buffer.byteLength(entry.path) + url.length + 170;
    if (tree.length >= limit || bytes > TREE_BYTES) break;
    tree.push(shown);
  }
  return {
    status: 200,
    body: { sha, url: `${url}/git/trees/${sha}`, tree, truncated: tree.length < entries.length },
  };
}

const TREE_TYPES: Readonly<Record<string, string>> = {
  '100644': 'blob',
  '100755': 'blob',
  '120000': 'blob',
  '040000': 'tree',
  '160000': 'commit',
};

const TreeCreation = z.object({
  base_tree: z.string().nullish(),
  tree: z
    .array(
      z.object({
        path: z.string(),
        mode: z.enum(['100644', '100755', '040000', '160000', '120000']).optional(),
        type: z.enum(['blob', 'tree', 'commit']).optional(),
        sha: z.string().nullish(),
        content: z.string().optional(),
      }),
    )
    .max(TREE_ENTRIES),
});

async function createTree(request: ApiRequest): Promise<ApiReply> {
  const body = readBody(request.body, TreeCreation);
  if (!body.ok) return body.reply;
  const { git } = request.world;
  let base: string | null = null;
  if (typeof body.value.base_tree === 'string') {
    const name = body.value.base_tree;
    const type = (await git.objectInfo(name))?.type;
    const commit = type === 'commit' ? await git.readCommit(name) : null;
    if (type !== 'tree' && commit === null) return apiError(422, 'base_tree is not a valid tree oid');
    base = commit?.tree ?? name;
  }
  if (body.value.tree.length === 0 && base === null) return apiError(422, 'Invalid tree info');
  const changes = [];
  for (const entry of body.value.tree) {
    if (!entry.path.split('/').every(isValidEntryName)) {
      return apiError(422, 'tree.path contains a malformed path component');
    }
    const mode = entry.mode ?? '100644';
    if (entry.content !== undefined && entry.sha === undefined) {
      changes.push({ path: entry.path, mode, sha: await git.writeBlob(entry.content) });
      continue;
    }
    if (entry.sha === null) {
      // What is not there cannot be taken away: measured by several clients' authors, the whole request is refused.
      if (base === null || (await git.entryAt(base, entry.path)) === null)
        return apiError(422, 'GitRPC::BadObjectState');
      changes.push({ path: entry.path, mode, sha: null });
      continue;
    }
    const sha = entry.sha ?? '';
    if (!isObjectId(sha)) return apiError(422, 'Must supply either tree.sha or tree.content');
    const type = (await git.objectInfo(sha))?.type;
    if (mode !== '160000' && type !== TREE_TYPES[mode]) {
      return apiError(422, `tree.sha ${sha} is not a valid ${TREE_TYPES[mode]}`);
    }
    changes.push({ path: entry.path, mode, sha });
  }
  const sha = await git.treeWithChanges(base, changes);
  const url = repositoryUrl(request);
  const entries = (await git.listTree(sha, { recursive: false })) ?? [];
  const tree = entries.map(({ path, mode, type, sha: id, size }) => ({
    path,
    mode,
    type,
    sha: id,
    ...(size === null ? {} : { size }),
    ...(type === 'commit' ? {} : { url: `${url}/git/${type === 'tree' ? 'trees' : 'blobs'}/${id}` }),
  }));
  const location = `${url}/git/trees/${sha}`;
  return { status: 201, body: { sha, url: location, tree, truncated: false }, headers: { location } };
}

// --- blobs ---

async function getBlob(request: ApiRequest): Promise<ApiReply> {
  const sha = param(request, 'file_sha');
  const bytes = await request.world.git.readBlob(sha);
  if (bytes === null) return notFound();
  if ((request.headers.get('accept') ?? '').includes('raw')) {
    return { status: 200, body: bytes, headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' } };
  }
  return {
    status: 200,
    body: {
      sha,
      node_id: nodeId('B', sha),
      size: bytes.byteLength,
      url: `${repositoryUrl(request)}/git/blobs/${sha}`,
      content: wrappedBase64(bytes),
      encoding: 'base64',
    },
  };
}

const BlobCreation = z.object({ content: z.string(), encoding: z.enum(['utf-8', 'base64']).optional() });

async function createBlob(request: ApiRequest): Promise<ApiReply> {
  const body = readBody(request.body, BlobCreation);
  if (!body.ok) return body.reply;
  const { content, encoding = 'utf-8' } = body.value;
  if (encoding === 'base64' && !isBase64(content)) return apiError(422, 'content is not valid Base64');
  const sha = await request.world.git.writeBlob(Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'));
  const url = `${repositoryUrl(request)}/git/blobs/${sha}`;
  return { status: 201, body: { sha, url }, headers: { location: url } };
}

// --- tag objects ---

function tagAnswer(request: ApiRequest, tag: Tag) {
  const url = repositoryUrl(request);
  const tagger = tag.tagger ?? { name: '', email: '', time: 0 };
  const folder = { commit: 'commits', tag: 'tags', tree: 'trees', blob: 'blobs' }[tag.objectType];
  return {
    node_id: nodeId('TA', tag.sha),
    tag: tag.name,
    sha: tag.sha,
    url: `${url}/git/tags/${tag.sha}`,
    message: shownMessage(tag.message),
    tagger: {
      name: tagger.name,
      email: tagger.email,
      date: isoTime(tagger.time),
    },
    object: { sha: tag.object, type: tag.objectType, url: `${url}/git/${folder}/${tag.object}` },
    verification:
      tag.signature === null
        ? verificationOf(null)
        : { ...verificationOf(null), reason: 'unknown_key', signature: tag.signature, payload: tag.message },
  };
}

async function getTag(request: ApiRequest): Promise<ApiReply> {
  const tag = await request.world.git.readTag(param(request, 'tag_sha'));
  return tag === null ? notFound() : { status: 200, body: tagAnswer(request, tag) };
}

const TagCreation = z.object({
  tag: z.string().min(1),
  message: z.string(),
  object: z.string(),
  type: z.enum(['commit', 'tree', 'blob']),
  tagger: Person.optional(),
});

async function createTag(request: ApiRequest): Promise<ApiReply> {
  const body = readBody(request.body, TagCreation);
  if (!body.ok) return body.reply;
  const { tag, message, object, type } = body.value;
  const { git } = request.world;
  if (!isValidRefName(`refs/tags/${tag}`)) {
    return validationFailed({ resource: 'Tag', field: 'tag', code: 'invalid' });
  }
  const found = await git.objectInfo(object);
  if (found === null) return apiError(422, 'Object does not exist');
  if (found.type !== type) return apiError(422, `Object is not a ${type}`);
  const sha = await git.writeTag({
    object,
    objectType: type,
    name: tag,
    tagger: identity(body.value.tagger, identityOf(request.requester.actor, request.world.now())),
    message,
  });
  const written = await git.readTag(sha);
  if (written === null) return apiError(500, 'The tag object cannot be read back');
  const answer = tagAnswer(request, written);
  return { status: 201, body: answer, headers: { location: answer.url } };
}

/** GitHub's Git Database endpoints. */
export const gitDatabaseRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/git/ref/{ref}`, handle: getRef },
  { method: 'GET', path: `${REPO}/git/matching-refs/{ref}`, handle: matchingRefs, lastMayBeEmpty: true },
  // Not described any more, and still answered: clients list every ref by it.
  { method: 'GET', path: `${REPO}/git/refs/{ref}`, handle: refOrMatching, lastMayBeEmpty: true },
  { method: 'POST', path: `${REPO}/git/refs`, handle: createRef },
  { method: 'PATCH', path: `${REPO}/git/refs/{ref}`, handle: updateRef },
  { method: 'DELETE', path: `${REPO}/git/refs/{ref}`, handle: deleteRef },
  { method: 'GET', path: `${REPO}/git/commits/{commit_sha}`, handle: getCommit },
  { method: 'POST', path: `${REPO}/git/commits`, handle: createCommit },
  { method: 'GET', path: `${REPO}/git/trees/{tree_sha}`, handle: getTree },
  { method: 'POST', path: `${REPO}/git/trees`, handle: createTree },
  { method: 'GET', path: `${REPO}/git/blobs/{file_sha}`, handle: getBlob },
  { method: 'POST', path: `${REPO}/git/blobs`, handle: createBlob },
  { method: 'GET', path: `${REPO}/git/tags/{tag_sha}`, handle: getTag },
  { method: 'POST', path: `${REPO}/git/tags`, handle: createTag },
];
