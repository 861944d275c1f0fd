import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FaultPlan } from '../../src/embedded-github/fault-plan.ts';
import { standardRoutes } from '../../src/embedded-github/rest/all.ts';
import { routeTable } from '../../src/embedded-github/route-table.ts';
import { expectAnswerMatchesDescription } from './openapi.ts';

export interface ValidatingProxy {
  readonly url: string;
  /** `METHOD template status` of every answer that passed, as often as it did. */
  readonly answers: readonly string[];
  /** What did not match GitHub's description. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** Endpoints of the embedded GitHub that no description has: what github.com serves beside its API, and GraphQL. */
const UNDESCRIBED = /^\/(?:_downloads\/|_control\/|graphql$|[^/]+\/[^/]+\/(?:archive|releases\/download)\/)/;

/**
 * Stands between a client and the embedded GitHub, and holds every answer, as it goes over the wire, against GitHub's
 * OpenAPI description.
 */
export async function validatingProxy({
  server,
}: {
  readonly server: { readonly url: string };
}): Promise<ValidatingProxy> {
  // Only the templates are used: no handler runs here.
  const limits = {} as Parameters<typeof standardRoutes>[0]['limits'];
  const table = routeTable(standardRoutes({ plan: new FaultPlan([], { firedFaults: [] } as never), limits }));
  const answers: string[] = [];
  const faults: string[] = [];
  const proxy = createServer((incoming, outgoing) => {
    // A proxy is asked for whole addresses, a server for paths.
    const target = new URL(incoming.url ?? '/', server.url);
    const onward = forward(
      `${server.url}${target.pathname}${target.search}`,
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const bytes = Buffer.concat(chunks);
          check(
            incoming.method ?? 'GET',
            target.pathname,
            answer.statusCode ?? 0,
            answer.headers['content-type'],
            bytes,
          );
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(bytes);
        });
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  function check(method: string, path: string, status: number, type: string | undefined, bytes: Buffer): void {
    // Redirects of a former name lead to a repository by its number: described is what is below its name.
    const plain = path.replace(/^\/api\/v3(?=\/)/, '').replace(/^\/repositories\/\d+(?=\/|$)/, '/repos/o/r');
    // Errors of GitHub's front end are pages, not answers of the API.
    if (UNDESCRIBED.test(plain) || status === 304 || (status >= 500 && !type?.includes('json'))) return;
    // A diff or a file as it is has no shape, though GitHub calls it application/vnd.github.raw+json.
    if (/raw\+json|vnd\.github\.(?:diff|patch)/.test(type ?? '')) return;
    const template = table.find(method, plain)?.route.path;
    if (template === undefined) {
      faults.push(`${method} ${path} is no endpoint`);
      return;
    }
    try {
      const body = type?.includes('json') && bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined;
      expectAnswerMatchesDescription(method, template, status, body);
      answers.push(`${method} ${template} ${status}`);
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    answers,
    faults,
    close: () => new Promise((resolve) => proxy.close(() => resolve())),
  };
}
