import type { PublishingStep } from './publishing-steps.ts';
import type { WorkflowFile } from './workflow-file.ts';

/** What becomes of the release of a tag when a workflow has done its steps. */
export interface PublishingEnd {
  /** The workflow makes the release, or fills one that is there. */
  readonly makes: boolean;
  /** It attaches files whose names only a run can tell. */
  readonly hasUnknownAssets: boolean;
  /** The step that leaves a draft which nothing publishes, or null. */
  readonly draft: PublishingStep | null;
  /** Files that come to a release which is public already: where published releases cannot change, they are refused. */
  readonly late: { readonly published: PublishingStep; readonly attaching: PublishingStep } | null;
  /** The first step that makes it public, and the first that attaches a file; null where none does. */
  readonly public: PublishingStep | null;
  readonly attaching: PublishingStep | null;
  /** It is published by a token of somebody's own: that starts workflows, which the run's own token does not. */
  readonly startsWorkflows: boolean;
}

const attaches = (step: PublishingStep): boolean => step.files === null || step.files.length > 0;
const makesPublic = (step: PublishingStep): boolean =>
  step.kind === 'publish' || (step.kind === 'create' && !step.draft);

/** Steps that are compared with each other; real workflows have a dozen. */
const MOST_STEPS = 5_000;
const MOST_PUBLICATIONS = 100;

/** Judges the steps of one workflow together: jobs that do not need each other run side by side, in any order. */
export function publishingEnd(workflow: WorkflowFile, steps: readonly PublishingStep[]): PublishingEnd {
  const published = steps.filter(makesPublic);
  return {
    makes: steps.some((step) => step.kind === 'create'),
    hasUnknownAssets: steps.some((step) => step.files === null),
    draft: published.length > 0 ? null : (steps.find((step) => step.kind === 'create' && step.draft) ?? null),
    late: lateFiles(workflow, steps, published),
    public: published[0] ?? null,
    attaching: steps.find(attaches) ?? null,
    startsWorkflows: published.some((step) => step.ownToken),
  };
}

function lateFiles(
  workflow: WorkflowFile,
  steps: readonly PublishingStep[],
  published: readonly PublishingStep[],
): PublishingEnd['late'] {
  const files = steps.slice(0, MOST_STEPS).filter(attaches);
  const place = new Map(steps.map((step, index) => [step, index]));
  for (const first of published.slice(0, MOST_PUBLICATIONS)) {
    if (first.publishesFirst && attaches(first)) return { published: first, attaching: first };
    const before = ancestors(workflow, first.job);
    const isBefore = (step: PublishingStep): boolean =>
      step.job === first.job
        ? step.combination === first.combination && (place.get(step) ?? 0) < (place.get(first) ?? 0)
        : before.has(step.job);
    const attaching = files.find((step) => step !== first && !isBefore(step));
    if (attaching !== undefined) return { published: first, attaching };
  }
  return null;
}

/** The jobs that are done before a job begins. */
function ancestors({ jobs }: WorkflowFile, job: string): ReadonlySet<string> {
  const needs = new Map(jobs.map((each) => [each.id, each.needs]));
  const all = new Set<string>();
  const waiting = [...(needs.get(job) ?? [])];
  for (let need = waiting.pop(); need !== undefined; need = waiting.pop()) {
    if (all.has(need)) continue;
    all.add(need);
    waiting.push(...(needs.get(need) ?? []));
  }
  return all;
}
