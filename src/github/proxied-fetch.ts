import process from 'node:process';

/** Variables that name a proxy, as curl, git and the tools of GitHub Actions read them. */
const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/** The first variable that names a proxy; null where none does. */
export const namedProxy = (): string | null => PROXY_VARIABLES.find((name) => process.env[name]) ?? null;

/**
 * `fetch`, by way of the proxy that the environment names for each address, redirects included. Node 20's own does not look
 * at the environment. Without a proxy it is Node's own, and nothing is loaded for it.
 */
export async function proxiedFetch(url: string, init: RequestInit): Promise<Response> {
  if (namedProxy() === null) return fetch(url, init);
  const { fetchByEnvironment } = await import('./proxy-dispatcher.ts');
  return fetchByEnvironment(url, init);
}
