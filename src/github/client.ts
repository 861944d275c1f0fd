import { Octokit } from '@octokit/core';
import { RequestError } from '@octokit/request-error';
import type { Endpoints, OctokitResponse } from '@octokit/types';
import { hideSecrets } from '../core/secrets.ts';
import { fetchStreamed } from './fetch-streamed.ts';
import { type HttpAnswer, type RequestPolicy, withPolicy } from './request-policy.ts';

export interface GitHubClientOptions {
  /** Base URL of the REST API as GITHUB_API_URL has it, without a trailing slash. */
  readonly apiUrl: string;
  /** Base URL of GraphQL as GITHUB_GRAPHQL_URL has it. Left out: where GitHub documents it for `apiUrl`. */
  readonly graphqlUrl?: string | undefined;
  readonly token: string;
  readonly owner: string;
  readonly repo: string;
  readonly policy: RequestPolicy;
  /** Milliseconds until an unanswered request counts as lost. */
  readonly timeout: number;
  readonly userAgent: string;
}

type RouteParameters<Route extends keyof Endpoints> = Omit<Endpoints[Route]['parameters'], 'owner' | 'repo'>;

/** An answer and whether it cost nothing (304: the cached body is returned). */
export interface CachedAnswer<Data> {
  readonly data: Data;
  readonly notModified: boolean;
}

/**
 * GitHub as the release sees it: one repository, one token, one policy for every request. Routes and bodies are typed
 * by GitHub's own description through octokit; failures are RequestFailure.
 */
export class GitHubClient {
  readonly owner: string;
  readonly repo: string;
  /** Milliseconds until an unanswered request counts as lost. */
  readonly timeout: number;
  readonly #octokit: Octokit;
  readonly #token: string;
  readonly #graphqlBase: string;
  readonly #etags = new Map<string, { etag: string; data: unknown }>();

  constructor(options: GitHubClientOptions) {
    this.owner = options.owner;
    this.repo = options.repo;
    this.timeout = options.timeout;
    this.#token = options.token;
    this.#graphqlBase = (options.graphqlUrl ?? graphqlUrlOf(options.apiUrl)).replace(/\/graphql$/, '');
    this.#octokit = new Octokit({
      auth: options.token,
      baseUrl: options.apiUrl,
      userAgent: options.userAgent,
      request: {
        fetch: async (input: string, init: RequestInit) =>
          wholeAnswer(await fetch(input, { ...init, signal: AbortSignal.timeout(options.timeout) })),
      },
      // A GitHub Enterprise deprecation notice must not land in the middle of our output.
      log: { debug() {}, info() {}, warn() {}, error() {} },
    });
    const byPolicy = withPolicy<HttpAnswer>(options.policy);
    this.#octokit.hook.wrap('request', async (request, endpoint) => {
      const body = endpoint as { query?: unknown };
      const readOnly = endpoint.url === '/graphql' && typeof body.query === 'string' && body.query.startsWith('query');
      const answer = await byPolicy({ method: endpoint.method, path: shownPath(endpoint), readOnly }, async () => {
        try {
          return (await request(endpoint)) as unknown as HttpAnswer;
        } catch (error) {
          if (error instanceof RequestError && error.response !== undefined) {
            const answer = error.response as unknown as HttpAnswer;
            return withoutToken(answer, options.token);
          }
          // Octokit reports a connection that failed as a 500 without a response; the policy wants the cause itself.
          throw error instanceof RequestError && error.cause instanceof Error ? error.cause : error;
        }
      });
      return answer as unknown as OctokitResponse<never>;
    });
  }

  /** One request of GitHub's description, `owner` and `repo` filled in. */
  async request<Route extends keyof Endpoints>(
    route: Route,
    parameters?: RouteParameters<Route>,
  ): Promise<Endpoints[Route]['response']['data']> {
    const answer = await this.#send(route, parameters as object | undefined);
    return answer.data as Endpoints[Route]['response']['data'];
  }

  /** A read repeated while polling: sends the ETag of the last answer, since a 304 does not count against the limit. */
  async poll<Route extends keyof Endpoints>(
    route: Route,
    parameters?: RouteParameters<Route>,
  ): Promise<CachedAnswer<Endpoints[Route]['response']['data']>> {
    type Data = Endpoints[Route]['response']['data'];
    const key = `${String(route)} ${JSON.stringify(parameters ?? null)}`;
    const known = this.#etags.get(key);
    const headers = known === undefined ? {} : { 'if-none-match': known.etag };
    const answer = await this.#send(route, { ...(parameters as object), headers });
    if (answer.status === 304 && known !== undefined) return { data: known.data as Data, notModified: true };
    const etag = answer.headers.etag;
    if (typeof etag === 'string') this.#etags.set(key, { etag, data: answer.data });
    return { data: answer.data as Data, notModified: false };
  }

  /**
   * A body that is not JSON (an asset's content, a log), handed over piece by piece: it may be of any size. Where it breaks
   * off, the request counts as unanswered and is sent again, and so is `consume` called again.
   */
  async download<T>(
    route: string,
    parameters: object,
    accept: string,
    consume: (body: AsyncIterable<Uint8Array>) => Promise<T>,
  ): Promise<T> {
    let consumed: { readonly value: T } | null = null;
    await this.#send(route, {
      ...parameters,
      headers: { accept },
      request: {
        parseSuccessResponseBody: false,
        fetch: async (input: string, init: RequestInit) => {
          const answer = await fetchStreamed(input, init, { head: this.timeout, whole: DOWNLOAD_TIMEOUT });
          if (!answer.ok) return wholeAnswer(answer);
          consumed = { value: await consume(bodyOf(answer)) };
          return new Response('', { status: answer.status, headers: answer.headers });
        },
      },
    });
    if (consumed === null) throw new Error('the download has no body');
    return (consumed as { readonly value: T }).value;
  }

  /**
   * A GraphQL request. A query is a read; a mutation is never repeated.
   *
   * @throws GraphQLRefusal when GitHub answered with errors.
   */
  async graphql<Data>(text: string, variables: object): Promise<Data> {
    const answer = await this.#octokit.request('POST /graphql', {
      baseUrl: this.#graphqlBase,
      query: text,
      variables,
    });
    const body = answer.data as { data?: Data; errors?: readonly { message?: unknown; type?: unknown }[] };
    if (body.errors !== undefined && body.errors.length > 0) {
      throw new GraphQLRefusal(
        body.errors.map((each) => ({
          type: String(each.type ?? ''),
          message: hideSecrets(String(each.message ?? ''), [this.#token]),
        })),
      );
    }
    return body.data as Data;
  }

  #send(route: string, parameters: object | undefined): Promise<OctokitResponse<unknown>> {
    return this.#octokit.request(route, { owner: this.owner, repo: this.repo, ...parameters });
  }
}

/** GitHub answered a GraphQL request with errors; nothing was changed by it. */
export class GraphQLRefusal extends Error {
  readonly errors: readonly { readonly type: string; readonly message: string }[];

  constructor(errors: readonly { readonly type: string; readonly message: string }[]) {
    super(errors.map((each) => each.message).join('; ') || 'GraphQL refused');
    this.name = 'GraphQLRefusal';
    this.errors = errors;
  }
}

/**
 * Where GraphQL is beside a REST API. Sources: GitHub documentation, "Forming calls with GraphQL", of github.com
 * (`api.github.com/graphql`) and of Enterprise Server (`HOST/api/graphql`, with REST at `HOST/api/v3`).
 */
function graphqlUrlOf(apiUrl: string): string {
  return `${apiUrl.replace(/\/api\/v3$/, '/api')}/graphql`;
}

/** What is read whole is JSON: listings of trees and blobs are the largest. Bytes. */
const MAXIMUM_BODY = 100 * 1024 ** 2;
/** Milliseconds that an asset or a log may take. */
const DOWNLOAD_TIMEOUT = 600_000;

/** The body in pieces; an answer without one has none. */
const bodyOf = (answer: Response): AsyncIterable<Uint8Array> =>
  (answer.body ?? new Blob([]).stream()) as unknown as AsyncIterable<Uint8Array>;

/**
 * An answer with its whole body. A body that breaks off is no answer at all: octokit would hand over the torso as if it
 * were text.
 */
async function wholeAnswer(answer: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bodyOf(answer)) {
    length += chunk.byteLength;
    // Leaving the loop ends the transfer.
    if (length > MAXIMUM_BODY) throw new Error('the answer is larger than 100 MiB');
    chunks.push(chunk);
  }
  const withoutBody = answer.status === 204 || answer.status === 205 || answer.status === 304;
  return new Response(withoutBody ? null : Buffer.concat(chunks), { status: answer.status, headers: answer.headers });
}

/** A refusal without our token, which a server or a proxy may quote in its body or headers. */
const withoutToken = ({ status, headers, data }: HttpAnswer, token: string): HttpAnswer =>
  JSON.parse(JSON.stringify({ status, headers, data: data ?? null }), (_, value) =>
    typeof value === 'string' ? hideSecrets(value, [token]) : value,
  );

/** The path of a request for people: no host, no query, no credential. */
function shownPath(endpoint: { url: string } & Record<string, unknown>): string {
  const filled = endpoint.url.replace(/\{([^}]+)\}/g, (whole, key: string) => {
    const value = endpoint[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });
  return filled.split('?', 1)[0] ?? filled;
}
