import * as z from 'zod';
import { isoTime } from '../accounts.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import type { VariableState } from '../world-state.ts';
import { notFound } from './parameters.ts';
import { type NameStore, STORED_NAME, storedNames } from './stored-names.ts';

const Name = z.string().regex(STORED_NAME);

/** Source: GitHub documentation, "Variables reference": 48 KB. */
const LONGEST_VALUE = 48 * 1024;
const isTooLong = (value: string): boolean => Buffer.byteLength(value) > LONGEST_VALUE;
const tooLong = (): ApiReply =>
  apiError(422, `Variable value is too large. It must be at most ${LONGEST_VALUE / 1024} KB in size`);

/** Variables of Actions. */
export function variableRoutesOf(base: string, store: NameStore<VariableState>): readonly Route[] {
  const variables = storedNames<VariableState>({
    ...store,
    called: 'variables',
    parameter: 'name',
    perPage: 10,
    answer: ({ name, value, createdAt, updatedAt }) => ({
      name,
      value,
      created_at: isoTime(createdAt),
      updated_at: isoTime(updatedAt),
    }),
  });

  function create(request: ApiRequest): ApiReply {
    if (!variables.isThere(request)) return notFound();
    const body = readBody(request.body, z.object({ name: Name, value: z.string() }));
    if (!body.ok) return body.reply;
    if (isTooLong(body.value.value)) return tooLong();
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
    if (isTooLong(body.value.value ?? '')) return tooLong();
    variable.name = (body.value.name ?? variable.name).toUpperCase();
    variable.value = body.value.value ?? variable.value;
    variable.updatedAt = request.world.now();
    return { status: 204 };
  }

  return [
    { method: 'GET', path: base, handle: variables.list },
    { method: 'POST', path: base, handle: create },
    { method: 'GET', path: `${base}/{name}`, handle: variables.get },
    { method: 'PATCH', path: `${base}/{name}`, handle: update },
    { method: 'DELETE', path: `${base}/{name}`, handle: variables.remove },
  ];
}

/** Those of the repository. */
export const variableRoutes = variableRoutesOf('/repos/{owner}/{repo}/actions/variables', {
  path: () => 'actions/variables',
  of: ({ world }) => world.state.variables,
  keep: ({ world }, entries) => {
    world.state.variables = entries;
  },
});
