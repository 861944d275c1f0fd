import { acceptedPermissions } from '../auth.ts';
import { etagOf, isUnmodified, ModificationTimes, matchesEtag } from '../etags.ts';
import { type ApiReply, GENERAL_PAGE } from '../route.ts';
import { type Exchange, isCut, type Layer, tokenKindOf } from './exchange.ts';
import type { Service } from './service.ts';

/** Turns a reply into what goes over the wire: bytes, and the headers that GitHub sends. */
export const responseLayer = (github: Service): Layer => {
  const times = new ModificationTimes();
  return async (exchange, below) => {
    const answered = await below();
    if (isCut(answered)) return answered;
    const reply = answered.status < 400 ? answered : await withItsPage(exchange, answered);
    const { body, contentType, isJson } = encoded(reply.body);
    const now = github.world.now();
    const tagged =
      isJson && body !== undefined ? cached(exchange, reply, body, (...key) => times.of(...key, now)) : null;
    exchange.etagHit = tagged?.isKnown ?? false;
    const headers: Record<string, string> = {
      ...commonHeaders(github, exchange),
      ...(contentType === null || exchange.etagHit ? {} : { 'content-type': contentType }),
      ...tagged?.headers,
    };
    // By name, whatever its case: an endpoint's own header goes before the common one.
    for (const [name, value] of Object.entries(reply.headers ?? {})) headers[name.toLowerCase()] = value;
    Object.assign(headers, scopeHeaders(exchange));
    return {
      status: exchange.etagHit ? 304 : reply.status,
      ...(exchange.etagHit ? {} : { body }),
      headers,
      ...(reply.points === undefined ? {} : { points: reply.points }),
    };
  };
};

/** A refusal names the page of the operation that refuses; a token that nobody knows, and what there is not, name none. */
async function withItsPage({ match, isWeb, request }: Exchange, reply: ApiReply): Promise<ApiReply> {
  const { body } = reply;
  if (match === null || isWeb || typeof body !== 'object' || body === null || body instanceof Uint8Array) return reply;
  const { documentation_url: told, message } = body as { documentation_url?: unknown; message?: unknown };
  if (told !== GENERAL_PAGE || message === 'Bad credentials') return reply;
  const { pageOf } = await import('../operation-pages.ts');
  const page = pageOf(request.method, request.template);
  return page === null ? reply : { ...reply, body: { ...body, documentation_url: page } };
}

const commonHeaders = (github: Service, { incoming, request }: Exchange): Record<string, string> => ({
  date: new Date(github.world.now()).toUTCString(),
  server: 'embedded-github-of-a-rehearsal',
  'x-github-request-id': `REHEARSAL:${request.n.toString(16).toUpperCase().padStart(8, '0')}`,
  'x-github-api-version-selected': incoming.headers.get('x-github-api-version') ?? '2022-11-28',
  'x-github-media-type': 'github.v3; format=json',
  'x-content-type-options': 'nosniff',
  vary: 'Accept, Authorization',
});

interface Encoded {
  readonly body?: Uint8Array;
  readonly contentType: string | null;
  readonly isJson: boolean;
}

function encoded(body: ApiReply['body']): Encoded {
  if (body === undefined) return { contentType: null, isJson: false };
  if (body instanceof Uint8Array) return { body, contentType: 'application/octet-stream', isJson: false };
  if (typeof body === 'string') {
    return { body: Buffer.from(body), contentType: 'text/plain; charset=utf-8', isJson: false };
  }
  return { body: Buffer.from(JSON.stringify(body)), contentType: 'application/json; charset=utf-8', isJson: true };
}

/** The headers of an answer that a client may keep, and whether it has kept it; null for one that it may not. */
function cached(
  { incoming, request }: Exchange,
  reply: ApiReply,
  body: Uint8Array,
  changedAt: (key: string, body: unknown, etag: string) => number | null,
) {
  const { method, headers, url } = incoming;
  if ((method !== 'GET' && method !== 'HEAD') || reply.status !== 200 || request.template === '/rate_limit')
    return null;
  const [who, form] = [headers.get('authorization') ?? '', headers.get('accept') ?? ''];
  const etag = etagOf(body, [who, form]);
  const at = changedAt(`${url.pathname}${url.search} ${who} ${form}`, reply.body, etag);
  const ifNoneMatch = headers.get('if-none-match');
  return {
    isKnown: matchesEtag(ifNoneMatch, etag) || isUnmodified(headers.get('if-modified-since'), ifNoneMatch, at),
    headers: {
      etag,
      'cache-control': 'private, max-age=60, s-maxage=60',
      ...(at === null ? {} : { 'last-modified': new Date(at).toUTCString() }),
    },
  };
}

/** What a token may do, as GitHub tells people's tokens and those of apps. */
function scopeHeaders(exchange: Exchange): Record<string, string> {
  const kind = tokenKindOf(exchange);
  if (kind === null || exchange.isWeb) return {};
  return kind === 'pat'
    ? { 'x-oauth-scopes': 'repo, workflow', 'x-accepted-oauth-scopes': 'repo' }
    : { 'x-accepted-github-permissions': acceptedPermissions(exchange.needed) };
}
