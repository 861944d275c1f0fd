import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterThisFile } from './leftovers.ts';
import { answerHere } from './own-fetch.ts';

interface Waiting {
  readonly copy: number;
  readonly pass: () => Promise<void>;
}

export interface Turns {
  /** Base URLs, one for each copy. */
  readonly urls: readonly string[];
  /** A copy has ended: nobody waits for its next request. */
  readonly leave: (copy: number) => void;
  /** Which copy's request passed, in order. */
  readonly order: readonly number[];
}

/** Whose request passes next, of the copies that have one waiting; null when it is nobody's turn yet. */
export type Choice = (
  present: readonly number[],
  so: { readonly order: readonly number[]; readonly running: ReadonlySet<number> },
) => number | null;

/** By lot, the same each time. */
export function bySeed(seed: number): Choice {
  const random = mulberry32(seed);
  return (present) => present[Math.floor(random() * present.length)] ?? null;
}

/** The first copy stops before its request `at` (from 1) until the others have ended, as a machine that was suspended. */
export const suspended =
  (at: number): Choice =>
  (present, { order, running }) => {
    const isHeld = running.size > 1 && order.filter((copy) => copy === 0).length >= at - 1;
    // Up to there the first one is alone: what it knows is as old as can be.
    if (!isHeld) return present.includes(0) ? 0 : null;
    return present.find((copy) => copy !== 0) ?? null;
  };

/** Real milliseconds after which a copy that asks for nothing is not waited for: it sleeps or computes. */
const PATIENCE = 250;

/**
 * Lets one request of several copies pass at a time: when every copy that still runs has one waiting, the choice says whose is
 * next. Copies that keep silent are passed over.
 */
class Queue {
  readonly order: number[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #running: Set<number>;
  readonly #choose: Choice;
  #isBusy = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(copies: number, choose: Choice) {
    this.#running = new Set(Array.from({ length: copies }, (_, copy) => copy));
    this.#choose = choose;
  }

  get copies(): number[] {
    return [...this.#running];
  }

  readonly leave = (copy: number): void => {
    this.#running.delete(copy);
    this.#step(false);
  };

  /** Resolves when the request has passed. */
  add<T>(copy: number, pass: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ copy, pass: () => pass().then(resolve, reject) });
      this.#step(false);
    });
  }

  #step(isLate: boolean): void {
    const waiting = this.#waiting;
    if (this.#isBusy || waiting.length === 0) return;
    const isComplete = this.copies.every((copy) => waiting.some((each) => each.copy === copy));
    if (!isComplete && !isLate) {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        this.#step(true);
      }, PATIENCE);
      return;
    }
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    // In the order of the copies, not of arrival: only the choice decides.
    const present = [...new Set(waiting.map((each) => each.copy))].sort();
    const copy = this.#choose(present, { order: this.order, running: this.#running });
    if (copy === null) return;
    const [next] = waiting.splice(
      waiting.findIndex((each) => each.copy === copy),
      1,
    );
    if (next === undefined) return;
    this.order.push(next.copy);
    this.#isBusy = true;
    void next.pass().finally(() => {
      this.#isBusy = false;
      this.#step(false);
    });
  }
}

/** Stands between several copies of the program in this process and one server. */
export function takeTurns(target: string, copies: number, choose: Choice): Turns {
  const queue = new Queue(copies, choose);
  count += 1;
  const urls = queue.copies.map((copy) => {
    const url = `http://copy-${copy}.race-${count}.localhost`;
    answerHere(url, (input, init) => {
      const { pathname, search } = new URL(input);
      return queue.add(copy, () => fetch(`${target}${pathname}${search}`, init));
    });
    return url;
  });
  return { urls, order: queue.order, leave: queue.leave };
}

let count = 0;

/** The same for copies in processes of their own. */
export async function takeTurnsOverSockets(target: string, copies: number, choose: Choice): Promise<Turns> {
  const queue = new Queue(copies, choose);
  const serve = async (copy: number): Promise<string> => {
    const server = createServer((incoming, outgoing) => {
      void queue.add(copy, () => forward(target, incoming, outgoing));
    });
    afterThisFile(() => {
      server.closeAllConnections();
      server.close();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const urls = await Promise.all(queue.copies.map(serve));
  return { urls, order: queue.order, leave: queue.leave };
}

function forward(target: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    outgoing.once('close', resolve);
    const onward = request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method, headers: { ...incoming.headers, host: new URL(target).host }, agent: false },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.once('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
}

/** A small generator with a seed; public domain. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
