import * as z from 'zod';
import { isoTime, MAINTAINER, nodeId, simpleUser } from '../accounts.ts';
import { cancelRun, rerun } from '../advance.ts';
import { releaseAttempt } from '../attempt-changes.ts';
import { repositoryUrl } from '../commit-answers.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError } from '../route.ts';
import { latestAttempt, runAt } from '../run-view.ts';
import type { RunAttemptScript, WorkflowRunState } from '../world-state.ts';

import { environmentAnswer, environmentId } from './environments.ts';
import { notFound, numberParam } from './parameters.ts';
import { findRun } from './workflow-runs.ts';

const done = (status: 201 | 202): ApiReply => ({ status, body: {} });

export async function rerunRun(request: ApiRequest, which: 'all' | 'failed'): Promise<ApiReply> {
  const found = findRun(request);
  if (found === null) return notFound();
  if (found.view.status !== 'completed') {
    return apiError(403, 'This workflow is already running');
  }
  if (which === 'failed' && found.view.conclusion === 'success') {
    return apiError(403, 'This workflow run has no failed jobs to rerun');
  }
  await rerun(request.world, found.run, which);
  return done(201);
}

/** Source: GitHub REST documentation, "Re-run a job from a workflow run": the job, and what needs it. */
export async function rerunJob(request: ApiRequest): Promise<ApiReply> {
  const id = numberParam(request, 'job_id');
  const run = request.world.state.runs.find(({ attempts }) => attempts.at(-1)?.jobs.some((job) => job.id === id));
  const view = run === undefined ? null : runAt(run, request.world.now());
  const job = run?.attempts.at(-1)?.jobs.find((each) => each.id === id);
  if (run === undefined || view === null || job === undefined) return notFound();
  if (view.status !== 'completed') {
    return apiError(403, 'The workflow run containing this job is already running');
  }
  // What has succeeded is carried over, but for the job that is asked for.
  await rerun(request.world, run, job.conclusion === 'success' ? 'all' : 'failed');
  return done(201);
}

export function cancel(request: ApiRequest): ApiReply {
  const found = findRun(request);
  if (found === null) return notFound();
  if (found.view.status === 'completed') {
    return apiError(409, 'Cannot cancel a workflow run that is completed.');
  }
  cancelRun(found.run, request.world.now());
  return done(202);
}

function replaceLatest(run: WorkflowRunState, attempt: RunAttemptScript): void {
  run.attempts[run.attempts.length - 1] = attempt;
}

/** Lets a run go on that waits because of who opened its pull request. GITHUB_TOKEN cannot approve its own. */
export function approve(request: ApiRequest): ApiReply {
  const found = findRun(request);
  if (found === null) return notFound();
  if (found.view.attempt.heldAs !== 'action_required') return apiError(403, 'This run is not waiting for approval');
  if (request.requester.tokenKind === 'github-token') return apiError(403, 'Resource not accessible by integration');
  replaceLatest(found.run, releaseAttempt(found.view.attempt, request.world.now()));
  return done(201);
}

export function pendingDeployments(request: ApiRequest): ApiReply {
  const found = findRun(request);
  if (found === null) return notFound();
  const { environment } = found.view.attempt;
  if (found.view.status !== 'waiting' || environment === null) return { status: 200, body: [] };
  return {
    status: 200,
    body: [
      {
        environment: environmentAnswer(request, environment),
        wait_timer: 0,
        wait_timer_started_at: null,
        current_user_can_approve: request.requester.tokenKind === 'pat',
        reviewers: [{ type: 'User', reviewer: simpleUser(MAINTAINER, request.apiUrl) }],
      },
    ],
  };
}

const Review = z.object({
  environment_ids: z.array(z.number()),
  state: z.enum(['approved', 'rejected']),
  comment: z.string(),
});

export function reviewDeployments(request: ApiRequest): ApiReply {
  const found = findRun(request);
  if (found === null) return notFound();
  const body = readBody(request.body, Review);
  if (!body.ok) return body.reply;
  const { run, view } = found;
  const { environment } = view.attempt;
  if (
    view.status !== 'waiting' ||
    environment === null ||
    !body.value.environment_ids.includes(environmentId(request, environment))
  ) {
    return apiError(422, 'No pending deployment requests to approve or reject');
  }
  if (request.requester.tokenKind !== 'pat') return apiError(403, 'Resource not accessible by integration');
  const now = request.world.now();
  const { state, comment } = body.value;
  const review = { runId: run.id, state, comment, environment, reviewer: request.requester.actor };
  request.world.state.deploymentReviews = [...(request.world.state.deploymentReviews ?? []), review];
  if (state === 'approved') replaceLatest(run, releaseAttempt(view.attempt, now));
  else {
    cancelRun(run, now);
    replaceLatest(run, { ...latestAttempt(run), conclusion: 'failure' });
  }
  const id = environmentId(request, environment);
  const url = `${repositoryUrl(request)}/deployments/${id}`;
  return {
    status: 200,
    body: [
      {
        url,
        id,
        node_id: nodeId('DE', id),
        sha: run.headSha,
        ref: run.headBranch,
        task: 'deploy',
        payload: {},
        environment,
        description: null,
        creator: simpleUser(run.actor, request.apiUrl),
        created_at: isoTime(run.createdAt),
        updated_at: isoTime(now),
        statuses_url: `${url}/statuses`,
        repository_url: repositoryUrl(request),
      },
    ],
  };
}

/** Source: GitHub REST documentation, "Get the review history for a workflow run". */
export function deploymentReviews(request: ApiRequest): ApiReply {
  const found = findRun(request);
  if (found === null) return notFound();
  const { world } = request;
  const reviews = (world.state.deploymentReviews ?? []).filter(({ runId }) => runId === found.run.id);
  const body = reviews.map(({ state, comment, environment, reviewer }) => ({
    state,
    comment,
    environments: [
      {
        ...environmentAnswer(request, environment),
        created_at: isoTime(world.state.createdAt),
        updated_at: isoTime(world.state.createdAt),
      },
    ],
    user: simpleUser(reviewer, request.apiUrl),
  }));
  return { status: 200, body };
}

/** Source: GitHub REST documentation, "Delete a workflow run": one that has ended. */
export function deleteRun(request: ApiRequest): ApiReply {
  const found = findRun(request);
  if (found === null) return notFound();
  if (found.view.status !== 'completed') return apiError(403, 'Could not delete the workflow run');
  const { runs } = request.world.state;
  runs.splice(runs.indexOf(found.run), 1);
  return { status: 204 };
}

export function deleteLogs(request: ApiRequest): ApiReply {
  const found = findRun(request);
  if (found === null) return notFound();
  if (found.view.status !== 'completed') return apiError(403, 'Logs can only be deleted after the run has completed');
  const { state } = request.world;
  state.deletedLogs = [...new Set([...(state.deletedLogs ?? []), found.run.id])];
  return { status: 204 };
}

/** Source: GitHub REST documentation, "Get workflow run usage". Nothing is billed here. */
export function runUsage(request: ApiRequest): ApiReply {
  const found = findRun(request);
  if (found === null) return notFound();
  const { view } = found;
  const duration = view.status === 'completed' ? { run_duration_ms: view.updatedAt - view.startedAt } : {};
  return { status: 200, body: { billable: {}, ...duration } };
}
