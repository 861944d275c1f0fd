import { isoTime, nodeId, simpleUser } from '../accounts.ts';
import { repositoryPage, repositoryPath, repositoryUrl } from '../commit-answers.ts';
import type { FaultPlan } from '../fault-plan.ts';
import { paginate } from '../pagination.ts';
import { repositoryAnswer } from '../repository-answer.ts';
import type { ApiReply, ApiRequest } from '../route.ts';
import { latestAttempt, type RunView, runAt } from '../run-view.ts';
import type { WorkflowRunState } from '../world-state.ts';

import { notFound, numberParam, param } from './parameters.ts';
import { findWorkflow } from './workflows.ts';

/** How old a filtered list is under `stale-list`. Milliseconds. */
const STALENESS = 5 * 60_000;

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

async function runAnswer(
  request: ApiRequest,
  run: WorkflowRunState,
  view: RunView,
  repository = minimalRepository(request),
) {
  const { world, apiUrl } = request;
  const { git, state } = world;
  const url = `${repositoryUrl(request)}/actions/runs/${run.id}`;
  const commit = await git.commit(run.headSha);
  const workflow = state.workflows.find((each) => each.path === run.workflowPath);
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
    referenced_workflows: run.calls,
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

/** The filters of a list: what is asked for is read once, and how a run looks is found out where its status is asked for. */
function filterOf(query: URLSearchParams, at: number): (run: WorkflowRunState) => boolean {
  const wanted: ((run: WorkflowRunState) => boolean)[] = [
    (run) => run.createdAt <= at,
    (run) => at >= (run.attempts[0]?.visibleAt ?? Number.POSITIVE_INFINITY),
  ];
  const where = (name: string, passes: (run: WorkflowRunState, value: string) => boolean) => {
    const value = query.get(name) ?? '';
    if (value !== '') wanted.push((run) => passes(run, value));
  };
  where('actor', ({ actor }, value) => actor.login === value);
  where('branch', ({ headBranch }, value) => headBranch === value);
  where('event', ({ event }, value) => event === value);
  where('head_sha', ({ headSha }, value) => headSha === value);
  where('check_suite_id', ({ id }, value) => String(id) === value);
  where('created', ({ createdAt }, value) => createdMatches(value, createdAt));
  where('status', (run, value) => {
    const view = runAt(run, at);
    return view !== null && (view.status === value || view.conclusion === value);
  });
  return (run) => wanted.every((passes) => passes(run));
}

export async function listRuns(
  request: ApiRequest,
  plan: FaultPlan,
  path: string,
  runs: readonly WorkflowRunState[],
): Promise<ApiReply> {
  const { query, world } = request;
  // Filtered lists are served by a search index that lags behind; unfiltered ones are right.
  const filtered = FILTERS.some((name) => (query.get(name) ?? '') !== '');
  const at = world.now() - (filtered && plan.standing('stale-list') !== null ? STALENESS : 0);
  const found = runs.filter(filterOf(query, at)).sort((a, b) => b.createdAt - a.createdAt || b.id - a.id);
  const { items, headers } = paginate(request, path, found);
  const body = { total_count: found.length, workflow_runs: [] as unknown[] };
  const repository = minimalRepository(request);
  for (const run of items) {
    const view = runAt(run, at);
    if (view !== null) body.workflow_runs.push(await runAnswer(request, run, view, repository));
  }
  return { status: 200, body, headers };
}

export function listWorkflowRuns(request: ApiRequest, plan: FaultPlan): ApiReply | Promise<ApiReply> {
  const workflow = findWorkflow(request);
  if (workflow === null) return notFound();
  const runs = request.world.state.runs.filter((run) => run.workflowPath === workflow.path);
  const path = `${repositoryPath(request)}/actions/workflows/${encodeURIComponent(param(request, 'workflow_id'))}/runs`;
  return listRuns(request, plan, path, runs);
}

/** The run of a request with what it shows now; null while it is not visible. */
export function findRun(request: ApiRequest): { run: WorkflowRunState; view: RunView } | null {
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

export async function getRun(request: ApiRequest): Promise<ApiReply> {
  const found = findRun(request);
  return found === null ? notFound() : { status: 200, body: await runAnswer(request, found.run, found.view) };
}

export function attemptOf(request: ApiRequest): { run: WorkflowRunState; view: RunView } | null {
  const found = findRun(request);
  if (found === null) return null;
  const view = runAt(found.run, request.world.now(), numberParam(request, 'attempt_number'));
  return view === null ? null : { run: found.run, view };
}

export async function getAttempt(request: ApiRequest): Promise<ApiReply> {
  const found = attemptOf(request);
  return found === null ? notFound() : { status: 200, body: await runAnswer(request, found.run, found.view) };
}
