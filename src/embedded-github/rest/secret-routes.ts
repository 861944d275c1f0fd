import { createHash } from 'node:crypto';
import * as z from 'zod';
import { isoTime } from '../accounts.ts';
import { repositoryPath } from '../commit-answers.ts';
import { paginate } from '../pagination.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import type { SecretState } from '../world-state.ts';
import { notFound, param } from './parameters.ts';

const SECRETS = '/repos/{owner}/{repo}/actions/secrets';

const answerOf = ({ name, createdAt, updatedAt }: SecretState) => ({
  name,
  created_at: isoTime(createdAt),
  updated_at: isoTime(updatedAt),
});

/** Names have no case: GitHub writes them in capitals. */
const find = ({ world, params }: ApiRequest): SecretState | null =>
  (world.state.secrets ?? []).find(({ name }) => name === (params.secret_name ?? '').toUpperCase()) ?? null;

function list(request: ApiRequest): ApiReply {
  const every = request.world.state.secrets ?? [];
  const { items, headers } = paginate(request, `${repositoryPath(request)}/actions/secrets`, every);
  return { status: 200, body: { total_count: every.length, secrets: items.map(answerOf) }, headers };
}

function get(request: ApiRequest): ApiReply {
  const secret = find(request);
  return secret === null ? notFound() : { status: 200, body: answerOf(secret) };
}

const KEY_ID = '568250167242549743';

/** A key that a client can seal a value with, of which nobody has the other half: values are never read here. */
const publicKey = ({ world }: ApiRequest): ApiReply => ({
  status: 200,
  body: {
    key_id: KEY_ID,
    key: createHash('sha256').update(`${world.state.owner}/${world.state.repo}`).digest('base64'),
  },
});

const Sealed = z.object({
  encrypted_value: z.string().regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/),
  key_id: z.string(),
});

/** Source: GitHub REST documentation, "Create or update a repository secret": 201 for a new one, 204 for one that was there. */
function put(request: ApiRequest): ApiReply {
  const body = readBody(request.body, Sealed);
  if (!body.ok) return body.reply;
  const name = param(request, 'secret_name').toUpperCase();
  if (!/^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/.test(name))
    return apiError(
      422,
      'Secret names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).',
    );
  const { world } = request;
  const now = world.now();
  const had = find(request);
  if (had !== null) {
    had.updatedAt = now;
    return { status: 204 };
  }
  world.state.secrets = [...(world.state.secrets ?? []), { name, createdAt: now, updatedAt: now }];
  return { status: 201, body: {} };
}

function remove(request: ApiRequest): ApiReply {
  const secret = find(request);
  if (secret === null) return notFound();
  const { state } = request.world;
  state.secrets = (state.secrets ?? []).filter((each) => each !== secret);
  return { status: 204 };
}

/** Secrets of Actions, by their names: their values are kept nowhere. */
export const secretRoutes: readonly Route[] = [
  { method: 'GET', path: SECRETS, handle: list },
  { method: 'GET', path: `${SECRETS}/public-key`, handle: publicKey },
  { method: 'GET', path: `${SECRETS}/{secret_name}`, handle: get },
  { method: 'PUT', path: `${SECRETS}/{secret_name}`, handle: put },
  { method: 'DELETE', path: `${SECRETS}/{secret_name}`, handle: remove },
];
