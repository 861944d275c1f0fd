import { FAULT_KINDS, type FaultKind, type FaultName, SOMEBODY_ELSE, type UsualMoment } from './fault-kinds.ts';
import type { Fault } from './fault-text.ts';
import type { WorldState } from './world-state.ts';

/** What a fault can see of the request it may hit. */
export interface FaultedRequest {
  /** Position over all resumptions. */
  readonly n: number;
  readonly method: string;
  /** Template of the route, or the path where none fits. */
  readonly template: string;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The faults of one rehearsal: which are due, and which have fired, over all resumptions. The only place that decides it. */
export class FaultPlan {
  #faults: readonly Fault[];
  readonly #state: WorldState;

  constructor(faults: readonly Fault[], state: WorldState) {
    this.#faults = faults;
    this.#state = state;
  }

  /** From now on these too. One that has fired before fires again. */
  add(faults: readonly Fault[]): void {
    const texts = new Set(faults.map(({ text }) => text));
    this.#faults = [...this.#faults.filter(({ text }) => !texts.has(text)), ...faults];
    this.#state.firedFaults = this.#state.firedFaults.filter((text) => !texts.has(text));
  }

  /** None any more: neither those that wait nor those that act all the time. */
  clear(): void {
    this.#faults = [];
  }

  #isPending(fault: Fault): boolean {
    return !this.#state.firedFaults.includes(fault.text);
  }

  /** A queue merges by itself: what somebody does before the merge, they do while the pull request waits in it. */
  get #isQueued(): boolean {
    return this.#state.pulls.some((pull) => pull.queuedAt !== null && pull.state === 'open');
  }

  #fire(fault: Fault): Fault {
    this.#state.firedFaults.push(fault.text);
    return fault;
  }

  /** Faults that act at this request; they count as fired from now on. */
  takeAt(request: FaultedRequest): Fault[] {
    const due = this.#faults.filter((fault) => {
      const kind: FaultKind = FAULT_KINDS[fault.name];
      if (kind.moment !== 'request' || !this.#isPending(fault)) return false;
      if (fault.at !== null) return fault.at === request.n;
      if (kind.usually === 'merge' && SOMEBODY_ELSE.some((name) => name === fault.name) && this.#isQueued) return true;
      return kind.usually !== null && isUsualMoment(kind.usually, request);
    });
    return due.map((fault) => this.#fire(fault));
  }

  /**
   * A fault of this name that concerns the subject, which counts as fired from now on.
   *
   * @param subject path of a workflow or name of an asset; null for faults without argument
   */
  take(name: FaultName, subject: string | null): Fault | null {
    const fault = this.#faults.find((each) => each.name === name && this.#isPending(each) && concerns(each, subject));
    return fault === undefined ? null : this.#fire(fault);
  }

  /** The same, without firing it. */
  isPending(name: FaultName, subject: string | null): boolean {
    return this.#faults.some((each) => each.name === name && this.#isPending(each) && concerns(each, subject));
  }

  /** A fault that acts all the time. */
  standing(name: FaultName): Fault | null {
    return this.#faults.find((each) => each.name === name && FAULT_KINDS[each.name].moment === 'always') ?? null;
  }

  /** Faults that were asked for and have had no occasion yet; standing ones act anyway. */
  unfired(): Fault[] {
    return this.#faults.filter((fault) => FAULT_KINDS[fault.name].moment !== 'always' && this.#isPending(fault));
  }
}

/** A workflow may be named by its path or its file name. */
function concerns(fault: Fault, subject: string | null): boolean {
  if (fault.argument === null || subject === null) return fault.argument === null;
  return subject === fault.argument || subject.endsWith(`/${fault.argument}`);
}

const REPO = '/repos/{owner}/{repo}';

function isUsualMoment(moment: UsualMoment, { method, template, params, body }: FaultedRequest): boolean {
  switch (moment) {
    case 'first-write':
      return isWrite(method, template, body);
    case 'merge':
      return method === 'PUT' && template === `${REPO}/pulls/{pull_number}/merge`;
    case 'tag-object':
      return method === 'POST' && template === `${REPO}/git/tags`;
    case 'tag-ref':
      return isTagRef(method, template, body) && !isAlias(body);
    case 'alias-ref':
      return (
        (isTagRef(method, template, body) && isAlias(body)) ||
        (method === 'PATCH' && template === `${REPO}/git/refs/{ref}` && params.ref?.startsWith('tags/') === true) ||
        (template === '/graphql' && movedRef(body)?.startsWith('refs/tags/') === true)
      );
  }
}

const isTagRef = (method: string, template: string, body: unknown): boolean =>
  method === 'POST' && template === `${REPO}/git/refs` && refOf(body).startsWith('refs/tags/');

const refOf = (body: unknown): string => {
  const ref = typeof body === 'object' && body !== null ? Reflect.get(body, 'ref') : undefined;
  return typeof ref === 'string' ? ref : '';
};

/** The ref that a mutation `updateRefs` is about to move, by its full name; null where the request is none. */
export function movedRef(body: unknown): string | null {
  const at = (value: unknown, ...keys: readonly (string | number)[]): unknown =>
    keys.reduce(
      (found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined),
      value,
    );
  const query = at(body, 'query');
  const name = at(body, 'variables', 'input', 'refUpdates', 0, 'name');
  return typeof query === 'string' && /\bupdateRefs\b/.test(query) && typeof name === 'string' ? name : null;
}

/** An alias such as `v1.2` has no third number. */
const isAlias = (body: unknown): boolean => !/\d+\.\d+\.\d+/.test(refOf(body));

/** Whether a request changes something; a GraphQL query does not, though it is a POST. */
export function isWrite(method: string, template: string, body: unknown): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  if (template !== '/graphql') return true;
  const query = typeof body === 'object' && body !== null ? Reflect.get(body, 'query') : undefined;
  return typeof query === 'string' && /^\s*mutation\b/.test(query);
}
