import { searchSubjects } from '../issue-search.ts';
import { paginate } from '../pagination.ts';
import { validationFailed } from '../request-body.ts';
import type { ApiReply, ApiRequest, Route } from '../route.ts';
import { issueAnswer } from './issues.ts';

/** Issues and pull requests are one list; `is:pr` and its like part them. */
function searchIssues(request: ApiRequest): ApiReply {
  const query = request.query.get('q') ?? '';
  if (query.trim() === '') return validationFailed({ resource: 'Search', field: 'q', code: 'missing' });
  const sort = request.query.get('sort');
  const asked = sort === null ? query : `${query} sort:${sort}-${request.query.get('order') ?? 'desc'}`;
  const search = searchSubjects(request.world, asked, request.requester.actor.login);
  if (!search.ok) {
    return {
      ...validationFailed({
        resource: 'Search',
        field: 'q',
        code: 'invalid',
        message: `The embedded GitHub does not know ${search.qualifier}:`,
      }),
      unanswered: [`a search with ${search.qualifier}:`],
    };
  }
  // GitHub shows a thousand at most.
  const { items, headers } = paginate(request, '/search/issues', search.found.slice(0, 1_000));
  return {
    status: 200,
    body: {
      total_count: search.found.length,
      incomplete_results: false,
      search_type: 'lexical',
      items: items.map((subject) => ({ ...issueAnswer(request, subject), score: 1 })),
    },
    headers,
  };
}

/** Searches. */
export const searchRoutes: readonly Route[] = [{ method: 'GET', path: '/search/issues', handle: searchIssues }];
