import * as z from 'zod';
import { isoTime } from '../accounts.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import type { VariableState } from '../world-state.ts';
import { notFound } from './parameters.ts';
import { STORED_NAME, storedNames } from './stored-names.ts';

const VARIABLES = '/repos/{owner}/{repo}/actions/variables';

const variables = storedNames<VariableState>({
  called: 'variables',
  parameter: 'name',
  perPage: 10,
  of: (state) => state.variables,
  keep: (state, entries) => {
    state.variables = entries;
  },
  answer: ({ name, value, createdAt, updatedAt }) => ({
    name,
    value,
    created_at: isoTime(createdAt),
    updated_at: isoTime(updatedAt),
  }),
});

const Name = z.string().regex(STORED_NAME);

function create(request: ApiRequest): ApiReply {
  const body = readBody(request.body, z.object({ name: Name, value: z.string() }));
  if (!body.ok) return body.reply;
  if (variables.named(request, body.value.name) !== null)
    return apiError(409, 'Already exists - Variable already exists');
  const now = request.world.now();
  variables.add(request, {
    name: body.value.name.toUpperCase(),
    value: body.value.value,
    createdAt: now,
    updatedAt: now,
  });
  return { status: 201, body: {} };
}

function update(request: ApiRequest): ApiReply {
  const variable = variables.asked(request);
  if (variable === null) return notFound();
  const body = readBody(request.body, z.object({ name: Name.optional(), value: z.string().optional() }));
  if (!body.ok) return body.reply;
  variable.name = (body.value.name ?? variable.name).toUpperCase();
  variable.value = body.value.value ?? variable.value;
  variable.updatedAt = request.world.now();
  return { status: 204 };
}

/** Variables of Actions. */
export const variableRoutes: readonly Route[] = [
  { method: 'GET', path: VARIABLES, handle: variables.list },
  { method: 'POST', path: VARIABLES, handle: create },
  { method: 'GET', path: `${VARIABLES}/{name}`, handle: variables.get },
  { method: 'PATCH', path: `${VARIABLES}/{name}`, handle: update },
  { method: 'DELETE', path: `${VARIABLES}/{name}`, handle: variables.remove },
];
