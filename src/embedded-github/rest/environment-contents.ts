import * as z from 'zod';
import { nodeId } from '../accounts.ts';
import { readBody } from '../request-body.ts';
import type { ApiReply, ApiRequest, Route } from '../route.ts';
import type { BranchPolicyState, WorldState } from '../world-state.ts';
import { findEnvironment } from './environments.ts';
import { notFound, numberParam, param } from './parameters.ts';
import { secretRoutesOf } from './secret-routes.ts';
import { variableRoutesOf } from './variables.ts';

const ONE = '/repos/{owner}/{repo}/environments/{environment_name}';
const name = (request: ApiRequest): string => param(request, 'environment_name').toLowerCase();

/** What each environment has of its own. */
function kept<K extends 'environmentVariables' | 'environmentSecrets' | 'branchPolicies'>(key: K) {
  type Entries = NonNullable<WorldState[K]>[string];
  return {
    isThere: (request: ApiRequest) => findEnvironment(request, name(request)) !== undefined,
    of: (request: ApiRequest): Entries | undefined => {
      const every = request.world.state[key] as Record<string, Entries> | undefined;
      return every !== undefined && Object.hasOwn(every, name(request)) ? every[name(request)] : undefined;
    },
    keep: ({ world, ...request }: ApiRequest, entries: Entries): void => {
      const every = (world.state[key] ?? {}) as Record<string, Entries>;
      (world.state[key] as Record<string, Entries>) = { ...every, [name({ world, ...request })]: entries };
    },
  };
}

const pathOf = (called: string) => (request: ApiRequest) =>
  `environments/${encodeURIComponent(param(request, 'environment_name'))}/${called}`;

// --- branches and tags that may be deployed ---

const POLICIES = `${ONE}/deployment-branch-policies`;
const policies = kept('branchPolicies');
const policyAnswer = ({ id, name: pattern, type }: BranchPolicyState) => ({
  id,
  node_id: nodeId('GB', id),
  name: pattern,
  type,
});
const found = (request: ApiRequest): BranchPolicyState | undefined =>
  policies.of(request)?.find(({ id }) => id === numberParam(request, 'branch_policy_id'));

function listPolicies(request: ApiRequest): ApiReply {
  if (!policies.isThere(request)) return notFound();
  const every = policies.of(request) ?? [];
  return { status: 200, body: { total_count: every.length, branch_policies: every.map(policyAnswer) } };
}

/** Source: GitHub REST documentation, "Create a deployment branch policy": 404 where the environment takes none, 303 for one that is there. */
function createPolicy(request: ApiRequest): ApiReply {
  if (findEnvironment(request, name(request))?.branchPolicy !== 'custom') return notFound();
  const body = readBody(
    request.body,
    z.object({ name: z.string().min(1), type: z.enum(['branch', 'tag']).optional() }),
  );
  if (!body.ok) return body.reply;
  const { type = 'branch', name: pattern } = body.value;
  const every = policies.of(request) ?? [];
  if (every.some((each) => each.name === pattern && each.type === type)) return { status: 303 };
  const policy = { id: request.world.nextId(), name: pattern, type };
  policies.keep(request, [...every, policy]);
  return { status: 200, body: policyAnswer(policy) };
}

function updatePolicy(request: ApiRequest): ApiReply {
  const policy = found(request);
  if (policy === undefined) return notFound();
  const body = readBody(request.body, z.object({ name: z.string().min(1) }));
  if (!body.ok) return body.reply;
  policy.name = body.value.name;
  return { status: 200, body: policyAnswer(policy) };
}

function deletePolicy(request: ApiRequest): ApiReply {
  const policy = found(request);
  if (policy === undefined) return notFound();
  policies.keep(
    request,
    (policies.of(request) ?? []).filter((each) => each !== policy),
  );
  return { status: 204 };
}

// --- rules of apps, of which there are none here ---

const RULES = `${ONE}/deployment_protection_rules`;
const noneOf = (list: string) => (request: ApiRequest) =>
  policies.isThere(request) ? { status: 200, body: { total_count: 0, [list]: [] } } : notFound();

/** Secrets, variables and policies of an environment. */
export const environmentContentRoutes: readonly Route[] = [
  ...secretRoutesOf(`${ONE}/secrets`, { ...kept('environmentSecrets'), path: pathOf('secrets') }),
  ...variableRoutesOf(`${ONE}/variables`, { ...kept('environmentVariables'), path: pathOf('variables') }),
  { method: 'GET', path: POLICIES, handle: listPolicies },
  { method: 'POST', path: POLICIES, handle: createPolicy },
  {
    method: 'GET',
    path: `${POLICIES}/{branch_policy_id}`,
    handle: (request) => {
      const policy = found(request);
      return policy === undefined ? notFound() : { status: 200, body: policyAnswer(policy) };
    },
  },
  { method: 'PUT', path: `${POLICIES}/{branch_policy_id}`, handle: updatePolicy },
  { method: 'DELETE', path: `${POLICIES}/{branch_policy_id}`, handle: deletePolicy },
  { method: 'GET', path: RULES, handle: noneOf('custom_deployment_protection_rules') },
  { method: 'GET', path: `${RULES}/apps`, handle: noneOf('available_custom_deployment_protection_rule_integrations') },
  { method: 'GET', path: `${RULES}/{protection_rule_id}`, handle: notFound },
  { method: 'DELETE', path: `${RULES}/{protection_rule_id}`, handle: notFound },
];
