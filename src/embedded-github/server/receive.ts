import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApiReply, apiError, type RequestHeaders } from '../route.ts';
import { type Answer, answerThrough, type Cut, type Incoming, isCut } from './exchange.ts';
import { layersOf } from './layers.ts';
import { openExchange } from './open-exchange.ts';
import type { Service } from './service.ts';

/** GitHub takes release assets of 2 GiB; a rehearsal has no use for more than this. Bytes. */
const MAXIMUM_BODY = 256 * 1024 * 1024;

export interface Receiver {
  /** Answers a request when all earlier ones are answered. */
  receive(incoming: IncomingMessage, outgoing: ServerResponse, url: URL): Promise<void>;
  /** The same for a request that came in another way. */
  answer(incoming: Incoming): Promise<Answer>;
  /** Runs something when all earlier requests are answered; later ones wait for it. */
  inTurn<T>(task: () => Promise<T>): Promise<T>;
  /** Resolves when every request so far is answered. */
  idle(): Promise<void>;
}

/**
 * Answers requests one after another, so that the n-th request is the same in every rehearsal.
 *
 * @param moveClock brings the world's clock up to date before a request
 * @param hold real milliseconds that a connection stays open without an answer
 */
export function receiver(github: Service, moveClock: () => void, hold: number): Receiver {
  const layers = layersOf(github);
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const turn = queue.then(() => {
      moveClock();
      return task();
    });
    queue = turn.catch(() => undefined);
    return turn;
  };
  const answer = (incoming: Incoming): Promise<Answer> =>
    inTurn(async () => answerThrough(layers, await openExchange(github, incoming)));
  return {
    answer,
    inTurn,
    idle: async () => {
      await queue;
    },
    receive: async (incoming, outgoing, url) => {
      const { method = 'GET' } = incoming;
      const bytes = await readBytes(incoming);
      if (bytes === null) return sendJson(outgoing, 413, apiError(413, 'Payload too large').body);
      const answered = await answer({ method, url, headers: headersOf(incoming), bytes });
      if (isCut(answered)) await cutOff(incoming, answered.cut, hold);
      else send(outgoing, method, answered);
    },
  };
}

/** The headers of a request, each as one text. */
const headersOf = ({ headers }: IncomingMessage): RequestHeaders => ({
  get: (name) => {
    const value = headers[name.toLowerCase()];
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
  },
});

/** Answers before any request of GitHub's is read. */
export function sendJson(outgoing: ServerResponse, status: number, body: unknown): void {
  send(outgoing, '', {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: Buffer.from(JSON.stringify(body)),
  });
}

export const sendText = (outgoing: ServerResponse, status: number, text: string, type = 'text/plain'): void =>
  send(outgoing, '', { status, headers: { 'content-type': `${type}; charset=utf-8` }, body: Buffer.from(text) });

/** Sends an answer as it is: what makes a stream of it takes longer than most requests. */
function send(outgoing: ServerResponse, method: string, { status, body, headers = {} }: ApiReply): void {
  const bytes = body instanceof Uint8Array ? body : null;
  outgoing.writeHead(status, { ...headers, ...(bytes === null ? {} : { 'content-length': bytes.byteLength }) });
  outgoing.end(method === 'HEAD' ? undefined : (bytes ?? undefined));
}

/** The whole body, or null when it is larger than anything a release sends. */
async function readBytes(incoming: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += (chunk as Buffer).byteLength;
    if (size > MAXIMUM_BODY) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

async function cutOff(incoming: IncomingMessage, how: Cut['cut'], hold: number): Promise<void> {
  const { socket } = incoming;
  if (how === 'hold') {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, hold);
      socket.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
  if (how === 'reset') socket.resetAndDestroy();
  else socket.destroy();
}
