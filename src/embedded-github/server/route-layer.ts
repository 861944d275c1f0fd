import { loggedPath } from '../request-log.ts';
import { API_VERSIONS } from '../rest/meta.ts';
import { type ApiReply, apiError } from '../route.ts';
import type { Incoming, Layer } from './exchange.ts';
import { API_PREFIX } from './open-exchange.ts';
import type { Service } from './service.ts';

/** Lets through what an endpoint answers, in this repository, with a body that can be read. */
export const routeLayer =
  (github: Service): Layer =>
  ({ match, path, request, isReadable, incoming }, below) => {
    const version = incoming.headers.get('x-github-api-version');
    // Source: GitHub documentation, "API Versions": 400 for one that is not supported.
    if (version !== null && !API_VERSIONS.includes(version))
      return apiError(400, `${JSON.stringify(version.slice(0, 50))} is not a supported API version.`);
    const accept = incoming.headers.get('accept');
    if (match !== null && accept !== null && !accept.slice(0, 4_096).split(',').some(isAnswered))
      return apiError(415, `Unsupported 'Accept' header: '${accept.slice(0, 200)}'. Must accept 'application/json'.`);
    if (match === null) {
      github.unknownRoutes.push(`${request.method} ${path}`);
      github.warn(`no endpoint answers ${request.method} ${loggedPath(path, '')}`);
      return apiError(404, 'Not Found');
    }
    if (github.wasThisRepository(request.params)) return movedTo(github, incoming, path);
    if (!github.isThisRepository(request.params)) return apiError(404, 'Not Found');
    return isReadable ? below() : apiError(400, 'Problems parsing JSON');
  };

/** Whether an answer of the API can have such a media type. Source: GitHub REST documentation, "Getting started" (media types). */
const isAnswered = (range: string): boolean =>
  /^\s*(?:\*\/\*|application\/(?:\*|json|octet-stream|zip|x-gzip|vnd\.github[\w.+-]*|[\w.+-]*\+json)|text\/plain|$)\s*(?:;|$)/i.test(
    range,
  );

/**
 * Where a repository is by its number, which never changes.
 *
 * Source: GitHub documentation, "Best practices for using the REST API": 301 and 307, with the address in Location and `url`.
 */
function movedTo({ world }: Service, { method, url }: Incoming, path: string): ApiReply {
  const prefix = API_PREFIX.exec(url.pathname)?.[0] ?? '';
  const rest = path.replace(/^\/repos\/[^/]+\/[^/]+/, '');
  const location = `${url.origin}${prefix}/repositories/${world.state.repositoryId}${rest}${url.search}`;
  const isRead = method === 'GET' || method === 'HEAD';
  const body = {
    message: isRead ? 'Moved Permanently' : 'Temporary Redirect',
    url: location,
    documentation_url: 'https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects',
  };
  return { status: isRead ? 301 : 307, body, headers: { location } };
}
