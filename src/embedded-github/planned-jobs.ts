import { type ContextLookup, conditionHolds, UNKNOWN } from '../core/triggers/expression.ts';
import { jobRunNames, type WorkflowFile, type WorkflowJob } from '../core/triggers/workflow-file.ts';
import type { PlannedJob } from './attempt-script.ts';

/** What a run was started by, as far as its jobs ask for it. */
export interface RunContext {
  readonly event: string;
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

/** Jobs of a workflow as they are played for one run. A condition that only a run could tell counts as true. */
export function plannedJobs(workflow: WorkflowFile, about: RunContext): PlannedJob[] {
  const lookup = contextOf(about);
  return workflow.jobs.flatMap((job: WorkflowJob): PlannedJob[] =>
    jobRunNames(job).map((name) => ({
      key: job.id,
      name,
      needs: job.needs,
      steps: job.steps.filter((step) => conditionHolds(step.condition, lookup) !== false).map((step) => step.name),
      skipped: conditionHolds(job.condition, lookup) === false,
      environment: job.environment,
    })),
  );
}
