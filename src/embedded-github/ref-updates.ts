import { isVerified } from './accounts.ts';
import { checkResult } from './check-results.ts';
import { issuesClosedBy } from './closing-issues.ts';
import { matchesFnmatch, type RuleInForce, refusalOfRules, requiredChecks, rulesFor } from './ref-rules.ts';
import { type ApiReply, type ApiRequest, apiError } from './route.ts';
import { closeIssues } from './set-issue-state.ts';
import type { World } from './world.ts';
import type { PullRequestState } from './world-state.ts';

/** The world, who acts in it, and whom to tell. */
export type Acting = Pick<ApiRequest, 'world' | 'requester' | 'emit'>;

export interface RefPush {
  /** Full name. */
  readonly ref: string;
  /** Null deletes. */
  readonly to: string | null;
  /** What the ref must be now; left out: whatever it is. Null: it must not exist. */
  readonly from?: string | null;
  /** Whether the branch may lose commits. */
  readonly force?: boolean;
  /** A merge of a pull request satisfies the rules that forbid pushing by hand. */
  readonly byMerge?: boolean;
}

/** GitHub computes mergeability in the background; this long a pull request answers `mergeable: null`. Milliseconds. */
export const MERGEABLE_DELAY = 2_000;

/**
 * Changes a branch or tag as GitHub does: rules are asked first, the ref is changed by compare-and-swap, pull requests
 * follow their branches, and workflows are told.
 *
 * @returns GitHub's refusal, or null when it is done
 */
export async function pushRef(acting: Acting, push: RefPush): Promise<ApiReply | null> {
  const { world, requester, emit } = acting;
  const { git } = world;
  const now = await git.resolveRef(push.ref);
  const from = push.from === undefined ? now : push.from;
  const refusal = await refusalOfRules(rulesFor(world, push.ref, requester), (rules) =>
    violatedRules(world, push, now, rules),
  );
  if (refusal !== null) return apiError(422, refusal);
  if (push.to !== null && push.ref.startsWith('refs/heads/')) {
    const commit = await git.peel(push.to);
    if (commit !== push.to) return apiError(422, 'Object does not exist');
    if (now !== null && push.force !== true && !(await git.isAncestor(now, commit))) {
      return apiError(422, 'Update is not a fast forward');
    }
  }
  if (push.to !== null && requester.tokenKind === 'github-token' && (await bringsWorkflowChanges(world, push.to))) {
    return apiError(403, 'Resource not accessible by integration');
  }
  const before = now === null ? null : await git.peel(now);
  const result = await git.updateRefs([{ name: push.ref, to: push.to, from }]);
  if (!result.ok) {
    const messages = {
      exists: 'Reference already exists',
      missing: 'Reference does not exist',
      stale: 'Reference cannot be updated',
      'name-conflict': 'Reference already exists',
      'bad-object': 'Object does not exist',
      'bad-name': `${push.ref} is not a valid ref name.`,
    };
    return apiError(422, messages[result.reason]);
  }
  const commit = push.to === null ? null : await git.peel(push.to);
  if (commit === before && push.to !== null && now === push.to) return null;
  world.state.pushedAt = world.now();
  const events = await followPulls(world, push.ref, commit, push.byMerge === true);
  if (commit !== null && push.ref === `refs/heads/${world.state.defaultBranch}`)
    await closeNamed(world, before, commit);
  // Notes and other refs start nothing.
  if (/^refs\/(?:heads|tags)\//.test(push.ref))
    await emit(world, { kind: 'push', ref: push.ref, commit, before }, requester);
  for (const { action, number } of events) await emit(world, { kind: 'pull_request', action, number }, requester);
  return null;
}

/** Most commits of a push whose messages are read. */
const MOST_READ = 250;

/** Issues that commits new on the default branch say they close. */
async function closeNamed(world: World, before: string | null, commit: string): Promise<void> {
  if (!world.state.issues.some(({ state }) => state === 'open')) return;
  const shas = await world.git.log(commit, { not: before === null ? [] : [before], limit: MOST_READ });
  for (const sha of shas) closeIssues(world, issuesClosedBy(world, (await world.git.commit(sha)).message));
}

async function violatedRules(
  world: World,
  push: RefPush,
  now: string | null,
  rules: readonly RuleInForce[],
): Promise<string[]> {
  const violations = new Set<string>();
  const { git } = world;
  const name = push.ref.replace(/^refs\/(heads|tags)\//, '');
  for (const rule of rules) {
    switch (rule.type) {
      case 'creation':
        if (now === null && push.to !== null) violations.add('Cannot create ref due to creations being restricted.');
        break;
      case 'update':
        if (now !== null && push.to !== null && push.byMerge !== true) {
          violations.add('Cannot update this protected ref.');
        }
        break;
      case 'deletion':
        if (push.to === null) violations.add('Cannot delete this protected ref.');
        break;
      case 'non_fast_forward': {
        const commit = push.to === null ? null : await git.peel(push.to);
        const old = now === null ? null : await git.peel(now);
        if (commit !== null && old !== null && !(await git.isAncestor(old, commit))) {
          violations.add('Cannot force-push to this branch');
        }
        break;
      }
      case 'pull_request':
        if (push.to !== null && push.byMerge !== true && now !== null) {
          violations.add('Changes must be made through a pull request.');
        }
        break;
      case 'merge_queue':
        if (push.to !== null && push.byMerge !== true && now !== null) {
          violations.add('Changes must be made through the merge queue');
        }
        break;
      case 'required_signatures':
        if (push.to !== null) {
          const commit = await git.peel(push.to);
          if (commit !== null && !isVerified(await git.commit(commit))) {
            violations.add('Commits must have verified signatures.');
          }
        }
        break;
      case 'required_status_checks':
        if (push.to !== null && push.byMerge !== true && now !== null) {
          for (const required of requiredChecks([rule])) {
            if (checkResult(world, push.to, required) !== 'passed') {
              violations.add(`Required status check "${required.context}" is expected.`);
            }
          }
        }
        break;
      case 'file_path_restriction': {
        const commit = push.to === null || push.byMerge === true ? null : await git.peel(push.to);
        const parent = commit === null ? null : ((await git.commit(commit)).parents[0] ?? null);
        const patterns = rule.parameters.restricted_file_paths;
        for (const path of commit === null ? [] : await git.changedPaths(parent, commit))
          if (Array.isArray(patterns) && patterns.some((each) => matchesFnmatch(String(each), path)))
            violations.add(`File path ${path} is restricted.`);
        break;
      }
      case 'tag_name_pattern':
      case 'branch_name_pattern': {
        if (push.to !== null && now === null && !satisfiesPattern(rule.parameters, name)) {
          const kind = rule.type === 'tag_name_pattern' ? 'Tag' : 'Branch';
          violations.add(`${kind} name must match a given pattern: ${String(rule.parameters.pattern)}`);
        }
        break;
      }
    }
  }
  for (const violation of immutableTagViolations(world, push, now)) violations.add(violation);
  return [...violations];
}

/**
 * What no bypass list lifts: the tag of an immutable release stays where it is, and the name of a deleted one is kept.
 * Worded like a ruleset, though none says so.
 *
 * Sources: GitHub documentation, "Immutable releases"; SalamLang/Salam#1627 (rule source `immutable_release_tag`).
 */
function immutableTagViolations({ state }: World, push: RefPush, now: string | null): string[] {
  if (!push.ref.startsWith('refs/tags/')) return [];
  const name = push.ref.slice('refs/tags/'.length);
  if (now === null) {
    const isKept = push.to !== null && state.burnedTagNames?.includes(name) === true;
    return isKept ? ['Cannot create ref due to creations being restricted.'] : [];
  }
  if (!state.releases.some((each) => each.immutable && each.tagName === name)) return [];
  return [push.to === null ? 'Cannot delete this protected ref.' : 'Cannot update this protected ref.'];
}

/** Metadata rules; a `regex` is not evaluated (see docs/rehearsal.md) and counts as satisfied. */
function satisfiesPattern(parameters: Readonly<Record<string, unknown>>, name: string): boolean {
  const pattern = String(parameters.pattern ?? '');
  const found =
    parameters.operator === 'starts_with'
      ? name.startsWith(pattern)
      : parameters.operator === 'ends_with'
        ? name.endsWith(pattern)
        : parameters.operator === 'contains'
          ? name.includes(pattern)
          : null;
  return found === null || found !== (parameters.negate === true);
}

/**
 * Whether a ref would bring workflow files that no branch has yet: GITHUB_TOKEN can never have the permission for it.
 *
 * Source: GitHub documentation, "Permissions required for GitHub Apps", permission `workflows`.
 */
async function bringsWorkflowChanges(world: World, to: string): Promise<boolean> {
  const { git } = world;
  const commit = await git.peel(to);
  const main = await git.resolveRef(`refs/heads/${world.state.defaultBranch}`);
  if (commit === null || main === null || commit === main) return false;
  const folder = async (sha: string) => {
    const tree = (await git.commit(sha)).tree;
    return (await git.entryAt(tree, '.github/workflows'))?.sha ?? null;
  };
  const brought = await folder(commit);
  if (brought === (await folder(main))) return false;
  const branches = await git.listRefs('refs/heads/');
  for (const { sha } of branches) if (await git.isAncestor(commit, sha)) return false;
  const { parents } = await git.commit(commit);
  // A branch of its own without any, as pages of documentation have it, takes none away either.
  if (parents.length === 0) return brought !== null;
  for (const parent of parents) if ((await folder(parent)) === brought) return false;
  return true;
}

interface PullEvent {
  readonly action: 'synchronize' | 'closed';
  readonly number: number;
}

/** Pull requests see what happened to their branches. */
async function followPulls(world: World, ref: string, commit: string | null, byMerge: boolean): Promise<PullEvent[]> {
  if (!ref.startsWith('refs/heads/')) return [];
  const branch = ref.slice('refs/heads/'.length);
  const time = world.now();
  const events: PullEvent[] = [];
  for (const pull of world.state.pulls) {
    if (pull.state !== 'open') continue;
    if (pull.headOwner === undefined && pull.headRef === branch) {
      if (commit === null) {
        close(pull, time);
        events.push({ action: 'closed', number: pull.number });
        continue;
      }
      pull.headSha = commit;
      pull.baseSha = (await world.git.resolveRef(`refs/heads/${pull.baseRef}`)) ?? pull.baseSha;
      pull.updatedAt = time;
      pull.queuedAt = null;
      pull.mergeableComputedAt = time + MERGEABLE_DELAY;
      dismissStale(world, pull);
      events.push({ action: 'synchronize', number: pull.number });
    } else if (pull.baseRef === branch) {
      if (commit === null) {
        close(pull, time);
        events.push({ action: 'closed', number: pull.number });
      } else if (!byMerge && (await world.git.isAncestor(pull.headSha, commit))) {
        // Pushed by hand: GitHub sees the head in the base and calls the pull request merged.
        close(pull, time);
        pull.mergedAt = time;
        pull.mergeCommitSha = pull.headSha;
        events.push({ action: 'closed', number: pull.number });
      } else pull.mergeableComputedAt = Math.max(pull.mergeableComputedAt, time + MERGEABLE_DELAY);
    }
  }
  return events;
}

/** Approvals of what the head was before. Source: GitHub documentation, "About protected branches", stale approvals. */
function dismissStale(world: World, pull: PullRequestState): void {
  const isAsked = rulesFor(world, `refs/heads/${pull.baseRef}`).some(
    ({ type, parameters }) => type === 'pull_request' && parameters.dismiss_stale_reviews_on_push === true,
  );
  if (!isAsked) return;
  for (const review of world.state.reviews ?? [])
    if (review.number === pull.number && review.state === 'APPROVED') review.state = 'DISMISSED';
}

function close(pull: PullRequestState, time: number): void {
  pull.state = 'closed';
  pull.closedAt = time;
  pull.updatedAt = time;
  pull.queuedAt = null;
}
