import { isoTime, knownActors, simpleUser } from '../accounts.ts';
import { answerPage, paginate } from '../pagination.ts';
import type { RateLimits } from '../rate-limits.ts';
import { repositoryAnswer } from '../repository-answer.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { sameName } from '../subjects.ts';
import type { Actor } from '../world-state.ts';
import { notFound, param } from './parameters.ts';

/** Costs nothing itself. */
function rateLimit(request: ApiRequest, limits: RateLimits): ApiReply {
  const now = request.world.now();
  const { requester } = request;
  const kind = requester.isAnonymous === true ? 'anonymous' : requester.tokenKind;
  const core = limits.budget(kind, 'core', now);
  const graphql = limits.budget(kind, 'graphql', now);
  // Nothing is searched here; the description wants the field.
  const search = { limit: 30, used: 0, remaining: 30, reset: Math.ceil(now / 1_000) + 60 };
  return { status: 200, body: { resources: { core, graphql, search }, rate: core } };
}

const meta = (): ApiReply => ({
  status: 200,
  body: { verifiable_password_authentication: false, hooks: [], web: [], api: [], git: [], actions: [] },
});

/** Those that GitHub answers by; the first is meant where none is named. */
export const API_VERSIONS: readonly string[] = ['2022-11-28', '2026-03-10'];

const zen = (): ApiReply => ({
  status: 200,
  body: 'Practicality beats purity.',
  headers: { 'content-type': 'text/plain; charset=utf-8' },
});

/** A few of those that GitHub has: by their points in Unicode, and one that is no character. */
const EMOJIS: Readonly<Record<string, string>> = {
  '+1': '1f44d',
  '-1': '1f44e',
  bug: '1f41b',
  confused: '1f615',
  eyes: '1f440',
  heart: '2764',
  laughing: '1f606',
  octocat: 'octocat',
  package: '1f4e6',
  rocket: '1f680',
  sparkles: '2728',
  tada: '1f389',
  white_check_mark: '2705',
  x: '274c',
  zap: '26a1',
};

/** Source: GitHub REST documentation, "Get emojis": name to the address of a picture. */
const emojis = ({ apiUrl }: ApiRequest): ApiReply => ({
  status: 200,
  body: Object.fromEntries(
    Object.entries(EMOJIS).map(([name, code]) => [
      name,
      `${apiUrl}/images/icons/emoji/${code === name ? '' : 'unicode/'}${code}.png?v8`,
    ]),
  ),
});

/** An app's token is nobody's: GitHub refuses. */
const user = (request: ApiRequest): ApiReply =>
  request.requester.tokenKind === 'pat'
    ? { ...userAnswer(request, request.requester.actor), headers: { 'x-oauth-scopes': 'repo, workflow' } }
    : apiError(403, 'Resource not accessible by integration');

/** Source: GitHub REST documentation, "Get a user". */
function namedUser(request: ApiRequest): ApiReply {
  const found = knownActors(request.world).find(({ login }) => sameName(login, param(request, 'username')));
  return found === undefined ? notFound() : userAnswer(request, found);
}

function userAnswer({ world, apiUrl }: ApiRequest, actor: Actor): ApiReply {
  const created = isoTime(world.state.createdAt);
  return {
    status: 200,
    body: {
      ...simpleUser(actor, apiUrl),
      user_view_type: 'public',
      name: actor.login,
      company: null,
      blog: '',
      location: null,
      email: null,
      hireable: null,
      bio: null,
      twitter_username: null,
      public_repos: 1,
      public_gists: 0,
      followers: 0,
      following: 0,
      created_at: created,
      updated_at: created,
    },
  };
}

function installationRepositories(request: ApiRequest): ApiReply {
  if (request.requester.tokenKind === 'pat')
    return apiError(
      403,
      'You must authenticate with an installation access token in order to list repositories for an installation.',
    );
  const { items, headers } = paginate(request, '/installation/repositories', [repositoryAnswer(request)]);
  return { status: 200, body: { total_count: 1, repositories: items, repository_selection: 'selected' }, headers };
}

/** Source: GitHub's own links to a repository's id, which redirect to nothing: `GET /repositories/{id}` answers as by name. */
const repositoryById = (request: ApiRequest): ApiReply =>
  param(request, 'repository_id') === String(request.world.state.repositoryId)
    ? { status: 200, body: repositoryAnswer(request) }
    : notFound();

/** The repository of this world, where it is one of those that are asked for. */
const repositoriesAt = (request: ApiRequest, path: string, isOne: boolean): ApiReply =>
  answerPage(request, path, isOne ? [request] : [], repositoryAnswer);

/** Source: GitHub REST documentation, "List repositories for the authenticated user". */
const ownRepositories = (request: ApiRequest): ApiReply =>
  request.requester.tokenKind === 'pat'
    ? repositoriesAt(request, '/user/repos', true)
    : apiError(403, 'Resource not accessible by integration');

/** Source: GitHub REST documentation, "List repositories for a user". */
function namedRepositories(request: ApiRequest): ApiReply {
  const { world } = request;
  const login = param(request, 'username');
  return knownActors(world).some((each) => sameName(each.login, login))
    ? repositoriesAt(request, `/users/${encodeURIComponent(login)}/repos`, sameName(world.state.owner, login))
    : notFound();
}

/** The first page of the API, which clients ask for the scopes of a token. */
const root = (request: ApiRequest): ApiReply => ({
  status: 200,
  body: Object.fromEntries(ROOT_PATHS.map(([name, path]) => [name, `${request.apiUrl}${path}`])),
});

const ROOT_PATHS: readonly (readonly [string, string])[] = [
  ['current_user_url', '/user'],
  ['current_user_authorizations_html_url', '/settings/connections/applications{/client_id}'],
  ['authorizations_url', '/authorizations'],
  ['code_search_url', '/search/code?q={query}{&page,per_page,sort,order}'],
  ['commit_search_url', '/search/commits?q={query}{&page,per_page,sort,order}'],
  ['emails_url', '/user/emails'],
  ['emojis_url', '/emojis'],
  ['events_url', '/events'],
  ['feeds_url', '/feeds'],
  ['followers_url', '/user/followers'],
  ['following_url', '/user/following{/target}'],
  ['gists_url', '/gists{/gist_id}'],
  ['issue_search_url', '/search/issues?q={query}{&page,per_page,sort,order}'],
  ['issues_url', '/issues'],
  ['keys_url', '/user/keys'],
  ['label_search_url', '/search/labels?q={query}&repository_id={repository_id}{&page,per_page}'],
  ['notifications_url', '/notifications'],
  ['organization_url', '/orgs/{org}'],
  ['organization_repositories_url', '/orgs/{org}/repos{?type,page,per_page,sort}'],
  ['organization_teams_url', '/orgs/{org}/teams'],
  ['public_gists_url', '/gists/public'],
  ['rate_limit_url', '/rate_limit'],
  ['repository_url', '/repos/{owner}/{repo}'],
  ['repository_search_url', '/search/repositories?q={query}{&page,per_page,sort,order}'],
  ['current_user_repositories_url', '/user/repos{?type,page,per_page,sort}'],
  ['starred_url', '/user/starred{/owner}{/repo}'],
  ['starred_gists_url', '/gists/starred'],
  ['user_url', '/users/{user}'],
  ['user_organizations_url', '/user/orgs'],
  ['user_repositories_url', '/users/{user}/repos{?type,page,per_page,sort}'],
  ['user_search_url', '/search/users?q={query}{&page,per_page,sort,order}'],
];

/** What is about the token and the server, not about a repository. */
export const metaRoutes = (limits: RateLimits): readonly Route[] => [
  { method: 'GET', path: '/', handle: root },
  { method: 'GET', path: '/rate_limit', handle: (request) => rateLimit(request, limits) },
  { method: 'GET', path: '/meta', handle: meta },
  { method: 'GET', path: '/emojis', handle: emojis },
  { method: 'GET', path: '/versions', handle: () => ({ status: 200, body: API_VERSIONS }) },
  { method: 'GET', path: '/zen', handle: zen },
  { method: 'GET', path: '/user', handle: user },
  { method: 'GET', path: '/users/{username}', handle: namedUser },
  { method: 'GET', path: '/user/repos', handle: ownRepositories },
  { method: 'GET', path: '/users/{username}/repos', handle: namedRepositories },
  { method: 'GET', path: '/repositories/{repository_id}', handle: repositoryById },
  { method: 'GET', path: '/installation/repositories', handle: installationRepositories },
];
