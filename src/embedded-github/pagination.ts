import type { ApiReply, ApiRequest } from './route.ts';

export interface PageWindow {
  readonly page: number;
  readonly perPage: number;
}

/** `page` and `per_page` of a request; values that GitHub does not understand count as left out. */
export function pageWindow(query: URLSearchParams, standard = 30): PageWindow {
  const whole = (name: string, fallback: number) => {
    const text = query.get(name) ?? '';
    return /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : fallback;
  };
  return { page: whole('page', 1), perPage: Math.min(100, whole('per_page', standard)) };
}

/**
 * The `link` header of one page, or no header when there is only one.
 *
 * Source: GitHub REST documentation, "Using pagination in the REST API".
 */
export function linkHeader(
  request: Pick<ApiRequest, 'apiUrl' | 'query'>,
  path: string,
  { page, perPage }: PageWindow,
  total: number,
): Record<string, string> {
  const last = Math.max(1, Math.ceil(total / perPage));
  const to = (number: number) => {
    const query = new URLSearchParams(request.query);
    query.set('page', String(number));
    return `<${request.apiUrl}${path}?${query}>`;
  };
  const links: string[] = [];
  if (page > 1) links.push(`${to(Math.min(page - 1, last))}; rel="prev"`);
  if (page < last) links.push(`${to(page + 1)}; rel="next"`, `${to(last)}; rel="last"`);
  if (page > 1) links.push(`${to(1)}; rel="first"`);
  return links.length === 0 ? {} : { link: links.join(', ') };
}

/** One page of a list, and its header. */
export function paginate<T>(
  request: Pick<ApiRequest, 'apiUrl' | 'query'>,
  path: string,
  items: readonly T[],
  standard = 30,
): { items: T[]; headers: Record<string, string> } {
  const window = pageWindow(request.query, standard);
  const start = (window.page - 1) * window.perPage;
  return {
    items: items.slice(start, start + window.perPage),
    headers: linkHeader(request, path, window, items.length),
  };
}

/** One page of a list as an answer: each of its items as GitHub shows it. */
export function answerPage<T>(
  request: Pick<ApiRequest, 'apiUrl' | 'query'>,
  path: string,
  every: readonly T[],
  answer: (item: T) => unknown,
): ApiReply {
  const { items, headers } = paginate(request, path, every);
  return { status: 200, body: items.map((each) => answer(each)), headers };
}
