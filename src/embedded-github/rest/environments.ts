import * as z from 'zod';
import { isoTime, nodeId } from '../accounts.ts';
import { repositoryPage, repositoryPath, repositoryUrl } from '../commit-answers.ts';
import { paginate } from '../pagination.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { sameName } from '../subjects.ts';
import type { EnvironmentState } from '../world-state.ts';
import { notFound, param } from './parameters.ts';

const REPO = '/repos/{owner}/{repo}';

/** Minutes: thirty days. Source: GitHub REST documentation, "Create or update an environment". */
const LONGEST_WAIT = 43_200;

const Change = z.object({
  wait_timer: z.number().int().min(0).max(LONGEST_WAIT).optional(),
  prevent_self_review: z.boolean().optional(),
  reviewers: z.array(z.unknown()).max(6).nullish(),
  deployment_branch_policy: z
    .object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() })
    .nullish(),
});

export const findEnvironment = ({ world }: ApiRequest, name: string): EnvironmentState | undefined =>
  (world.state.environments ?? []).find((each) => sameName(each.name, name));

/** A number that stays the same for a name, where nobody set an environment of that name up. */
const numberOf = (name: string): number =>
  [...name].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000_007, 7);

/** By which a run's reviews name it, too. */
export const environmentId = (request: ApiRequest, name: string): number =>
  findEnvironment(request, name)?.id ?? numberOf(name);

/** What is told of an environment that a run names. */
export function environmentAnswer(request: ApiRequest, name: string) {
  const id = environmentId(request, name);
  return {
    id,
    node_id: nodeId('EN', id),
    name,
    url: `${repositoryUrl(request)}/environments/${encodeURIComponent(name)}`,
    html_url: `${repositoryPage(request)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
  };
}

function answerOf(request: ApiRequest, environment: EnvironmentState) {
  const { id, name, waitTimer, branchPolicy } = environment;
  const rule = (type: string, more: object = {}) => ({
    id: id * 10 + type.length,
    node_id: nodeId('GA', id),
    type,
    ...more,
  });
  return {
    ...environmentAnswer(request, name),
    created_at: isoTime(environment.createdAt),
    updated_at: isoTime(environment.updatedAt),
    protection_rules: [
      ...(waitTimer === 0 ? [] : [rule('wait_timer', { wait_timer: waitTimer })]),
      ...(branchPolicy === null ? [] : [rule('branch_policy')]),
    ],
    deployment_branch_policy:
      branchPolicy === null
        ? null
        : { protected_branches: branchPolicy === 'protected', custom_branch_policies: branchPolicy === 'custom' },
  };
}

function listEnvironments(request: ApiRequest): ApiReply {
  const every = request.world.state.environments ?? [];
  const { items, headers } = paginate(request, `${repositoryPath(request)}/environments`, every);
  const environments = items.map((each) => answerOf(request, each));
  return { status: 200, body: { total_count: every.length, environments }, headers };
}

function getEnvironment(request: ApiRequest): ApiReply {
  const found = findEnvironment(request, param(request, 'environment_name'));
  return found === undefined ? notFound() : { status: 200, body: answerOf(request, found) };
}

/** Whoever may be asked to review is not kept: a run waits here for whom its workflow says. */
function putEnvironment(request: ApiRequest): ApiReply {
  const body = readBody(request.body ?? {}, Change);
  if (!body.ok) return body.reply;
  const { wait_timer: waitTimer, deployment_branch_policy: policy } = body.value;
  if (policy != null && policy.protected_branches === policy.custom_branch_policies)
    return apiError(422, 'protected_branches and custom_branch_policies cannot have the same value');
  const { world } = request;
  const name = param(request, 'environment_name');
  const now = world.now();
  const before = findEnvironment(request, name);
  const branchPolicy = policy == null ? null : policy.protected_branches ? 'protected' : 'custom';
  const environment: EnvironmentState = {
    id: before?.id ?? world.nextId(),
    name: before?.name ?? name,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
    waitTimer: waitTimer ?? 0,
    branchPolicy,
  };
  world.state.environments = [...(world.state.environments ?? []).filter((each) => each !== before), environment];
  return { status: 200, body: answerOf(request, environment) };
}

/** What is deployed to is there from then on. Source: GitHub documentation, "Managing environments for deployment". */
export function ensureEnvironment(request: ApiRequest, name: string): void {
  if (findEnvironment(request, name) !== undefined) return;
  const { world } = request;
  const now = world.now();
  world.state.environments = [
    ...(world.state.environments ?? []),
    { id: world.nextId(), name, createdAt: now, updatedAt: now, waitTimer: 0, branchPolicy: null },
  ];
}

function deleteEnvironment(request: ApiRequest): ApiReply {
  const found = findEnvironment(request, param(request, 'environment_name'));
  if (found === undefined) return notFound();
  request.world.state.environments = (request.world.state.environments ?? []).filter((each) => each !== found);
  return { status: 204 };
}

/** Environments as somebody sets them up; those that workflows name exist as far as a run waits for them. */
export const environmentRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/environments`, handle: listEnvironments },
  { method: 'GET', path: `${REPO}/environments/{environment_name}`, handle: getEnvironment },
  { method: 'PUT', path: `${REPO}/environments/{environment_name}`, handle: putEnvironment },
  { method: 'DELETE', path: `${REPO}/environments/{environment_name}`, handle: deleteEnvironment },
];
