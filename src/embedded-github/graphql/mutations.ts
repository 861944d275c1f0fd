import * as z from 'zod';
import { identityOf, nodeId, SIMULATED_SIGNATURE, webFlow } from '../accounts.ts';
import { isBase64 } from '../base64.ts';
import { isValidEntryName } from '../git/object-names.ts';
import { enqueuePull, pullNodeId } from '../pull-requests.ts';
import { pushRef } from '../ref-updates.ts';
import type { ApiRequest } from '../route.ts';
import { type Args, FieldError, Typed } from './object.ts';
import { commitObject, queueEntry, refObject } from './objects.ts';

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
    const text = `Expected branch to point to "${tip}" but it did not.  Pull and try again.`;
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

const RefsInput = z.object({
  clientMutationId: z.string().nullish(),
  repositoryId: z.string(),
  refUpdates: z
    .array(
      z.object({
        name: z.string(),
        afterOid: z.string(),
        beforeOid: z.string().nullish(),
        force: z.boolean().nullish(),
      }),
    )
    .min(1)
    .max(1, 'the embedded GitHub changes one ref at a time'),
});

const NOTHING = '0'.repeat(40);

/**
 * Moves a ref that must be where the caller believes it to be.
 *
 * Source: GitHub GraphQL documentation, mutation `updateRefs`, input `RefUpdate`.
 */
async function updateRefs(request: ApiRequest, args: Args): Promise<Typed> {
  const { repositoryId, refUpdates, clientMutationId } = input(args, RefsInput);
  const { git, state } = request.world;
  if (repositoryId !== nodeId('R', state.repositoryId)) {
    throw new FieldError('NOT_FOUND', `Could not resolve to a node with the global id of '${repositoryId}'`);
  }
  for (const { name, afterOid, beforeOid, force } of refUpdates) {
    const now = await git.resolveRef(name);
    if (beforeOid != null && beforeOid !== (now ?? NOTHING)) {
      throw new FieldError('STALE_DATA', `${name} does not point to "${beforeOid}".`);
    }
    if (afterOid !== NOTHING && (await git.objectInfo(afterOid)) === null) {
      throw new FieldError('UNPROCESSABLE', `${afterOid} does not exist.`);
    }
    const to = afterOid === NOTHING ? null : afterOid;
    const commits = [now, to].map((each) => (each === null ? null : git.peel(each)));
    const [from, onto] = await Promise.all(commits);
    if (force !== true && from != null && onto != null && !(await git.isAncestor(from, onto))) {
      throw new FieldError('UNPROCESSABLE', `${name}: the update is not a fast forward.`);
    }
    const refused = await pushRef(request, { ref: name, to, from: now, force: force === true });
    if (refused !== null) {
      const text = (refused.body as { message?: string }).message ?? 'refused';
      throw new FieldError(refused.status === 403 ? 'FORBIDDEN' : 'UNPROCESSABLE', text);
    }
  }
  return new Typed('UpdateRefsPayload', { clientMutationId: () => clientMutationId ?? null });
}

/** The root of a mutation. */
export const mutationObject = (request: ApiRequest): Typed =>
  new Typed('Mutation', {
    createCommitOnBranch: (args) => createCommitOnBranch(request, args),
    enqueuePullRequest: (args) => enqueuePullRequest(request, args),
    updateRefs: (args) => updateRefs(request, args),
  });
