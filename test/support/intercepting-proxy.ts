import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface PassingRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

/** Called with every request before the server gets it; an answer of its own keeps it from the server. */
export type Between = (
  request: PassingRequest,
) => Promise<{ readonly status: number; readonly body?: object } | undefined>;

/** Stands between a client and a server, and sees every request. */
export async function standBetween(target: string, between: Between): Promise<{ url: string; close: () => void }> {
  const server = createServer(async (incoming, outgoing) => {
    const body = await text(incoming);
    const { pathname, searchParams } = new URL(incoming.url ?? '/', target);
    const own = await between({ method: incoming.method ?? 'GET', path: pathname, query: searchParams, body });
    if (own !== undefined) {
      outgoing.writeHead(own.status, { 'content-type': 'application/json' }).end(JSON.stringify(own.body ?? {}));
      return;
    }
    const onward = forward(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method, headers: { ...incoming.headers, host: new URL(target).host }, agent: false },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    onward.end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
