import { jobHolds } from './called-workflows.ts';
import { type ContextLookup, UNKNOWN } from './expression.ts';
import type { WorkflowFile } from './workflow-file.ts';

/** What a run was started by, as far as its jobs ask for it. */
export interface RunContext {
  readonly event: string;
  /** Full ref. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** What `github.…` and `inputs.…` say in a run, as far as conditions of jobs ask for it. */
export function contextOf({ event, ref, inputs }: RunContext): ContextLookup {
  const refName = ref.replace(/^refs\/(heads|tags|pull)\//, '');
  const known = new Map<string, string>([
    ['github.event_name', event],
    ['github.ref', ref],
    ['github.ref_name', refName],
    ['github.ref_type', ref.startsWith('refs/tags/') ? 'tag' : 'branch'],
  ]);
  const given = new Map(Object.entries(inputs).map(([name, value]) => [name.toLowerCase(), value]));
  return (path) => {
    const [first, second, third, fourth] = path;
    if (first === 'inputs' && second !== undefined) return given.get(second) ?? null;
    if (first === 'github' && second === 'event' && third === 'inputs' && fourth !== undefined) {
      return given.get(fourth) ?? null;
    }
    return known.get(path.join('.')) ?? UNKNOWN;
  };
}

/** The context of one job: what a called workflow is given only its caller knows. */
export const jobContext = (lookup: ContextLookup, isCalled: boolean): ContextLookup =>
  isCalled ? (path) => (path[0] === 'inputs' ? UNKNOWN : lookup(path)) : lookup;

/** A function that makes a job run although one that it needs did not. */
const IN_ANY_CASE = /\b(always|failure|cancelled)\s*\(/;

/** Whether `if:` leaves out every job of a run, so that it ends as skipped and nothing is done. */
export function leavesOutEveryJob(workflow: WorkflowFile, about: RunContext): boolean {
  const lookup = contextOf(about);
  const left = new Set<string>();
  for (let size = -1; size < left.size; ) {
    size = left.size;
    for (const job of workflow.jobs) {
      const isLeft = jobHolds(job, jobContext(lookup, job.call !== null)) === false;
      const lacks = job.needs.some((need) => left.has(need)) && !IN_ANY_CASE.test(job.condition ?? '');
      if (isLeft || lacks) left.add(job.id);
    }
  }
  return left.size === workflow.jobs.length;
}
