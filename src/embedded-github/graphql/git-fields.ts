import { accountOf, isoTime, nodeId, simpleUser } from '../accounts.ts';
import { repositoryPage, shownMessage } from '../commit-answers.ts';
import type { Identity } from '../git/object-format.ts';
import { pullsWithCommit } from '../pull-history.ts';
import { protectionOf } from '../ref-rules.ts';
import type { ApiRequest } from '../route.ts';
import { account } from './account-fields.ts';
import { isBinary, textOf } from './blob-text.ts';
import { COMMIT_CHECKS } from './check-fields.ts';
import { connection } from './connection.ts';
import { commitSource, gitObject, namedBy, refSource } from './git-sources.ts';
import {
  type Args,
  type FieldResolver,
  pathOf,
  type Resolvers,
  requireAccess,
  type Sources,
  source,
} from './sources.ts';

/** GitHub stops here: a text is cut off after this many bytes. */
const BLOB_TEXT = 512_000;

const commitPage = (request: ApiRequest, sha: string): string => `${repositoryPage(request)}/commit/${sha}`;

/** What every object of git has. */
function objectFields<Source>(kind: string, sha: (from: Source) => string): Record<string, FieldResolver<Source>> {
  return {
    oid: (from) => sha(from),
    id: (from) => nodeId(kind, sha(from)),
    abbreviatedOid: (from) => sha(from).slice(0, 7),
    commitUrl: (from, _, request) => commitPage(request, sha(from)),
    commitResourcePath: (from, _, request) => pathOf(commitPage(request, sha(from))),
    repository: () => source('Repository', { fork: null }),
  };
}

const headline = (message: string): string => shownMessage(message).split('\n', 1)[0] ?? '';
const bodyOf = (message: string): string => shownMessage(message).split('\n').slice(1).join('\n').trim();

/** Who wrote it, and the co-authors that its message names. */
function authorsOf(author: Identity, message: string): Identity[] {
  const coAuthors = [...message.matchAll(/^co-authored-by:\s*(.{1,200}?)\s*<([^<>\n]{1,200})>\s*$/gim)];
  return [author, ...coAuthors.map(([, name = '', email = '']) => ({ name, email, time: author.time }))];
}

/** A history, read page by page. */
async function history({ commit }: Sources['Commit'], args: Args, request: ApiRequest) {
  const { git } = request.world;
  const time = (name: string) => (typeof args[name] === 'string' ? Date.parse(args[name]) : null);
  const author = args.author as { readonly emails?: readonly string[] } | undefined | null;
  const [since, until] = [time('since'), time('until')];
  const filters = {
    ...(typeof args.path === 'string' ? { path: args.path } : {}),
    ...(since === null ? {} : { since }),
    ...(until === null ? {} : { until }),
    ...(author?.emails?.[0] === undefined ? {} : { author: author.emails[0] }),
  };
  const isWhole = Object.keys(filters).length === 0;
  const matching = isWhole ? null : await git.log(commit.sha, filters);
  const list = matching ?? {
    length: await git.countCommits(commit.sha),
    slice: (from: number, to: number) => git.log(commit.sha, { skip: from, limit: to - from }),
  };
  return connection<string>('history', args, list, (sha) => commitSource(request, sha));
}

const TREE_TYPES: Readonly<Record<string, string>> = { blob: 'blob', tree: 'tree', commit: 'commit', tag: 'tag' };

async function entriesOf({ sha }: Sources['Tree'], request: ApiRequest) {
  const entries = (await request.world.git.listTree(sha, { recursive: false })) ?? [];
  return entries.map(({ path, mode, type, sha: id }) => source('TreeEntry', { path, mode, type, sha: id }));
}

async function compare({ sha }: Sources['Ref'], args: Args, { world: { git } }: ApiRequest) {
  const head = await git.resolveCommit(String(args.headRef).replace(/^[^/:]+:/, ''));
  const base = await git.peel(sha);
  return head === null || base === null ? null : source('Comparison', { base, head });
}

const STATUS = { ahead: 'AHEAD', behind: 'BEHIND', diverged: 'DIVERGED', identical: 'IDENTICAL' } as const;

async function comparison({ base, head }: Sources['Comparison'], { world: { git } }: ApiRequest) {
  const { ahead, behind } = await git.compare(base, head);
  const status = ahead > 0 ? (behind > 0 ? 'diverged' : 'ahead') : behind > 0 ? 'behind' : 'identical';
  return { ahead, behind, status: STATUS[status] };
}

export const GIT_FIELDS: Resolvers = {
  Ref: {
    id: ({ name }) => nodeId('REF', name),
    name: ({ name, prefix }) => name.slice(prefix.length),
    prefix: ({ prefix }) => prefix,
    target: ({ sha }, _, request) => gitObject(request, sha),
    repository: () => source('Repository', { fork: null }),
    associatedPullRequests: ({ name }, args, { world }) => {
      const states = args.states as readonly string[] | null | undefined;
      const pulls = world.state.pulls.filter(
        (pull) =>
          pull.headOwner === undefined &&
          `refs/heads/${pull.headRef}` === name &&
          (states == null || states.includes(pull.mergedAt === null ? pull.state.toUpperCase() : 'MERGED')),
      );
      return connection('associatedPullRequests', args, pulls, (pull) => source('PullRequest', { pull }));
    },
    // Source: ossf/scorecard#1097 and #3498: what protects a branch is for those who may administer.
    branchProtectionRule: ({ name }, _, request) => {
      const protection = protectionOf(request.world, name);
      if (protection === null) return null;
      requireAccess(request, 'administration', 'read');
      return source('BranchProtectionRule', { protection });
    },
    compare,
  },
  Comparison: {
    id: ({ base, head }) => nodeId('CMP', `${base}...${head}`),
    aheadBy: async (from, _, request) => (await comparison(from, request)).ahead,
    behindBy: async (from, _, request) => (await comparison(from, request)).behind,
    status: async (from, _, request) => (await comparison(from, request)).status,
    commits: ({ base, head }, args, request) => {
      const { git } = request.world;
      const list = git.log(head, { not: [base], oldestFirst: true });
      const part = {
        length: list.then((all) => all.length),
        slice: async (from: number, to: number) => (await list).slice(from, to),
      };
      return connection<string>('commits', args, part, (sha) => commitSource(request, sha));
    },
  },
  Commit: {
    ...objectFields<Sources['Commit']>('C', ({ commit }) => commit.sha),
    message: ({ commit }) => shownMessage(commit.message),
    messageHeadline: ({ commit }) => headline(commit.message),
    messageBody: ({ commit }) => bodyOf(commit.message),
    committedDate: ({ commit }) => isoTime(commit.committer.time),
    authoredDate: ({ commit }) => isoTime(commit.author.time),
    committedViaWeb: ({ commit }) => commit.committer.email === 'noreply@github.com',
    url: ({ commit }, _, request) => commitPage(request, commit.sha),
    resourcePath: ({ commit }, _, request) => pathOf(commitPage(request, commit.sha)),
    treeUrl: ({ commit }, _, request) => `${repositoryPage(request)}/tree/${commit.sha}`,
    author: ({ commit }) => source('GitActor', { identity: commit.author }),
    committer: ({ commit }) => source('GitActor', { identity: commit.committer }),
    authors: ({ commit }, args) =>
      connection('authors', args, authorsOf(commit.author, commit.message), (identity) =>
        source('GitActor', { identity }),
      ),
    authoredByCommitter: ({ commit }) => commit.author.email === commit.committer.email,
    parents: ({ commit }, args, request) =>
      connection('parents', args, commit.parents, (sha) => commitSource(request, sha)),
    tree: ({ commit }) => source('Tree', { sha: commit.tree }),
    file: async ({ commit }, args, request) => {
      const entry = await request.world.git.entryAt(commit.tree, String(args.path));
      return entry === null
        ? null
        : source('TreeEntry', { path: String(args.path), mode: entry.mode, type: entry.type, sha: entry.sha });
    },
    history,
    ...COMMIT_CHECKS,
    additions: async ({ commit }, _, request) => sum(await changes(commit, request), 'additions'),
    deletions: async ({ commit }, _, request) => sum(await changes(commit, request), 'deletions'),
    changedFilesIfAvailable: async ({ commit }, _, request) => (await changes(commit, request)).length,
    associatedPullRequests: async ({ commit }, args, { world }) =>
      connection('associatedPullRequests', args, await pullsWithCommit(world, commit.sha), (pull) =>
        source('PullRequest', { pull }),
      ),
  },
  Tag: {
    ...objectFields<Sources['Tag']>('TA', ({ tag }) => tag.sha),
    name: ({ tag }) => tag.name,
    message: ({ tag }) => shownMessage(tag.message),
    tagger: ({ tag }) => (tag.tagger === null ? null : source('GitActor', { identity: tag.tagger })),
    target: ({ tag }, _, request) => gitObject(request, tag.object),
  },
  Tree: {
    ...objectFields<Sources['Tree']>('T', ({ sha }) => sha),
    entries: (from, _, request) => entriesOf(from, request),
  },
  TreeEntry: {
    name: ({ path }) => path.slice(path.lastIndexOf('/') + 1),
    path: ({ path }) => path,
    extension: ({ path }) => /\.[^./]+$/.exec(path)?.[0] ?? '',
    mode: ({ mode }) => Number.parseInt(mode, 8),
    type: ({ type }) => TREE_TYPES[type] ?? type,
    oid: ({ sha }) => sha,
    object: ({ sha, type }, _, request) => (type === 'commit' ? null : gitObject(request, sha)),
    nameRaw: ({ path }) => Buffer.from(path.slice(path.lastIndexOf('/') + 1)).toString('base64'),
    pathRaw: ({ path }) => Buffer.from(path).toString('base64'),
    size: async ({ sha, type }, _, { world }) => (type === 'blob' ? ((await world.git.objectInfo(sha))?.size ?? 0) : 0),
    submodule: () => null,
    language: () => null,
    isGenerated: () => false,
    repository: () => source('Repository', { fork: null }),
  },
  Blob: {
    ...objectFields<Sources['Blob']>('B', ({ sha }) => sha),
    byteSize: ({ bytes }) => bytes.byteLength,
    isBinary: ({ bytes }) => isBinary(bytes),
    isTruncated: ({ bytes }) => !isBinary(bytes) && bytes.byteLength > BLOB_TEXT,
    text: ({ bytes }) => (isBinary(bytes) ? null : textOf(bytes.subarray(0, BLOB_TEXT))),
  },
  GitActor: {
    name: ({ identity }) => identity.name,
    email: ({ identity }) => identity.email,
    date: ({ identity }) => isoTime(identity.time),
    avatarUrl: ({ identity }, _, { apiUrl }) =>
      simpleUser(accountOf(identity) ?? { login: identity.name, id: 0, type: 'User' }, apiUrl).avatar_url,
    user: ({ identity }) => {
      const actor = accountOf(identity);
      return actor === null || actor.type === 'Bot' ? null : account(actor);
    },
  },
};

const changes = (commit: Sources['Commit']['commit'], { world }: ApiRequest) =>
  world.git.changedFiles(commit.parents[0] ?? null, commit.sha);

const sum = (files: readonly { additions: number; deletions: number }[], of: 'additions' | 'deletions'): number =>
  files.reduce((total, file) => total + file[of], 0);

/** `object`, `ref` and `refs` of a repository. */
export const REPOSITORY_GIT: Record<string, FieldResolver<Sources['Repository']>> = {
  object: async (_, args, request) => {
    const { oid, expression } = args;
    if (typeof oid === 'string') return gitObject(request, oid);
    return typeof expression === 'string' ? gitObject(request, await namedBy(request, expression)) : null;
  },
  ref: (_, args, request) => refSource(request, String(args.qualifiedName)),
  // Each is called by what follows the prefix.
  refs: async (_, args, { world }) => {
    const prefix = String(args.refPrefix);
    const below = prefix.endsWith('/') ? prefix : `${prefix}/`;
    const query = typeof args.query === 'string' ? args.query : '';
    const order = args.orderBy as { readonly field: string; readonly direction: string } | null | undefined;
    const refs = (await world.git.listRefs(below)).filter(({ name }) => name.slice(below.length).includes(query));
    if (order?.field === 'TAG_COMMIT_DATE') {
      const dated = await Promise.all(refs.map(async (ref) => ({ ref, time: await timeOf(world, ref.sha) })));
      refs.splice(0, refs.length, ...dated.sort((a, b) => a.time - b.time).map(({ ref }) => ref));
    }
    if (order?.direction === 'DESC' || (order == null && args.direction === 'DESC')) refs.reverse();
    return connection('refs', args, refs, ({ name, sha }) => source('Ref', { name, sha, prefix: below }));
  },
  defaultBranchRef: (_, __, request) => refSource(request, request.world.state.defaultBranch),
};

/** When a tag was made, or the commit that it names. */
async function timeOf({ git }: ApiRequest['world'], sha: string): Promise<number> {
  const tagger = (await git.readTag(sha))?.tagger;
  if (tagger != null) return tagger.time;
  const commit = await git.peel(sha);
  return commit === null ? 0 : (await git.commit(commit)).committer.time;
}
