import * as z from 'zod';
import { identityOf, nodeId, SIMULATED_SIGNATURE, webFlow } from './accounts.ts';
import { repositoryPage, shownMessage } from './commit-answers.ts';
import { isValidEntryName } from './git-repository.ts';
import { CHECK_SUITE_TYPES, checkSuiteConnection } from './graphql-check-suites.ts';
import { costOf } from './graphql-cost.ts';
import {
  type FieldSelection,
  type GraphQLDocument,
  GraphQLSyntaxError,
  type Operation,
  parseGraphQL,
  resolveValue,
  type Selection,
} from './graphql-document.ts';
import { type Args, FieldError, Typed } from './graphql-object.ts';
import { enqueuePull, findPull, mergeability } from './pull-requests.ts';
import { pushRef } from './ref-updates.ts';
import { isBase64 } from './rest/git-database.ts';
import { pullNodeId } from './rest/pulls.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from './route.ts';
import type { PullRequestState } from './world-state.ts';

/**
 * The part of GitHub's schema that is answered: type → field → type of the answer, null for plain values. A document is
 * held against it as a whole before anything is done, so that a mutation is never half refused.
 */
const SCHEMA = {
  Query: { viewer: 'User', repository: 'Repository' },
  Mutation: {
    createCommitOnBranch: 'CreateCommitOnBranchPayload',
    enqueuePullRequest: 'EnqueuePullRequestPayload',
  },
  User: { login: null, id: null, databaseId: null },
  Repository: {
    id: null,
    databaseId: null,
    name: null,
    nameWithOwner: null,
    isPrivate: null,
    url: null,
    viewerPermission: null,
    mergeCommitAllowed: null,
    squashMergeAllowed: null,
    rebaseMergeAllowed: null,
    owner: 'User',
    defaultBranchRef: 'Ref',
    ref: 'Ref',
    object: 'GitObject',
    pullRequest: 'PullRequest',
    release: 'Release',
  },
  Release: { id: null, databaseId: null, tagName: null, name: null, isDraft: null, isPrerelease: null },
  ...CHECK_SUITE_TYPES,
  GitObject: { oid: null, id: null },
  Blob: { oid: null, id: null, byteSize: null, isBinary: null, isTruncated: null, text: null },
  Tree: { oid: null, id: null },
  Tag: { oid: null, id: null },
  Commit: {
    oid: null,
    id: null,
    abbreviatedOid: null,
    message: null,
    messageHeadline: null,
    committedDate: null,
    url: null,
    tree: 'Tree',
    checkSuites: 'CheckSuiteConnection',
  },
  Ref: { id: null, name: null, prefix: null, target: 'GitObject' },
  PullRequest: {
    id: null,
    number: null,
    title: null,
    body: null,
    state: null,
    isDraft: null,
    url: null,
    headRefName: null,
    headRefOid: null,
    baseRefName: null,
    baseRefOid: null,
    merged: null,
    mergeable: null,
    mergeStateStatus: null,
    mergeCommit: 'Commit',
    isInMergeQueue: null,
    mergeQueueEntry: 'MergeQueueEntry',
  },
  MergeQueueEntry: { id: null, position: null, state: null, enqueuedAt: null, pullRequest: 'PullRequest' },
  CreateCommitOnBranchPayload: { clientMutationId: null, commit: 'Commit', ref: 'Ref' },
  EnqueuePullRequestPayload: { clientMutationId: null, mergeQueueEntry: 'MergeQueueEntry' },
} as const;

type TypeName = keyof typeof SCHEMA;

const isTypeName = (name: string): name is TypeName => Object.hasOwn(SCHEMA, name);

/** Undefined when the type has no such field. */
function fieldType(type: TypeName, field: string): TypeName | null | undefined {
  const fields: Readonly<Record<string, TypeName | null>> = SCHEMA[type];
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}

interface ErrorAnswer {
  readonly type?: string;
  readonly path?: readonly string[];
  readonly message: string;
}

/** GitHub stops here: a text is cut off after this many bytes. */
const BLOB_TEXT = 512_000;

// --- objects ---

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
  const kind = info.type === 'tree' ? 'Tree' : 'Tag';
  return new Typed(kind, { oid: () => sha, id: () => nodeId(kind, sha) });
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

async function commitObject(request: ApiRequest, sha: string): Promise<Typed> {
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

async function refObject(request: ApiRequest, name: string): Promise<Typed | null> {
  const full = name.startsWith('refs/') ? name : `refs/heads/${name}`;
  const sha = await request.world.git.resolveRef(full);
  if (sha === null) return null;
  const prefix = /^refs\/(?:heads|tags)\//.exec(full)?.[0] ?? 'refs/';
  return new Typed('Ref', {
    id: () => nodeId('REF', full),
    name: () => full.slice(prefix.length),
    prefix: () => prefix,
    target: () => gitObject(request, new Map([['oid', sha]])),
  });
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

function queueEntry(request: ApiRequest, pull: PullRequestState): Typed | null {
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
        isDraft: () => release.draft,
        isPrerelease: () => release.prerelease,
      });
    },
  });
}

function queryObject(request: ApiRequest): Typed {
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

// --- mutations ---

function input<T>(args: Args, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(args.get('input'));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `input.${issue.path.join('.')}: ${issue.message}`);
  throw new FieldError('argumentLiteralsIncompatible', issues.slice(0, 5).join('; '));
}

const CommitInput = z.object({
  clientMutationId: z.string().nullish(),
  branch: z.object({
    repositoryNameWithOwner: z.string().nullish(),
    branchName: z.string().nullish(),
    id: z.string().nullish(),
  }),
  message: z.object({ headline: z.string(), body: z.string().nullish() }),
  expectedHeadOid: z.string(),
  fileChanges: z
    .object({
      additions: z.array(z.object({ path: z.string(), contents: z.string() })).nullish(),
      deletions: z.array(z.object({ path: z.string() })).nullish(),
    })
    .nullish(),
});

/**
 * Adds a commit to a branch that must be where the caller believes it to be. GitHub signs it. New files and changed
 * ones alike become plain files: the mutation knows no modes.
 *
 * Source: GitHub GraphQL documentation, mutation `createCommitOnBranch`.
 */
async function createCommitOnBranch(request: ApiRequest, args: Args): Promise<Typed> {
  const { branch, message, expectedHeadOid, fileChanges, clientMutationId } = input(args, CommitInput);
  const { world, requester } = request;
  const { git, state } = world;
  const name = branchNameOf(branch);
  const repository = branch.repositoryNameWithOwner ?? `${state.owner}/${state.repo}`;
  if (repository.toLowerCase() !== `${state.owner}/${state.repo}`.toLowerCase()) {
    throw new FieldError('NOT_FOUND', `Could not resolve to a Repository with the name '${repository}'.`);
  }
  const ref = `refs/heads/${name}`;
  const tip = await git.resolveRef(ref);
  if (tip === null) throw new FieldError('NOT_FOUND', `Could not resolve to a Ref with the name '${name}'.`);
  if (tip !== expectedHeadOid) {
    const text = `Expected branch to point to "${tip}" but it did not. Pull and try again.`;
    throw new FieldError('STALE_DATA', text);
  }
  const tree = (await git.commit(tip)).tree;
  const changes = [];
  const paths = new Set<string>();
  for (const { path } of [...(fileChanges?.additions ?? []), ...(fileChanges?.deletions ?? [])]) {
    if (!path.split('/').every(isValidEntryName)) {
      throw new FieldError('UNPROCESSABLE', `A path was not a valid path: ${path}`);
    }
    if (paths.has(path)) throw new FieldError('UNPROCESSABLE', `A path was requested to be changed twice: ${path}`);
    paths.add(path);
  }
  for (const { path, contents } of fileChanges?.additions ?? []) {
    if (!isBase64(contents)) throw new FieldError('UNPROCESSABLE', `The contents of ${path} are not valid Base64`);
    changes.push({ path, mode: '100644', sha: await git.writeBlob(Buffer.from(contents, 'base64')) });
  }
  for (const { path } of fileChanges?.deletions ?? []) {
    if ((await git.entryAt(tree, path)) === null) {
      const text = `A path was requested for deletion which does not exist as of commit oid \`${tip}\`: ${path}`;
      throw new FieldError('UNPROCESSABLE', text);
    }
    changes.push({ path, mode: '100644', sha: null });
  }
  const now = world.now();
  const commit = await git.writeCommit({
    tree: await git.treeWithChanges(tree, changes),
    parents: [tip],
    author: identityOf(requester.actor, now),
    committer: webFlow(now),
    message: message.body ? `${message.headline}\n\n${message.body}` : message.headline,
    // GitHub signs for Apps and its own bot, and for people too: the commit is made on its side.
    signature: SIMULATED_SIGNATURE,
  });
  const refused = await pushRef(request, { ref, to: commit, from: tip });
  if (refused !== null) {
    const text = (refused.body as { message?: string }).message ?? 'refused';
    if (text === 'Reference cannot be updated') {
      throw new FieldError('STALE_DATA', `Expected branch to point to "${expectedHeadOid}" but it did not.`);
    }
    throw new FieldError(refused.status === 403 ? 'FORBIDDEN' : 'UNPROCESSABLE', text);
  }
  return new Typed('CreateCommitOnBranchPayload', {
    clientMutationId: () => clientMutationId ?? null,
    commit: () => commitObject(request, commit),
    ref: () => refObject(request, ref),
  });
}

function branchNameOf(branch: z.infer<typeof CommitInput>['branch']): string {
  if (typeof branch.branchName === 'string') return branch.branchName.replace(/^refs\/heads\//, '');
  // The node id of a ref is its name in disguise.
  const encoded = /^REF_([\w-]+)$/.exec(branch.id ?? '')?.[1];
  const name = encoded === undefined ? '' : Buffer.from(encoded, 'base64url').toString('utf8');
  const found = /^REF:refs\/heads\/(.+)$/.exec(name)?.[1];
  if (found === undefined) throw new FieldError('NOT_FOUND', 'Could not resolve the branch');
  return found;
}

const EnqueueInput = z.object({
  clientMutationId: z.string().nullish(),
  pullRequestId: z.string(),
  expectedHeadOid: z.string().nullish(),
  jump: z.boolean().nullish(),
});

async function enqueuePullRequest(request: ApiRequest, args: Args): Promise<Typed> {
  const { pullRequestId, expectedHeadOid, clientMutationId } = input(args, EnqueueInput);
  const pull = request.world.state.pulls.find((each) => pullNodeId(each) === pullRequestId);
  if (pull === undefined) {
    throw new FieldError('NOT_FOUND', `Could not resolve to a node with the global id of '${pullRequestId}'`);
  }
  const refused = await enqueuePull(request, pull, expectedHeadOid ?? undefined);
  if (refused !== null) throw new FieldError('UNPROCESSABLE', refused);
  return new Typed('EnqueuePullRequestPayload', {
    clientMutationId: () => clientMutationId ?? null,
    mergeQueueEntry: () => queueEntry(request, pull),
  });
}

const mutationObject = (request: ApiRequest): Typed =>
  new Typed('Mutation', {
    createCommitOnBranch: (args) => createCommitOnBranch(request, args),
    enqueuePullRequest: (args) => enqueuePullRequest(request, args),
  });

// --- execution ---

interface Execution {
  readonly document: GraphQLDocument;
  readonly variables: ReadonlyMap<string, unknown>;
  readonly errors: ErrorAnswer[];
  /** Fields answered so far; a document of nested fragments cannot make the server work for ever. */
  steps: number;
}

const MAXIMUM_STEPS = 20_000;

function fieldsOf(execution: Execution, type: string, selections: readonly Selection[], depth = 0): FieldSelection[] {
  if (depth > 20) throw new GraphQLSyntaxError('Fragments are nested too deeply');
  return selections.flatMap((selection): FieldSelection[] => {
    execution.steps += 1;
    if (execution.steps > MAXIMUM_STEPS) throw new GraphQLSyntaxError('The document asks for too much');
    if (selection.kind === 'field') return [selection];
    const fragment = selection.kind === 'fragment' ? selection : execution.document.fragments.get(selection.name);
    if (fragment === undefined) throw new GraphQLSyntaxError('A fragment is used but not defined');
    const applies = fragment.onType === null || fragment.onType === type || isInterfaceOf(fragment.onType, type);
    return applies ? fieldsOf(execution, type, fragment.selections, depth + 1) : [];
  });
}

const OBJECT_TYPES: readonly string[] = ['Blob', 'Commit', 'Tree', 'Tag'];

const isInterfaceOf = (name: string, type: string): boolean =>
  (name === 'GitObject' && OBJECT_TYPES.includes(type)) || (name === 'Actor' && type === 'User') || name === 'Node';

/** @throws GraphQLSyntaxError for the first thing that the schema does not know */
function validate(execution: Execution, type: TypeName, selections: readonly Selection[], depth = 0): void {
  if (depth > 40) throw new GraphQLSyntaxError('The document is nested too deeply');
  for (const selection of selections) {
    execution.steps += 1;
    if (execution.steps > MAXIMUM_STEPS) throw new GraphQLSyntaxError('The document asks for too much');
    if (selection.kind !== 'field') {
      const fragment = selection.kind === 'fragment' ? selection : execution.document.fragments.get(selection.name);
      if (fragment === undefined) throw new GraphQLSyntaxError('A fragment is used but not defined');
      const onType = fragment.onType ?? type;
      const isCondition = onType === 'Node' || onType === 'Actor';
      if (!isCondition && !isTypeName(onType)) {
        throw new GraphQLSyntaxError(
          `No such type ${onType} on the embedded GitHub, so it can't be a fragment condition`,
        );
      }
      validate(execution, isTypeName(onType) ? onType : type, fragment.selections, depth + 1);
      continue;
    }
    if (selection.name === '__typename') continue;
    const result = fieldType(type, selection.name);
    if (result === undefined) {
      throw new GraphQLSyntaxError(`Field '${selection.name}' doesn't exist on type '${type}' of the embedded GitHub`);
    }
    if (result === null && selection.selections !== null) {
      throw new GraphQLSyntaxError(`Selections can't be made on scalars (field '${selection.name}')`);
    }
    if (result !== null && selection.selections === null) {
      throw new GraphQLSyntaxError(`Field must have selections (field '${selection.name}' returns ${result})`);
    }
    if (result !== null) validate(execution, result, selection.selections ?? [], depth + 1);
  }
}

async function select(
  execution: Execution,
  object: Typed,
  selections: readonly Selection[],
  path: readonly string[],
): Promise<Record<string, unknown>> {
  const answer = Object.create(null) as Record<string, unknown>;
  // One after the other: mutations must be, and reads are quick.
  for (const field of fieldsOf(execution, object.type, selections)) {
    if (field.name === '__typename') {
      answer[field.key] = object.type;
      continue;
    }
    const resolve = object.fields.get(field.name);
    if (resolve === undefined) throw new Error(`the schema promises ${object.type}.${field.name}, nothing answers it`);
    const args = new Map([...field.args].map(([key, value]) => [key, resolveValue(value, execution.variables)]));
    const at = [...path, field.key];
    try {
      answer[field.key] = await complete(execution, await resolve(args), field.selections ?? [], at);
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      execution.errors.push({ type: error.type, path: at, message: error.message });
      answer[field.key] = null;
    }
  }
  return answer;
}

/** The answer of one field: a plain value, an object with the fields asked for, or a list of either. */
async function complete(
  execution: Execution,
  value: unknown,
  selections: readonly Selection[],
  path: readonly string[],
): Promise<unknown> {
  if (value instanceof Typed) return select(execution, value, selections, path);
  if (!Array.isArray(value)) return value ?? null;
  const items: unknown[] = [];
  for (const [index, item] of value.entries()) {
    items.push(await complete(execution, item, selections, [...path, String(index)]));
  }
  return items;
}

const Body = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

const refusal = (message: string): ApiReply => ({ status: 200, body: { errors: [{ message }] } });

async function graphql(request: ApiRequest): Promise<ApiReply> {
  const parsed = Body.safeParse(request.body);
  if (!parsed.success) return apiError(400, 'A query attribute must be specified and must be a string.');
  const { query, variables, operationName } = parsed.data;
  try {
    const document = parseGraphQL(query);
    const operation: Operation | undefined =
      operationName === undefined || operationName === null
        ? document.operations[0]
        : document.operations.find((each) => each.name === operationName);
    if (operation === undefined || (document.operations.length > 1 && !operationName)) {
      return refusal('An operation name is required');
    }
    const given = new Map(Object.entries(variables ?? {}));
    const filled = new Map<string, unknown>();
    for (const { name, required, standard } of operation.variables) {
      const value = given.get(name) ?? (standard === undefined ? null : resolveValue(standard, new Map()));
      if (required && value === null) {
        return refusal(`Variable $${name} was provided invalid value: Expected value to not be null`);
      }
      filled.set(name, value);
    }
    const execution: Execution = { document, variables: filled, errors: [], steps: 0 };
    validate(execution, operation.type === 'query' ? 'Query' : 'Mutation', operation.selections);
    const root = operation.type === 'query' ? queryObject(request) : mutationObject(request);
    const data = await select(execution, root, operation.selections, []);
    return {
      status: 200,
      points: costOf(document, operation, filled),
      body: { data, ...(execution.errors.length === 0 ? {} : { errors: execution.errors }) },
    };
  } catch (error) {
    if (error instanceof GraphQLSyntaxError) return refusal(error.message);
    throw error;
  }
}

/** GitHub's GraphQL endpoint, for the fields and mutations listed in docs/rehearsal.md; anything else is an error. */
export const graphqlRoutes: readonly Route[] = [{ method: 'POST', path: '/graphql', handle: graphql }];
