import { isAllowed, notAccessible, unauthorized } from '../auth.ts';
import type { Layer } from './exchange.ts';
import type { Service } from './service.ts';

/** Lets nobody through but who has a token that is known and has not expired. */
export const accessLayer =
  (github: Service): Layer =>
  ({ authentication }, below) => {
    if (authentication.kind !== 'known') return unauthorized(authentication.kind);
    return github.tokenExpired ? unauthorized('unknown') : below();
  };

/** Refuses what the token has no permission for. */
export const permissionLayer =
  (): Layer =>
  ({ authentication, needed }, below) =>
    authentication.kind === 'known' && !isAllowed(authentication.grant, needed)
      ? notAccessible(authentication.grant)
      : below();
