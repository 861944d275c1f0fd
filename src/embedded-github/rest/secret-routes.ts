import { createHash } from 'node:crypto';
import * as z from 'zod';
import { isoTime } from '../accounts.ts';
import { readBody } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import type { SecretState } from '../world-state.ts';
import { notFound, param } from './parameters.ts';
import { type NameStore, STORED_NAME, storedNames } from './stored-names.ts';

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

/** Secrets of Actions, by their names: their values are kept nowhere. */
export function secretRoutesOf(base: string, store: NameStore<SecretState>): readonly Route[] {
  const secrets = storedNames<SecretState>({
    ...store,
    called: 'secrets',
    parameter: 'secret_name',
    perPage: 30,
    answer: ({ name, createdAt, updatedAt }) => ({
      name,
      created_at: isoTime(createdAt),
      updated_at: isoTime(updatedAt),
    }),
  });

  /** Source: GitHub REST documentation, "Create or update a repository secret": 201 for a new one, 204 for one that was there. */
  function put(request: ApiRequest): ApiReply {
    if (!secrets.isThere(request)) return notFound();
    const body = readBody(request.body, Sealed);
    if (!body.ok) return body.reply;
    const name = param(request, 'secret_name').toUpperCase();
    if (!STORED_NAME.test(name))
      return apiError(
        422,
        'Secret names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).',
      );
    const now = request.world.now();
    const had = secrets.asked(request);
    if (had !== null) {
      had.updatedAt = now;
      return { status: 204 };
    }
    secrets.add(request, { name, createdAt: now, updatedAt: now });
    return { status: 201, body: {} };
  }

  return [
    { method: 'GET', path: base, handle: secrets.list },
    {
      method: 'GET',
      path: `${base}/public-key`,
      handle: (request) => (secrets.isThere(request) ? publicKey(request) : notFound()),
    },
    { method: 'GET', path: `${base}/{secret_name}`, handle: secrets.get },
    { method: 'PUT', path: `${base}/{secret_name}`, handle: put },
    { method: 'DELETE', path: `${base}/{secret_name}`, handle: secrets.remove },
  ];
}

/** Those of the repository. */
export const secretRoutes = secretRoutesOf('/repos/{owner}/{repo}/actions/secrets', {
  path: () => 'actions/secrets',
  of: ({ world }) => world.state.secrets,
  keep: ({ world }, entries) => {
    world.state.secrets = entries;
  },
});

/** Those of Dependabot, of codespaces and of agents: each has its own. Source: GitHub REST documentation, its pages of each. */
export const otherSecretRoutes = ['dependabot', 'codespaces', 'agents'].flatMap((whose) =>
  secretRoutesOf(`/repos/{owner}/{repo}/${whose}/secrets`, {
    path: () => `${whose}/secrets`,
    of: ({ world }) => world.state.otherSecrets?.[whose],
    keep: ({ world }, entries) => {
      world.state.otherSecrets = { ...world.state.otherSecrets, [whose]: entries };
    },
  }),
);
