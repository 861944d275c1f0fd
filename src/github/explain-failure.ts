import { type Problem, problem, Stop } from '../core/problem.ts';
import { GraphQLRefusal } from './client.ts';
import { namedProxy, UnusableProxy, unusableProxyRemedy } from './environment-proxy.ts';
import { ProxyFailure } from './proxy-failure.ts';
import { RequestFailure, unresolvedHost } from './request-policy.ts';

/** What an API failure means for the release, for a person. `doing` completes "while …". */
export function explainFailure(error: RequestFailure | GraphQLRefusal, doing: string): Problem {
  if (error instanceof GraphQLRefusal) {
    const forbidden = error.errors.some((each) => each.type === 'FORBIDDEN' || /not accessible/i.test(each.message));
    return problem(forbidden ? 'token-forbidden' : 'github-refused', `GitHub refused ${doing}: ${error.message}`);
  }
  const request = `${error.method} ${error.path}`;
  switch (error.kind) {
    case 'unauthorized':
      return problem('token-rejected', `GitHub answered 401 while ${doing}: ${error.detail}`, { where: request });
    case 'forbidden': {
      const permissions = error.headers['x-accepted-github-permissions'];
      if (/archived/i.test(error.detail))
        return problem('token-forbidden', `GitHub answered 403 while ${doing}: ${error.detail}`, {
          where: request,
          remedy: 'Take it out of the archive (Settings, Danger Zone), then run the same command again.',
        });
      const workflows = /workflow/i.test(error.detail);
      return problem('token-forbidden', `GitHub answered 403 while ${doing}: ${error.detail}`, {
        where: request,
        ...(workflows
          ? {
              remedy:
                'The commit touches .github/workflows: the token needs `workflows: write`, which GITHUB_TOKEN cannot have.',
            }
          : permissions === undefined
            ? {}
            : { remedy: `Give the token one of these permissions: ${permissions}. Then run the same command again.` }),
      });
    }
    case 'rate-limited': {
      const reset = Number(error.headers['x-ratelimit-reset']);
      const when = Number.isFinite(reset) ? ` The budget is new at ${new Date(reset * 1_000).toISOString()}.` : '';
      return problem('rate-limit-exhausted', `GitHub limits the rate while ${doing}.${when}`, { where: request });
    }
    case 'out-of-shape':
      return problem('github-unreachable', `${request} answered ${error.status} ${error.detail}, while ${doing}.`, {
        where: request,
        remedy:
          'See that --api-url (or GITHUB_API_URL) leads to GitHub’s REST API, and what stands between; then run the same command again.',
      });
    case 'no-answer':
    case 'server-error':
      return problem('github-unreachable', `${error.status ?? 'No answer'} while ${doing}: ${error.detail}`, {
        where: request,
        ...noAnswerRemedy(error.cause),
      });
    case 'not-found':
    case 'refused':
      return problem('github-refused', `GitHub answered ${error.status} while ${doing}: ${error.detail}`, {
        where: request,
      });
  }
}

/** What helps where nothing answered: a name that is not found does not come right by waiting. */
function noAnswerRemedy(cause: unknown): Partial<Problem> {
  const unresolved = unresolvedHost(cause);
  if (cause instanceof UnusableProxy) return { remedy: unusableProxyRemedy(cause.variable) };
  if (cause instanceof ProxyFailure) {
    const proxy =
      unresolved === null ? 'See the proxy' : `See the name ${unresolved.host}, and the address of the proxy`;
    return {
      remedy: `${proxy} that HTTPS_PROXY or HTTP_PROXY names, or name this host in NO_PROXY; then run the same command again.`,
    };
  }
  if (unresolved === null) return {};
  const proxy = namedProxy();
  const told =
    proxy === null
      ? 'No proxy is set (HTTPS_PROXY, HTTP_PROXY): set one if this network needs it'
      : `${proxy} is set and was not used for this host: see NO_PROXY`;
  return {
    remedy: `See that ${unresolved.host} is the host meant (--api-url or GITHUB_API_URL), and that this machine can resolve it. ${told}. Then run the same command again.`,
  };
}

/** Runs one part of a release so that an API failure in it stops the release with an explanation. */
export async function explaining<T>(doing: string, part: () => Promise<T>): Promise<T> {
  try {
    return await part();
  } catch (error) {
    throw explained(error, doing);
  }
}

/** A refusal of GitHub's as a stop that says so; any other error as it is. */
export const explained = (error: unknown, doing: string): unknown =>
  error instanceof RequestFailure || error instanceof GraphQLRefusal
    ? new Stop([explainFailure(error, doing)], { cause: error })
    : error;
