import { authenticate, isOpenToAll, requiredPermission } from '../auth.ts';
import type { Exchange, Incoming } from './exchange.ts';
import type { Service } from './service.ts';

/** GraphQL is not below `/api/v3`, which a client that appends to the REST base gets wrong. */
export const API_PREFIX = /^\/api\/(?:v3(?!\/graphql)|uploads)(?=\/|$)/;

/** Counts a request and finds out what it is about; nothing has happened to it yet. */
export async function openExchange(github: Service, incoming: Incoming): Promise<Exchange> {
  const { state } = github.world;
  state.requestCount += 1;
  const { method, url } = incoming;
  const asked = url.pathname === '/api/graphql' ? '/graphql' : url.pathname.replace(API_PREFIX, '') || '/';
  const path = byName(github, asked);
  const { match, isWeb } = await github.find(method, path);
  const template = match?.route.path ?? path;
  const parsed = match?.route.takes === 'bytes' ? { ok: true, value: incoming.bytes } : parseJson(incoming.bytes);
  return {
    incoming,
    path,
    match,
    isWeb,
    isReadable: parsed.ok,
    request: { n: state.requestCount, method, template, params: match?.params ?? {}, body: parsed.value },
    authentication: authenticate(incoming.headers.get('authorization'), github.tokens),
    resource: template === '/graphql' ? 'graphql' : 'core',
    needed: match === null || isWeb ? null : requiredPermission(method, template),
    isOpenToAll: !state.settings.private && isOpenToAll(method, template),
    faults: [],
    changed: method !== 'GET' && method !== 'HEAD',
    etagHit: false,
    counted: false,
  };
}

/** Whatever is below a repository is there by its number as well, which is where redirects lead. */
function byName({ world }: Service, path: string): string {
  const { owner, repo, repositoryId } = world.state;
  const own = `/repositories/${repositoryId}/`;
  return path.startsWith(own) ? `/repos/${owner}/${repo}/${path.slice(own.length)}` : path;
}

/** `value` is null for an empty body, and for one that is no JSON. */
function parseJson(bytes: Uint8Array): { ok: boolean; value: unknown } {
  if (bytes.byteLength === 0) return { ok: true, value: null };
  try {
    return { ok: true, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown };
  } catch {
    return { ok: false, value: null };
  }
}
