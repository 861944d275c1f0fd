import { fewNames } from '../few-names.ts';
import { compileFilterList, matchesFilter } from './filter-pattern.ts';
import { containsSkipCi } from './skip-ci.ts';
import type { EventTrigger, WorkflowFile } from './workflow-file.ts';

/** Whose token it is, as far as its behaviour goes: what `github-actions[bot]` creates starts no workflow run. */
export type ViewerKind = 'app' | 'github-token' | 'user' | 'unknown';

/** Whose doing an event is, as far as starting workflows goes. */
export type ActorKind = ViewerKind | 'pat';

/** Something that happens in a repository and may start workflows. Refs are full, branch names are not. */
export type TriggerEvent =
  | {
      readonly kind: 'push';
      /** `refs/heads/…` or `refs/tags/…`. */
      readonly ref: string;
      readonly deleted?: boolean;
      /** Paths that differ from before the push; null when GitHub cannot or does not compute them. */
      readonly changedPaths: readonly string[] | null;
      /** Message of the commit now at the ref, also for an annotated tag. */
      readonly headCommitMessage: string;
      /** Tags in this one push; 1 when not given. */
      readonly tagsInPush?: number;
    }
  | {
      readonly kind: 'pull_request' | 'pull_request_target';
      /** Activity type: `opened`, `synchronize`, `closed` … */
      readonly action: string;
      readonly baseBranch: string;
      readonly headBranch: string;
      readonly changedPaths: readonly string[] | null;
      readonly headCommitMessage: string;
      /** A pull request with conflicts has no merge commit to run on. */
      readonly conflicted?: boolean;
    }
  | { readonly kind: 'workflow_dispatch'; readonly ref: string }
  | {
      readonly kind: 'workflow_run';
      readonly action: 'requested' | 'in_progress' | 'completed';
      /** Name of the workflow whose run this is about. */
      readonly workflow: string;
      readonly headBranch: string;
    }
  | { readonly kind: 'release'; readonly action: string }
  | { readonly kind: 'create' | 'delete'; readonly ref: string; readonly tagsInPush?: number }
  | { readonly kind: 'repository_dispatch'; readonly eventType: string }
  | { readonly kind: 'schedule' }
  /** Any other event of GitHub's list. */
  | { readonly kind: 'other'; readonly event: string; readonly action?: string };

/** Whether a workflow starts, and the sentence that says so to a person. */
export interface StartDecision {
  readonly starts: boolean;
  /** The run is made, but waits for somebody to approve it before any job starts. */
  readonly awaitsApproval: boolean;
  /** Names the filter or rule that decided. */
  readonly why: string;
}

/** Changed files GitHub looks at. Source: GitHub documentation, "Workflow syntax", "Git diff comparisons". */
export const MAX_FILTERED_PATHS = 3_000;
/** Tags in one push that still make events. Source: "Events that trigger workflows", notes of `push` and `create`. */
const MAX_TAGS_IN_PUSH = 3;
/** Source: "Events that trigger workflows", `pull_request` and `pull_request_target`; other events take all types. */
const DEFAULT_PULL_REQUEST_TYPES = ['opened', 'synchronize', 'reopened'];

/**
 * Whether an event starts a workflow, given the file as it is at the event's commit.
 *
 * Sources: GitHub documentation, "Workflow syntax for GitHub Actions" (filters), "Events that trigger workflows" (types,
 * tag limit), "Skipping workflow runs" (phrases in the head commit), "Triggering a workflow" (GITHUB_TOKEN). That a
 * deleted ref starts no `push` run is inferred. Not looked at here: whether the workflow is enabled, and whether it is on
 * the default branch, which dispatches, schedules and workflow_run need.
 *
 * @param actor whose token caused the event
 */
export function wouldStart(workflow: WorkflowFile, event: TriggerEvent, actor: ActorKind = 'user'): StartDecision {
  const name = event.kind === 'other' ? event.event : event.kind;
  const trigger = workflow.triggers.get(name);
  if (trigger === undefined) return no(`it has no \`on.${name}\``);
  const decision = decide(trigger, event);
  if (!decision.starts || actor !== 'github-token') return decision;
  return underGitHubToken(event, decision);
}

const yes = (why: string): StartDecision => ({ starts: true, awaitsApproval: false, why });
const no = (why: string): StartDecision => ({ starts: false, awaitsApproval: false, why });

/** What GITHUB_TOKEN does starts nothing, so that workflows do not start themselves without end; with exceptions. */
function underGitHubToken(event: TriggerEvent, decision: StartDecision): StartDecision {
  switch (event.kind) {
    case 'workflow_dispatch':
    case 'repository_dispatch':
    // These are GitHub's own doing, whoever started what they follow.
    case 'workflow_run':
    case 'schedule':
      return decision;
    case 'pull_request':
      return DEFAULT_PULL_REQUEST_TYPES.includes(event.action)
        ? {
            starts: true,
            awaitsApproval: true,
            why: `${decision.why}; since GITHUB_TOKEN did it, the run waits for approval`,
          }
        : no(underToken(decision));
    default:
      return no(underToken(decision));
  }
}

const underToken = (decision: StartDecision): string =>
  `${decision.why}, but what GITHUB_TOKEN does starts no workflow`;

function decide(trigger: EventTrigger, event: TriggerEvent): StartDecision {
  switch (event.kind) {
    case 'push':
      return decidePush(trigger, event);
    case 'pull_request':
    case 'pull_request_target':
      return decidePullRequest(trigger, event);
    case 'workflow_dispatch':
      return yes('it has `on.workflow_dispatch`');
    case 'workflow_run':
      return decideWorkflowRun(trigger, event);
    case 'create':
    case 'delete':
      return tooManyTags(event.ref, event.tagsInPush) ?? yes(`it has \`on.${event.kind}\``);
    case 'release':
      return decideTypes(trigger, 'release', event.action, null);
    case 'repository_dispatch':
      return decideTypes(trigger, 'repository_dispatch', event.eventType, null);
    case 'schedule':
      return yes('it has `on.schedule`');
    case 'other':
      return event.action === undefined
        ? yes(`it has \`on.${event.event}\``)
        : decideTypes(trigger, event.event, event.action, null);
  }
}

type EventOf<Kind extends TriggerEvent['kind']> = Extract<TriggerEvent, { readonly kind: Kind }>;

const BRANCH = 'refs/heads/';
const TAG = 'refs/tags/';

function decidePush(trigger: EventTrigger, event: EventOf<'push'>): StartDecision {
  if (event.deleted === true) return no('a deleted ref starts no push run');
  const isTag = event.ref.startsWith(TAG);
  if (!isTag && !event.ref.startsWith(BRANCH)) return no(`${event.ref} is neither a branch nor a tag`);
  const crowded = tooManyTags(event.ref, event.tagsInPush);
  if (crowded !== null) return crowded;
  const skipped = skipDecision(event.headCommitMessage);
  if (skipped !== null) return skipped;
  const name = event.ref.slice(isTag ? TAG.length : BRANCH.length);
  const tags: NameFilter = { key: 'on.push.tags', only: trigger.tags, ignore: trigger.tagsIgnore };
  const branches: NameFilter = { key: 'on.push.branches', only: trigger.branches, ignore: trigger.branchesIgnore };
  const [own, other] = isTag ? [tags, branches] : [branches, tags];
  if (!isGiven(own) && isGiven(other)) {
    return no(
      `\`on.push\` filters ${isTag ? 'branches but no tags' : 'tags but no branches'}, so no ${isTag ? 'tag' : 'branch'} starts it`,
    );
  }
  const named = isGiven(own) ? decideName(own, name) : yes('`on.push` has no branch or tag filter');
  // Path filters are not evaluated for pushes of tags.
  return !named.starts || isTag ? named : decidePaths(trigger, 'push', event.changedPaths, named);
}

function decidePullRequest(
  trigger: EventTrigger,
  event: EventOf<'pull_request' | 'pull_request_target'>,
): StartDecision {
  const typed = decideTypes(trigger, event.kind, event.action, DEFAULT_PULL_REQUEST_TYPES);
  if (!typed.starts) return typed;
  if (event.kind === 'pull_request') {
    if (event.conflicted === true) return no('the pull request has a merge conflict');
    const skipped = skipDecision(event.headCommitMessage);
    if (skipped !== null) return skipped;
  }
  const base: NameFilter = {
    key: `on.${event.kind}.branches`,
    only: trigger.branches,
    ignore: trigger.branchesIgnore,
  };
  const named = isGiven(base) ? decideName(base, event.baseBranch) : typed;
  return named.starts ? decidePaths(trigger, event.kind, event.changedPaths, named) : named;
}

function decideWorkflowRun(trigger: EventTrigger, event: EventOf<'workflow_run'>): StartDecision {
  const workflows = trigger.workflows ?? [];
  if (!workflows.includes(event.workflow) && !matchesFilter(workflows, event.workflow).matches) {
    return no(`\`on.workflow_run.workflows\` does not name ${event.workflow}`);
  }
  const typed = decideTypes(trigger, 'workflow_run', event.action, null);
  if (!typed.starts) return typed;
  const branches: NameFilter = {
    key: 'on.workflow_run.branches',
    only: trigger.branches,
    ignore: trigger.branchesIgnore,
  };
  return isGiven(branches) ? decideName(branches, event.headBranch) : typed;
}

function decideTypes(
  trigger: EventTrigger,
  event: string,
  action: string,
  defaults: readonly string[] | null,
): StartDecision {
  const types = trigger.types ?? defaults;
  if (types === null) return yes(`\`on.${event}\` takes every activity`);
  const where = trigger.types === null ? `\`on.${event}\` by default` : `\`on.${event}.types\``;
  return types.includes(action)
    ? yes(`${where} takes ${action}`)
    : no(`${where} takes only ${shown(types)}, not ${action}`);
}

function tooManyTags(ref: string, tagsInPush: number | undefined): StartDecision | null {
  return ref.startsWith(TAG) && (tagsInPush ?? 1) > MAX_TAGS_IN_PUSH
    ? no(`${tagsInPush} tags in one push: GitHub makes no events for more than ${MAX_TAGS_IN_PUSH}`)
    : null;
}

function skipDecision(message: string): StartDecision | null {
  const phrase = containsSkipCi(message);
  return phrase === null
    ? null
    : no(`the head commit's message has ${JSON.stringify(phrase)}, which skips workflow runs`);
}

interface NameFilter {
  readonly key: string;
  readonly only: readonly string[] | null;
  readonly ignore: readonly string[] | null;
}

const isGiven = (filter: NameFilter): boolean => filter.only !== null || filter.ignore !== null;

function decideName(filter: NameFilter, name: string): StartDecision {
  if (filter.only !== null) {
    const { matches, by } = matchesFilter(filter.only, name);
    if (matches) return yes(`\`${filter.key}\` has ${quoted(by)}, which matches ${name}`);
    if (by !== null) return no(`\`${filter.key}\` has ${quoted(by)}, which excludes ${name}`);
    return no(`\`${filter.key}\` (${shown(filter.only)}) has nothing that matches ${name}`);
  }
  const ignored = matchesFilter(filter.ignore ?? [], name);
  return ignored.matches
    ? no(`\`${filter.key}-ignore\` has ${quoted(ignored.by)}, which matches ${name}`)
    : yes(`\`${filter.key}-ignore\` does not name ${name}`);
}

/** The path filters, after the name of the ref has passed. GitHub runs the workflow when it has no diff to look at. */
function decidePaths(
  trigger: EventTrigger,
  event: string,
  changedPaths: readonly string[] | null,
  passed: StartDecision,
): StartDecision {
  const patterns = trigger.paths ?? trigger.pathsIgnore;
  if (patterns === null) return passed;
  const key = `on.${event}.${trigger.paths === null ? 'paths-ignore' : 'paths'}`;
  if (changedPaths === null) return yes(`${passed.why}; without a diff, \`${key}\` lets it run`);
  const filter = compileFilterList(patterns);
  const considered = changedPaths.slice(0, MAX_FILTERED_PATHS);
  const extent = changedPaths.length > considered.length ? ` among the first ${MAX_FILTERED_PATHS}` : '';
  for (const path of considered) {
    const { matches, by } = filter.match(path);
    if (trigger.paths !== null && matches)
      return yes(`${passed.why}; \`${key}\` has ${quoted(by)}, which matches ${path}`);
    if (trigger.paths === null && !matches) return yes(`${passed.why}; \`${key}\` does not cover ${path}`);
  }
  return trigger.paths === null
    ? no(`\`${key}\` covers every changed path${extent}`)
    : no(`\`${key}\` (${shown(patterns)}) matches no changed path${extent}`);
}

const quoted = (pattern: string | null): string => JSON.stringify(pattern ?? '');

/** A list for a sentence: a few entries, and how many more. */
const shown = (values: readonly string[]): string => fewNames(values.map((value) => JSON.stringify(value)));
