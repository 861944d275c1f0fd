import { isoTime, nodeId } from '../accounts.ts';
import { repositoryPage, repositoryPath, repositoryUrl } from '../commit-answers.ts';
import { paginate } from '../pagination.ts';
import type { ApiReply, ApiRequest } from '../route.ts';
import { type JobView, jobAt, jobsAt } from '../run-view.ts';
import type { RunAttemptScript, WorkflowRunState } from '../world-state.ts';

import { notFound, numberParam } from './parameters.ts';
import { attemptOf, findRun } from './workflow-runs.ts';

function jobAnswer(request: ApiRequest, run: WorkflowRunState, attempt: RunAttemptScript, job: JobView) {
  const url = repositoryUrl(request);
  const isAssigned = job.status === 'in_progress' || (job.status === 'completed' && job.steps.length > 0);
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: run.workflowName,
    head_branch: run.headBranch,
    run_url: `${url}/actions/runs/${run.id}`,
    run_attempt: attempt.attempt,
    node_id: nodeId('CR', job.id),
    head_sha: run.headSha,
    url: `${url}/actions/jobs/${job.id}`,
    html_url: `${repositoryPage(request)}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: isoTime(job.createdAt),
    started_at: isoTime(job.startedAt),
    completed_at: job.completedAt === null ? null : isoTime(job.completedAt),
    name: job.name,
    steps: job.steps.map((step) => ({
      name: step.name,
      status: step.status,
      conclusion: step.conclusion,
      number: step.number,
      started_at: step.startedAt === null ? null : isoTime(step.startedAt),
      completed_at: step.completedAt === null ? null : isoTime(step.completedAt),
    })),
    check_run_url: `${url}/check-runs/${job.id}`,
    labels: [],
    runner_id: isAssigned ? 1 : null,
    runner_name: isAssigned ? 'simulated runner' : null,
    runner_group_id: isAssigned ? 1 : null,
    runner_group_name: isAssigned ? 'simulated' : null,
  };
}

function jobsReply(
  request: ApiRequest,
  run: WorkflowRunState,
  attempts: readonly RunAttemptScript[],
  path: string,
): ApiReply {
  const now = request.world.now();
  const jobs = attempts.flatMap((attempt) => jobsAt(attempt, now).map((job) => ({ attempt, job })));
  const { items, headers } = paginate(request, `${repositoryPath(request)}/actions/runs/${run.id}${path}`, jobs);
  const body = {
    total_count: jobs.length,
    jobs: items.map(({ attempt, job }) => jobAnswer(request, run, attempt, job)),
  };
  return { status: 200, body, headers };
}

export function listJobs(request: ApiRequest): ApiReply {
  const found = findRun(request);
  if (found === null) return notFound();
  const { run, view } = found;
  return jobsReply(request, run, request.query.get('filter') === 'all' ? run.attempts : [view.attempt], '/jobs');
}

export function listAttemptJobs(request: ApiRequest): ApiReply {
  const found = attemptOf(request);
  if (found === null) return notFound();
  const { run, view } = found;
  return jobsReply(request, run, [view.attempt], `/attempts/${view.attempt.attempt}/jobs`);
}

/** A job by its id, once it is listed. */
export function findJob(
  request: ApiRequest,
  id: number,
): { run: WorkflowRunState; attempt: RunAttemptScript; job: JobView } | null {
  const now = request.world.now();
  for (const run of request.world.state.runs) {
    for (const attempt of run.attempts) {
      const script = attempt.jobs.find((each) => each.id === id);
      if (script === undefined) continue;
      return jobsAt(attempt, now).some((each) => each.id === id)
        ? { run, attempt, job: jobAt(attempt, script, now) }
        : null;
    }
  }
  return null;
}

export function getJob(request: ApiRequest): ApiReply {
  const found = findJob(request, numberParam(request, 'job_id'));
  return found === null ? notFound() : { status: 200, body: jobAnswer(request, found.run, found.attempt, found.job) };
}

const redirect = (location: string): ApiReply => ({ status: 302, headers: { location } });
const origin = (request: ApiRequest): string => request.apiUrl.replace(/\/api\/v3$/, '');

/** GitHub keeps logs elsewhere and redirects; a job that has not ended has none yet. */
export function jobLogs(request: ApiRequest): ApiReply {
  const found = findJob(request, numberParam(request, 'job_id'));
  if (found === null || found.job.status !== 'completed' || found.job.log === '') return notFound();
  if ((request.world.state.deletedLogs ?? []).includes(found.run.id)) return notFound();
  return redirect(`${origin(request)}/_downloads/logs/${found.job.id}`);
}

export function runLogs(request: ApiRequest): ApiReply {
  const found = request.params.attempt_number === undefined ? findRun(request) : attemptOf(request);
  if (found === null || found.view.status !== 'completed') return notFound();
  if ((request.world.state.deletedLogs ?? []).includes(found.run.id)) return notFound();
  return redirect(`${origin(request)}/_downloads/run-logs/${found.run.id}/${found.view.attempt.attempt}`);
}
