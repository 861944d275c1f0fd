import { namedProxy } from './environment-proxy.ts';

/**
 * `fetch`, by way of the proxy that the environment names for each address, redirects included. Node 20's own does not look
 * at the environment. Without a proxy it is Node's own, and nothing is loaded for it.
 */
export async function proxiedFetch(url: string, init: RequestInit): Promise<Response> {
  if (namedProxy() === null) return fetch(url, init);
  const { fetchByEnvironment } = await import('./proxy-dispatcher.ts');
  return fetchByEnvironment(url, init);
}
