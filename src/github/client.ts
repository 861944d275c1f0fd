import type { PaginatingEndpoints } from '@octokit/plugin-paginate-rest';
import type { Octokit } from '@octokit/rest';
import type { Endpoints, OctokitResponse, RequestParameters } from '@octokit/types';
import * as z from 'zod';
import { hideSecrets } from '../core/secrets.ts';
import { bodyOf, wholeAnswer } from './answer-body.ts';
import { type ShapedRoute, shapeOf, UPLOADED, type UploadedAsset } from './answer-shapes.ts';
import { fetchStreamed } from './fetch-streamed.ts';
import { octokitByPolicy, REVALIDATED } from './octokit-by-policy.ts';
import { proxiedFetch } from './proxied-fetch.ts';
import { RequestFailure, type RequestPolicy } from './request-policy.ts';

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

/** Its answer is described with a `Link`, its pages are not: it is read as far as it links on. */
const LINKED_LIST = 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}';
type Lists = PaginatingEndpoints & Pick<Endpoints, typeof LINKED_LIST>;

/** Routes that GitHub answers page by page, of those whose answers are held against their shape. */
export type ListRoute = keyof Lists & ShapedRoute;
type ListParameters<Route extends ListRoute> = Omit<Lists[Route]['parameters'], 'owner' | 'repo' | 'page'>;
type ListItem<Route extends ListRoute> = Lists[Route]['response']['data'] extends readonly (infer Item)[]
  ? Item
  : never;

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
  /** Milliseconds until an unanswered request counts as lost. */
  readonly timeout: number;
  readonly userAgent: string;
  #owner: string;
  #repo: string;
  readonly #octokit: Octokit;
  readonly #token: string;
  readonly #graphqlBase: string;
  readonly #apiUrl: string;

  constructor(options: GitHubClientOptions) {
    this.#owner = options.owner;
    this.#repo = options.repo;
    this.timeout = options.timeout;
    this.userAgent = options.userAgent;
    this.#token = options.token;
    this.#apiUrl = options.apiUrl;
    this.#graphqlBase = (options.graphqlUrl ?? graphqlUrlOf(options.apiUrl)).replace(/\/graphql$/, '');
    this.#octokit = octokitByPolicy(options);
  }

  /** As GitHub spells it, once it has been asked; before, as it was given. */
  get owner(): string {
    return this.#owner;
  }

  get repo(): string {
    return this.#repo;
  }

  /** From now on the repository has the name that GitHub gives it: one typed in another case, or from before it was renamed, leads to it too. */
  spell(owner: string, repo: string): void {
    this.#owner = owner;
    this.#repo = repo;
  }

  /** One request of GitHub's description, `owner` and `repo` filled in. */
  async request<Route extends keyof Endpoints & ShapedRoute>(
    route: Route,
    parameters?: RouteParameters<Route>,
  ): Promise<Endpoints[Route]['response']['data']> {
    const answer = await this.#send(route, parameters as object | undefined);
    return answer.data as Endpoints[Route]['response']['data'];
  }

  /** What another name leads to: GitHub redirects from one that a repository had before. */
  async repositoryCalled(
    owner: string,
    repo: string,
  ): Promise<Endpoints['GET /repos/{owner}/{repo}']['response']['data']> {
    const { data } = await this.#send('GET /repos/{owner}/{repo}', { owner, repo });
    return data as Endpoints['GET /repos/{owner}/{repo}']['response']['data'];
  }

  /** A read repeated while polling: costs nothing of the limit where the answer is the last one. */
  async poll<Route extends keyof Endpoints & ShapedRoute>(
    route: Route,
    parameters?: RouteParameters<Route>,
  ): Promise<CachedAnswer<Endpoints[Route]['response']['data']>> {
    const answer = await this.#send(route, { ...parameters, ...REVALIDATED });
    return {
      data: answer.data as Endpoints[Route]['response']['data'],
      notModified: (answer.status as number) === 304,
    };
  }

  /**
   * The items of a list, page after page of 100, as far as the caller goes on: to the end, or to a proof that the rest cannot
   * matter.
   *
   * @param reading `polled` where the list is read again and again: pages that did not change cost nothing
   * @throws RequestFailure also where a page is none: a list that is cut short must not pass for the whole
   */
  async *items<Route extends ListRoute>(
    route: Route,
    parameters: ListParameters<Route>,
    reading: 'once' | 'polled' = 'once',
  ): AsyncGenerator<ListItem<Route>> {
    const send = reading === 'polled' ? this.#octokit.request.defaults(REVALIDATED) : this.#octokit.request;
    const endpoint = send.endpoint(route as string, this.#inRepository({ per_page: LARGEST_PAGE, ...parameters }));
    const request = { method: endpoint.method, path: String(route).replace(/^GET /, '') };
    let failure: unknown = null;
    const sendPage = async (options: RequestParameters): Promise<OctokitResponse<unknown>> => {
      try {
        // The address of a further page no longer tells its route.
        const shaped = { ...options, request: { ...(options.request as object), shape: shapeOf(route) } };
        return { ...(await send(shaped as never)), url: String(options.url) };
      } catch (error) {
        failure = error;
        throw error;
      }
    };
    let pages = 0;
    const iterated = this.#octokit.paginate.iterator(Object.assign(sendPage, { endpoint: () => endpoint }) as never);
    for await (const { status, data } of iterated as AsyncIterable<OctokitResponse<unknown>>) {
      // The package takes 409 for the end of the list.
      if (failure !== null) throw failure;
      pages += 1;
      // It leaves the combined status of a commit as it is.
      const items = Array.isArray(data) ? data : (data as { statuses?: unknown }).statuses;
      if (!Array.isArray(items))
        throw new RequestFailure('out-of-shape', request, { status, detail: 'with a page that has no list' });
      yield* items as ListItem<Route>[];
      if (pages >= MAXIMUM_PAGES)
        throw new RequestFailure('out-of-shape', request, {
          status,
          detail: `with a list of more than ${pages} pages`,
        });
    }
  }

  /** A whole list. */
  async list<Route extends ListRoute>(
    route: Route,
    parameters: ListParameters<Route>,
    reading: 'once' | 'polled' = 'once',
  ): Promise<ListItem<Route>[]> {
    const items: ListItem<Route>[] = [];
    for await (const item of this.items(route, parameters, reading)) items.push(item);
    return items;
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
   * Uploads a file to a release: a write, which is never repeated.
   *
   * @param uploadUrl as the release names it: the token goes to no host but the API's own and the one that GitHub has for uploads
   */
  async upload(uploadUrl: string, file: { readonly name: string; readonly bytes: Uint8Array }): Promise<UploadedAsset> {
    const url = uploadAddress(uploadUrl, this.#apiUrl);
    const request = { method: 'POST', path: 'the uploads of the release' };
    if (url === null)
      throw new RequestFailure('refused', request, {
        status: null,
        detail: 'the release names no address for uploads',
      });
    const answer = await this.#octokit.request(`POST ${url}?name=${encodeURIComponent(file.name)}`, {
      data: file.bytes,
      headers: { 'content-type': 'application/octet-stream' },
      request: {
        isUpload: true,
        shape: UPLOADED,
        fetch: async (input: string, init: RequestInit) =>
          wholeAnswer(await proxiedFetch(input, { ...init, signal: AbortSignal.timeout(UPLOAD_TIMEOUT) })),
      },
    } as never);
    return answer.data as UploadedAsset;
  }

  /**
   * A GraphQL request. A query is a read; a mutation is never repeated.
   *
   * @param shape what is read of the answer's `data`; left out where the caller holds it against its shape itself
   * @throws GraphQLRefusal when GitHub answered with errors
   */
  async graphql<Data>(text: string, variables: object, shape: z.ZodType<Data> = ANY_DATA as never): Promise<Data> {
    const answer = await this.#octokit.request('POST /graphql', {
      baseUrl: this.#graphqlBase,
      query: text,
      variables,
      request: { shape: answerOf(shape) },
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
    return this.#octokit.request(route, route.includes('{owner}') ? this.#inRepository(parameters) : { ...parameters });
  }

  #inRepository(parameters: object | undefined): RequestParameters {
    return { owner: this.owner, repo: this.repo, ...parameters };
  }
}

/** GitHub answered a GraphQL request with errors; nothing was changed by it. */
export class GraphQLRefusal extends Error {
  override readonly name: string = 'GraphQLRefusal';
  readonly errors: readonly { readonly type: string; readonly message: string }[];

  constructor(errors: readonly { readonly type: string; readonly message: string }[]) {
    super(errors.map((each) => each.message).join('; ') || 'GraphQL refused');
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

/**
 * Where files of a release are uploaded: what the release says, as far as it is a host of the same GitHub; else the host of the API,
 * which may be a gateway. Sources: GitHub documentation, "Upload a release asset": `uploads.github.com` beside `api.github.com`,
 * `HOST/api/uploads` beside `HOST/api/v3`.
 */
export function uploadAddress(uploadUrl: string, apiUrl: string): string | null {
  const plain = uploadUrl.replace(/\{[^}]*\}$/, '');
  if (!URL.canParse(plain)) return null;
  const { origin, pathname } = new URL(plain);
  const api = new URL(apiUrl);
  const isOwn = origin === api.origin;
  const isBeside = api.hostname.startsWith('api.') && origin === api.origin.replace('//api.', '//uploads.');
  return `${isOwn || isBeside ? origin : api.origin}${pathname}`;
}

/** A shape is compiled when it is used first. */
const answers = new WeakMap<z.ZodType, z.ZodType>();

/** What GraphQL answers: errors, or data of this shape. */
function answerOf(data: z.ZodType): z.ZodType {
  const known = answers.get(data);
  if (known !== undefined) return known;
  const answer = z.union([z.object({ errors: z.array(z.unknown()).min(1) }), z.object({ data })]);
  answers.set(data, answer);
  return answer;
}

const ANY_DATA = z.record(z.string(), z.unknown());

/** The most that GitHub puts on a page. */
const LARGEST_PAGE = 100;
/** No list that a release reads comes near: a server that links in a circle ends here. */
const MAXIMUM_PAGES = 1_000;
/** Milliseconds that the upload of a file may take: GitHub takes 2 GiB. */
const UPLOAD_TIMEOUT = 1_800_000;
/** Milliseconds that an asset or a log may take. */
const DOWNLOAD_TIMEOUT = 600_000;
