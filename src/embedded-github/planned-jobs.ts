import { jobHolds } from '../core/triggers/called-workflows.ts';
import { conditionHolds } from '../core/triggers/expression.ts';
import { contextOf, jobContext, type RunContext } from '../core/triggers/run-jobs.ts';
import { jobRunNames, type WorkflowFile, type WorkflowJob } from '../core/triggers/workflow-file.ts';
import type { PlannedJob } from './attempt-script.ts';

/** Jobs of a workflow as they are played for one run. A condition that only a run could tell counts as true. */
export function plannedJobs(workflow: WorkflowFile, about: RunContext): PlannedJob[] {
  const run = contextOf(about);
  return workflow.jobs.flatMap((job: WorkflowJob): PlannedJob[] => {
    const lookup = jobContext(run, job.call !== null);
    const names = jobRunNames(job);
    const skipped = jobHolds(job, lookup) === false;
    const isImpossible = names.length === 0 && !skipped;
    return (isImpossible ? [job.id] : names).map((name) => ({
      key: job.id,
      name,
      needs: job.needs,
      steps: job.steps.filter((step) => conditionHolds(step.condition, lookup) !== false).map((step) => step.name),
      skipped,
      isImpossible,
      environment: job.environment,
    }));
  });
}
