import { isoTime, knownActors, nodeId, simpleUser } from '../accounts.ts';
import { commitAnswer, repositoryPage, repositoryUrl, urlPath } from '../commit-answers.ts';
import { defaultBranchCommits } from '../default-branch-commits.ts';
import { searchSubjects } from '../issue-search.ts';
import { paginate } from '../pagination.ts';
import { repositoryAnswer } from '../repository-answer.ts';
import { validationFailed } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { issueAnswer, labelAnswer } from './issues.ts';

/** GitHub shows a thousand at most. */
const MOST_FOUND = 1_000;

/** Words of a query, and its `name:value`. */
interface Query {
  readonly words: readonly string[];
  readonly qualifiers: readonly { readonly name: string; readonly value: string }[];
}

function readQuery(text: string): Query {
  const terms = [...text.slice(0, 1_000).matchAll(/(?:([a-z-]+):)?(?:"([^"]*)"|(\S+))/g)].map(
    ([, name, quoted, plain = '']) => ({ name: name ?? null, value: (quoted ?? plain).toLowerCase() }),
  );
  return {
    words: terms.filter(({ name }) => name === null).map(({ value }) => value),
    qualifiers: terms.flatMap(({ name, value }) => (name === null ? [] : [{ name, value }])),
  };
}

const CANNOT_BE_SEARCHED =
  'The listed users and repositories cannot be searched either because the resources do not exist or you do not have permission to view them.';

/**
 * A search: what is wrong with the query, or what is found, in pages.
 *
 * Sources: GitHub REST documentation, "REST API endpoints for search" (a thousand results at most); its refusals as clients
 * have quoted them.
 *
 * @param find what matches, or the name of a qualifier that is not known here
 */
const search =
  (
    path: string,
    find: (
      request: ApiRequest,
      query: Query,
      text: string,
    ) => readonly object[] | string | Promise<readonly object[] | string>,
    more: object = {},
  ) =>
  async (request: ApiRequest): Promise<ApiReply> => {
    const text = request.query.get('q') ?? '';
    if (text.trim() === '') return validationFailed({ resource: 'Search', field: 'q', code: 'missing' });
    const query = readQuery(text);
    const { owner, repo } = request.world.state;
    const own = `${owner}/${repo}`.toLowerCase();
    const places = query.qualifiers.filter(({ name }) => name === 'repo');
    const fault = (message: string) => validationFailed({ message, resource: 'Search', field: 'q', code: 'invalid' });
    if (places.length > 0 && places.every(({ value }) => value !== own)) return fault(CANNOT_BE_SEARCHED);
    const found = await find(request, query, text);
    if (typeof found === 'string')
      return { ...fault(`The embedded GitHub does not know ${found}:`), unanswered: [`a search with ${found}:`] };
    const page = Number(request.query.get('page') ?? 1);
    const perPage = Math.min(100, Number(request.query.get('per_page') ?? 30) || 30);
    if (page > 1 && (page - 1) * perPage >= MOST_FOUND)
      return apiError(422, `Only the first ${MOST_FOUND} search results are available`);
    const { items, headers } = paginate(request, path, found.slice(0, MOST_FOUND));
    const scored = items.map((each) => ({ ...each, score: 1 }));
    return {
      status: 200,
      // A client that pages takes what comes first after the counts for the list.
      body: { total_count: found.length, incomplete_results: false, items: scored, ...more },
      headers,
    };
  };

/** The first qualifier that is none of these. */
const unknownOf = ({ qualifiers }: Query, ...known: readonly string[]): string | undefined =>
  qualifiers.find(({ name }) => !known.includes(name))?.name;
const saidOf = ({ qualifiers }: Query, name: string): string | undefined =>
  qualifiers.find((each) => each.name === name)?.value;
const isOwner = (request: ApiRequest, query: Query): boolean =>
  query.qualifiers.every(
    ({ name, value }) => !['user', 'org'].includes(name) || value === request.world.state.owner.toLowerCase(),
  );

/** Issues and pull requests are one list; `is:pr` and its like part them. */
function issues(request: ApiRequest, _: Query, text: string): readonly object[] | string {
  const sort = request.query.get('sort');
  const asked = sort === null ? text : `${text} sort:${sort}-${request.query.get('order') ?? 'desc'}`;
  const found = searchSubjects(request.world, asked, request.requester.actor.login);
  return found.ok
    ? found.found.map((subject) => ({ ...issueAnswer(request, subject), body: subject.body }))
    : found.qualifier;
}

function repositories(request: ApiRequest, query: Query): readonly object[] | string {
  const known = ['repo', 'user', 'org', 'topic', 'is', 'in', 'fork', 'archived', 'language', 'license', 'stars'];
  const unknown = unknownOf(query, ...known);
  if (unknown !== undefined) return unknown;
  const { state } = request.world;
  const answer = repositoryAnswer(request);
  const text = `${answer.name} ${answer.description ?? ''}`.toLowerCase();
  const isMet =
    query.words.every((word) => text.includes(word)) &&
    isOwner(request, query) &&
    query.qualifiers.every(({ name, value }) => name !== 'topic' || (state.topics ?? []).includes(value)) &&
    (saidOf(query, 'archived') ?? String(state.settings.archived === true)) ===
      String(state.settings.archived === true);
  return isMet ? [answer] : [];
}

/** Those of the default branch, newest first. */
async function commits(request: ApiRequest, query: Query): Promise<readonly object[] | string> {
  const unknown = unknownOf(query, 'repo', 'user', 'org', 'author', 'hash', 'merge', 'is');
  if (unknown !== undefined) return unknown;
  if (!isOwner(request, query)) return [];
  const every = await defaultBranchCommits(request.world);
  const author = saidOf(query, 'author');
  const merge = saidOf(query, 'merge');
  const found = every.filter(
    (commit) =>
      query.words.every((word) => commit.message.toLowerCase().includes(word)) &&
      (author === undefined || `${commit.author.name} ${commit.author.email}`.toLowerCase().includes(author)) &&
      commit.sha.startsWith(saidOf(query, 'hash') ?? '') &&
      (merge === undefined || commit.parents.length > 1 === (merge === 'true')),
  );
  const repository = repositoryAnswer(request);
  return found.map((commit) => ({ ...commitAnswer(request, commit), repository }));
}

/** Files searched are small ones, as on GitHub. Bytes. */
const LARGEST_SEARCHED = 384 * 1024;

/** Files of the default branch in which every word is. */
async function code(request: ApiRequest, query: Query): Promise<readonly object[] | string> {
  const unknown = unknownOf(query, 'repo', 'user', 'org', 'path', 'filename', 'extension', 'in');
  if (unknown !== undefined) return unknown;
  const { git, state } = request.world;
  const tip = await git.resolveRef(`refs/heads/${state.defaultBranch}`);
  if (tip === null || !isOwner(request, query)) return [];
  const entries = (await git.listTree((await git.commit(tip)).tree, { recursive: true })) ?? [];
  const found: object[] = [];
  const repository = repositoryAnswer(request);
  for (const { path, sha, type, size } of entries) {
    const lower = path.toLowerCase();
    const name = lower.slice(lower.lastIndexOf('/') + 1);
    const isPlace =
      type === 'blob' &&
      lower.startsWith((saidOf(query, 'path') ?? '').replace(/^\//, '')) &&
      name.includes(saidOf(query, 'filename') ?? '') &&
      lower.endsWith(saidOf(query, 'extension')?.replace(/^\.?/, '.') ?? '');
    if (!isPlace || (size ?? 0) > LARGEST_SEARCHED) continue;
    const text =
      query.words.length === 0
        ? ''
        : Buffer.from((await git.readBlob(sha)) ?? [])
            .toString()
            .toLowerCase();
    if (!query.words.every((word) => text.includes(word) || lower.includes(word))) continue;
    found.push({
      name: path.slice(path.lastIndexOf('/') + 1),
      path,
      sha,
      url: `${repositoryUrl(request)}/contents/${urlPath(path)}?ref=${tip}`,
      git_url: `${repositoryUrl(request)}/git/blobs/${sha}`,
      html_url: `${repositoryPage(request)}/blob/${tip}/${urlPath(path)}`,
      repository,
    });
  }
  return found;
}

function labels(request: ApiRequest, query: Query): readonly object[] | string {
  const { state } = request.world;
  if (request.query.get('repository_id') !== String(state.repositoryId)) return [];
  return state.labels
    .filter(({ name, description }) =>
      query.words.some((word) => `${name} ${description ?? ''}`.toLowerCase().includes(word)),
    )
    .map((label) => labelAnswer(request, label));
}

function users(request: ApiRequest, query: Query): readonly object[] | string {
  const unknown = unknownOf(query, 'user', 'type', 'in', 'is');
  if (unknown !== undefined) return unknown;
  const isOrganization = ['org', 'organization'].includes(saidOf(query, 'type') ?? '');
  return knownActors(request.world)
    .filter(({ type }) => type === 'User' && !isOrganization)
    .filter(({ login }) => query.words.every((word) => login.toLowerCase().includes(word)))
    .filter(({ login }) => (saidOf(query, 'user') ?? login.toLowerCase()) === login.toLowerCase())
    .map((actor) => simpleUser(actor, request.apiUrl));
}

function topics(request: ApiRequest, query: Query): readonly object[] {
  const created = isoTime(request.world.state.createdAt);
  return (request.world.state.topics ?? [])
    .filter((name) => query.words.every((word) => name.includes(word)))
    .map((name) => ({
      name,
      display_name: name,
      short_description: null,
      description: null,
      created_by: null,
      released: null,
      created_at: created,
      updated_at: created,
      featured: false,
      curated: false,
      node_id: nodeId('TO', name),
    }));
}

/** Searches, of what is in this world. */
export const searchRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/search/issues',
    handle: search('/search/issues', issues, { search_type: 'lexical' }),
  },
  { method: 'GET', path: '/search/repositories', handle: search('/search/repositories', repositories) },
  { method: 'GET', path: '/search/commits', handle: search('/search/commits', commits) },
  { method: 'GET', path: '/search/code', handle: search('/search/code', code) },
  { method: 'GET', path: '/search/labels', handle: search('/search/labels', labels) },
  { method: 'GET', path: '/search/users', handle: search('/search/users', users) },
  { method: 'GET', path: '/search/topics', handle: search('/search/topics', topics) },
];
