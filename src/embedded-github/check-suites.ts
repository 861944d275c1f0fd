import { createHash } from 'node:crypto';
import { latestCheckRuns } from './check-results.ts';
import { jobsAt, type RunView, runAt, type StepView } from './run-view.ts';
import type { World } from './world.ts';
import type { CheckRunState, RunAttemptScript, WorkflowRunState } from './world-state.ts';

/** A check run as its suite shows it; the job of a workflow run has steps. */
export interface SuiteCheckRun {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly detailsUrl: string | null;
  readonly steps: readonly StepView[];
}

/** What one App reports on a commit; each workflow run is a suite of its own, under the run's id. */
export interface CheckSuite {
  readonly id: number;
  readonly appSlug: string;
  /** The workflow run whose suite it is, as it looks now. */
  readonly run: { readonly state: WorkflowRunState; readonly view: RunView } | null;
  readonly headSha: string;
  /** Branch or tag name, where something says it. */
  readonly headBranch: string | null;
  /** As REST writes them: lower case. */
  readonly status: string;
  readonly conclusion: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The newest report of each name. */
  readonly checkRuns: readonly SuiteCheckRun[];
  /** Those of earlier attempts, too. */
  readonly everyCheckRun: readonly SuiteCheckRun[];
}

export const ACTIONS_APP = 'github-actions';

const hasJob = (run: WorkflowRunState, id: number): boolean =>
  run.attempts.some((attempt) => attempt.jobs.some((job) => job.id === id));

/**
 * The suite that a check run belongs to: its workflow run's, or the one of its App on its commit, by a number that fits
 * what GraphQL calls an Int.
 */
export function suiteIdOf(world: World, check: CheckRunState): number {
  const run = check.appSlug === ACTIONS_APP ? world.state.runs.find((each) => hasJob(each, check.id)) : undefined;
  return run?.id ?? ownSuiteId(check.appSlug, check.headSha);
}

const ownSuiteId = (slug: string, sha: string): number =>
  createHash('sha1').update(`${slug} ${sha}`).digest().readUInt32BE(0) >>> 1;

/** What an App has asked for before it reports anything. */
export const emptySuite = (world: World, sha: string, slug: string): CheckSuite => ({
  id: ownSuiteId(slug, sha),
  appSlug: slug,
  run: null,
  headSha: sha,
  headBranch: null,
  status: 'queued',
  conclusion: null,
  createdAt: world.now(),
  updatedAt: world.now(),
  checkRuns: [],
  everyCheckRun: [],
});

/** The suites of a commit that are there now, oldest first. */
export function checkSuitesOf(world: World, sha: string): CheckSuite[] {
  const runs = world.state.runs.filter((run) => run.headSha === sha);
  const jobIds = new Set(runs.flatMap((run) => run.attempts.flatMap(({ jobs }) => jobs.map((job) => job.id))));
  const byApp = new Map<string, CheckRunState[]>();
  for (const check of latestCheckRuns(world, sha)) {
    if (!jobIds.has(check.id)) byApp.set(check.appSlug, [...(byApp.get(check.appSlug) ?? []), check]);
  }
  return [
    ...runs.flatMap((run) => suiteOfRun(world, run)),
    ...[...byApp].flatMap(([slug, checks]) => suiteOfApp(world, sha, slug, checks)),
  ].sort((a, b) => a.createdAt - b.createdAt || a.id - b.id);
}

function suiteOfRun(world: World, run: WorkflowRunState): CheckSuite[] {
  const now = world.now();
  const view = runAt(run, now);
  if (view === null) return [];
  const shown = (attempt: RunAttemptScript) => jobsAt(attempt, now).map((job) => ({ ...job, detailsUrl: null }));
  return [
    {
      id: run.id,
      appSlug: ACTIONS_APP,
      run: { state: run, view },
      headSha: run.headSha,
      headBranch: run.headBranch,
      status: view.status,
      conclusion: view.conclusion,
      createdAt: run.createdAt,
      updatedAt: view.updatedAt,
      checkRuns: shown(view.attempt),
      everyCheckRun: run.attempts.flatMap(shown),
    },
  ];
}

function suiteOfApp(world: World, sha: string, slug: string, checks: readonly CheckRunState[]): CheckSuite[] {
  const [first] = checks;
  if (first === undefined) return [];
  const shown = checks.map((check) => ({ ...check, steps: [] }));
  const isDone = checks.every((check) => check.status === 'completed');
  const isGood = checks.every((check) => ['success', 'neutral', 'skipped'].includes(check.conclusion ?? ''));
  return [
    {
      id: suiteIdOf(world, first),
      appSlug: slug,
      run: null,
      headSha: sha,
      headBranch: world.state.pulls.find((pull) => pull.headSha === sha)?.headRef ?? null,
      status: isDone ? 'completed' : 'in_progress',
      conclusion: isDone ? (isGood ? 'success' : 'failure') : null,
      createdAt: Math.min(...checks.map((check) => check.startedAt)),
      updatedAt: Math.max(...checks.map((check) => check.completedAt ?? check.startedAt)),
      checkRuns: shown,
      everyCheckRun: shown,
    },
  ];
}
