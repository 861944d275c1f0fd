import { createServer, request as forward, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterThisFile } from './leftovers.ts';

export interface PassedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

export interface PassedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface Between {
  /** Takes the place of the server's address. */
  readonly url: string;
  readonly seen: readonly PassedRequest[];
}

/** What stands between a client and a server on this machine: it hands requests on, and changes answers as it likes. */
export async function between(
  server: string,
  change: (request: PassedRequest, answer: PassedAnswer) => PassedAnswer,
  /** What is asked for in the place of a path. */
  lead: (path: string) => string = (path) => path,
): Promise<Between> {
  const seen: PassedRequest[] = [];
  const proxy = createServer((incoming, outgoing) => {
    // A proxy is asked for whole addresses, a server for paths.
    const { pathname, search } = new URL(incoming.url ?? '/', server);
    const request = { method: incoming.method ?? 'GET', path: `${pathname}${search}`, headers: incoming.headers };
    seen.push(request);
    const onward = forward(`${server}${lead(request.path)}`, { method: request.method, headers: request.headers });
    onward.on('error', () => outgoing.destroy());
    onward.on('response', async (answer) => {
      const body = await buffer(answer);
      const { 'transfer-encoding': _, ...headers } = answer.headers;
      const changed = change(request, { status: answer.statusCode ?? 500, headers, body });
      outgoing.writeHead(changed.status, { ...changed.headers, 'content-length': changed.body.byteLength });
      outgoing.end(changed.body);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  afterThisFile(async () => {
    proxy.closeAllConnections();
    await new Promise<void>((resolve) => proxy.close(() => resolve()));
  });
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, seen };
}

/** Takes a member out of every JSON answer, or changes it. */
export function changeJson(answer: PassedAnswer, change: (key: string, value: unknown) => unknown): PassedAnswer {
  if (!String(answer.headers['content-type']).includes('json') || answer.body.byteLength === 0) return answer;
  return { ...answer, body: Buffer.from(JSON.stringify(JSON.parse(answer.body.toString(), change))) };
}
