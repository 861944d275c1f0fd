import * as z from 'zod';
import { isoTime, nodeId, simpleUser } from '../accounts.ts';
import { latestCheckRuns, latestStatuses } from '../check-results.ts';
import { repositoryPath, repositoryUrl } from '../commit-answers.ts';
import { answerPage } from '../pagination.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import type { DeploymentState, DeploymentStatusState } from '../world-state.ts';
import { ensureEnvironment } from './environments.ts';
import { notFound, numberParam } from './parameters.ts';

const REPO = '/repos/{owner}/{repo}';
const ONE = `${REPO}/deployments/{deployment_id}`;

const urlOf = (request: ApiRequest, { id }: DeploymentState): string => `${repositoryUrl(request)}/deployments/${id}`;

/** GitHub's `deployment`. */
function answerOf(request: ApiRequest, each: DeploymentState) {
  const url = urlOf(request, each);
  return {
    url,
    id: each.id,
    node_id: nodeId('DE', each.id),
    sha: each.sha,
    ref: each.ref,
    task: each.task,
    payload: each.payload,
    original_environment: each.environment,
    environment: each.environment,
    description: each.description,
    creator: simpleUser(each.creator, request.apiUrl),
    created_at: isoTime(each.createdAt),
    updated_at: isoTime(each.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(request),
    transient_environment: each.isTransient,
    production_environment: each.isProduction,
    performed_via_github_app: null,
  };
}

/** GitHub's `deployment-status`. */
function statusAnswer(request: ApiRequest, deployment: DeploymentState, status: DeploymentStatusState) {
  const url = urlOf(request, deployment);
  const at = isoTime(status.createdAt);
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DES', status.id),
    state: status.state,
    creator: simpleUser(status.creator, request.apiUrl),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    created_at: at,
    updated_at: at,
    deployment_url: url,
    repository_url: repositoryUrl(request),
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: null,
  };
}

/** Newest first, by ref, commit, task and environment. */
function list(request: ApiRequest): ApiReply {
  const { query, world } = request;
  const is = (name: string, value: string) => {
    const wanted = query.get(name);
    return wanted === null || wanted === '' || wanted === 'none' || wanted === value;
  };
  const every = (world.state.deployments ?? [])
    .filter(
      ({ sha, ref, task, environment }) =>
        is('sha', sha) && is('ref', ref) && is('task', task) && is('environment', environment),
    )
    .reverse();
  return answerPage(request, `${repositoryPath(request)}/deployments`, every, (each) => answerOf(request, each));
}

const Creation = z.object({
  ref: z.string().min(1),
  task: z.string().optional(),
  auto_merge: z.boolean().optional(),
  required_contexts: z.array(z.string()).nullish(),
  payload: z.union([z.record(z.string(), z.unknown()), z.string()]).optional(),
  environment: z.string().optional(),
  description: z.string().nullish(),
  transient_environment: z.boolean().optional(),
  production_environment: z.boolean().optional(),
});

/** What has been reported for a commit, by its name, and whether it is well. */
function contextsOf({ world }: ApiRequest, sha: string): ReadonlyMap<string, string> {
  const passes = new Set(['success', 'neutral', 'skipped']);
  return new Map([
    ...latestStatuses(world, sha).map(({ context, state }) => [context, state] as const),
    ...latestCheckRuns(world, sha).map(
      ({ name, status, conclusion }) =>
        [name, status !== 'completed' ? 'pending' : passes.has(conclusion ?? '') ? 'success' : 'failure'] as const,
    ),
  ]);
}

/** Source: GitHub REST documentation, "Create a deployment": what is behind is merged first, and checks must have passed. */
async function create(request: ApiRequest): Promise<ApiReply> {
  const body = readBody(request.body, Creation);
  if (!body.ok) return body.reply;
  const { world, requester } = request;
  const { value } = body;
  const sha = await world.git.resolveCommit(value.ref);
  if (sha === null) return apiError(422, `No ref found for: ${value.ref}`);
  const contexts = contextsOf(request, sha);
  const required = value.required_contexts ?? [...contexts.keys()];
  const missing = required.filter((context) => contexts.get(context) !== 'success');
  if (missing.length > 0)
    return apiError(409, `Conflict: Commit status checks failed for ${value.ref}.`, [
      {
        contexts: required.map((context) => ({ context, state: contexts.get(context) ?? 'pending' })),
        resource: 'Deployment',
        field: 'required_contexts',
        code: 'invalid',
      },
    ]);
  const now = world.now();
  const environment = value.environment ?? 'production';
  ensureEnvironment(request, environment);
  const deployment: DeploymentState = {
    id: world.nextId(),
    sha,
    ref: value.ref,
    task: value.task ?? 'deploy',
    environment,
    description: value.description || null,
    payload: value.payload ?? {},
    isTransient: value.transient_environment ?? false,
    isProduction: value.production_environment ?? environment === 'production',
    creator: requester.actor,
    createdAt: now,
    updatedAt: now,
    statuses: [],
  };
  world.state.deployments = [...(world.state.deployments ?? []), deployment];
  const answer = answerOf(request, deployment);
  return { status: 201, body: answer, headers: { location: answer.url } };
}

const found = (request: ApiRequest): DeploymentState | undefined =>
  (request.world.state.deployments ?? []).find(({ id }) => id === numberParam(request, 'deployment_id'));

function get(request: ApiRequest): ApiReply {
  const deployment = found(request);
  return deployment === undefined ? notFound() : { status: 200, body: answerOf(request, deployment) };
}

/** Source: GitHub REST documentation, "Delete a deployment": an active one only where it is the only one. */
function remove(request: ApiRequest): ApiReply {
  const deployment = found(request);
  if (deployment === undefined) return notFound();
  const { state } = request.world;
  const every = state.deployments ?? [];
  if (every.length > 1 && deployment.statuses.at(-1)?.state !== 'inactive')
    return apiError(
      422,
      'We cannot delete an active deployment unless it is the only deployment in a given environment.',
    );
  state.deployments = every.filter((each) => each !== deployment);
  return { status: 204 };
}

function listStatuses(request: ApiRequest): ApiReply {
  const deployment = found(request);
  if (deployment === undefined) return notFound();
  const path = `${repositoryPath(request)}/deployments/${deployment.id}/statuses`;
  return answerPage(request, path, [...deployment.statuses].reverse(), (each) =>
    statusAnswer(request, deployment, each),
  );
}

const Status = z.object({
  state: z.enum(['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success']),
  target_url: z.string().optional(),
  log_url: z.string().optional(),
  description: z.string().max(140).optional(),
  environment: z.string().optional(),
  environment_url: z.string().optional(),
  auto_inactive: z.boolean().optional(),
});

/** Source: GitHub REST documentation, "Create a deployment status": success makes the older ones of its environment inactive. */
function createStatus(request: ApiRequest): ApiReply {
  const deployment = found(request);
  if (deployment === undefined) return notFound();
  const body = readBody(request.body, Status);
  if (!body.ok) return body.reply;
  const { world, requester } = request;
  const { value } = body;
  const now = world.now();
  const status = (state: string): DeploymentStatusState => ({
    id: world.nextId(),
    state,
    description: value.description ?? '',
    environment: value.environment ?? deployment.environment,
    environmentUrl: value.environment_url ?? '',
    logUrl: value.log_url ?? value.target_url ?? '',
    creator: requester.actor,
    createdAt: now,
  });
  if (value.state === 'success' && value.auto_inactive !== false)
    for (const other of world.state.deployments ?? []) {
      const isOlder = other !== deployment && other.createdAt <= deployment.createdAt && other.id < deployment.id;
      if (!isOlder || other.environment !== deployment.environment || other.isTransient || other.isProduction) continue;
      if (other.statuses.at(-1)?.state === 'success') other.statuses.push(status('inactive'));
    }
  const made = status(value.state);
  deployment.statuses.push(made);
  deployment.updatedAt = now;
  const answer = statusAnswer(request, deployment, made);
  return { status: 201, body: answer, headers: { location: answer.url } };
}

function getStatus(request: ApiRequest): ApiReply {
  const deployment = found(request);
  const status = deployment?.statuses.find(({ id }) => id === numberParam(request, 'status_id'));
  return deployment === undefined || status === undefined
    ? notFound()
    : { status: 200, body: statusAnswer(request, deployment, status) };
}

export const deploymentRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/deployments`, handle: list },
  { method: 'POST', path: `${REPO}/deployments`, handle: create },
  { method: 'GET', path: ONE, handle: get },
  { method: 'DELETE', path: ONE, handle: remove },
  { method: 'GET', path: `${ONE}/statuses`, handle: listStatuses },
  { method: 'POST', path: `${ONE}/statuses`, handle: createStatus },
  { method: 'GET', path: `${ONE}/statuses/{status_id}`, handle: getStatus },
];
