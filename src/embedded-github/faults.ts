import { type Checked, checked, failed, type Problem, problem } from '../core/problem.ts';
import type { WorldState } from './world-state.ts';

/** What a fault needs behind its name. */
type ArgumentKind = 'none' | 'workflow' | 'name' | 'count';

/**
 * When a fault acts:
 * - `request`: at request N, or at its usual moment when no N is given
 * - `run`: when the run of a workflow is made, or while it is under way
 * - `always`: from the beginning to the end
 */
type FaultMoment = 'request' | 'run' | 'always';

interface FaultKind {
  readonly argument: ArgumentKind;
  readonly moment: FaultMoment;
  /** For `request` faults given without `@N`; null when `@N` is required. */
  readonly usually: UsualMoment | null;
  readonly means: string;
}

/** Requests that a release is most easily hurt at. */
export type UsualMoment = 'first-write' | 'merge' | 'tag-object' | 'tag-ref' | 'alias-ref';

/** Every fault that can be asked for. docs/rehearsal.md shows this table; a test holds the two together. */
export const FAULT_KINDS = {
  // --- transport: what happens to one request ---
  crash: {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: 'the process ends with 137 after the request was applied, before its answer',
  },
  'crash-before': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: 'the process ends with 137 before the request is applied',
  },
  'lost-response': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: 'the request is applied, then the connection closes without an answer',
  },
  'connection-reset': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: 'the connection is reset, the request is not applied',
  },
  timeout: {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: 'no answer comes, the request is not applied',
  },
  'timeout-applied': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: 'the request is applied, no answer comes',
  },
  'http-500': { argument: 'none', moment: 'request', usually: 'tag-ref', means: '500, the request is not applied' },
  'http-500-applied': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: '500, though the request was applied',
  },
  'http-502': { argument: 'none', moment: 'request', usually: 'tag-ref', means: '502, the request is not applied' },
  'http-502-applied': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: '502, though the request was applied',
  },
  'rate-limit': {
    argument: 'none',
    moment: 'request',
    usually: 'first-write',
    means: '403, the hour’s budget is used up and new in 15 minutes',
  },
  'secondary-rate-limit': {
    argument: 'none',
    moment: 'request',
    usually: 'first-write',
    means: '403 with retry-after: 60, as for every request in that minute',
  },
  unauthorized: {
    argument: 'none',
    moment: 'request',
    usually: 'tag-object',
    means: '401 for this and every later request until the next start: the token has expired',
  },
  'merge-405': {
    argument: 'none',
    moment: 'request',
    usually: 'merge',
    means: '405 “Base branch was modified”, the request is not applied',
  },
  // --- somebody else acts just before a request ---
  'base-moves': {
    argument: 'none',
    moment: 'request',
    usually: 'merge',
    means: 'somebody pushes to the default branch',
  },
  'head-moves': {
    argument: 'none',
    moment: 'request',
    usually: 'merge',
    means: 'somebody pushes to the branch of the newest open pull request',
  },
  'pr-closed': {
    argument: 'none',
    moment: 'request',
    usually: 'merge',
    means: 'somebody closes the newest open pull request',
  },
  'pr-merged-by-hand': {
    argument: 'none',
    moment: 'request',
    usually: 'merge',
    means: 'somebody squash-merges the newest open pull request',
  },
  'branch-deleted': {
    argument: 'none',
    moment: 'request',
    usually: 'merge',
    means: 'somebody deletes the branch of the newest open pull request',
  },
  'tag-taken': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-object',
    means: 'somebody creates the release tag at another commit',
  },
  'tag-created-other': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: 'the same, at the last moment',
  },
  'tag-created-same': {
    argument: 'none',
    moment: 'request',
    usually: 'tag-ref',
    means: 'somebody creates the release tag at the right commit',
  },
  'alias-moved': {
    argument: 'none',
    moment: 'request',
    usually: 'alias-ref',
    means: 'somebody puts the alias tag on a commit outside the release’s history',
  },
  // --- workflow runs and what they publish ---
  'run-fails': {
    argument: 'workflow',
    moment: 'run',
    usually: null,
    means: 'the run that the tag (or a dispatch) starts fails; a rerun succeeds',
  },
  'run-never-starts': {
    argument: 'workflow',
    moment: 'run',
    usually: null,
    means: 'the tag (or a dispatch) does not start the workflow',
  },
  'run-waits': {
    argument: 'workflow',
    moment: 'run',
    usually: null,
    means: 'the run that the tag (or a dispatch) starts waits for the approval of a deployment',
  },
  'run-rerun': {
    argument: 'workflow',
    moment: 'run',
    usually: null,
    means: 'somebody reruns the finished run of the tag',
  },
  'run-cancelled': {
    argument: 'workflow',
    moment: 'run',
    usually: null,
    means: 'somebody cancels the run of the tag while it is under way',
  },
  'check-never-reports': {
    argument: 'none',
    moment: 'run',
    usually: null,
    means: 'the release’s pull request starts no run, so no check is ever reported',
  },
  'check-fails': {
    argument: 'workflow',
    moment: 'run',
    usually: null,
    means: 'the run that the pull request starts fails',
  },
  'asset-missing': {
    argument: 'name',
    moment: 'run',
    usually: null,
    means: 'the release is published without this asset; a rerun adds it',
  },
  'asset-late': {
    argument: 'name',
    moment: 'run',
    usually: null,
    means: 'this asset is added five minutes after the release was published',
  },
  'release-late': {
    argument: 'none',
    moment: 'run',
    usually: null,
    means: 'the release appears five minutes after its run has ended',
  },
  // --- the server as it is ---
  'stale-list': {
    argument: 'none',
    moment: 'always',
    usually: null,
    means: 'filtered lists of runs are five minutes old',
  },
  'no-graphql': { argument: 'none', moment: 'always', usually: null, means: 'there is no GraphQL endpoint (404)' },
  'no-rules': {
    argument: 'none',
    moment: 'always',
    usually: null,
    means: 'there are no rules endpoints (404), as on older servers',
  },
  'no-run-details': {
    argument: 'none',
    moment: 'always',
    usually: null,
    means: 'a dispatch that asks for run details is refused (422), as on older servers',
  },
  'budget-left': {
    argument: 'count',
    moment: 'always',
    usually: null,
    means: 'so many requests are left in this hour',
  },
} as const satisfies Record<string, FaultKind>;

export type FaultName = keyof typeof FAULT_KINDS;

/** What somebody else may do at any moment of a release. */
export const SOMEBODY_ELSE = [
  'base-moves',
  'head-moves',
  'pr-closed',
  'pr-merged-by-hand',
  'branch-deleted',
  'tag-taken',
  'tag-created-other',
  'tag-created-same',
  'alias-moved',
] as const satisfies readonly FaultName[];

export interface Fault {
  readonly name: FaultName;
  /** Workflow file, asset name or count; null for faults without one. */
  readonly argument: string | null;
  /** Request number, from 1, over all resumptions; null for the usual moment. */
  readonly at: number | null;
  /** As given; it identifies the fault in `firedFaults`. */
  readonly text: string;
}

const MAXIMUM_TEXT = 300;

/**
 * Reads `NAME[:ARG][@N]`. All that is wrong is told at once; a fault given twice is refused, as each fires once.
 */
export function parseFaults(texts: readonly string[]): Checked<Fault[]> {
  const faults: Fault[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const text of texts) {
    const refuse = (what: string, remedy: string) =>
      problems.push(problem('input-invalid', what, { where: '--fault', remedy }));
    const shown = JSON.stringify(text.slice(0, 100));
    const match = text.length > MAXIMUM_TEXT ? null : /^([a-z0-9-]+)(?::(.*?))?(?:@(\d{1,9}))?$/s.exec(text);
    const name = match?.[1] ?? '';
    if (match === null || !Object.hasOwn(FAULT_KINDS, name)) {
      refuse(`${shown} is no fault.`, `Write NAME[:ARG][@N]. Names: ${Object.keys(FAULT_KINDS).join(', ')}.`);
      continue;
    }
    const kind: FaultKind = FAULT_KINDS[name as FaultName];
    const argument = match[2] ?? null;
    const at = match[3] === undefined ? null : Number(match[3]);
    if (seen.has(text)) refuse(`${shown} is given twice.`, 'Each fault fires once: name it once.');
    seen.add(text);
    if (kind.argument === 'none' && argument !== null) {
      refuse(`${shown}: ${name} takes no argument.`, `Write ${name}${kind.moment === 'request' ? '@N' : ''}.`);
    } else if (kind.argument !== 'none' && (argument === null || argument === '')) {
      refuse(`${shown}: ${name} needs a ${kind.argument}.`, `Write ${name}:${EXAMPLES[kind.argument]}.`);
    } else if (kind.argument === 'count' && !/^\d{1,6}$/.test(argument ?? '')) {
      refuse(`${shown}: not a number of requests.`, `Write ${name}:${EXAMPLES.count}.`);
    }
    if (at !== null && kind.moment !== 'request') {
      refuse(`${shown}: ${name} does not belong to one request.`, 'Leave out @N.');
    } else if (at === 0) {
      refuse(`${shown}: requests are counted from 1.`, 'Write @1 for the first request.');
    }
    faults.push({ name: name as FaultName, argument, at, text });
  }
  return problems.length > 0 ? failed(...problems) : checked(faults);
}

const EXAMPLES: Readonly<Record<ArgumentKind, string>> = {
  none: '',
  workflow: 'build.yml',
  name: 'checksums.txt',
  count: '100',
};

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
  readonly #faults: readonly Fault[];
  readonly #state: WorldState;

  constructor(faults: readonly Fault[], state: WorldState) {
    this.#faults = faults;
    this.#state = state;
  }

  #isPending(fault: Fault): boolean {
    return !this.#state.firedFaults.includes(fault.text);
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
        (method === 'PATCH' && template === `${REPO}/git/refs/{ref}` && params.ref?.startsWith('tags/') === true)
      );
  }
}

const isTagRef = (method: string, template: string, body: unknown): boolean =>
  method === 'POST' && template === `${REPO}/git/refs` && refOf(body).startsWith('refs/tags/');

const refOf = (body: unknown): string => {
  const ref = typeof body === 'object' && body !== null ? Reflect.get(body, 'ref') : undefined;
  return typeof ref === 'string' ? ref : '';
};

/** An alias such as `v1.2` has no third number. */
const isAlias = (body: unknown): boolean => !/\d+\.\d+\.\d+/.test(refOf(body));

/** Whether a request changes something; a GraphQL query does not, though it is a POST. */
export function isWrite(method: string, template: string, body: unknown): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  if (template !== '/graphql') return true;
  const query = typeof body === 'object' && body !== null ? Reflect.get(body, 'query') : undefined;
  return typeof query === 'string' && /^\s*mutation\b/.test(query);
}
