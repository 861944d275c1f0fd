import { loggedPath } from '../request-log.ts';
import { apiError } from '../route.ts';
import type { Layer } from './exchange.ts';
import type { Service } from './service.ts';

/** Lets through what an endpoint answers, in this repository, with a body that can be read. */
export const routeLayer =
  (github: Service): Layer =>
  ({ match, path, request, isReadable }, below) => {
    if (match === null) {
      github.unknownRoutes.push(`${request.method} ${path}`);
      github.warn(`no endpoint answers ${request.method} ${loggedPath(path, '')}`);
      return apiError(404, 'Not Found');
    }
    if (!github.isThisRepository(request.params)) return apiError(404, 'Not Found');
    return isReadable ? below() : apiError(400, 'Problems parsing JSON');
  };
