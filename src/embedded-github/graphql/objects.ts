import { nodeId } from '../accounts.ts';
import { releasePage, repositoryPage, shownMessage } from '../commit-answers.ts';
import { findPull, mergeability, pullNodeId } from '../pull-requests.ts';
import type { ApiRequest } from '../route.ts';
import type { PullRequestState } from '../world-state.ts';
import { checkSuiteConnection } from './check-suite-objects.ts';
import { connection } from './connection.ts';
import { type Args, FieldError, Typed } from './object.ts';

/** GitHub stops here: a text is cut off after this many bytes. */
const BLOB_TEXT = 512_000;

async function gitObject(request: ApiRequest, args: Args): Promise<Typed | null> {
  const { git } = request.world;
  const oid = args.get('oid');
  const expression = args.get('expression');
  let sha: string | null = typeof oid === 'string' ? oid : null;
  if (sha === null && typeof expression === 'string') {
    const colon = expression.indexOf(':');
    const commit = await git.resolveCommit(colon === -1 ? expression : expression.slice(0, colon));
    const tree = commit === null || colon === -1 ? null : (await git.commit(commit)).tree;
    sha = tree === null ? commit : ((await git.entryAt(tree, expression.slice(colon + 1)))?.sha ?? null);
  }
  const info = sha === null ? null : await git.objectInfo(sha);
  if (sha === null || info === null) return null;
  if (info.type === 'blob') return blobObject(request, sha);
  if (info.type === 'commit') return commitObject(request, sha);
  if (info.type === 'tag') return tagObject(request, sha);
  return new Typed('Tree', { oid: () => sha, id: () => nodeId('Tree', sha) });
}

async function tagObject(request: ApiRequest, sha: string): Promise<Typed | null> {
  const tag = await request.world.git.readTag(sha);
  if (tag === null) return null;
  const { tagger } = tag;
  return new Typed('Tag', {
    oid: () => sha,
    id: () => nodeId('Tag', sha),
    name: () => tag.name,
    message: () => shownMessage(tag.message),
    tagger: () =>
      tagger === null
        ? null
        : new Typed('GitActor', {
            name: () => tagger.name,
            email: () => tagger.email,
            date: () => new Date(tagger.time).toISOString().replace(/\.\d+Z$/, 'Z'),
          }),
    target: () => gitObject(request, new Map([['oid', tag.object]])),
  });
}

async function blobObject(request: ApiRequest, sha: string): Promise<Typed> {
  const bytes = (await request.world.git.readBlob(sha)) ?? Buffer.alloc(0);
  const isBinary = bytes.subarray(0, 8000).includes(0);
  return new Typed('Blob', {
    oid: () => sha,
    id: () => nodeId('B', sha),
    byteSize: () => bytes.byteLength,
    isBinary: () => isBinary,
    isTruncated: () => !isBinary && bytes.byteLength > BLOB_TEXT,
    text: () => (isBinary ? null : bytes.subarray(0, BLOB_TEXT).toString('utf8')),
  });
}

export async function commitObject(request: ApiRequest, sha: string): Promise<Typed> {
  const commit = await request.world.git.commit(sha);
  const [headline = ''] = commit.message.split('\n');
  return new Typed('Commit', {
    oid: () => sha,
    id: () => nodeId('C', sha),
    abbreviatedOid: () => sha.slice(0, 7),
    message: () => shownMessage(commit.message),
    messageHeadline: () => headline,
    committedDate: () => new Date(commit.committer.time).toISOString().replace(/\.\d+Z$/, 'Z'),
    url: () => `${repositoryPage(request)}/commit/${sha}`,
    tree: () => new Typed('Tree', { oid: () => commit.tree, id: () => nodeId('Tree', commit.tree) }),
    checkSuites: (args) => checkSuiteConnection(request, sha, args, (name) => refObject(request, name)),
  });
}

export async function refObject(request: ApiRequest, name: string): Promise<Typed | null> {
  const full = name.startsWith('refs/') ? name : `refs/heads/${name}`;
  const sha = await request.world.git.resolveRef(full);
  if (sha === null) return null;
  return refAt(request, full, sha, /^refs\/(?:heads|tags)\//.exec(full)?.[0] ?? 'refs/');
}

const refAt = (request: ApiRequest, full: string, sha: string, prefix: string): Typed =>
  new Typed('Ref', {
    id: () => nodeId('REF', full),
    name: () => full.slice(prefix.length),
    prefix: () => prefix,
    target: () => gitObject(request, new Map([['oid', sha]])),
  });

/** Refs below a prefix, by name; each is called by what follows the prefix. */
async function refConnection(request: ApiRequest, args: Args): Promise<Typed> {
  const prefix = String(args.get('refPrefix') ?? '');
  const below = prefix.endsWith('/') ? prefix : `${prefix}/`;
  const refs = await request.world.git.listRefs(below);
  return connection('RefConnection', 'refs', args, refs, ({ name, sha }) => refAt(request, name, sha, below));
}

function pullObject(request: ApiRequest, pull: PullRequestState): Typed {
  return new Typed('PullRequest', {
    id: () => pullNodeId(pull),
    number: () => pull.number,
    title: () => pull.title,
    body: () => pull.body,
    state: () => (pull.mergedAt !== null ? 'MERGED' : pull.state.toUpperCase()),
    isDraft: () => pull.draft,
    url: () => `${repositoryPage(request)}/pull/${pull.number}`,
    headRefName: () => pull.headRef,
    headRefOid: () => pull.headSha,
    baseRefName: () => pull.baseRef,
    baseRefOid: () => pull.baseSha,
    merged: () => pull.mergedAt !== null,
    mergeable: async () => {
      const { mergeable } = await mergeability(request.world, pull);
      return mergeable === null ? 'UNKNOWN' : mergeable ? 'MERGEABLE' : 'CONFLICTING';
    },
    mergeStateStatus: async () => (await mergeability(request.world, pull)).state.toUpperCase(),
    mergeCommit: () => (pull.mergeCommitSha === null ? null : commitObject(request, pull.mergeCommitSha)),
    isInMergeQueue: () => pull.queuedAt !== null,
    mergeQueueEntry: () => queueEntry(request, pull),
  });
}

export function queueEntry(request: ApiRequest, pull: PullRequestState): Typed | null {
  const { queuedAt } = pull;
  if (queuedAt === null) return null;
  const ahead = request.world.state.pulls.filter((each) => each.queuedAt !== null && each.queuedAt < queuedAt).length;
  return new Typed('MergeQueueEntry', {
    id: () => nodeId('MQE', pull.id),
    position: () => ahead + 1,
    state: () => 'QUEUED',
    enqueuedAt: () => new Date(queuedAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    pullRequest: () => pullObject(request, pull),
  });
}

function repositoryObject(request: ApiRequest): Typed {
  const { state } = request.world;
  return new Typed('Repository', {
    id: () => nodeId('R', state.repositoryId),
    databaseId: () => state.repositoryId,
    name: () => state.repo,
    nameWithOwner: () => `${state.owner}/${state.repo}`,
    isPrivate: () => state.settings.private,
    url: () => repositoryPage(request),
    viewerPermission: () => (request.requester.tokenKind === 'pat' ? 'ADMIN' : 'WRITE'),
    mergeCommitAllowed: () => state.settings.allowMergeCommit,
    squashMergeAllowed: () => state.settings.allowSquashMerge,
    rebaseMergeAllowed: () => state.settings.allowRebaseMerge,
    owner: () => new Typed('User', { login: () => state.owner, id: () => nodeId('U', 1), databaseId: () => 1 }),
    defaultBranchRef: () => refObject(request, state.defaultBranch),
    ref: (args) => refObject(request, String(args.get('qualifiedName') ?? '')),
    refs: (args) => refConnection(request, args),
    object: (args) => gitObject(request, args),
    pullRequest: (args) => {
      const pull = findPull(request.world, Number(args.get('number')));
      if (pull === null) {
        const message = `Could not resolve to a PullRequest with the number of ${String(args.get('number'))}.`;
        throw new FieldError('NOT_FOUND', message);
      }
      return pullObject(request, pull);
    },
    // `gh release view` looks for a draft here while it asks for the published one.
    release: (args) => {
      const release = state.releases.find((each) => each.tagName === args.get('tagName'));
      if (release === undefined) return null;
      return new Typed('Release', {
        id: () => nodeId('RE', release.id),
        databaseId: () => release.id,
        tagName: () => release.tagName,
        name: () => release.name,
        url: () => releasePage(request, release),
        isDraft: () => release.draft,
        isPrerelease: () => release.prerelease,
      });
    },
  });
}

/** The root of a query. */
export function queryObject(request: ApiRequest): Typed {
  const { actor } = request.requester;
  const { state } = request.world;
  return new Typed('Query', {
    viewer: () =>
      new Typed('User', { login: () => actor.login, id: () => nodeId('U', actor.id), databaseId: () => actor.id }),
    repository: (args) => {
      const name = `${String(args.get('owner'))}/${String(args.get('name'))}`;
      if (name.toLowerCase() !== `${state.owner}/${state.repo}`.toLowerCase()) {
        throw new FieldError('NOT_FOUND', `Could not resolve to a Repository with the name '${name}'.`);
      }
      return repositoryObject(request);
    },
  });
}
