import type { WorkflowFile } from './workflow-file.ts';
import { type ActorKind, type TriggerEvent, wouldStart } from './would-start.ts';

/** Something this release does that may start workflows. */
export interface PlannedRef {
  /** Full ref that it creates or moves; for a pull request, what a person calls it. */
  readonly ref: string;
  readonly event: TriggerEvent;
  /** Shown only as far as it starts something. */
  readonly quiet?: true;
}

export const TAGS = 'refs/tags/';
/** Branch or tag as GitHub shows it with a run. */
export const shortName = (ref: string): string => ref.replace(/^refs\/(heads|tags)\//, '');

/** What happens to the tags of the release, with what follows for the release itself. */
export const isOfTags = ({ ref, event }: PlannedRef): boolean =>
  ref.startsWith(TAGS) && (event.kind === 'push' || event.kind === 'create' || event.kind === 'release');

/** What happens, as the subject of a sentence. */
export function causeText(ref: string, event: TriggerEvent): string {
  switch (event.kind) {
    case 'push':
      return ref;
    case 'create':
      return `creating ${ref}`;
    case 'delete':
      return `deleting ${ref}`;
    case 'release':
      return `the release of ${shortName(ref)}, ${event.action}`;
    case 'workflow_run':
      return `the end of ${ref}`;
    case 'pull_request':
    case 'pull_request_target':
      return event.action === 'opened' ? ref : `${ref}, ${event.action}`;
    default:
      return ref;
  }
}

/** Source: GitHub documentation, "Events that trigger workflows", workflow_run: chains end after three levels. */
const MAX_CHAIN = 3;

/** The ends of the runs that the tags start, for workflows that follow them. */
export function followingRuns(
  workflows: readonly WorkflowFile[],
  refs: readonly PlannedRef[],
  tokenKind: ActorKind,
): PlannedRef[] {
  if (!workflows.some((workflow) => workflow.triggers.has('workflow_run'))) return [];
  const ends: PlannedRef[] = [];
  const known = new Set<string>();
  let started = refs
    .filter(isOfTags)
    .flatMap(({ ref, event }) =>
      workflows.filter((each) => wouldStart(each, event, tokenKind).starts).map((workflow) => ({ workflow, ref })),
    );
  for (let level = 0; level < MAX_CHAIN && started.length > 0; level += 1) {
    const next: typeof started = [];
    for (const { workflow, ref } of started) {
      if (known.has(workflow.path)) continue;
      known.add(workflow.path);
      const event = {
        kind: 'workflow_run' as const,
        action: 'completed' as const,
        workflow: workflow.name,
        headBranch: shortName(ref),
      };
      const following = workflows.filter((each) => wouldStart(each, event, tokenKind).starts);
      if (following.length > 0) ends.push({ ref: workflow.path, event });
      next.push(...following.map((each) => ({ workflow: each, ref })));
    }
    started = next;
  }
  return ends;
}
