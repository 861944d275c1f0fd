import { type Problem, problem, Stop } from '../../core/problem.ts';
import {
  diagnoseSilence,
  judgeRun,
  newestRun,
  phaseOf,
  type RunFacts,
  type RunSelector,
  selects,
  type WatchTimes,
} from '../../core/release/judge-runs.ts';
import type { RunRecord } from '../../core/release/record.ts';
import type { ViewerKind } from '../../core/triggers/would-start.ts';
import { explaining } from '../../github/explain-failure.ts';
import { orNull } from '../../github/read-release.ts';
import { type JobFacts, readJobs, readLogTail, readRecentRuns, readRunsSince } from '../../github/read-runs.ts';
import type { RunProgress } from '../../report/progress.ts';
import type { StageContext } from './stage-context.ts';

export interface WatchRequest {
  readonly tag: string;
  /** Every ref of this release whose runs must not be of a forbidden workflow. */
  readonly refs: readonly string[];
  readonly commit: string;
  readonly taggedAt: Date;
  readonly expected: readonly string[];
  readonly forbidden: readonly string[];
  readonly trigger: 'push' | 'dispatch';
  readonly viewerKind: ViewerKind;
  /** Phrase in the tagged commit's message that suppresses runs, or null. */
  readonly skipPhrase: string | null;
  readonly times: WatchTimes;
  /** milliseconds */
  readonly pollInterval: number;
}

interface WatchedRun {
  readonly selector: RunSelector;
  run: RunFacts | null;
  jobs: readonly JobFacts[];
  waitingSince: number | null;
}

/** Lines of a failed job's log that are shown. */
const LOG_TAIL = 40;

/**
 * Follows every expected run to its end in one loop and proves that no forbidden workflow was started.
 *
 * @throws Stop when a run did not start, failed, waits too long or takes too long
 */
export async function watch(context: StageContext, request: WatchRequest): Promise<RunRecord[]> {
  const { clock, progress } = context;
  const startedAt = clock.now().getTime();
  const watched = request.expected.map(
    (workflowPath): WatchedRun => ({
      selector: {
        workflowPath,
        event: request.trigger === 'push' ? 'push' : 'workflow_dispatch',
        tag: request.tag,
        commit: request.commit,
        notBefore: request.taggedAt,
      },
      run: null,
      jobs: [],
      waitingSince: null,
    }),
  );
  let confirmed = '';
  for (;;) {
    await explaining('reading workflow runs', async () => {
      for (const each of watched) await refresh(context, each, request.taggedAt);
    });
    progress.runs(watched.map(toProgress));

    const problems: Problem[] = [];
    for (const each of watched) {
      const fault = await judge(context, request, each, startedAt);
      if (fault !== null) problems.push(fault);
    }
    const phases = watched.map((each) => phaseOf(each.run));
    // A failed run stops the release only when the others are over too: all that is wrong is told at once.
    const isOver = !phases.some((phase) => phase === 'running');
    const [first, ...others] = problems;
    if (first !== undefined && (isOver || problems.some((each) => each.code !== 'run-failed'))) {
      throw new Stop([first, ...others]);
    }
    if (phases.every((phase) => phase === 'succeeded')) {
      // Somebody may have rerun a job between our looks: success counts when it is seen twice.
      const seen = watched.map((each) => `${each.run?.id}/${each.run?.attempt}`).join(' ');
      if (seen === confirmed) break;
      confirmed = seen;
      continue;
    }
    confirmed = '';
    const missing = watched.filter((each) => each.run === null);
    progress.waiting(
      missing.length > 0
        ? `waiting for ${missing.map((each) => each.selector.workflowPath).join(', ')} to start`
        : 'waiting for the runs to finish',
      request.pollInterval,
    );
    await clock.sleep(request.pollInterval);
  }
  await refuseForbiddenRuns(context, request);
  return watched.flatMap(({ run }) =>
    run === null
      ? []
      : [{ workflow: run.workflowPath, id: run.id, attempt: run.attempt, conclusion: run.conclusion, url: run.url }],
  );
}

async function refresh({ client, clock }: StageContext, watched: WatchedRun, since: Date): Promise<void> {
  const runs = await readRunsSince(client, watched.selector.workflowPath, since);
  watched.run = newestRun(runs.filter((run) => selects(watched.selector, run)));
  const phase = phaseOf(watched.run);
  if (watched.run !== null && phase !== 'missing') watched.jobs = await readJobs(client, watched.run.id);
  watched.waitingSince = phase === 'waiting' ? (watched.waitingSince ?? clock.now().getTime()) : null;
}

async function judge(
  context: StageContext,
  request: WatchRequest,
  watched: WatchedRun,
  startedAt: number,
): Promise<Problem | null> {
  const now = context.clock.now().getTime();
  const elapsed = {
    sinceStart: now - startedAt,
    waiting: watched.waitingSince === null ? 0 : now - watched.waitingSince,
  };
  const fault = judgeRun(watched.selector, watched.run, elapsed, request.times, null);
  switch (fault?.code) {
    case 'run-never-started':
      return judgeRun(watched.selector, watched.run, elapsed, request.times, await diagnose(context, request, watched));
    case 'run-failed':
      return describeFailure(context, watched, fault);
    case 'run-waits':
      return describeWaiting(context, watched, fault);
    default:
      return fault;
  }
}

async function diagnose({ client }: StageContext, request: WatchRequest, { selector }: WatchedRun): Promise<string> {
  return explaining('finding out why a run did not start', async () => {
    const workflow = await orNull(
      client.request('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}', {
        workflow_id: selector.workflowPath.slice(selector.workflowPath.lastIndexOf('/') + 1),
      }),
    );
    const runs = await readRunsSince(client, selector.workflowPath, request.taggedAt);
    return diagnoseSilence({
      workflow: workflow === null ? null : { state: workflow.state },
      viewerKind: request.viewerKind,
      trigger: request.trigger,
      skipPhrase: request.skipPhrase,
      otherRunsAtCommit: runs.filter((run) => run.headSha === request.commit && !selects(selector, run)),
    });
  });
}

/** Names the job and step that failed and shows the end of its log. */
async function describeFailure({ client }: StageContext, { run, jobs }: WatchedRun, fault: Problem): Promise<Problem> {
  const job = jobs.find(
    (each) => each.conclusion !== null && !['success', 'skipped', 'neutral'].includes(each.conclusion),
  );
  if (run === null || job === undefined) return fault;
  const step =
    job.steps.find((each) => each.conclusion === 'failure') ??
    job.steps.find((each) => each.conclusion !== null && !['success', 'skipped'].includes(each.conclusion));
  const tail = await explaining('reading the log of the failed job', () => readLogTail(client, job.id, LOG_TAIL));
  const place =
    step === undefined
      ? `job ${JSON.stringify(job.name)}`
      : `step ${JSON.stringify(step.name)} of job ${JSON.stringify(job.name)}`;
  return problem('run-failed', `${run.workflowPath} ended with ${run.conclusion ?? run.status}: ${place}.`, {
    where: job.url ?? run.url,
    ...(tail.length === 0 ? {} : { excerpt: tail }),
  });
}

/** Names the environment a run waits for. It is never approved by this program. */
async function describeWaiting({ client }: StageContext, { run }: WatchedRun, fault: Problem): Promise<Problem> {
  if (run === null) return fault;
  const pending = await explaining('reading what a run waits for', () =>
    orNull(client.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments', { run_id: run.id })),
  );
  const environments = (pending ?? []).flatMap((each) =>
    each.environment.name === undefined ? [] : [each.environment.name],
  );
  return environments.length === 0
    ? fault
    : problem('run-waits', `${fault.what} It waits for the environment ${environments.join(', ')}.`, {
        where: run.url,
      });
}

async function refuseForbiddenRuns({ client }: StageContext, request: WatchRequest): Promise<void> {
  if (request.forbidden.length === 0) return;
  const runs = await explaining('looking for forbidden runs', () => readRecentRuns(client));
  const offending = runs.filter(
    (run) =>
      request.forbidden.includes(run.workflowPath) &&
      run.headSha === request.commit &&
      run.headBranch !== null &&
      request.refs.includes(run.headBranch),
  );
  const [first, ...others] = offending.map((run) =>
    problem('forbidden-run-started', `${run.workflowPath} was started by ${run.headBranch}.`, { where: run.url }),
  );
  if (first !== undefined) throw new Stop([first, ...others]);
}

function toProgress({ selector, run, jobs }: WatchedRun): RunProgress {
  return {
    workflow: selector.workflowPath,
    phase: phaseOf(run),
    url: run?.url ?? null,
    attempt: run?.attempt ?? 1,
    jobs: jobs.map(({ name, status, conclusion, startedAt, endedAt, steps }) => ({
      name,
      status,
      conclusion,
      startedAt: startedAt?.getTime() ?? null,
      endedAt: endedAt?.getTime() ?? null,
      step: steps.find((step) => step.status === 'in_progress')?.name ?? null,
    })),
  };
}
