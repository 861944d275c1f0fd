import { identityOf, SIMULATED_SIGNATURE, webFlow } from '../accounts.ts';
import { isBase64 } from '../base64.ts';
import { isObjectId, isValidEntryName, isValidRefName } from '../git/object-names.ts';
import { pushRef } from '../ref-updates.ts';
import type { ApiReply, ApiRequest } from '../route.ts';
import { commitSource, refSource } from './git-sources.ts';
import { answered, type Input, inputOf, missingNode, refuseAs, requireRepository, text } from './mutation-input.ts';
import { type Args, FieldError, requireAccess } from './sources.ts';

interface CommitInput extends Input {
  readonly branch: {
    readonly repositoryNameWithOwner?: string | null;
    readonly branchName?: string | null;
    readonly id?: string | null;
  };
  readonly message: { readonly headline: string; readonly body?: string | null };
  readonly expectedHeadOid: string;
  readonly fileChanges?: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[] | null;
    readonly deletions?: readonly { readonly path: string }[] | null;
  } | null;
}

/**
 * Adds a commit to a branch that must be where the caller believes it to be. GitHub signs it. New files and changed
 * ones alike become plain files: the mutation knows no modes.
 *
 * Source: GitHub GraphQL documentation, mutation `createCommitOnBranch`.
 */
export async function createCommitOnBranch(_: unknown, args: Args, request: ApiRequest) {
  requireAccess(request, 'contents', 'write');
  const input = inputOf(args) as CommitInput;
  const { world, requester } = request;
  const { git, state } = world;
  const name = branchNameOf(input.branch);
  const repository = input.branch.repositoryNameWithOwner ?? `${state.owner}/${state.repo}`;
  if (repository.toLowerCase() !== `${state.owner}/${state.repo}`.toLowerCase()) {
    throw new FieldError('NOT_FOUND', `Could not resolve to a Repository with the name '${repository}'.`);
  }
  const ref = `refs/heads/${name}`;
  const tip = await git.resolveRef(ref);
  if (tip === null) throw new FieldError('NOT_FOUND', `Could not resolve to a Ref with the name '${name}'.`);
  const stale = (at: string) => `Expected branch to point to "${at}" but it did not.  Pull and try again.`;
  if (tip !== input.expectedHeadOid) throw new FieldError('STALE_DATA', stale(tip));
  const { tree } = await git.commit(tip);
  const now = world.now();
  const { headline, body } = input.message;
  const commit = await git.writeCommit({
    tree: await git.treeWithChanges(tree, await changesOf(request, tip, tree, input)),
    parents: [tip],
    author: identityOf(requester.actor, now),
    committer: webFlow(now),
    message: body ? `${headline}\n\n${body}` : headline,
    // GitHub signs for Apps and its own bot, and for people too: the commit is made on its side.
    signature: SIMULATED_SIGNATURE,
  });
  const refused = await pushRef(request, { ref, to: commit, from: tip });
  if (messageOf(refused) === 'Reference cannot be updated')
    throw new FieldError('STALE_DATA', stale(input.expectedHeadOid));
  refuseAs(refused);
  return answered(input, { commit: await commitSource(request, commit), ref: await refSource(request, ref) });
}

const messageOf = (reply: ApiReply | null): string =>
  String((reply?.body as { readonly message?: string } | undefined)?.message ?? '');

/** Every path once, each of a form that git takes; what is to be deleted must be there. */
async function changesOf({ world: { git } }: ApiRequest, tip: string, tree: string, { fileChanges }: CommitInput) {
  const additions = fileChanges?.additions ?? [];
  const deletions = fileChanges?.deletions ?? [];
  const paths = new Set<string>();
  for (const { path } of [...additions, ...deletions]) {
    if (!path.split('/').every(isValidEntryName)) {
      throw new FieldError('UNPROCESSABLE', `A path was not a valid path: ${path}`);
    }
    if (paths.has(path)) throw new FieldError('UNPROCESSABLE', `A path was requested to be changed twice: ${path}`);
    paths.add(path);
  }
  const changes = [];
  for (const { path, contents } of additions) {
    if (!isBase64(contents)) throw new FieldError('UNPROCESSABLE', `The contents of ${path} are not valid Base64`);
    changes.push({ path, mode: '100644', sha: await git.writeBlob(Buffer.from(contents, 'base64')) });
  }
  for (const { path } of deletions) {
    if ((await git.entryAt(tree, path)) === null) {
      const why = `A path was requested for deletion which does not exist as of commit oid \`${tip}\`: ${path}`;
      throw new FieldError('UNPROCESSABLE', why);
    }
    changes.push({ path, mode: '100644', sha: null });
  }
  return changes;
}

function branchNameOf(branch: CommitInput['branch']): string {
  if (typeof branch.branchName === 'string') return branch.branchName.replace(/^refs\/heads\//, '');
  const name = refNamed(branch.id);
  if (name?.startsWith('refs/heads/') !== true) throw new FieldError('NOT_FOUND', 'Could not resolve the branch');
  return name.slice('refs/heads/'.length);
}

/** The node id of a ref is its name in disguise. */
function refNamed(id: unknown): string | null {
  const encoded = /^REF_([\w-]+)$/.exec(String(id))?.[1];
  const name = encoded === undefined ? '' : Buffer.from(encoded, 'base64url').toString('utf8');
  return /^REF:(refs\/.+)$/.exec(name)?.[1] ?? null;
}

const NOTHING = '0'.repeat(40);

interface RefUpdate {
  readonly name: string;
  readonly afterOid: string;
  readonly beforeOid?: string | null;
  readonly force?: boolean | null;
}

/**
 * Moves refs that must be where the caller believes them to be: all of them, or none.
 *
 * Source: GitHub GraphQL documentation, mutation `updateRefs`, input `RefUpdate`.
 */
export async function updateRefs(_: unknown, args: Args, request: ApiRequest) {
  requireAccess(request, 'contents', 'write');
  const input = inputOf(args);
  const updates = input.refUpdates as readonly RefUpdate[];
  requireRepository(request, input.repositoryId);
  // Rules and pull requests are asked ref by ref: what went before could not be taken back.
  if (updates.length !== 1)
    throw new FieldError('UNANSWERED', 'The embedded GitHub changes one ref at a time by updateRefs.');
  for (const { name, afterOid, beforeOid, force } of updates) {
    const now = await request.world.git.resolveRef(name);
    if (beforeOid != null && beforeOid !== (now ?? NOTHING)) {
      throw new FieldError('STALE_DATA', `${name} does not point to "${beforeOid}".`);
    }
    await moveRef(request, { name, now, to: afterOid === NOTHING ? null : afterOid, force: force === true });
  }
  return answered(input);
}

interface Move {
  readonly name: string;
  readonly now: string | null;
  readonly to: string | null;
  readonly force: boolean;
}

async function moveRef(request: ApiRequest, { name, now, to, force }: Move): Promise<void> {
  const { git } = request.world;
  if (to !== null && (!isObjectId(to) || (await git.objectInfo(to)) === null)) {
    throw new FieldError('UNPROCESSABLE', `${to} does not exist.`);
  }
  const [from, onto] = await Promise.all([now, to].map((each) => (each === null ? null : git.peel(each))));
  if (!force && from != null && onto != null && !(await git.isAncestor(from, onto))) {
    throw new FieldError('UNPROCESSABLE', `${name}: the update is not a fast forward.`);
  }
  refuseAs(await pushRef(request, { ref: name, to, from: now, force }));
}

/** Source: GitHub GraphQL documentation, mutation `createRef`. */
export async function createRef(_: unknown, args: Args, request: ApiRequest) {
  requireAccess(request, 'contents', 'write');
  const input = inputOf(args);
  requireRepository(request, input.repositoryId);
  const name = text(input, 'name') ?? '';
  if (!/^refs\/(?:heads|tags)\/./.test(name) || !isValidRefName(name)) {
    throw new FieldError('UNPROCESSABLE', `Name must be a fully qualified ref name: ${name}`);
  }
  const { git } = request.world;
  if ((await git.resolveRef(name)) !== null) {
    throw new FieldError('UNPROCESSABLE', `A ref named "${name}" already exists in the repository.`);
  }
  await moveRef(request, { name, now: null, to: text(input, 'oid') ?? '', force: false });
  return answered(input, { ref: await refSource(request, name) });
}

async function refById(request: ApiRequest, id: unknown): Promise<{ name: string; sha: string }> {
  const name = refNamed(id) ?? missingNode(id);
  const sha = await request.world.git.resolveRef(name);
  return sha === null ? missingNode(id) : { name, sha };
}

/** Source: GitHub GraphQL documentation, mutation `updateRef`. */
export async function updateRef(_: unknown, args: Args, request: ApiRequest) {
  requireAccess(request, 'contents', 'write');
  const input = inputOf(args);
  const { name, sha } = await refById(request, input.refId);
  await moveRef(request, { name, now: sha, to: text(input, 'oid') ?? '', force: input.force === true });
  return answered(input, { ref: await refSource(request, name) });
}

/** Source: GitHub GraphQL documentation, mutation `deleteRef`. */
export async function deleteRef(_: unknown, args: Args, request: ApiRequest) {
  requireAccess(request, 'contents', 'write');
  const input = inputOf(args);
  const { name, sha } = await refById(request, input.refId);
  if (name === `refs/heads/${request.world.state.defaultBranch}`) {
    throw new FieldError('UNPROCESSABLE', 'Cannot delete the default branch');
  }
  await moveRef(request, { name, now: sha, to: null, force: true });
  return answered(input);
}
