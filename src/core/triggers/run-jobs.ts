import { jobHolds, ownCall } from './called-workflows.ts';
import { type ContextLookup, UNKNOWN } from './expression.ts';
import type { WorkflowFile, WorkflowJob } from './workflow-file.ts';

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
export const leavesOutEveryJob = (workflow: WorkflowFile, about: RunContext): boolean =>
  leftOut(workflow, about).size === workflow.jobs.length;

/**
 * The job of a run that calls another workflow of this repository, be it by way of a third or at another ref.
 *
 * @returns null where none does; 'left out' where the `if:` of each that would leaves it out
 */
export function callOf(
  workflow: WorkflowFile,
  { path, repository }: { readonly path: string; readonly repository: string | null },
  about: RunContext,
): { readonly job: string } | 'left out' | null {
  const called = workflow.jobs.filter((job) =>
    [job, ...callsOf(job)].some(({ uses }) => ownCall(uses, repository)?.path === path),
  );
  if (called.length === 0) return null;
  const left = leftOut(workflow, about);
  const job = called.find(({ id }) => !left.has(id));
  return job === undefined ? 'left out' : { job: (callsOf(job).at(-1) ?? job).id };
}

/** The jobs that called this one, the nearest first. */
function callsOf(job: WorkflowJob): WorkflowJob[] {
  const found: WorkflowJob[] = [];
  for (let { call } = job; call !== null; { call } = call.by) found.push(call.by);
  return found;
}

function leftOut(workflow: WorkflowFile, about: RunContext): ReadonlySet<string> {
  const lookup = contextOf(about);
  const dependents = new Map<string, WorkflowJob[]>();
  for (const job of workflow.jobs)
    for (const need of job.needs) {
      const known = dependents.get(need);
      if (known === undefined) dependents.set(need, [job]);
      else known.push(job);
    }
  const left = new Set<string>();
  const waiting = workflow.jobs.filter((job) => jobHolds(job, jobContext(lookup, job.call !== null)) === false);
  for (let job = waiting.pop(); job !== undefined; job = waiting.pop()) {
    if (left.has(job.id)) continue;
    left.add(job.id);
    // Without one of its needs a job does not run, unless it says that it does.
    waiting.push(...(dependents.get(job.id) ?? []).filter((each) => !IN_ANY_CASE.test(each.condition ?? '')));
  }
  return left;
}
