import { ANONYMOUS, unauthorized } from '../auth.ts';
import { recordHistory, standingsOf } from '../issue-history.ts';
import { type ApiReply, apiError, type Requester, type Route } from '../route.ts';
import type { Incoming, Layer } from './exchange.ts';
import { API_PREFIX } from './open-exchange.ts';
import type { Service } from './service.ts';

/** The endpoint answers, for whoever the token stands for. */
export const endpointLayer =
  (github: Service): Layer =>
  ({ match, authentication, incoming, request, isOpenToAll }) => {
    if (match === null) return apiError(404, 'Not Found');
    if (authentication.kind === 'none' && isOpenToAll) {
      const { params, body } = request;
      return handle(github, { route: match.route, incoming, params, body, requester: ANONYMOUS });
    }
    if (authentication.kind !== 'known') return unauthorized(authentication.kind);
    const { params, body } = request;
    return handle(github, { route: match.route, incoming, params, body, requester: authentication.grant });
  };

export interface Handled {
  readonly route: Route;
  readonly incoming: Incoming;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly requester: Requester;
}

/** Lets an endpoint answer. One that fails is reported, and answers 500. */
export async function handle(github: Service, handled: Handled): Promise<ApiReply> {
  const { route, incoming, params, body, requester } = handled;
  const { url } = incoming;
  const prefix = API_PREFIX.test(url.pathname) || url.pathname === '/api/graphql' ? '/api/v3' : '';
  // A reading request changes nothing, and GraphQL reads without a mutation.
  const before = mayChange(handled) ? standingsOf(github.world) : null;
  try {
    const reply = await route.handle({
      world: github.world,
      requester,
      params,
      query: url.searchParams,
      body,
      headers: incoming.headers,
      apiUrl: `${url.origin}${prefix}`,
      emit: github.emit,
    });
    if (before !== null) recordHistory(github.world, before, requester);
    for (const each of reply.unanswered ?? []) {
      github.unknownRoutes.push(each);
      github.warn(`nothing answers ${each}`);
    }
    return reply;
  } catch (error) {
    github.reportFailure(incoming.method, url.pathname, error);
    return apiError(500, 'Server Error');
  }
}

function mayChange({ incoming: { method, url }, body }: Handled): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  if (!url.pathname.endsWith('/graphql')) return true;
  const query = typeof body === 'object' && body !== null ? (body as { readonly query?: unknown }).query : undefined;
  return typeof query === 'string' && query.includes('mutation');
}
