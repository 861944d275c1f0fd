import * as z from 'zod';
import { appSlug, integration, isoTime, nodeId, simpleUser, webUrl } from '../accounts.ts';
import { latestCheckRuns, latestStatuses } from '../check-results.ts';
import { type CheckSuite, checkSuitesOf, emptySuite, suiteIdOf } from '../check-suites.ts';
import { repositoryPage, repositoryPath, repositoryUrl, urlPath } from '../commit-answers.ts';
import type { Commit } from '../git/object-format.ts';
import { isObjectId } from '../git/object-names.ts';
import { answerPage, paginate } from '../pagination.ts';
import { repositoryAnswer } from '../repository-answer.ts';
import { readBody, textFaults, validationFailed } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import type { CheckRunState, CommitStatusState } from '../world-state.ts';
import { notFound, numberParam } from './parameters.ts';

const REPO = '/repos/{owner}/{repo}';

/** GitHub's `check-run`. */
function checkRunAnswer(request: ApiRequest, run: CheckRunState) {
  const url = `${repositoryUrl(request)}/check-runs/${run.id}`;
  const page = `${repositoryPage(request)}/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CR', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: isoTime(run.startedAt),
    completed_at: run.completedAt === null ? null : isoTime(run.completedAt),
    output: {
      title: run.output.title,
      summary: run.output.summary,
      text: run.output.text,
      annotations_count: run.output.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: suiteIdOf(request.world, run) },
    app: integration(run.appSlug, request),
    pull_requests: request.world.state.pulls
      // GitHub leaves out those from forks.
      .filter((pull) => pull.state === 'open' && pull.headOwner === undefined && pull.headSha === run.headSha)
      .map((pull) => {
        const repo = {
          id: request.world.state.repositoryId,
          url: repositoryUrl(request),
          name: request.world.state.repo,
        };
        return {
          id: pull.id,
          number: pull.number,
          url: `${repositoryUrl(request)}/pulls/${pull.number}`,
          head: { ref: pull.headRef, sha: pull.headSha, repo },
          base: { ref: pull.baseRef, sha: pull.baseSha, repo },
        };
      }),
  };
}

const CONCLUSIONS = [
  'action_required',
  'cancelled',
  'failure',
  'neutral',
  'success',
  'skipped',
  'stale',
  'timed_out',
] as const;

const CheckRunFields = {
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  status: z.enum(['queued', 'in_progress', 'completed', 'waiting', 'requested', 'pending']).optional(),
  started_at: z.iso.datetime({ offset: true }).optional(),
  conclusion: z.enum(CONCLUSIONS).optional(),
  completed_at: z.iso.datetime({ offset: true }).optional(),
  output: z
    .object({
      title: z.string().optional(),
      // GitHub's limit; the same for text.
      summary: z.string().max(65_535).optional(),
      text: z.string().max(65_535).optional(),
      annotations: z
        .array(
          z.looseObject({
            path: z.string(),
            start_line: z.number().int(),
            end_line: z.number().int(),
            annotation_level: z.enum(['notice', 'warning', 'failure']),
            message: z.string(),
          }),
        )
        .max(50)
        .optional(),
    })
    .optional(),
};
const CheckRunCreation = z.object({ name: z.string().min(1), head_sha: z.string(), ...CheckRunFields });
const CheckRunUpdate = z.object({ name: z.string().optional(), ...CheckRunFields });

type CheckRunChange = z.infer<typeof CheckRunUpdate>;

function applyChange(run: CheckRunState, change: CheckRunChange, now: number): void {
  if (change.status === 'queued' || change.status === 'in_progress' || change.status === 'completed') {
    run.status = change.status;
  }
  if (change.details_url !== undefined) run.detailsUrl = change.details_url;
  if (change.external_id !== undefined) run.externalId = change.external_id;
  // Giving a conclusion completes the run.
  if (change.conclusion !== undefined) {
    run.conclusion = change.conclusion;
    run.status = 'completed';
  }
  if (run.status === 'completed') {
    run.completedAt = change.completed_at === undefined ? (run.completedAt ?? now) : Date.parse(change.completed_at);
  } else {
    run.conclusion = null;
    run.completedAt = null;
  }
  if (change.output !== undefined) {
    run.output = {
      title: change.output.title ?? run.output.title,
      summary: change.output.summary ?? run.output.summary,
      text: change.output.text ?? run.output.text,
      // Each call adds annotations to those before.
      annotations: [...run.output.annotations, ...(change.output.annotations ?? [])],
    };
  }
}

async function createCheckRun(request: ApiRequest): Promise<ApiReply> {
  const slug = appSlug(request.requester);
  if (slug === null) return apiError(403, 'You must authenticate via a GitHub App.');
  const body = readBody(request.body, CheckRunCreation);
  if (!body.ok) return body.reply;
  const { world } = request;
  const { name, head_sha: headSha, ...change } = body.value;
  if ((await world.git.objectInfo(headSha))?.type !== 'commit') {
    return apiError(422, `No commit found for SHA: ${headSha}`);
  }
  if (change.status === 'completed' && change.conclusion === undefined) {
    return validationFailed({ resource: 'CheckRun', field: 'conclusion', code: 'missing_field' });
  }
  const now = world.now();
  const run: CheckRunState = {
    id: world.nextId(),
    name,
    headSha,
    status: 'queued',
    conclusion: null,
    startedAt: change.started_at === undefined ? now : Date.parse(change.started_at),
    completedAt: null,
    detailsUrl: null,
    externalId: '',
    output: { title: null, summary: null, text: null, annotations: [] },
    appSlug: slug,
  };
  applyChange(run, change, now);
  world.state.checkRuns.push(run);
  const answer = checkRunAnswer(request, run);
  return { status: 201, body: answer, headers: { location: answer.url } };
}

const runOf = (request: ApiRequest): CheckRunState | undefined =>
  request.world.state.checkRuns.find((run) => String(run.id) === request.params.check_run_id);

function getCheckRun(request: ApiRequest): ApiReply {
  const run = runOf(request);
  return run === undefined ? notFound() : { status: 200, body: checkRunAnswer(request, run) };
}

function updateCheckRun(request: ApiRequest): ApiReply {
  const slug = appSlug(request.requester);
  if (slug === null) return apiError(403, 'You must authenticate via a GitHub App.');
  const run = runOf(request);
  if (run === undefined) return notFound();
  if (run.appSlug !== slug)
    return apiError(403, 'Invalid app_id `1` - check run can only be modified by the GitHub App that created it.');
  const body = readBody(request.body, CheckRunUpdate);
  if (!body.ok) return body.reply;
  applyChange(run, body.value, request.world.now());
  return { status: 200, body: checkRunAnswer(request, run) };
}

/**
 * Source: GitHub REST documentation, "Rerequest a check run": its status is queued again, and its conclusion cleared. What a
 * workflow's job reported is run again as a run.
 */
function rerequestCheckRun(request: ApiRequest): ApiReply {
  const run = runOf(request);
  if (run === undefined) return notFound();
  if (run.appSlug === 'github-actions') return apiError(403, 'This check run is not rerequestable');
  if (run.status !== 'completed') {
    const message = 'This check run is not completed';
    return validationFailed({ resource: 'CheckRun', code: 'custom', message });
  }
  run.status = 'queued';
  run.conclusion = null;
  run.completedAt = null;
  return { status: 201, body: {} };
}

function listAnnotations(request: ApiRequest): ApiReply {
  const run = runOf(request);
  // A job of a workflow run is a check run under the same id; scripted jobs annotate nothing.
  const isJob = request.world.state.runs.some((each) =>
    each.attempts.some((attempt) => attempt.jobs.some((job) => String(job.id) === request.params.check_run_id)),
  );
  if (run === undefined) return isJob ? { status: 200, body: [] } : notFound();
  const annotations = run.output.annotations.map((each) => ({
    start_column: null,
    end_column: null,
    title: null,
    raw_details: null,
    ...(each as object),
    blob_href: `${webUrl(request.apiUrl)}/`,
  }));
  const path = `${repositoryPath(request)}/check-runs/${run.id}/annotations`;
  const { items, headers } = paginate(request, path, annotations);
  return { status: 200, body: items, headers };
}

async function checkRunsOfCommit(request: ApiRequest): Promise<ApiReply> {
  const { world, query } = request;
  const ref = request.params.ref ?? '';
  const sha = await world.git.resolveCommit(ref);
  if (sha === null) return apiError(422, `No commit found for SHA: ${ref}`);
  const all =
    query.get('filter') === 'all'
      ? world.state.checkRuns.filter((run) => run.headSha === sha)
      : latestCheckRuns(world, sha);
  const runs = all
    .filter((run) => !query.has('check_name') || run.name === query.get('check_name'))
    .filter((run) => !query.has('status') || run.status === query.get('status'))
    .filter((run) => !query.has('app_id') || String(integration(run.appSlug, request).id) === query.get('app_id'));
  const path = `${repositoryPath(request)}/commits/${urlPath(ref)}/check-runs`;
  const { items, headers } = paginate(request, path, runs);
  return {
    status: 200,
    body: { total_count: runs.length, check_runs: items.map((run) => checkRunAnswer(request, run)) },
    headers,
  };
}

// --- commit statuses ---

function statusAnswer(request: ApiRequest, status: CommitStatusState) {
  return {
    url: `${repositoryUrl(request)}/statuses/${status.sha}`,
    avatar_url: simpleUser(status.creator, request.apiUrl).avatar_url,
    id: status.id,
    node_id: nodeId('SC', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: isoTime(status.createdAt),
    updated_at: isoTime(status.createdAt),
    creator: simpleUser(status.creator, request.apiUrl),
  };
}

const STATUS_STATES = ['error', 'failure', 'pending', 'success'] as const;
/** Of one context of one commit. */
const STATUSES_KEPT = 1000;

const StatusCreation = z.object({
  state: z.string(),
  target_url: z.string().nullish(),
  description: z.string().nullish(),
  context: z.string().optional(),
});

/** Source: GitHub REST documentation, "Create a commit status", and its answers. */
function statusFaults(
  { target_url: target, description }: z.infer<typeof StatusCreation>,
  state: CommitStatusState['state'] | undefined,
): readonly object[] {
  const wrong = (field: string, message: string) => [{ resource: 'Status', code: 'custom', field, message }];
  return [
    ...(state === undefined ? wrong('state', 'state is not included in the list') : []),
    ...(target && !/^https?:\/\//i.test(target) ? wrong('target_url', 'target_url must use http(s) scheme') : []),
    ...textFaults('Status', 'description', description, { longest: 140 }),
  ];
}

async function createStatus(request: ApiRequest): Promise<ApiReply> {
  const sha = request.params.sha ?? '';
  const { world } = request;
  if (!isObjectId(sha) || (await world.git.objectInfo(sha))?.type !== 'commit') {
    return apiError(422, `No commit found for SHA: ${sha}`);
  }
  const body = readBody(request.body, StatusCreation);
  if (!body.ok) return body.reply;
  const state = STATUS_STATES.find((each) => each === body.value.state);
  const faults = statusFaults(body.value, state);
  if (faults.length > 0 || state === undefined) return validationFailed(...faults);
  const { context = 'default' } = body.value;
  const had = world.state.statuses.filter((each) => each.sha === sha && each.context === context);
  if (had.length >= STATUSES_KEPT) {
    const message = 'This SHA and context has reached the maximum number of statuses.';
    return validationFailed({ resource: 'Status', code: 'custom', message });
  }
  const status: CommitStatusState = {
    id: world.nextId(),
    sha,
    context,
    state,
    description: body.value.description ?? null,
    targetUrl: body.value.target_url ?? null,
    creator: request.requester.actor,
    createdAt: world.now(),
  };
  world.state.statuses.push(status);
  const answer = statusAnswer(request, status);
  return { status: 201, body: answer, headers: { location: answer.url } };
}

async function listStatuses(request: ApiRequest): Promise<ApiReply> {
  const ref = request.params.ref ?? '';
  const sha = await request.world.git.resolveCommit(ref);
  if (sha === null) return notFound();
  const statuses = request.world.state.statuses.filter((status) => status.sha === sha).reverse();
  const path = `${repositoryPath(request)}/commits/${urlPath(ref)}/statuses`;
  return answerPage(request, path, statuses, (status) => statusAnswer(request, status));
}

async function combinedStatus(request: ApiRequest): Promise<ApiReply> {
  const ref = request.params.ref ?? '';
  const sha = await request.world.git.resolveCommit(ref);
  if (sha === null) return notFound();
  const statuses = latestStatuses(request.world, sha);
  const states = new Set(statuses.map((status) => status.state));
  const bad = states.has('failure') || states.has('error');
  const state = bad ? 'failure' : statuses.length === 0 || states.has('pending') ? 'pending' : 'success';
  const path = `${repositoryPath(request)}/commits/${urlPath(ref)}/status`;
  const { items, headers } = paginate(request, path, statuses);
  return {
    status: 200,
    body: {
      state,
      statuses: items.map((status) => {
        const { creator: _creator, ...simple } = statusAnswer(request, status);
        return simple;
      }),
      sha,
      total_count: statuses.length,
      repository: repositoryAnswer(request),
      commit_url: `${repositoryUrl(request)}/commits/${sha}`,
      url: `${repositoryUrl(request)}/commits/${sha}/status`,
    },
    headers,
  };
}

// --- check suites ---

/** One suite for each workflow run, and one for each other App that reported on the commit. */
async function checkSuites(request: ApiRequest): Promise<ApiReply> {
  const { world, query } = request;
  const ref = request.params.ref ?? '';
  const sha = await world.git.resolveCommit(ref);
  if (sha === null) return apiError(422, `No commit found for SHA: ${ref}`);
  const matching = checkSuitesOf(world, sha)
    .filter(
      ({ appSlug: slug }) => !query.has('app_id') || String(integration(slug, request).id) === query.get('app_id'),
    )
    .filter(
      ({ checkRuns }) => !query.has('check_name') || checkRuns.some(({ name }) => name === query.get('check_name')),
    );
  const path = `${repositoryPath(request)}/commits/${urlPath(ref)}/check-suites`;
  const { items, headers } = paginate(request, path, matching);
  const commit = await world.git.commit(sha);
  const suites = items.map((suite) => suiteAnswer(request, suite, commit));
  return { status: 200, body: { total_count: matching.length, check_suites: suites }, headers };
}

/** GitHub's `check-suite`. */
function suiteAnswer(request: ApiRequest, suite: CheckSuite, commit: Commit) {
  const { sha } = commit;
  const person = ({ name, email }: { name: string; email: string }) => ({ name, email });
  return {
    id: suite.id,
    node_id: nodeId('CS', suite.id),
    head_branch: suite.headBranch,
    head_sha: sha,
    status: suite.status,
    conclusion: suite.conclusion,
    url: `${repositoryUrl(request)}/check-suites/${suite.id}`,
    before: commit.parents[0] ?? null,
    after: sha,
    pull_requests: [],
    app: integration(suite.appSlug, request),
    repository: repositoryAnswer(request),
    created_at: isoTime(suite.createdAt),
    updated_at: isoTime(suite.updatedAt),
    head_commit: {
      id: sha,
      tree_id: commit.tree,
      message: commit.message,
      timestamp: isoTime(commit.author.time),
      author: person(commit.author),
      committer: person(commit.committer),
    },
    latest_check_runs_count: suite.checkRuns.length,
    check_runs_url: `${repositoryUrl(request)}/check-suites/${suite.id}/check-runs`,
  };
}

/** A suite by its id: that of a workflow run, or of what an App has reported. */
function suiteAt(request: ApiRequest): CheckSuite | null {
  const { world } = request;
  const id = numberParam(request, 'check_suite_id');
  const shas = [
    ...world.state.runs.filter((run) => run.id === id).map(({ headSha }) => headSha),
    ...world.state.checkRuns.filter((run) => suiteIdOf(world, run) === id).map(({ headSha }) => headSha),
  ];
  const suites = [...new Set(shas)].flatMap((sha) => checkSuitesOf(world, sha));
  return suites.find((suite) => suite.id === id) ?? null;
}

async function getSuite(request: ApiRequest): Promise<ApiReply> {
  const suite = suiteAt(request);
  if (suite === null) return notFound();
  return { status: 200, body: suiteAnswer(request, suite, await request.world.git.commit(suite.headSha)) };
}

function checkRunsOfSuite(request: ApiRequest): ApiReply {
  const suite = suiteAt(request);
  if (suite === null) return notFound();
  const { query, world } = request;
  const shown = query.get('filter') === 'all' ? suite.everyCheckRun : suite.checkRuns;
  const ids = new Set(shown.map(({ id }) => id));
  const runs = world.state.checkRuns
    .filter(({ id }) => ids.has(id))
    .filter(({ name }) => !query.has('check_name') || name === query.get('check_name'))
    .filter(({ status }) => !query.has('status') || status === query.get('status'));
  const path = `${repositoryPath(request)}/check-suites/${suite.id}/check-runs`;
  const { items, headers } = paginate(request, path, runs);
  return {
    status: 200,
    body: { total_count: runs.length, check_runs: items.map((run) => checkRunAnswer(request, run)) },
    headers,
  };
}

/** Which apps get a suite of every push: kept, and told again; suites come here with what is reported. */
function setPreferences(request: ApiRequest): ApiReply {
  const body = readBody(
    request.body ?? {},
    z.object({
      auto_trigger_checks: z.array(z.object({ app_id: z.number().int(), setting: z.boolean() })).optional(),
    }),
  );
  if (!body.ok) return body.reply;
  const preferences = { auto_trigger_checks: body.value.auto_trigger_checks ?? [] };
  return { status: 200, body: { preferences, repository: repositoryAnswer(request) } };
}

/** Source: GitHub REST documentation, "Create a check suite": 200 where the app has one on the commit, 201 for a new one. */
async function createSuite(request: ApiRequest): Promise<ApiReply> {
  const slug = appSlug(request.requester);
  if (slug === null) return apiError(403, 'You must authenticate via a GitHub App.');
  const body = readBody(request.body, z.object({ head_sha: z.string() }));
  if (!body.ok) return body.reply;
  const { world } = request;
  const sha = await world.git.resolveCommit(body.value.head_sha);
  if (sha === null || sha !== body.value.head_sha)
    return apiError(422, `No commit found for SHA: ${body.value.head_sha}`);
  const commit = await world.git.commit(sha);
  const there = checkSuitesOf(world, sha).find((suite) => suite.appSlug === slug && suite.run === null);
  if (there !== undefined) return { status: 200, body: suiteAnswer(request, there, commit) };
  return { status: 201, body: suiteAnswer(request, emptySuite(world, sha, slug), commit) };
}

/** An app asks to be asked again: nothing here reports by itself. */
function rerequestSuite(request: ApiRequest): ApiReply {
  if (suiteAt(request) === null) return notFound();
  return appSlug(request.requester) === null
    ? apiError(403, 'You must authenticate via a GitHub App.')
    : { status: 201, body: {} };
}

/** Check runs, commit statuses and what both amount to. */
export const checkRoutes: readonly Route[] = [
  { method: 'POST', path: `${REPO}/check-runs`, handle: createCheckRun },
  { method: 'GET', path: `${REPO}/check-runs/{check_run_id}`, handle: getCheckRun },
  { method: 'PATCH', path: `${REPO}/check-runs/{check_run_id}`, handle: updateCheckRun },
  { method: 'POST', path: `${REPO}/check-runs/{check_run_id}/rerequest`, handle: rerequestCheckRun },
  { method: 'GET', path: `${REPO}/check-runs/{check_run_id}/annotations`, handle: listAnnotations },
  { method: 'POST', path: `${REPO}/check-suites`, handle: createSuite },
  { method: 'PATCH', path: `${REPO}/check-suites/preferences`, handle: setPreferences },
  { method: 'POST', path: `${REPO}/check-suites/{check_suite_id}/rerequest`, handle: rerequestSuite },
  { method: 'GET', path: `${REPO}/check-suites/{check_suite_id}`, handle: getSuite },
  { method: 'GET', path: `${REPO}/check-suites/{check_suite_id}/check-runs`, handle: checkRunsOfSuite },
  { method: 'GET', path: `${REPO}/commits/{ref}/check-runs`, handle: checkRunsOfCommit },
  { method: 'GET', path: `${REPO}/commits/{ref}/check-suites`, handle: checkSuites },
  { method: 'GET', path: `${REPO}/commits/{ref}/status`, handle: combinedStatus },
  { method: 'GET', path: `${REPO}/commits/{ref}/statuses`, handle: listStatuses },
  // Not described any more, and still answered: PyGithub asks by it.
  { method: 'GET', path: `${REPO}/statuses/{ref}`, handle: listStatuses },
  { method: 'POST', path: `${REPO}/statuses/{sha}`, handle: createStatus },
];
