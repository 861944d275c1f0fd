import { isSameName } from '../repository-name.ts';
import { type ContextLookup, conditionHolds, type UNKNOWN } from './expression.ts';
import type { WorkflowFile, WorkflowJob } from './workflow-file.ts';

/** Workflows that call each other. Source: GitHub documentation, "Reuse workflows": ten levels, at most. */
const MAX_LEVELS = 10;
/** Jobs of a workflow with those that it calls; real ones have dozens. */
const MAX_JOBS = 2_000;

/** A workflow of this repository, as a job calls it. */
export interface OwnCall {
  readonly path: string;
  /** As written behind `@`; null: at the commit of the workflow that calls. */
  readonly ref: string | null;
}

/**
 * Reads the `uses:` of a job that calls a workflow of this repository, by `./path` or by its full name; null for what belongs
 * to another one.
 *
 * @param repository `owner/name`; null where it is not known
 */
export function ownCall(uses: string | null, repository: string | null): OwnCall | null {
  if (uses?.startsWith('./') === true) return { path: uses.slice(2), ref: null };
  const [, name, path, ref] = /^([^/@]+\/[^/@]+)\/([^@]+)@(.+)$/.exec(uses ?? '') ?? [];
  if (name === undefined || path === undefined || ref === undefined || repository === null) return null;
  return isSameName(name, repository) ? { path, ref } : null;
}

/**
 * A workflow in which each job that calls another workflow of the same repository is replaced by the jobs of that one. What is
 * called from another repository stays as it is: nobody here knows its text.
 *
 * @param find the workflow that a job calls; null where nobody knows its text
 */
export function withCalledJobs(workflow: WorkflowFile, find: FindCalled): WorkflowFile {
  if (!workflow.jobs.some(({ uses }) => uses !== null && find(uses) !== null)) return workflow;
  return { ...workflow, jobs: expanded(workflow, find, MAX_LEVELS, { jobs: MAX_JOBS }) };
}

type FindCalled = (uses: string) => WorkflowFile | null;

function expanded(
  workflow: WorkflowFile,
  find: FindCalled,
  levels: number,
  room: { jobs: number },
): readonly WorkflowJob[] {
  room.jobs -= workflow.jobs.length;
  const jobs: WorkflowJob[] = [];
  /** What stands for a job that others need. */
  const standing = new Map<string, readonly string[]>();
  for (const job of workflow.jobs) {
    const called = levels === 0 || room.jobs <= 0 || job.uses === null ? null : find(job.uses);
    const inner = called === null ? [] : expanded(called, find, levels - 1, room);
    if (called === null || inner.length === 0) {
      standing.set(job.id, [job.id]);
      jobs.push(job);
      continue;
    }
    standing.set(
      job.id,
      inner.map((each) => `${job.id}/${each.id}`),
    );
    const inputs = called.triggers.get('workflow_call')?.inputs ?? new Map();
    for (const each of inner) {
      jobs.push({
        ...each,
        id: `${job.id}/${each.id}`,
        name: `${job.name ?? job.id} / ${each.name ?? each.id}`,
        needs: each.needs.length === 0 ? job.needs : each.needs.map((need) => `${job.id}/${need}`),
        call:
          each.call === null
            ? { by: job, inputs }
            : { ...each.call, by: { ...each.call.by, call: { by: job, inputs } } },
      });
    }
  }
  return jobs.map((job) => ({ ...job, needs: job.needs.flatMap((need) => standing.get(need) ?? [need]) }));
}

/** Whether a job runs while everything before it succeeds: by its own `if:`, and by that of the job that calls it. */
export function jobHolds(job: WorkflowJob, lookup: ContextLookup): boolean | typeof UNKNOWN {
  const own = conditionHolds(job.condition, lookup);
  if (job.call === null || own === false) return own;
  const outer = jobHolds(job.call.by, lookup);
  return outer === true ? own : outer;
}
