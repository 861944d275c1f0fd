import connect from 'undici/lib/api/api-connect.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
import { fetch } from 'undici/lib/web/fetch/index.js';
import { type EnvironmentProxy, proxyFor } from './environment-proxy.ts';
import { ProxyFailure } from './proxy-failure.ts';

// The package as a whole would add websockets, caches and mocks to what is loaded for a proxy. It gives this one to its clients
// when it is loaded as a whole: a tunnel is opened with it.
Object.assign(Dispatcher.prototype, { connect });

/**
 * Sends each request directly or through a proxy, by the rules of the packages of GitHub Actions: HTTPS_PROXY and
 * HTTP_PROXY by the scheme of the address, in lower case first; never for a host that NO_PROXY names, nor for this machine.
 * Asked anew for every address, since a download leads from the API to another host.
 */
class EnvironmentDispatcher extends Dispatcher {
  readonly #direct = new Agent();
  readonly #proxies = new Map<string, ProxyAgent>();

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandlers): boolean {
    const proxy = proxyFor(new URL(String(options.origin)));
    return (proxy === null ? this.#direct : this.#through(proxy)).dispatch(options, handler);
  }

  #through({ origin, credentials }: EnvironmentProxy): ProxyAgent {
    const token = credentials === null ? {} : { token: `Basic ${Buffer.from(credentials).toString('base64')}` };
    const key = `${origin} ${token.token ?? ''}`;
    const known = this.#proxies.get(key);
    if (known !== undefined) return known;
    // Many proxies open a tunnel to port 443 only, and take plain HTTP as a whole address.
    const made = new ProxyAgent({ uri: origin, proxyTunnel: false, ...token });
    this.#proxies.set(key, made);
    return made;
  }
}

const dispatcher = new EnvironmentDispatcher();

/**
 * `fetch` through the proxies that the environment names.
 *
 * @throws ProxyFailure when no answer came by way of a proxy; UnusableProxy
 */
export async function fetchByEnvironment(url: string, init: RequestInit): Promise<Response> {
  try {
    return (await fetch(url, { ...(init as object), dispatcher })) as unknown as Response;
  } catch (error) {
    const proxy = proxyFor(new URL(url));
    throw proxy === null ? error : new ProxyFailure(proxy.host, { cause: error });
  }
}
