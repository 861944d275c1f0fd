import { isAllowed, notAccessible, unauthorized } from '../auth.ts';
import { apiError } from '../route.ts';
import type { Exchange, Layer } from './exchange.ts';
import type { Service } from './service.ts';

/** Lets nobody through but who has a token that is known and has not expired, or reads what everybody may. */
export const accessLayer =
  (github: Service): Layer =>
  (exchange, below) => {
    const { authentication } = exchange;
    if (authentication.kind === 'none' && exchange.isOpenToAll) return below();
    // What is private is not there for those who are nobody.
    if (authentication.kind === 'none' && isRead(exchange) && github.world.state.settings.private)
      return apiError(404, 'Not Found');
    if (authentication.kind !== 'known') return unauthorized(authentication.kind);
    return github.tokenExpired ? unauthorized('unknown') : below();
  };

const isRead = ({ request }: Exchange): boolean =>
  ['GET', 'HEAD'].includes(request.method) && request.template.startsWith('/repos/{owner}/{repo}');

/** Refuses what the token has no permission for, and every change of a repository that is archived but of its settings. */
export const permissionLayer =
  (github: Service): Layer =>
  ({ authentication, needed, request }, below) => {
    if (authentication.kind === 'known' && !isAllowed(authentication.grant, needed))
      return notAccessible(authentication.grant);
    const { method, template } = request;
    const isChange = method !== 'GET' && method !== 'HEAD' && template.startsWith('/repos/{owner}/{repo}/');
    return isChange && github.world.state.settings.archived === true
      ? apiError(403, 'Repository was archived so is read-only.')
      : below();
  };
