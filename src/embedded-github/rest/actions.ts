import * as z from 'zod';
import { workflowFileName } from '../../core/triggers/workflow-file.ts';
import { isoTime, nodeId, simpleUser } from '../accounts.ts';
import { cancelRun, rerun } from '../advance.ts';
import { repositoryPage, repositoryPath, repositoryUrl, urlPath } from '../commit-answers.ts';
import type { FaultPlan } from '../faults.ts';
import { paginate } from '../pagination.ts';
import { repositoryAnswer } from '../repository-answer.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { workflowsAt } from '../workflow-events.ts';
import { type JobView, jobAt, jobsAt, latestAttempt, type RunView, releaseAttempt, runAt } from '../workflow-runs.ts';
import type { RunAttemptScript, WorkflowRunState, WorkflowState } from '../world-state.ts';

const REPO = '/repos/{owner}/{repo}';
/** How old a filtered list is under `stale-list`. Milliseconds. */
const STALENESS = 5 * 60_000;

const notFound = () => apiError(404, 'Not Found');
const param = (request: ApiRequest, name: string): string => request.params[name] ?? '';
const numberParam = (request: ApiRequest, name: string): number => {
  const text = param(request, name);
  return /^\d{1,15}$/.test(text) ? Number(text) : -1;
};

// --- workflows ---

/** Finds a workflow by its id or its file name, as GitHub takes both. */
function findWorkflow(request: ApiRequest): WorkflowState | null {
  const wanted = param(request, 'workflow_id');
  const { workflows } = request.world.state;
  return workflows.find((each) => String(each.id) === wanted || workflowFileName(each.path) === wanted) ?? null;
}

/** Names as the files on the default branch give them. */
async function workflowNames(request: ApiRequest): Promise<Map<string, string>> {
  const { world } = request;
  const tip = await world.git.resolveRef(`refs/heads/${world.state.defaultBranch}`);
  const files = tip === null ? [] : await workflowsAt(world, tip);
  return new Map(files.flatMap(({ path, file }) => (file.ok ? [[path, file.value.name] as const] : [])));
}

function workflowAnswer(request: ApiRequest, workflow: WorkflowState, names: ReadonlyMap<string, string>) {
  const { defaultBranch } = request.world.state;
  const created = isoTime(workflow.createdAt);
  return {
    id: workflow.id,
    node_id: nodeId('W', workflow.id),
    name: names.get(workflow.path) ?? workflow.path,
    path: workflow.path,
    state: workflow.state,
    created_at: created,
    updated_at: created,
    url: `${repositoryUrl(request)}/actions/workflows/${workflow.id}`,
    html_url: `${repositoryPage(request)}/blob/${urlPath(defaultBranch)}/${urlPath(workflow.path)}`,
    badge_url: `${repositoryPage(request)}/workflows/${workflow.id}/badge.svg`,
  };
}

async function listWorkflows(request: ApiRequest): Promise<ApiReply> {
  const { workflows } = request.world.state;
  const names = await workflowNames(request);
  const { items, headers } = paginate(request, `${repositoryPath(request)}/actions/workflows`, workflows);
  const body = {
    total_count: workflows.length,
    workflows: items.map((each) => workflowAnswer(request, each, names)),
  };
  return { status: 200, body, headers };
}

async function getWorkflow(request: ApiRequest): Promise<ApiReply> {
  const workflow = findWorkflow(request);
  if (workflow === null) return notFound();
  return { status: 200, body: workflowAnswer(request, workflow, await workflowNames(request)) };
}

const setWorkflowState =
  (state: WorkflowState['state']) =>
  (request: ApiRequest): ApiReply => {
    const workflow = findWorkflow(request);
    if (workflow === null) return notFound();
    workflow.state = state;
    return { status: 204 };
  };

const Dispatch = z.object({
  ref: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])).optional(),
  return_run_details: z.boolean().optional(),
});

/** Source of the refusals: GitHub REST documentation, "Create a workflow dispatch event", and its answers. */
async function dispatch(request: ApiRequest, plan: FaultPlan): Promise<ApiReply> {
  const { world } = request;
  const workflow = findWorkflow(request);
  if (workflow === null) return notFound();
  const body = readBody(request.body, Dispatch);
  if (!body.ok) return body.reply;
  const { ref, inputs = {}, return_run_details: wantsDetails } = body.value;
  if (wantsDetails !== undefined && plan.standing('no-run-details') !== null) {
    return apiError(422, 'Invalid request.\n\n"return_run_details" is not a permitted key.');
  }
  if (workflow.state !== 'active') return apiError(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
  let found: { name: string; commit: string } | null = null;
  for (const name of ref.startsWith('refs/') ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`]) {
    const sha = await world.git.resolveRef(name);
    const commit = sha === null ? null : await world.git.peel(sha);
    if (commit !== null) found ??= { name, commit };
  }
  if (found === null) return apiError(422, `No ref found for: ${ref}`);
  const at = (await workflowsAt(world, found.commit)).find((each) => each.path === workflow.path);
  if (at === undefined) return apiError(404, 'Not Found');
  const trigger = at.file.ok ? at.file.value.triggers.get('workflow_dispatch') : undefined;
  if (trigger === undefined) return apiError(422, "Workflow does not have 'workflow_dispatch' trigger");
  const unexpected = Object.keys(inputs).filter((name) => !trigger.inputs.has(name));
  if (unexpected.length > 0) return apiError(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  const complete = new Map<string, string>();
  for (const input of trigger.inputs.values()) {
    const given = Object.hasOwn(inputs, input.name) ? inputs[input.name] : undefined;
    const value = given === undefined ? input.default : String(given);
    if (input.required && (value === null || value === '')) {
      return apiError(422, `Required input '${input.name}' not provided`);
    }
    if (input.type === 'choice' && value !== null && !input.options.includes(value)) {
      return apiError(422, `Provided value '${value}' for input '${input.name}' not in the list of allowed values`);
    }
    if (value !== null) complete.set(input.name, value);
  }
  const before = world.state.runs.length;
  await request.emit(
    world,
    {
      kind: 'workflow_dispatch',
      workflowPath: workflow.path,
      ref: found.name,
      commit: found.commit,
      inputs: Object.fromEntries(complete),
    },
    request.requester,
  );
  const started = world.state.runs[before];
  if (wantsDetails !== true || started === undefined) return { status: 204 };
  return {
    status: 200,
    body: {
      workflow_run_id: started.id,
      run_url: `${repositoryUrl(request)}/actions/runs/${started.id}`,
      html_url: `${repositoryPage(request)}/actions/runs/${started.id}`,
    },
  };
}

// --- runs ---

/** The fields of a repository that a run shows; none of them changes while it runs. */
const SHOWN_REPOSITORY = new Set(
  `archive_url assignees_url blobs_url branches_url collaborators_url comments_url commits_url compare_url contents_url
  contributors_url deployments_url description downloads_url events_url fork forks_url full_name git_commits_url
  git_refs_url git_tags_url hooks_url html_url id node_id issue_comment_url issue_events_url issues_url keys_url labels_url
  languages_url merges_url milestones_url name notifications_url owner private pulls_url releases_url stargazers_url
  statuses_url subscribers_url subscription_url tags_url teams_url trees_url url`.split(/\s+/),
);

const minimalRepository = (request: ApiRequest) =>
  Object.fromEntries(Object.entries(repositoryAnswer(request)).filter(([name]) => SHOWN_REPOSITORY.has(name)));

async function runAnswer(request: ApiRequest, run: WorkflowRunState, view: RunView) {
  const { world, apiUrl } = request;
  const { git, state } = world;
  const url = `${repositoryUrl(request)}/actions/runs/${run.id}`;
  const commit = await git.commit(run.headSha);
  const workflow = state.workflows.find((each) => each.path === run.workflowPath);
  const repository = minimalRepository(request);
  const person = ({ name, email }: { name: string; email: string }) => ({ name, email });
  const pull = state.pulls.find((each) => each.number === run.pullRequestNumber);
  const actor = simpleUser(run.actor, apiUrl);
  const repo = { id: state.repositoryId, url: repositoryUrl(request), name: state.repo };
  return {
    id: run.id,
    name: run.workflowName,
    node_id: nodeId('WFR', run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.workflowPath,
    display_title: run.displayTitle,
    run_number: run.runNumber,
    event: run.event,
    status: view.status,
    conclusion: view.conclusion,
    workflow_id: workflow?.id ?? 0,
    check_suite_id: run.id,
    check_suite_node_id: nodeId('CS', run.id),
    url,
    html_url: `${repositoryPage(request)}/actions/runs/${run.id}`,
    pull_requests:
      pull === undefined
        ? []
        : [
            {
              url: `${repositoryUrl(request)}/pulls/${pull.number}`,
              id: pull.id,
              number: pull.number,
              head: { ref: pull.headRef, sha: pull.headSha, repo },
              base: { ref: pull.baseRef, sha: pull.baseSha, repo },
            },
          ],
    created_at: isoTime(run.createdAt),
    updated_at: isoTime(view.updatedAt),
    actor,
    run_attempt: view.attempt.attempt,
    referenced_workflows: [],
    run_started_at: isoTime(view.startedAt),
    triggering_actor: actor,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repositoryUrl(request)}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: view.attempt.attempt > 1 ? `${url}/attempts/${view.attempt.attempt - 1}` : null,
    workflow_url: `${repositoryUrl(request)}/actions/workflows/${workflow?.id ?? 0}`,
    head_commit: {
      id: run.headSha,
      tree_id: commit.tree,
      message: commit.message,
      timestamp: isoTime(commit.committer.time),
      author: person(commit.author),
      committer: person(commit.committer),
    },
    repository,
    head_repository: repository,
  };
}

const FILTERS = [
  'actor',
  'branch',
  'event',
  'status',
  'created',
  'head_sha',
  'check_suite_id',
  'exclude_pull_requests',
];

/** `created` of GitHub's search syntax: a day or time, with a comparison, or a range with `..`. */
function createdMatches(filter: string, time: number): boolean {
  const [from, to] = filter.split('..', 2);
  const start = (text: string) => Date.parse(text === '*' ? '0000' : text);
  // A day without a time means the whole day.
  const end = (text: string) => start(text) + (/^\d{4}-\d{2}-\d{2}$/.test(text) ? 86_399_999 : 999);
  if (to !== undefined) return (from === '*' || time >= start(from ?? '')) && (to === '*' || time <= end(to));
  const match = /^(>=|<=|>|<)?(.*)$/s.exec(filter);
  const value = match?.[2] ?? '';
  switch (match?.[1]) {
    case '>=':
      return time >= start(value);
    case '>':
      return time > end(value);
    case '<=':
      return time <= end(value);
    case '<':
      return time < start(value);
    default:
      return time >= start(value) && time <= end(value);
  }
}

/** Whether `run`, as it looked, passes the filters of a list. */
function passes(query: URLSearchParams, run: WorkflowRunState, view: RunView): boolean {
  const is = (name: string, value: string) => !query.has(name) || query.get(name) === '' || query.get(name) === value;
  const status = query.get('status') ?? '';
  return (
    is('actor', run.actor.login) &&
    is('branch', run.headBranch) &&
    is('event', run.event) &&
    is('head_sha', run.headSha) &&
    is('check_suite_id', String(run.id)) &&
    (status === '' || status === view.status || status === view.conclusion) &&
    ((query.get('created') ?? '') === '' || createdMatches(query.get('created') ?? '', run.createdAt))
  );
}

async function listRuns(
  request: ApiRequest,
  plan: FaultPlan,
  path: string,
  runs: readonly WorkflowRunState[],
): Promise<ApiReply> {
  const { query, world } = request;
  // Filtered lists are served by a search index that lags behind; unfiltered ones are right.
  const filtered = FILTERS.some((name) => (query.get(name) ?? '') !== '');
  const at = world.now() - (filtered && plan.standing('stale-list') !== null ? STALENESS : 0);
  const found = runs
    .flatMap((run) => {
      const view = run.createdAt > at ? null : runAt(run, at);
      return view !== null && passes(query, run, view) ? [{ run, view }] : [];
    })
    .sort((a, b) => b.run.createdAt - a.run.createdAt || b.run.id - a.run.id);
  const { items, headers } = paginate(request, path, found);
  const body = { total_count: found.length, workflow_runs: [] as unknown[] };
  for (const { run, view } of items) body.workflow_runs.push(await runAnswer(request, run, view));
  return { status: 200, body, headers };
}

function listWorkflowRuns(request: ApiRequest, plan: FaultPlan): ApiReply | Promise<ApiReply> {
  const workflow = findWorkflow(request);
  if (workflow === null) return notFound();
  const runs = request.world.state.runs.filter((run) => run.workflowPath === workflow.path);
  const path = `${repositoryPath(request)}/actions/workflows/${encodeURIComponent(param(request, 'workflow_id'))}/runs`;
  return listRuns(request, plan, path, runs);
}

/** The run of a request with what it shows now; null while it is not visible. */
function findRun(request: ApiRequest): { run: WorkflowRunState; view: RunView } | null {
  const run = request.world.state.runs.find((each) => each.id === numberParam(request, 'run_id'));
  if (run === undefined) return null;
  const view = runAt(run, request.world.now());
  // A dispatch may have told the id already.
  if (view === null && run.event === 'workflow_dispatch') {
    const attempt = latestAttempt(run);
    return {
      run,
      view: { attempt, status: 'queued', conclusion: null, startedAt: run.createdAt, updatedAt: run.createdAt },
    };
  }
  return view === null ? null : { run, view };
}

async function getRun(request: ApiRequest): Promise<ApiReply> {
  const found = findRun(request);
  return found === null ? notFound() : { status: 200, body: await runAnswer(request, found.run, found.view) };
}

function attemptOf(request: ApiRequest): { run: WorkflowRunState; view: RunView } | null {
  const found = findRun(request);
  if (found === null) return null;
  const view = runAt(found.run, request.world.now(), numberParam(request, 'attempt_number'));
  return view === null ? null : { run: found.run, view };
}

async function getAttempt(request: ApiRequest): Promise<ApiReply> {
  const found = attemptOf(request);
  return found === null ? notFound() : { status: 200, body: await runAnswer(request, found.run, found.view) };
}

// --- jobs ---

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

function listJobs(request: ApiRequest): ApiReply {
  const found = findRun(request);
  if (found === null) return notFound();
  const { run, view } = found;
  return jobsReply(request, run, request.query.get('filter') === 'all' ? run.attempts : [view.attempt], '/jobs');
}

function listAttemptJobs(request: ApiRequest): ApiReply {
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

function getJob(request: ApiRequest): ApiReply {
  const found = findJob(request, numberParam(request, 'job_id'));
  return found === null ? notFound() : { status: 200, body: jobAnswer(request, found.run, found.attempt, found.job) };
}

const redirect = (location: string): ApiReply => ({ status: 302, headers: { location } });
const origin = (request: ApiRequest): string => request.apiUrl.replace(/\/api\/v3$/, '');

/** GitHub keeps logs elsewhere and redirects; a job that has not ended has none yet. */
function jobLogs(request: ApiRequest): ApiReply {
  const found = findJob(request, numberParam(request, 'job_id'));
  if (found === null || found.job.status !== 'completed' || found.job.log === '') return notFound();
  return redirect(`${origin(request)}/_downloads/logs/${found.job.id}`);
}

function runLogs(request: ApiRequest): ApiReply {
  const found = request.params.attempt_number === undefined ? findRun(request) : attemptOf(request);
  if (found === null || found.view.status !== 'completed') return notFound();
  return redirect(`${origin(request)}/_downloads/run-logs/${found.run.id}/${found.view.attempt.attempt}`);
}

// --- what people do ---

const done = (status: 201 | 202): ApiReply => ({ status, body: {} });

async function rerunRun(request: ApiRequest, which: 'all' | 'failed'): Promise<ApiReply> {
  const found = findRun(request);
  if (found === null) return notFound();
  if (found.view.status !== 'completed') {
    return apiError(403, 'The workflow run cannot be rerun while it is in progress');
  }
  if (which === 'failed' && found.view.conclusion === 'success') {
    return apiError(403, 'This workflow run has no failed jobs to rerun');
  }
  await rerun(request.world, found.run, which);
  return done(201);
}

function cancel(request: ApiRequest): ApiReply {
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
function approve(request: ApiRequest): ApiReply {
  const found = findRun(request);
  if (found === null) return notFound();
  if (found.view.attempt.heldAs !== 'action_required') return apiError(403, 'This run is not waiting for approval');
  if (request.requester.tokenKind === 'github-token') return apiError(403, 'Resource not accessible by integration');
  replaceLatest(found.run, releaseAttempt(found.view.attempt, request.world.now()));
  return done(201);
}

/** A number that stays the same for a name; environments have no other state here. */
const environmentId = (name: string): number =>
  [...name].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000_007, 7);

function pendingDeployments(request: ApiRequest): ApiReply {
  const found = findRun(request);
  if (found === null) return notFound();
  const { environment } = found.view.attempt;
  if (found.view.status !== 'waiting' || environment === null) return { status: 200, body: [] };
  const id = environmentId(environment);
  return {
    status: 200,
    body: [
      {
        environment: {
          id,
          node_id: nodeId('EN', id),
          name: environment,
          url: `${repositoryUrl(request)}/environments/${encodeURIComponent(environment)}`,
          html_url: `${repositoryPage(request)}/deployments/activity_log?environments_filter=${encodeURIComponent(environment)}`,
        },
        wait_timer: 0,
        wait_timer_started_at: null,
        current_user_can_approve: request.requester.tokenKind === 'pat',
        reviewers: [],
      },
    ],
  };
}

const Review = z.object({
  environment_ids: z.array(z.number()),
  state: z.enum(['approved', 'rejected']),
  comment: z.string(),
});

function reviewDeployments(request: ApiRequest): ApiReply {
  const found = findRun(request);
  if (found === null) return notFound();
  const body = readBody(request.body, Review);
  if (!body.ok) return body.reply;
  const { run, view } = found;
  const { environment } = view.attempt;
  if (
    view.status !== 'waiting' ||
    environment === null ||
    !body.value.environment_ids.includes(environmentId(environment))
  ) {
    return apiError(422, 'No pending deployment requests to approve or reject');
  }
  if (request.requester.tokenKind !== 'pat') return apiError(403, 'Resource not accessible by integration');
  const now = request.world.now();
  if (body.value.state === 'approved') replaceLatest(run, releaseAttempt(view.attempt, now));
  else {
    cancelRun(run, now);
    replaceLatest(run, { ...latestAttempt(run), conclusion: 'failure' });
  }
  const id = environmentId(environment);
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

/** Nothing is uploaded in a simulated run; what it publishes are release assets. */
const noArtifacts = (request: ApiRequest): ApiReply =>
  findRun(request) === null ? notFound() : { status: 200, body: { total_count: 0, artifacts: [] } };

/** Workflows, their runs and jobs. */
export function actionsRoutes(plan: FaultPlan): readonly Route[] {
  const workflow = `${REPO}/actions/workflows/{workflow_id}`;
  const run = `${REPO}/actions/runs/{run_id}`;
  const job = `${REPO}/actions/jobs/{job_id}`;
  return [
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
    { method: 'GET', path: `${run}/jobs`, handle: listJobs },
    { method: 'GET', path: `${run}/logs`, handle: runLogs },
    { method: 'GET', path: `${run}/artifacts`, handle: noArtifacts },
    { method: 'GET', path: `${run}/attempts/{attempt_number}`, handle: getAttempt },
    { method: 'GET', path: `${run}/attempts/{attempt_number}/jobs`, handle: listAttemptJobs },
    { method: 'GET', path: `${run}/attempts/{attempt_number}/logs`, handle: runLogs },
    { method: 'POST', path: `${run}/rerun`, handle: (request) => rerunRun(request, 'all') },
    { method: 'POST', path: `${run}/rerun-failed-jobs`, handle: (request) => rerunRun(request, 'failed') },
    { method: 'POST', path: `${run}/cancel`, handle: cancel },
    { method: 'POST', path: `${run}/approve`, handle: approve },
    { method: 'GET', path: `${run}/pending_deployments`, handle: pendingDeployments },
    { method: 'POST', path: `${run}/pending_deployments`, handle: reviewDeployments },
    { method: 'GET', path: job, handle: getJob },
    { method: 'GET', path: `${job}/logs`, handle: jobLogs },
  ];
}
