import { REHEARSAL_TOKENS } from '../auth.ts';
import type { ApiReply } from '../route.ts';
import type { Cut } from './exchange.ts';
import { isCut } from './exchange.ts';
import { type Receiver, receiver } from './receive.ts';
import { Service, type ServiceOptions } from './service.ts';

export interface InProcessGitHub {
  /** Base of the API. Nobody listens there: `fetch` is the only way. */
  readonly url: string;
  readonly tokens: typeof REHEARSAL_TOKENS;
  readonly service: Service;
  /** What the program's `fetch` has to be. */
  readonly fetch: InProcessFetch;
}

export type InProcessFetch = (input: string, init?: RequestInit) => Promise<Response>;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 20;

/**
 * The embedded GitHub without a socket: requests of this process are handed to it, and take a fraction of the time. What it
 * does to a connection is what `fetch` would make of that; where nothing comes, nothing is waited for.
 */
export function openInProcess(options: ServiceOptions): InProcessGitHub {
  const service = new Service(options);
  return {
    url: 'http://embedded-github.localhost',
    tokens: REHEARSAL_TOKENS,
    service,
    fetch: fetchFrom(receiver(service, () => {}, 0)),
  };
}

/** A `fetch` whose requests the receiver is handed. */
export function fetchFrom(requests: Pick<Receiver, 'answer'>): InProcessFetch {
  const once = async (address: URL, init: RequestInit): Promise<Response | URL> => {
    const method = init.method ?? 'GET';
    const answered = await requests.answer({
      method,
      url: address,
      headers: new Headers(init.headers),
      bytes: bytesOf(init.body),
    });
    if (isCut(answered)) throw connectionError(answered);
    const location = answered.headers?.location;
    if (location !== undefined && REDIRECTS.has(answered.status) && init.redirect !== 'manual')
      return new URL(location, address);
    return responseOf(answered, method);
  };
  return async (input, init = {}) => {
    let address = new URL(input);
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const answer = await once(address, init);
      if (!(answer instanceof URL)) return answer;
      address = answer;
    }
    throw new TypeError('fetch failed', { cause: new Error('redirect count exceeded') });
  };
}

function bytesOf(body: RequestInit['body']): Uint8Array {
  if (body == null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  throw new TypeError('the embedded GitHub in this process takes text and bytes');
}

/** An answer as far as a client looks at it: one of the platform's own takes longer to make than everything before it. */
function responseOf({ status, headers = {}, body }: ApiReply, method: string): Response {
  const bytes = method === 'HEAD' || !(body instanceof Uint8Array) ? null : body;
  const text = async () => (bytes === null ? '' : Buffer.from(bytes).toString('utf8'));
  const answer: Pick<Response, 'status' | 'ok' | 'headers' | 'text' | 'json'> & { body: Iterable<Uint8Array> | null } =
    {
      status,
      ok: status >= 200 && status < 300,
      headers: new Headers(headers),
      body: bytes === null ? null : [bytes],
      text,
      json: async () => JSON.parse(await text()),
    };
  return answer as unknown as Response;
}

/** What `fetch` rejects with. */
export function connectionError({ cut }: Cut): Error {
  if (cut === 'hold') return new DOMException('The operation was aborted due to timeout', 'TimeoutError');
  const code = cut === 'reset' ? 'ECONNRESET' : 'UND_ERR_SOCKET';
  return new TypeError('fetch failed', { cause: Object.assign(new Error('other side closed'), { code }) });
}
