import type { PublishingStep } from './publishing-steps.ts';
import type { WorkflowFile } from './workflow-file.ts';

/** What becomes of the release of a tag when a workflow has done its steps. */
export interface ReleaseEnd {
  /** The workflow makes the release, or fills one that is there. */
  readonly makes: boolean;
  /** It attaches files whose names only a run can tell. */
  readonly hasUnknownAssets: boolean;
  /** The step that leaves a draft which nothing publishes, or null. */
  readonly draft: PublishingStep | null;
  /** Files that come to a release which is public already: where published releases cannot change, they are refused. */
  readonly late: { readonly published: PublishingStep; readonly attaching: PublishingStep } | null;
  /** It is published by a token of somebody's own: that starts workflows, which the run's own token does not. */
  readonly startsWorkflows: boolean;
}

const attaches = (step: PublishingStep): boolean => step.files === null || step.files.length > 0;
const makesPublic = (step: PublishingStep): boolean =>
  step.kind === 'publish' || (step.kind === 'create' && !step.draft);

/** Judges the steps of one workflow together: jobs that do not need each other run side by side, in any order. */
export function releaseEnd(workflow: WorkflowFile, steps: readonly PublishingStep[]): ReleaseEnd {
  const published = steps.filter(makesPublic);
  return {
    makes: steps.some((step) => step.kind === 'create'),
    hasUnknownAssets: steps.some((step) => step.files === null),
    draft: published.length > 0 ? null : (steps.find((step) => step.kind === 'create' && step.draft) ?? null),
    late: lateFiles(workflow, steps, published),
    startsWorkflows: published.some((step) => step.ownToken),
  };
}

function lateFiles(
  workflow: WorkflowFile,
  steps: readonly PublishingStep[],
  published: readonly PublishingStep[],
): ReleaseEnd['late'] {
  const before = ancestors(workflow);
  const isBefore = (one: PublishingStep, other: PublishingStep): boolean =>
    one.job === other.job
      ? one.combination === other.combination && steps.indexOf(one) < steps.indexOf(other)
      : before.get(other.job)?.has(one.job) === true;
  for (const first of published) {
    if (first.publishesFirst && attaches(first)) return { published: first, attaching: first };
    const attaching = steps.find((step) => step !== first && attaches(step) && !isBefore(step, first));
    if (attaching !== undefined) return { published: first, attaching };
  }
  return null;
}

/** The jobs that are done before each job begins. */
function ancestors({ jobs }: WorkflowFile): ReadonlyMap<string, ReadonlySet<string>> {
  const needs = new Map(jobs.map((job) => [job.id, job.needs]));
  const found = new Map<string, Set<string>>();
  for (const { id } of jobs) {
    const all = new Set<string>();
    const waiting = [...(needs.get(id) ?? [])];
    for (let need = waiting.pop(); need !== undefined; need = waiting.pop()) {
      if (all.has(need)) continue;
      all.add(need);
      waiting.push(...(needs.get(need) ?? []));
    }
    found.set(id, all);
  }
  return found;
}
