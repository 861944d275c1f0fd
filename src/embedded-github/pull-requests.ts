import { identityOf, nodeId, SIMULATED_SIGNATURE, webFlow } from './accounts.ts';
import { checkResult } from './check-results.ts';
import { closedByPull } from './closing-issues.ts';
import { shownMessage } from './commit-answers.ts';
import type { MergeResult } from './git/git-repository.ts';
import { type RuleInForce, refusalOfRules, requiredChecks, rulesFor, ruleViolations } from './ref-rules.ts';
import { type Acting, MERGEABLE_DELAY, pushRef } from './ref-updates.ts';
import { validationFailed } from './request-body.ts';
import { approvals, wantsChanges } from './reviews.ts';
import { type ApiReply, apiError } from './route.ts';
import { closeIssues } from './set-issue-state.ts';
import type { World } from './world.ts';
import type { IssueState, PullRequestState } from './world-state.ts';

export type MergeMethod = 'merge' | 'squash' | 'rebase';

export interface MergeRequest {
  readonly method?: MergeMethod;
  /** The head that the caller has seen. */
  readonly sha?: string;
  readonly title?: string;
  readonly message?: string;
}

export type MergeOutcome =
  | { readonly ok: true; readonly sha: string }
  | { readonly ok: false; readonly reply: ApiReply };

/** How long a pull request waits in the merge queue before it is merged. Milliseconds on the world's clock. */
const QUEUE_DELAY = 60_000;

const branchRef = (branch: string) => `refs/heads/${branch}`;

export const findPull = (world: World, number: number): PullRequestState | null =>
  world.state.pulls.find((pull) => pull.number === number) ?? null;

/** The head branch where it is one of the repository itself; what becomes of a fork's branch is not ours to see or change. */
const ownHeadBranch = (pull: PullRequestState): string | null => (pull.headOwner === undefined ? pull.headRef : null);

/** The present tips of both branches; a head whose branch is gone stays where it was last seen. */
async function tips(world: World, pull: PullRequestState): Promise<{ base: string | null; head: string }> {
  const base = await world.git.resolveRef(branchRef(pull.baseRef));
  const branch = ownHeadBranch(pull);
  const head = pull.state === 'open' && branch !== null ? await world.git.resolveRef(branchRef(branch)) : null;
  return { base, head: head ?? pull.headSha };
}

/** Merges the head into the present base for real, without changing any ref. Null when the base branch is gone. */
async function testMerge(world: World, pull: PullRequestState): Promise<MergeResult | null> {
  const { base, head } = await tips(world, pull);
  return base === null ? null : world.git.mergeCommits(base, head);
}

/**
 * Opens a pull request between two branches of the repository.
 *
 * Source of the refusals: GitHub REST documentation, "Create a pull request", and its answers.
 */
export async function openPull(
  acting: Acting,
  wanted: {
    title: string;
    body: string;
    head: string;
    base: string;
    draft: boolean;
    /** What becomes the pull request; null or left out: nothing, it is new. */
    issue?: IssueState | null;
  },
): Promise<PullRequestState | ApiReply> {
  const { world, requester, emit } = acting;
  const { state, git } = world;
  if (requester.tokenKind === 'github-token' && state.settings.actionsMayOpenPullRequests === false) {
    return apiError(403, 'GitHub Actions is not permitted to create or approve pull requests.');
  }
  const colon = wanted.head.indexOf(':');
  const owner = colon === -1 ? state.owner : wanted.head.slice(0, colon);
  const headRef = wanted.head.slice(colon + 1);
  const head = owner.toLowerCase() === state.owner.toLowerCase() ? await git.resolveRef(branchRef(headRef)) : null;
  const base = await git.resolveRef(branchRef(wanted.base));
  const invalid = [
    ...(head === null ? [{ resource: 'PullRequest', field: 'head', code: 'invalid' }] : []),
    ...(base === null ? [{ resource: 'PullRequest', field: 'base', code: 'invalid' }] : []),
  ];
  if (head === null || base === null) return validationFailed(...invalid);
  const custom = (message: string) => validationFailed({ resource: 'PullRequest', code: 'custom', message });
  const open = state.pulls.find(
    (pull) => pull.state === 'open' && ownHeadBranch(pull) === headRef && pull.baseRef === wanted.base,
  );
  if (open !== undefined) return custom(`A pull request already exists for ${state.owner}:${headRef}.`);
  if (await git.isAncestor(head, base)) return custom(`No commits between ${wanted.base} and ${headRef}`);
  if ((await git.mergeBase(base, head)) === null) {
    return custom(`The ${headRef} branch has no history in common with ${wanted.base}`);
  }
  const now = world.now();
  const { issue = null } = wanted;
  const pull: PullRequestState = {
    id: world.nextId(),
    number: issue?.number ?? world.nextNumber(),
    title: wanted.title,
    body: issue?.body ?? wanted.body,
    author: issue?.author ?? requester.actor,
    createdAt: issue?.createdAt ?? now,
    updatedAt: now,
    state: 'open',
    closedAt: null,
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
    headRef,
    headSha: head,
    baseRef: wanted.base,
    baseSha: base,
    mergeableComputedAt: now + MERGEABLE_DELAY,
    draft: wanted.draft,
    queuedAt: null,
  };
  // One number, one history: what was an issue is none any more.
  state.issues = state.issues.filter((each) => each !== issue);
  state.pulls.push(pull);
  await emit(world, { kind: 'pull_request', action: 'opened', number: pull.number }, requester);
  return pull;
}

/** Closes a pull request without merging it. */
export async function closePull({ world, requester, emit }: Acting, pull: PullRequestState): Promise<void> {
  if (pull.state === 'closed') return;
  const now = world.now();
  pull.state = 'closed';
  pull.closedAt = now;
  pull.updatedAt = now;
  pull.queuedAt = null;
  await emit(world, { kind: 'pull_request', action: 'closed', number: pull.number }, requester);
}

/**
 * Gives a pull request another base.
 *
 * Source of the refusals: GitHub REST documentation, "Update a pull request", and its answers.
 */
export async function retargetPull(acting: Acting, pull: PullRequestState, base: string): Promise<ApiReply | null> {
  const { world, requester, emit } = acting;
  const refused = (message: string) =>
    validationFailed({ resource: 'PullRequest', field: 'base', code: 'custom', message });
  if (pull.state === 'closed') return refused('Cannot change the base branch of a closed pull request.');
  const tip = await world.git.resolveRef(branchRef(base));
  if (tip === null) return validationFailed({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  const isTaken = world.state.pulls.some(
    (each) => each !== pull && each.state === 'open' && each.headRef === pull.headRef && each.baseRef === base,
  );
  if (isTaken)
    return refused(`A pull request already exists for base branch '${base}' and head branch '${pull.headRef}'`);
  const now = world.now();
  pull.baseRef = base;
  pull.baseSha = tip;
  pull.updatedAt = now;
  pull.mergeableComputedAt = now + MERGEABLE_DELAY;
  pull.queuedAt = null;
  await emit(world, { kind: 'pull_request', action: 'edited', number: pull.number }, requester);
  return null;
}

/** Opens a closed pull request again, if its branches still allow it. */
export async function reopenPull(acting: Acting, pull: PullRequestState): Promise<ApiReply | null> {
  const { world, requester, emit } = acting;
  const refused = (message: string) => validationFailed({ resource: 'PullRequest', code: 'custom', message });
  if (pull.mergedAt !== null) return refused('state cannot be changed. The pull request is already merged.');
  const branch = ownHeadBranch(pull);
  const head = branch === null ? pull.headSha : await world.git.resolveRef(branchRef(branch));
  if (head === null) return refused(`state cannot be changed. The ${pull.headRef} branch has been deleted.`);
  if (!(await world.git.isAncestor(pull.headSha, head))) {
    return refused(`state cannot be changed. The ${pull.headRef} branch was force-pushed or recreated.`);
  }
  const now = world.now();
  pull.state = 'open';
  pull.closedAt = null;
  pull.headSha = head;
  pull.updatedAt = now;
  pull.mergeableComputedAt = now + MERGEABLE_DELAY;
  await emit(world, { kind: 'pull_request', action: 'reopened', number: pull.number }, requester);
  return null;
}

/** What stands against merging, as GitHub words it; empty when nothing does. Conflicts and the queue are not in it. */
async function unmetRules(world: World, pull: PullRequestState, rules: readonly RuleInForce[]): Promise<string[]> {
  const violations = new Set<string>();
  for (const required of requiredChecks(rules)) {
    const { context } = required;
    const result = checkResult(world, pull.headSha, required);
    if (result === 'expected') violations.add(`Required status check "${context}" is expected.`);
    if (result === 'pending') violations.add(`Required status check "${context}" is in progress.`);
    if (result === 'failed') violations.add(`Required status check "${context}" is failing.`);
  }
  for (const { type, parameters } of rules) {
    if (type === 'required_status_checks' && parameters.strict_required_status_checks_policy === true) {
      const { base, head } = await tips(world, pull);
      if (base !== null && !(await world.git.isAncestor(base, head))) {
        violations.add('Head branch is out of date. Update it with the latest changes of the base branch.');
      }
    }
    if (type === 'pull_request') {
      const count = Number(parameters.required_approving_review_count ?? 0);
      if (count > approvals(world, pull)) {
        violations.add(`At least ${count} approving review is required by reviewers with write access.`);
      } else if (count > 0 && wantsChanges(world, pull)) {
        violations.add('Changes requested by a reviewer must be addressed.');
      }
    }
    if (type === 'update') violations.add('Cannot update this protected ref.');
  }
  return [...violations];
}

/**
 * What the pull request says about itself. `mergeable` is null until GitHub has computed it in the background.
 *
 * Source: GitHub REST documentation, "Get a pull request"; GraphQL documentation, enum `MergeStateStatus`.
 */
export async function mergeability(
  world: World,
  pull: PullRequestState,
): Promise<{ mergeable: boolean | null; state: string; testTree: string | null }> {
  if (pull.state === 'closed') return { mergeable: null, state: 'unknown', testTree: null };
  if (world.now() < pull.mergeableComputedAt) return { mergeable: null, state: 'unknown', testTree: null };
  const merge = await testMerge(world, pull);
  if (merge === null || merge.conflicts.length > 0) return { mergeable: false, state: 'dirty', testTree: null };
  const say = (state: string) => ({ mergeable: true, state, testTree: merge.tree });
  if (pull.draft) return say('draft');
  const rules = rulesFor(world, branchRef(pull.baseRef));
  const unmet = await unmetRules(world, pull, rules);
  if (unmet.length > 0) return say(unmet.some((each) => each.startsWith('Head branch is out')) ? 'behind' : 'blocked');
  const names = new Set([
    ...world.state.checkRuns.filter((run) => run.headSha === pull.headSha).map((run) => run.name),
    ...world.state.statuses.filter((status) => status.sha === pull.headSha).map((status) => status.context),
  ]);
  const isUnstable = [...names].some(
    (name) => checkResult(world, pull.headSha, { context: name, appId: null }) !== 'passed',
  );
  return say(isUnstable ? 'unstable' : 'clean');
}

const METHOD_NAMES: Readonly<Record<MergeMethod, string>> = {
  merge: 'Merge commits',
  squash: 'Squash merges',
  rebase: 'Rebase merges',
};

/**
 * Merges a pull request for real: the base branch gets the new commit, the pull request is closed, workflows are told.
 *
 * Source: GitHub REST documentation, "Merge a pull request" (405: not mergeable, 409: head moved).
 *
 * @param fromQueue whether the merge queue does it, which the rule that demands the queue allows
 */
export async function mergePull(
  acting: Acting,
  pull: PullRequestState,
  wanted: MergeRequest,
  fromQueue = false,
): Promise<MergeOutcome> {
  const { world, requester, emit } = acting;
  const { state } = world;
  const refuse = (status: number, message: string): MergeOutcome => ({ ok: false, reply: apiError(status, message) });
  if (pull.state === 'closed') return refuse(405, 'Pull Request is not mergeable');
  const { base, head } = await tips(world, pull);
  if (wanted.sha !== undefined && wanted.sha !== head) {
    return refuse(409, 'Head branch was modified. Review and try the merge again.');
  }
  if (base === null) return refuse(405, 'Pull Request is not mergeable');
  if (pull.draft) return refuse(405, 'Pull Request is still a draft');
  const method = wanted.method ?? 'merge';
  const { settings } = state;
  const allowed = {
    merge: settings.allowMergeCommit,
    squash: settings.allowSquashMerge,
    rebase: settings.allowRebaseMerge,
  };
  if (!allowed[method]) return refuse(405, `${METHOD_NAMES[method]} are not allowed on this repository.`);
  const rules = rulesFor(world, branchRef(pull.baseRef), requester);
  for (const { type, parameters, isClassic } of rules) {
    const methods = type === 'pull_request' ? parameters.allowed_merge_methods : undefined;
    const isForbidden =
      (Array.isArray(methods) && !methods.includes(method)) ||
      (type === 'required_linear_history' && method === 'merge');
    if (isForbidden) {
      const told = `${METHOD_NAMES[method]} are not allowed on this branch.`;
      return refuse(405, isClassic === true ? told : ruleViolations([told]));
    }
  }
  if (!fromQueue && rules.some((rule) => rule.type === 'merge_queue')) {
    return refuse(405, ruleViolations(['Changes must be made through the merge queue']));
  }
  const refusal = await refusalOfRules(rules, async (some) => {
    const violations = await unmetRules(world, pull, some);
    const mustBeSigned = some.some((rule) => rule.type === 'required_signatures');
    // GitHub signs a squash only for whoever wrote the pull request, and cannot sign what a rebase copies.
    return mustBeSigned && (method === 'rebase' || (method === 'squash' && requester.actor.id !== pull.author.id))
      ? [...violations, 'Commits must have verified signatures.']
      : violations;
  });
  if (refusal !== null) return refuse(405, refusal);

  const made = await makeMerge(acting, pull, method, wanted, base, head);
  if (made === null) return refuse(405, 'Pull Request is not mergeable');
  const refused = await pushRef(acting, { ref: branchRef(pull.baseRef), to: made, from: base, byMerge: true });
  if (refused !== null) {
    const message = (refused.body as { message?: string }).message ?? '';
    return message === 'Reference cannot be updated'
      ? refuse(405, 'Base branch was modified. Review and try the merge again.')
      : { ok: false, reply: refused.status === 422 ? apiError(405, message) : refused };
  }
  const now = world.now();
  pull.state = 'closed';
  pull.closedAt = now;
  pull.mergedAt = now;
  pull.updatedAt = now;
  pull.mergedBy = requester.actor;
  pull.mergeCommitSha = made;
  pull.headSha = head;
  pull.queuedAt = null;
  closeIssues(world, closedByPull(world, pull));
  await emit(world, { kind: 'pull_request', action: 'closed', number: pull.number }, requester);
  const branch = ownHeadBranch(pull);
  if (settings.deleteBranchOnMerge && branch !== null) await pushRef(acting, { ref: branchRef(branch), to: null });
  return { ok: true, sha: made };
}

/** The commit that the base branch shall get, or null for conflicts. */
async function makeMerge(
  { world, requester }: Acting,
  pull: PullRequestState,
  method: MergeMethod,
  wanted: MergeRequest,
  base: string,
  head: string,
): Promise<string | null> {
  const { git, state } = world;
  const now = world.now();
  if (method === 'rebase') {
    let tip = base;
    for (const sha of await git.log(head, { not: [base], oldestFirst: true })) {
      const commit = await git.commit(sha);
      const parent = commit.parents[0];
      // Like `git rebase`, merges are left out: their changes come with the commits they merged.
      if (parent === undefined || commit.parents.length > 1) continue;
      const onto = (await git.commit(tip)).tree;
      const merged = await git.threeWayMergeTree((await git.commit(parent)).tree, onto, commit.tree);
      if (merged.conflicts.length > 0) return null;
      if (merged.tree === onto) continue;
      tip = await git.writeCommit({
        tree: merged.tree,
        parents: [tip],
        author: commit.author,
        committer: identityOf(requester.actor, now),
        message: commit.message,
      });
    }
    return tip;
  }
  const merged = await git.mergeCommits(base, head);
  if (merged.conflicts.length > 0) return null;
  const standard =
    method === 'squash'
      ? await squashMessage(world, pull, base, head)
      : {
          title: `Merge pull request #${pull.number} from ${pull.headOwner ?? state.owner}/${pull.headRef}`,
          message: pull.title,
        };
  const title = wanted.title ?? standard.title;
  const body = wanted.message ?? standard.message;
  const author = method === 'squash' ? pull.author : requester.actor;
  return git.writeCommit({
    tree: merged.tree,
    parents: method === 'squash' ? [base] : [base, head],
    author: identityOf(author, now),
    committer: webFlow(now),
    message: body === '' ? title : `${title}\n\n${body}`,
    signature: SIMULATED_SIGNATURE,
  });
}

/** GitHub's default: the only commit's message, or the pull request's title and a list of the messages. */
async function squashMessage(
  { git }: World,
  pull: PullRequestState,
  base: string,
  head: string,
): Promise<{ title: string; message: string }> {
  const shas = await git.log(head, { not: [base], oldestFirst: true });
  const messages = await Promise.all(shas.map(async (sha) => shownMessage((await git.commit(sha)).message)));
  const [only, ...others] = messages;
  if (only !== undefined && others.length === 0) {
    const [title = '', ...rest] = only.split('\n');
    return { title: `${title} (#${pull.number})`, message: rest.join('\n').trim() };
  }
  return {
    title: `${pull.title} (#${pull.number})`,
    message: messages.map((message) => `* ${message}`).join('\n\n'),
  };
}

/** What a squash would be called if nobody says otherwise. */
export async function squashText(world: World, pull: PullRequestState): Promise<{ title: string; message: string }> {
  const { base, head } = await tips(world, pull);
  return squashMessage(world, pull, base ?? pull.baseSha, head);
}

/** Brings the head branch of a pull request up to date with its base by a merge commit. */
export async function updatePullBranch(
  acting: Acting,
  pull: PullRequestState,
  expectedHead?: string,
): Promise<ApiReply | null> {
  const { world, requester } = acting;
  const branch = ownHeadBranch(pull);
  const { base, head } = await tips(world, pull);
  if (pull.state === 'closed' || branch === null || base === null)
    return apiError(422, 'merge conflict between base and head');
  if (expectedHead !== undefined && expectedHead !== head)
    return apiError(422, `expected head sha didn’t match current head ref.`);
  if (await world.git.isAncestor(base, head)) return apiError(422, 'There are no new commits on the base branch.');
  const merged = await world.git.mergeCommits(head, base);
  if (merged.conflicts.length > 0) return apiError(422, 'merge conflict between base and head');
  const now = world.now();
  const made = await world.git.writeCommit({
    tree: merged.tree,
    parents: [head, base],
    author: identityOf(requester.actor, now),
    committer: webFlow(now),
    message: `Merge branch '${pull.baseRef}' into ${branch}`,
    signature: SIMULATED_SIGNATURE,
  });
  return pushRef(acting, { ref: branchRef(branch), to: made, from: head });
}

/** Puts a pull request into the merge queue of its base branch, or says why not. */
export async function enqueuePull(
  { world, requester }: Acting,
  pull: PullRequestState,
  expectedHead?: string,
): Promise<string | null> {
  const rules = rulesFor(world, branchRef(pull.baseRef), requester);
  if (!rules.some((rule) => rule.type === 'merge_queue')) {
    return `The base branch ${pull.baseRef} has no merge queue`;
  }
  if (pull.state === 'closed') return 'Pull request is closed';
  const { head } = await tips(world, pull);
  if (expectedHead !== undefined && expectedHead !== head) return 'Head branch was modified';
  if (pull.queuedAt !== null) return 'Pull request is already in the queue';
  const merge = await testMerge(world, pull);
  if (merge === null || merge.conflicts.length > 0) return 'Pull request has merge conflicts';
  const unmet = await unmetRules(world, pull, rules);
  if (unmet.length > 0) return unmet.join(' ');
  pull.queuedAt = world.now();
  return null;
}

/** Merges what has waited long enough in the queue; what can no longer be merged is thrown out. Call it as time passes. */
export async function advanceMergeQueue(world: World, emit: Acting['emit']): Promise<void> {
  const queue = world.state.pulls.filter((pull) => pull.queuedAt !== null && pull.state === 'open');
  queue.sort((a, b) => (a.queuedAt ?? 0) - (b.queuedAt ?? 0));
  const requester = {
    actor: { login: 'github-merge-queue[bot]', id: 118344674, type: 'Bot' },
    tokenKind: 'app',
  } as const;
  for (const pull of queue) {
    if (pull.queuedAt === null || world.now() < pull.queuedAt + QUEUE_DELAY) continue;
    const rule = rulesFor(world, branchRef(pull.baseRef)).find((each) => each.type === 'merge_queue');
    const named = String(rule?.parameters.merge_method ?? 'MERGE').toLowerCase();
    const method = named === 'squash' || named === 'rebase' ? named : 'merge';
    const outcome = await mergePull({ world, requester, emit }, pull, { method }, true);
    if (!outcome.ok) pull.queuedAt = null;
  }
}

/** What GraphQL knows a pull request by. */
export const pullNodeId = (pull: PullRequestState): string => nodeId('PR', pull.id);
