import { counted } from '../counted.ts';
import { type Checked, checked, failed, problem } from '../problem.ts';
import { isSameName } from '../repository-name.ts';
import type { ExpectedRun, SameNamedPush } from '../triggers/expected-runs.ts';
import { short } from './position.ts';

/** A workflow run as GitHub lists it. */
export interface RunFacts {
  readonly id: number;
  readonly attempt: number;
  /** `.github/workflows/build.yml`, without `@ref`. */
  readonly workflowPath: string;
  readonly event: string;
  /** The tag's name for a tag push; null for some events. */
  readonly headBranch: string | null;
  readonly headSha: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly url: string;
  /** Workflows that its file calls, each in full: `owner/name/.github/workflows/build.yml@main`. */
  readonly calls: readonly string[];
}

/** What a run must look like to count as started by this release. */
export interface RunSelector {
  readonly workflowPath: string;
  readonly event: ExpectedRun['event'];
  /** Branch or tag that it belongs to, as GitHub shows it with the run. */
  readonly tag: string;
  /** The tag's commit, peeled. */
  readonly commit: string;
}

/**
 * Whether a run is the one: by what started it, never by a time, since a tag may be made on a machine whose clock is off.
 * Commits are compared peeled: a push event's `after` is the tag object for an annotated tag.
 */
export const selects = (selector: RunSelector, run: RunFacts): boolean =>
  run.workflowPath === selector.workflowPath &&
  run.event === selector.event &&
  run.headBranch === selector.tag &&
  run.headSha === selector.commit;

/** What a run shows of what it was started by. */
type StartOfRun = Pick<RunFacts, 'event' | 'headBranch' | 'workflowPath'>;

/**
 * Whether a run was started at one of these tags, or may have been. A pull request's run has the name of its branch there, be
 * it one of a fork, where anybody may call a branch like a tag; so has one of a branch's push, where only that starts it.
 */
export const isAtTags = (run: StartOfRun, tags: readonly string[], sameNamed: readonly SameNamedPush[]): boolean =>
  run.headBranch !== null &&
  tags.includes(run.headBranch) &&
  !run.event.startsWith('pull_request') &&
  sameNamedPush(run, sameNamed)?.starts !== 'branch';

/** Whether a run at one of these tags may be of a branch of that name instead: GitHub tells only the name. */
export const mayBeOfBranch = (run: StartOfRun, sameNamed: readonly SameNamedPush[]): boolean =>
  run.event === 'push' ? sameNamedPush(run, sameNamed)?.starts === 'either' : run.event !== 'release';

const sameNamedPush = (run: StartOfRun, sameNamed: readonly SameNamedPush[]): SameNamedPush | undefined =>
  run.event === 'push'
    ? sameNamed.find(({ name, path }) => name === run.headBranch && path === run.workflowPath)
    : undefined;

/** What a run calls of these workflows of its own repository, as paths. */
export const calledBy = (run: Pick<RunFacts, 'calls'>, paths: readonly string[], repository: string): string[] => {
  const calls = run.calls.map((call) => call.split('@', 1)[0] ?? call);
  return paths.filter((path) =>
    calls.some((call) => call.endsWith(`/${path}`) && isSameName(call.slice(0, -path.length - 1), repository)),
  );
};

/** Whether a run is one of these workflows of its own repository, or calls one. */
export const isOfOrCalls = (
  run: Pick<RunFacts, 'workflowPath' | 'calls'>,
  paths: readonly string[],
  repository: string,
): boolean => paths.includes(run.workflowPath) || calledBy(run, paths, repository).length > 0;

/** The run that counts: the newest one, since a cancelled run may have been superseded by concurrency. Ids rise. */
export const newestRun = <Run extends RunFacts>(runs: readonly Run[]): Run | null =>
  runs.reduce<Run | null>((best, run) => (best === null || run.id > best.id ? run : best), null);

export type RunPhase = 'missing' | 'running' | 'waiting' | 'succeeded' | 'failed';

/** Statuses before the end. Source: GitHub REST documentation, "Workflow runs"; anything else counts as failed. */
const RUNNING = new Set(['queued', 'requested', 'pending', 'in_progress']);

/** Only success is success; an unknown status or conclusion is a failure. */
export function phaseOf(run: Pick<RunFacts, 'status' | 'conclusion'> | null): RunPhase {
  if (run === null) return 'missing';
  if (run.status === 'waiting' || run.status === 'action_required') return 'waiting';
  if (RUNNING.has(run.status)) return 'running';
  if (run.status !== 'completed') return 'failed';
  if (run.conclusion === 'action_required') return 'waiting';
  return run.conclusion === 'success' ? 'succeeded' : 'failed';
}

export interface WatchTimes {
  readonly discoveryTimeout: number;
  readonly runTimeout: number;
  /** A run that waits for a person is left alone for so long before the release stops, resumably. Milliseconds. */
  readonly waitingTimeout: number;
}

/** Where one watched workflow stands now; fails once nothing can come right any more. */
export function judgeRun(
  selector: RunSelector,
  run: RunFacts | null,
  elapsed: { sinceStart: number; waiting: number },
  times: WatchTimes,
  diagnosis: string | null,
): Checked<RunPhase> {
  const name = selector.workflowPath;
  const where = run?.url ?? name;
  const phase = phaseOf(run);
  switch (phase) {
    case 'succeeded':
      return checked(phase);
    case 'missing':
      if (elapsed.sinceStart <= times.discoveryTimeout) return checked(phase);
      return failed(
        problem(
          'run-never-started',
          `${name} was not started by ${causeOf(selector)} at ${short(selector.commit)} within ${minutes(times.discoveryTimeout)}.${diagnosis === null ? '' : ` ${diagnosis}`}`,
          { where },
        ),
      );
    case 'failed':
      return failed(
        problem('run-failed', `${name} ended with ${run?.conclusion ?? run?.status ?? 'nothing'}.`, { where }),
      );
    case 'waiting':
      if (elapsed.waiting <= times.waitingTimeout) return checked(phase);
      return failed(problem('run-waits', `${name} has waited ${minutes(elapsed.waiting)} for a person.`, { where }));
    case 'running':
      if (elapsed.sinceStart <= times.runTimeout) return checked(phase);
      return failed(problem('run-timeout', `${name} still ran after ${minutes(times.runTimeout)}.`, { where }));
  }
}

const causeOf = ({ event, tag }: RunSelector): string =>
  event === 'create' ? `the creation of ${tag}` : event === 'release' ? `the release of ${tag}` : tag;

const minutes = (milliseconds: number): string => counted(Math.round(milliseconds / 60_000), 'minute');

/** Facts for the diagnosis of a run that never appeared. */
export interface SilenceFacts {
  /** What should have started it. */
  readonly expected: Pick<RunSelector, 'event' | 'tag'>;
  readonly workflow: { readonly state: string } | null;
  readonly viewerKind: 'app' | 'github-token' | 'user' | 'unknown';
  readonly trigger: 'push' | 'dispatch';
  /** Skip phrase in the head commit's message. */
  readonly skipPhrase: string | null;
  /** Runs of the same workflow at the same commit that do not match: another event or ref. */
  readonly otherRunsAtCommit: readonly RunFacts[];
  /** Whether GitHub showed every run of the commit. */
  readonly isSearchWhole: boolean;
}

/** The most likely cause, as a sentence for a person. */
export function diagnoseSilence(facts: SilenceFacts): string {
  if (facts.workflow === null)
    return 'GitHub does not know this workflow: its file is missing or broken on the default branch.';
  if (facts.workflow.state !== 'active')
    return `The workflow is ${facts.workflow.state.replaceAll('_', ' ')}; enable it first.`;
  if (facts.viewerKind === 'github-token' && facts.trigger === 'push') {
    return 'The tag was made with GITHUB_TOKEN, which starts no workflow run.';
  }
  if (facts.skipPhrase !== null)
    return `The commit message contains ${JSON.stringify(facts.skipPhrase)}, which suppresses runs.`;
  const other = facts.otherRunsAtCommit[0];
  if (other !== undefined) {
    const { event, tag } = facts.expected;
    return other.headBranch === tag
      ? `There is a run at ${tag}, started by ${other.event} and not by ${event}: ${other.url}`
      : `There is a run at this commit, started by ${other.event} on ${other.headBranch ?? 'an unknown ref'}; none was started by ${event} on ${tag}: ${other.url}`;
  }
  if (!facts.isSearchWhole) {
    return 'Whether it started cannot be told: GitHub’s lists do not show every run of the commit yet.';
  }
  return 'GitHub may be slow or have an incident (see its status page), or its Actions are disabled for this repository.';
}
