import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import { GitHubClient } from '../../src/github/client.ts';
import { defaultPolicy, RequestFailure } from '../../src/github/request-policy.ts';

/** Lists read by the pagination of octokit, through our policy, from a server that says what it likes. */

interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
}

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: (url: URL, request: IncomingMessage, origin: string) => Answer) {
  const seen: { readonly path: string; readonly etag: string | undefined; readonly token: boolean }[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', origin);
    seen.push({
      path: `${url.pathname}${url.search}`,
      etag: request.headers['if-none-match'],
      token: request.headers.authorization !== undefined,
    });
    const { status = 200, headers = {}, body } = answer(url, request, origin);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(status === 304 ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, seen };
}

function clientOf(apiUrl: string): GitHubClient {
  return new GitHubClient({
    apiUrl,
    token: 'ghs_0123456789',
    owner: 'a',
    repo: 'b',
    policy: defaultPolicy(new VirtualClock(new Date('2026-11-24T09:00:00Z')), () => {}),
    timeout: 10_000,
    userAgent: 'test',
  });
}

/** What a comment, a check run and a status have, as far as it is read. */
const ITEM = { name: 'x', status: 'completed', context: 'x', state: 'success' };

/** `total` items in pages, with an ETag for each, as GitHub serves them. */
const pages =
  (total: number, wrap: (items: object[]) => unknown = (items) => items) =>
  (url: URL, request: IncomingMessage, origin: string): Answer => {
    const page = Number(url.searchParams.get('page') ?? '1');
    const perPage = Number(url.searchParams.get('per_page') ?? '30');
    const etag = `"page-${page}"`;
    const next = new URL(url);
    next.searchParams.set('page', String(page + 1));
    const link =
      page * perPage < total
        ? { link: `<${origin}${next.pathname}${next.search}>; rel="next", <${origin}/last>; rel="last"` }
        : {};
    // GitHub's 304 has no link.
    if (request.headers['if-none-match'] === etag) return { status: 304, headers: { etag }, body: '' };
    const items = Array.from({ length: Math.min(perPage, total - (page - 1) * perPage) }, (_, at) => ({
      ...ITEM,
      id: (page - 1) * perPage + at + 1,
    }));
    return { headers: { etag, ...link }, body: wrap(items) };
  };

const COMMENTS = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
const CHECKS = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
const STATUS = 'GET /repos/{owner}/{repo}/commits/{ref}/status';
const ids = (items: readonly { readonly id: number | bigint }[]) => items.map(({ id }) => Number(id));
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

describe('a list', () => {
  it.each([0, 1, 99, 100, 101, 205, 1_050])('of %i items is read to its end', async (total) => {
    const { origin, seen } = await serve(pages(total));
    expect(ids(await clientOf(origin).list(COMMENTS, { issue_number: 1 }))).toEqual(upTo(total));
    expect(seen).toHaveLength(Math.max(1, Math.ceil(total / 100)));
  });

  it('that has a name in its answer', async () => {
    const { origin } = await serve(pages(105, (items) => ({ total_count: 105, check_runs: items })));
    expect(ids(await clientOf(origin).list(CHECKS, { ref: 'main' }))).toEqual(upTo(105));
  });

  it('inside the combined status, which octokit leaves as it is', async () => {
    const { origin } = await serve(
      pages(105, (items) => ({ state: 'pending', statuses: items, total_count: 105, url: 'x' })),
    );
    expect(ids(await clientOf(origin).list(STATUS, { ref: 'main' }))).toEqual(upTo(105));
  });

  it('is read no further than the caller goes', async () => {
    const { origin, seen } = await serve(pages(1_000));
    for await (const { id } of clientOf(origin).items(COMMENTS, { issue_number: 1 })) if (Number(id) === 150) break;
    expect(seen).toHaveLength(2);
  });

  it('that is polled costs nothing while nothing changed, on any page', async () => {
    const { origin, seen } = await serve(pages(250, (items) => ({ total_count: 250, check_runs: items })));
    const client = clientOf(origin);
    for (let times = 0; times < 3; times += 1)
      expect(ids(await client.list(CHECKS, { ref: 'main' }, 'polled'))).toEqual(upTo(250));
    expect(seen.map(({ etag }) => etag)).toEqual([
      ...[undefined, undefined, undefined],
      ...['"page-1"', '"page-2"', '"page-3"'],
      ...['"page-1"', '"page-2"', '"page-3"'],
    ]);
    // Another list is another answer.
    await client.list(CHECKS, { ref: 'other' }, 'polled');
    expect(seen.at(-1)?.etag).toBeUndefined();
  });

  it('goes on after a page that GitHub failed to give', async () => {
    const failed = new Set<string>();
    const { origin } = await serve((url, request, at) => {
      if (url.searchParams.has('page') && !failed.has(url.search)) {
        failed.add(url.search);
        return { status: 502, body: {} };
      }
      return pages(250)(url, request, at);
    });
    expect(ids(await clientOf(origin).list(COMMENTS, { issue_number: 1 }))).toEqual(upTo(250));
    expect(failed.size).toBe(2);
  });
});

describe('a list that is cut short does not pass for the whole', () => {
  const second = (answer: Answer) => (url: URL, request: IncomingMessage, origin: string) =>
    url.searchParams.get('page') === '2' ? answer : pages(250)(url, request, origin);
  it.each<[string, Answer, Partial<RequestFailure>]>([
    // octokit's pagination takes this one for the end.
    ['409', { status: 409, body: { message: 'Conflict' } }, { kind: 'refused', status: 409 }],
    ['404', { status: 404, body: { message: 'Not Found' } }, { kind: 'not-found' }],
    ['403', { status: 403, body: { message: 'no' } }, { kind: 'forbidden' }],
    [
      'a page of HTML',
      { headers: { 'content-type': 'text/html' }, body: '<p>hello' },
      { kind: 'out-of-shape', detail: expect.stringContaining('with no list in JSON') },
    ],
    ['nothing', { body: '' }, { kind: 'out-of-shape', detail: expect.stringContaining('with no list in JSON') }],
    ['null', { body: 'null' }, { kind: 'out-of-shape', detail: expect.stringContaining('with no list in JSON') }],
    [
      'an object',
      { body: { message: 'hm', url: 'x' } },
      { kind: 'out-of-shape', detail: expect.stringContaining('with no list in JSON') },
    ],
  ])('%s on its second page', async (_, answer, failure) => {
    const { origin } = await serve(second(answer));
    const reading = clientOf(origin).list(COMMENTS, { issue_number: 1 });
    await expect(reading).rejects.toBeInstanceOf(RequestFailure);
    await expect(reading).rejects.toMatchObject({ method: 'GET', ...failure });
  });

  it('a circle of links', async () => {
    const { origin, seen } = await serve((_, __, at) => ({
      headers: { link: `<${at}/x?page=2>; rel="next"` },
      body: [],
    }));
    await expect(clientOf(origin).list(COMMENTS, { issue_number: 1 })).rejects.toMatchObject({
      detail: expect.stringContaining('1000 pages'),
    });
    expect(seen).toHaveLength(1_000);
  });
});

describe('the link to the next page', () => {
  it('leads to no other host, which would be given the token', async () => {
    const foreign = await serve(() => ({ body: [] }));
    const { origin, seen } = await serve((url) => {
      const link = { link: `<${foreign.origin}/repositories/1/issues/1/comments?page=2>; rel="next"` };
      return url.searchParams.has('page') ? { body: [{ id: 2 }] } : { headers: link, body: [{ id: 1 }] };
    });
    expect(ids(await clientOf(origin).list(COMMENTS, { issue_number: 1 }))).toEqual([1, 2]);
    expect(foreign.seen).toEqual([]);
    expect(seen.map(({ path, token }) => [path, token])).toEqual([
      ['/repos/a/b/issues/1/comments?per_page=100', true],
      ['/repositories/1/issues/1/comments?page=2', true],
    ]);
  });

  it('is shown without host and query where it fails', async () => {
    const { origin } = await serve((url, request, at) =>
      url.searchParams.has('page') ? { status: 404, body: {} } : pages(250)(url, request, at),
    );
    await expect(clientOf(origin).list(COMMENTS, { issue_number: 1 })).rejects.toMatchObject({
      path: '/repos/a/b/issues/1/comments',
    });
  });
});

describe('one answer that is polled', () => {
  it('is the same object after a 304, and a new one after a change', async () => {
    let version = 1;
    const { origin } = await serve((_, request) =>
      request.headers['if-none-match'] === `"${version}"`
        ? { status: 304, body: '' }
        : { headers: { etag: `"${version}"` }, body: { total_count: 1, check_runs: [{ ...ITEM, id: version }] } },
    );
    const client = clientOf(origin);
    const polled = async () => {
      const { data, notModified } = await client.poll(CHECKS, { ref: 'main' });
      return [data.total_count, ids(data.check_runs), notModified];
    };
    expect([await polled(), await polled()]).toEqual([
      [1, [1], false],
      [1, [1], true],
    ]);
    version = 2;
    expect([await polled(), await polled()]).toEqual([
      [1, [2], false],
      [1, [2], true],
    ]);
  });
});
