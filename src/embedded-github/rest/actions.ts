import { repositoryPath } from '../commit-answers.ts';
import type { FaultPlan } from '../fault-plan.ts';
import type { Route } from '../route.ts';
import { artifactRoutes } from './artifacts.ts';
import { getJob, jobLogs, listAttemptJobs, listJobs, runLogs } from './jobs.ts';
import {
  approve,
  cancel,
  deleteLogs,
  deleteRun,
  deploymentReviews,
  pendingDeployments,
  rerunJob,
  rerunRun,
  reviewDeployments,
  runUsage,
} from './run-control.ts';
import { getAttempt, getRun, listRuns, listWorkflowRuns } from './workflow-runs.ts';
import { dispatch, getWorkflow, listWorkflows, setWorkflowState, workflowUsage } from './workflows.ts';

const REPO = '/repos/{owner}/{repo}';

/** Workflows, their runs and jobs. */
export function actionsRoutes(plan: FaultPlan): readonly Route[] {
  const workflow = `${REPO}/actions/workflows/{workflow_id}`;
  const run = `${REPO}/actions/runs/{run_id}`;
  const job = `${REPO}/actions/jobs/{job_id}`;
  return [
    ...artifactRoutes,
    { method: 'GET', path: `${REPO}/actions/workflows`, handle: listWorkflows },
    { method: 'GET', path: workflow, handle: getWorkflow },
    { method: 'PUT', path: `${workflow}/enable`, handle: setWorkflowState('active') },
    { method: 'PUT', path: `${workflow}/disable`, handle: setWorkflowState('disabled_manually') },
    { method: 'POST', path: `${workflow}/dispatches`, handle: (request) => dispatch(request, plan) },
    { method: 'GET', path: `${workflow}/runs`, handle: (request) => listWorkflowRuns(request, plan) },
    {
      method: 'GET',
      path: `${REPO}/actions/runs`,
      handle: (request) => listRuns(request, plan, `${repositoryPath(request)}/actions/runs`, request.world.state.runs),
    },
    { method: 'GET', path: run, handle: getRun },
    { method: 'DELETE', path: run, handle: deleteRun },
    { method: 'DELETE', path: `${run}/logs`, handle: deleteLogs },
    { method: 'GET', path: `${run}/timing`, handle: runUsage },
    { method: 'GET', path: `${workflow}/timing`, handle: workflowUsage },
    { method: 'POST', path: `${run}/force-cancel`, handle: cancel },
    { method: 'GET', path: `${run}/jobs`, handle: listJobs },
    { method: 'GET', path: `${run}/logs`, handle: runLogs },
    { method: 'GET', path: `${run}/attempts/{attempt_number}`, handle: getAttempt },
    { method: 'GET', path: `${run}/attempts/{attempt_number}/jobs`, handle: listAttemptJobs },
    { method: 'GET', path: `${run}/attempts/{attempt_number}/logs`, handle: runLogs },
    { method: 'POST', path: `${run}/rerun`, handle: (request) => rerunRun(request, 'all') },
    { method: 'POST', path: `${run}/rerun-failed-jobs`, handle: (request) => rerunRun(request, 'failed') },
    { method: 'POST', path: `${run}/cancel`, handle: cancel },
    { method: 'POST', path: `${run}/approve`, handle: approve },
    { method: 'GET', path: `${run}/pending_deployments`, handle: pendingDeployments },
    { method: 'POST', path: `${run}/pending_deployments`, handle: reviewDeployments },
    { method: 'GET', path: `${run}/approvals`, handle: deploymentReviews },
    { method: 'GET', path: job, handle: getJob },
    { method: 'GET', path: `${job}/logs`, handle: jobLogs },
    { method: 'POST', path: `${job}/rerun`, handle: rerunJob },
  ];
}
