import * as z from 'zod';
import { isoTime } from '../accounts.ts';
import { repositoryPath } from '../commit-answers.ts';
import { paginate } from '../pagination.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import type { VariableState } from '../world-state.ts';
import { notFound, param } from './parameters.ts';

const VARIABLES = '/repos/{owner}/{repo}/actions/variables';

const answerOf = ({ name, value, createdAt, updatedAt }: VariableState) => ({
  name,
  value,
  created_at: isoTime(createdAt),
  updated_at: isoTime(updatedAt),
});

/** Names have no case: GitHub writes them in capitals. */
const find = ({ world }: ApiRequest, name: string): VariableState | null =>
  (world.state.variables ?? []).find((each) => each.name === name.toUpperCase()) ?? null;

function list(request: ApiRequest): ApiReply {
  const every = request.world.state.variables ?? [];
  const { items, headers } = paginate(request, `${repositoryPath(request)}/actions/variables`, every, 10);
  return { status: 200, body: { total_count: every.length, variables: items.map(answerOf) }, headers };
}

/** Source: GitHub documentation, "Store information in variables", naming conventions. */
const Name = z.string().regex(/^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/i);

function create(request: ApiRequest): ApiReply {
  const body = readBody(request.body, z.object({ name: Name, value: z.string() }));
  if (!body.ok) return body.reply;
  const { world } = request;
  if (find(request, body.value.name) !== null) return apiError(409, 'Already exists - Variable already exists');
  const now = world.now();
  const made = { name: body.value.name.toUpperCase(), value: body.value.value, createdAt: now, updatedAt: now };
  world.state.variables = [...(world.state.variables ?? []), made];
  return { status: 201, body: {} };
}

function get(request: ApiRequest): ApiReply {
  const variable = find(request, param(request, 'name'));
  return variable === null ? notFound() : { status: 200, body: answerOf(variable) };
}

function update(request: ApiRequest): ApiReply {
  const variable = find(request, param(request, 'name'));
  if (variable === null) return notFound();
  const body = readBody(request.body, z.object({ name: Name.optional(), value: z.string().optional() }));
  if (!body.ok) return body.reply;
  variable.name = (body.value.name ?? variable.name).toUpperCase();
  variable.value = body.value.value ?? variable.value;
  variable.updatedAt = request.world.now();
  return { status: 204 };
}

function remove(request: ApiRequest): ApiReply {
  const variable = find(request, param(request, 'name'));
  if (variable === null) return notFound();
  const { state } = request.world;
  state.variables = (state.variables ?? []).filter((each) => each !== variable);
  return { status: 204 };
}

/** Variables of Actions. */
export const variableRoutes: readonly Route[] = [
  { method: 'GET', path: VARIABLES, handle: list },
  { method: 'POST', path: VARIABLES, handle: create },
  { method: 'GET', path: `${VARIABLES}/{name}`, handle: get },
  { method: 'PATCH', path: `${VARIABLES}/{name}`, handle: update },
  { method: 'DELETE', path: `${VARIABLES}/{name}`, handle: remove },
];
