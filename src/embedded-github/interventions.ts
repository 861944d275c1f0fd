import { identityOf } from './accounts.ts';
import { type FaultedRequest, movedRef } from './fault-plan.ts';
import type { Fault } from './fault-text.ts';
import { pushRef } from './ref-updates.ts';
import type { ApiReply, Requester } from './route.ts';
import type { World, WorldEvent } from './world.ts';
import type { PullRequestState } from './world-state.ts';

/** Whoever acts between two requests of the release. */
const SOMEBODY: Requester = { tokenKind: 'pat', actor: { login: 'somebody-else', id: 903, type: 'User' } };

/** What the interventions need of the server; requests are answered as if somebody had sent them. */
export interface Stage {
  readonly world: World;
  readonly emit: (world: World, event: WorldEvent, requester: Requester) => Promise<void>;
  readonly call: (method: string, path: string, body: unknown, requester: Requester) => Promise<ApiReply>;
  /** Names of the tags to be made, when they are known beforehand. */
  readonly release: { readonly tag?: string; readonly alias?: string };
}

/**
 * Lets somebody else act in the world, by the same means as any user: what follows (events, pull requests that see their
 * branch move) follows by itself.
 *
 * @returns why nothing could be done, or null
 */
export async function intervene(stage: Stage, fault: Fault, request: FaultedRequest): Promise<string | null> {
  const { world } = stage;
  switch (fault.name) {
    case 'base-moves': {
      const ref = `refs/heads/${world.state.defaultBranch}`;
      return commitOnto(stage, ref, 'docs/pushed-meanwhile.md', 'docs: pushed meanwhile');
    }
    case 'head-moves':
      return onPull(world, (pull) =>
        commitOnto(stage, `refs/heads/${pull.headRef}`, 'docs/pushed-to-the-branch.md', 'docs: one more change'),
      );
    case 'pr-closed':
      return onPull(world, (pull) => called(stage, 'PATCH', `pulls/${pull.number}`, { state: 'closed' }));
    case 'pr-merged-by-hand':
      return onPull(world, (pull) => called(stage, 'PUT', `pulls/${pull.number}/merge`, { merge_method: 'squash' }));
    case 'branch-deleted':
      return onPull(world, (pull) => pushed(stage, `refs/heads/${pull.headRef}`, null));
    case 'tag-taken':
    case 'tag-created-other':
      return createTag(stage, request, 'other');
    case 'tag-created-same':
      return createTag(stage, request, 'same');
    case 'alias-moved':
      return moveAlias(stage, request);
    default:
      return `${fault.name} is nothing that somebody does`;
  }
}

async function onPull(world: World, act: (pull: PullRequestState) => Promise<string | null>): Promise<string | null> {
  const pull = world.state.pulls.findLast((each) => each.state === 'open');
  return pull === undefined ? 'there is no open pull request' : act(pull);
}

async function called(stage: Stage, method: string, path: string, body: unknown): Promise<string | null> {
  const { owner, repo } = stage.world.state;
  const reply = await stage.call(method, `/repos/${owner}/${repo}/${path}`, body, SOMEBODY);
  return reply.status < 300 ? null : replyText(reply);
}

const replyText = (reply: ApiReply): string => {
  const message = typeof reply.body === 'object' && reply.body !== null ? Reflect.get(reply.body, 'message') : '';
  return `${reply.status} ${String(message)}`;
};

async function pushed(stage: Stage, ref: string, to: string | null): Promise<string | null> {
  const { world, emit } = stage;
  // Rules bind the release, not whoever disturbs it: as if they were on the bypass list.
  const refused = await pushRef({ world, emit, requester: SOMEBODY }, { ref, to, force: true, byMerge: true });
  return refused === null ? null : replyText(refused);
}

/** A commit with one more file on top of a branch. */
async function commitOnto(stage: Stage, ref: string, path: string, message: string): Promise<string | null> {
  const tip = await stage.world.git.resolveRef(ref);
  if (tip === null) return `${ref} does not exist`;
  return pushed(stage, ref, await strangeCommit(stage.world, [tip], path, message));
}

async function strangeCommit(world: World, parents: string[], path: string, message: string): Promise<string> {
  const { git } = world;
  const identity = identityOf(SOMEBODY.actor, world.now());
  const parent = parents[0];
  const base = parent === undefined ? null : (await git.commit(parent)).tree;
  const old = parent === undefined ? null : await git.readFile(parent, path);
  const sha = await git.writeBlob(`${old?.toString('utf8') ?? ''}Written at ${new Date(world.now()).toISOString()}.\n`);
  const tree = await git.treeWithChanges(base, [{ path, mode: '100644', sha }]);
  return git.writeCommit({ tree, parents, author: identity, committer: identity, message: `${message}\n` });
}

/** Name and commit of the tag that a request is about to make. */
async function tagOf(
  stage: Stage,
  { template, body }: FaultedRequest,
): Promise<{ name: string | null; commit: string | null }> {
  const field = (name: string) => {
    const value = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
    return typeof value === 'string' ? value : null;
  };
  const { git } = stage.world;
  if (template.endsWith('/git/tags')) {
    const object = field('object');
    return { name: field('tag'), commit: object === null ? null : await git.peel(object) };
  }
  const ref = field('ref') ?? movedRef(body);
  const sha = field('sha');
  return {
    name: ref?.startsWith('refs/tags/') === true ? ref.slice('refs/tags/'.length) : null,
    commit: sha === null ? null : await git.peel(sha),
  };
}

async function createTag(stage: Stage, request: FaultedRequest, where: 'same' | 'other'): Promise<string | null> {
  const { git, state } = stage.world;
  const made = await tagOf(stage, request);
  const name = made.name ?? stage.release.tag ?? null;
  if (name === null) return 'no request has named the release tag yet';
  const tip = await git.resolveRef(`refs/heads/${state.defaultBranch}`);
  const release = made.commit ?? tip;
  // Another commit that anybody would find plausible: the one before the release.
  const commit = where === 'same' || release === null ? release : ((await git.commit(release)).parents[0] ?? release);
  if (commit === null) return 'there is no commit to tag';
  return pushed(stage, `refs/tags/${name}`, await annotatedTag(stage.world, name, commit));
}

function annotatedTag(world: World, name: string, commit: string): Promise<string> {
  const tagger = identityOf(SOMEBODY.actor, world.now());
  return world.git.writeTag({ object: commit, objectType: 'commit', name, tagger, message: `${name}\n` });
}

/** The tag that a GraphQL query asks for last: aliases come after the release tag. */
function lastTagAsked(body: unknown): string | null {
  const variables: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'variables') : null;
  const asked = Object.values(typeof variables === 'object' && variables !== null ? variables : {}).filter(
    (value): value is string => typeof value === 'string' && /^refs\/tags\/.*[^/]$/.test(value),
  );
  return asked.at(-1)?.slice('refs/tags/'.length) ?? null;
}

async function moveAlias(stage: Stage, request: FaultedRequest): Promise<string | null> {
  const { world } = stage;
  const named = request.params.ref?.startsWith('tags/') === true ? request.params.ref.slice('tags/'.length) : null;
  const name = named ?? (await tagOf(stage, request)).name ?? lastTagAsked(request.body) ?? stage.release.alias ?? null;
  if (name === null) return 'no request has named the alias tag yet';
  const strange = await strangeCommit(world, [], 'elsewhere.md', 'chore: a line of its own');
  return pushed(stage, `refs/tags/${name}`, await annotatedTag(world, name, strange));
}
