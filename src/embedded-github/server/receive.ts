import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { type ApiReply, apiError } from '../route.ts';
import { type Answer, answerThrough, type Cut, type Incoming, isCut } from './exchange.ts';
import { layersOf } from './layers.ts';
import { openExchange } from './open-exchange.ts';
import type { Service } from './service.ts';

/** GitHub takes release assets of 2 GiB; a rehearsal has no use for more than this. Bytes. */
const MAXIMUM_BODY = 256 * 1024 * 1024;

export type Env = { Bindings: HttpBindings };

export interface Receiver {
  /** Answers a request when all earlier ones are answered. */
  receive(context: Context<Env>): Promise<Response>;
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
    inTurn(async () => answerThrough(layers, openExchange(github, incoming)));
  return {
    answer,
    inTurn,
    idle: async () => {
      await queue;
    },
    receive: async (context) => {
      const { incoming } = context.env;
      const bytes = await readBytes(incoming);
      if (bytes === null) return context.json(apiError(413, 'Payload too large').body as object, 413);
      const { method, url } = context.req;
      const answered = await answer({ method, url: new URL(url), headers: context.req.raw.headers, bytes });
      if (isCut(answered)) {
        await cutOff(incoming, answered.cut, hold);
        return RESPONSE_ALREADY_SENT;
      }
      send(context.env.outgoing, method, answered);
      return RESPONSE_ALREADY_SENT;
    },
  };
}

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
