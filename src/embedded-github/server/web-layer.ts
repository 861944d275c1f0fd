import { handle } from './endpoint-layer.ts';
import type { Layer } from './exchange.ts';
import type { Service } from './service.ts';

const VISITOR = { login: 'anonymous', id: 0, type: 'User' } as const;

/** What github.com serves beside its API asks for no token and knows no limit. */
export const webLayer =
  (github: Service): Layer =>
  (exchange, below) => {
    const { match, isWeb, incoming, request } = exchange;
    if (match === null || !isWeb) return below();
    const requester = { tokenKind: 'pat', actor: VISITOR } as const;
    return handle(github, { route: match.route, incoming, params: request.params, body: request.body, requester });
  };
