import { createServer, type IncomingMessage, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterThisFile } from './leftovers.ts';
import type { ServedWorld } from './served-world.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/**
 * Stands before a served world as a replica that lags, on the world's clock.
 *
 * `answers`: every GET is answered as it was answered before, for so long. `pulls`: pull requests are shown as they were so
 * long ago, also to who asks for the first time; everything else is as it is.
 *
 * @returns its base URL, and what changes how long it lags, in milliseconds
 */
export async function laggingGitHub(
  served: ServedWorld,
  what: 'answers' | 'pulls',
  initially: number,
): Promise<{ readonly url: string; readonly lag: (milliseconds: number) => void }> {
  let milliseconds = initially;
  const { state, clock } = served.world;
  const known = new Map<string, { readonly at: number; readonly answer: Answer }>();
  const history = [{ at: Number.NEGATIVE_INFINITY, pulls: structuredClone(state.pulls) }];
  let queue: Promise<unknown> = Promise.resolve();
  const now = () => clock.now().getTime();

  const asBefore = async (key: string, forward: () => Promise<Answer>): Promise<Answer> => {
    const kept = known.get(key);
    if (kept !== undefined && now() - kept.at < milliseconds) return kept.answer;
    const answer = await forward();
    known.set(key, { at: now(), answer });
    return answer;
  };
  const withOldPulls = async (forward: () => Promise<Answer>): Promise<Answer> => {
    const present = state.pulls;
    const old = history.findLast((each) => each.at <= now() - milliseconds);
    (state as { pulls: typeof present }).pulls = structuredClone(old?.pulls ?? []);
    try {
      return await forward();
    } finally {
      (state as { pulls: typeof present }).pulls = present;
    }
  };
  const answer = async (method: string, url: string, key: string, forward: () => Promise<Answer>): Promise<Answer> => {
    if (what === 'answers') return method === 'GET' ? asBefore(key, forward) : forward();
    if (method === 'GET' && /\/pulls(\?|\/|$)/.test(url)) return withOldPulls(forward);
    const result = await forward();
    if (method !== 'GET') history.push({ at: now(), pulls: structuredClone(state.pulls) });
    return result;
  };

  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    const { method = 'GET', url = '/', headers } = incoming;
    const key = `${url} ${headers.authorization}`;
    // One after the other: an old world must not be seen by another request.
    const mine = queue.then(() =>
      answer(method, url, key, () => forwarded(served.server.url, { method, url, headers, body })),
    );
    queue = mine.catch(() => {});
    const { status, headers: answered, body: content } = await mine;
    outgoing.writeHead(status, answered).end(content);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  afterThisFile(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lag: (longer) => {
      milliseconds = longer;
    },
  };
}

function forwarded(
  target: string,
  { method, url, headers, body }: { method: string; url: string; headers: IncomingMessage['headers']; body: Buffer },
): Promise<Answer> {
  // The answers lag as a whole: an ETag of the present would give it away.
  const { 'if-none-match': _etag, ...others } = headers;
  return new Promise((resolve, reject) => {
    const outgoing = send(`${target}${url}`, { method, headers: others }, async (answer) => {
      resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: await buffer(answer) });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
