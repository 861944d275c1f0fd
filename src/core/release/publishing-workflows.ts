import type { ExpectedRun, RunPlan } from '../triggers/expected-runs.ts';
import { type PublishingEnd, publishingEnd } from '../triggers/publishing-end.ts';
import { publishingSteps } from '../triggers/publishing-steps.ts';
import { type AssetPattern, expectedAssets } from '../triggers/release-assets.ts';
import type { ReleaseEvent, ReleaseSubject } from '../triggers/release-subject.ts';
import type { WorkflowFile } from '../triggers/workflow-file.ts';
import { wouldStart } from '../triggers/would-start.ts';

/** A workflow whose files come to a release that is public already, each place with job and step. */
export interface LateFiles {
  readonly path: string;
  /** Where the release becomes public. */
  readonly published: string;
  /** Where files are attached to it afterwards. */
  readonly attaching: string;
}

/** What the workflows of a release do to the GitHub release, together. */
export interface Publishing {
  /** Paths of those that make it. */
  readonly makers: readonly string[];
  readonly assets: readonly AssetPattern[];
  /** A draft that nothing publishes afterwards, and where it is made. */
  readonly draft: { readonly path: string; readonly place: string } | null;
  readonly late: LateFiles | null;
  /** One of them publishes by a token of somebody's own, so that the published release starts workflows. */
  readonly startsWorkflows: boolean;
  readonly notes: readonly string[];
}

/** Reads the workflows that the release tag starts, and those that follow them. */
export function readPublishing(
  workflows: readonly WorkflowFile[],
  runs: RunPlan,
  subject: Pick<ReleaseSubject, 'version'> & { readonly names: { readonly tag: string } },
): Publishing {
  const makers: string[] = [];
  const assets: AssetPattern[] = [];
  const notes: string[] = [];
  let draft: Publishing['draft'] = null;
  let isPublished = false;
  let late: LateFiles | null = null;
  let startsWorkflows = false;
  const ends: WorkflowEnd[] = [];
  for (const { workflow, event, inputs, follows } of publishingRuns(workflows, runs, subject.names.tag)) {
    const about: ReleaseSubject = { version: subject.version, tag: subject.names.tag, event, inputs };
    const { steps } = publishingSteps(workflow, about);
    if (steps.length === 0) continue;
    const { path } = workflow;
    const end = publishingEnd(workflow, steps);
    assets.push(...expectedAssets(workflow, about).patterns);
    if (event !== 'release' && end.makes) makers.push(path);
    if (end.draft === null && (end.makes || end.public !== null)) isPublished = true;
    if (event !== 'release' && end.startsWorkflows) startsWorkflows = true;
    draft ??= end.draft === null ? null : { path, place: end.draft.place };
    if (end.late !== null) late ??= { path, published: end.late.published.place, attaching: end.late.attaching.place };
    if (event === 'release' && end.attaching !== null)
      late ??= { path, published: 'the release that starts it', attaching: end.attaching.place };
    else ends.push({ path, end, follows });
    if (end.hasUnknownAssets)
      notes.push(
        `${path} publishes files whose names are not known before: a published release of ${subject.names.tag} is waited for, and its assets are checked for being whole and in accordance with its checksums. \`assets\` can say their names.`,
      );
    if (event === 'workflow_run')
      notes.push(
        `${path} publishes when another workflow has ended. GitHub shows its run on the default branch, so it is not watched: what it publishes is waited for.`,
      );
  }
  late ??= lateBeside(ends);
  return { makers: [...new Set(makers)], assets, draft: isPublished ? null : draft, late, startsWorkflows, notes };
}

interface WorkflowEnd {
  readonly path: string;
  readonly end: PublishingEnd;
  readonly follows: readonly string[];
}

/** One workflow that publishes, while another one that need not be over by then attaches files: they run side by side. */
function lateBeside(ends: readonly WorkflowEnd[]): LateFiles | null {
  for (const one of ends)
    for (const other of ends) {
      if (one === other || one.end.public === null || other.end.attaching === null) continue;
      if (one.follows.includes(other.path)) continue;
      return {
        path: one.path,
        published: one.end.public.place,
        attaching: `${other.path}, ${other.end.attaching.place}`,
      };
    }
  return null;
}

interface PublishingRun {
  readonly workflow: WorkflowFile;
  readonly event: ReleaseEvent;
  readonly inputs: ReadonlyMap<string, string>;
  /** The workflows after whose end it comes. */
  readonly follows: readonly string[];
}

/** The runs of the release tag, each as what starts it, and the workflows that follow them. */
function publishingRuns(workflows: readonly WorkflowFile[], runs: RunPlan, tag: string): PublishingRun[] {
  const found: PublishingRun[] = [];
  const started = runs.runs.filter((run: ExpectedRun) => run.ref === tag);
  for (const { path, event } of started) {
    const workflow = workflows.find((each) => each.path === path);
    const dispatch = runs.dispatches.find((each) => each.path === path);
    const inputs = new Map((dispatch?.inputs ?? []).map(({ name, value }) => [name, value]));
    if (workflow !== undefined) found.push({ workflow, event, inputs, follows: [] });
  }
  for (const { workflow } of [...found]) {
    const end = { kind: 'workflow_run', action: 'completed', workflow: workflow.name, headBranch: tag } as const;
    for (const following of workflows) {
      if (runs.forbidden.includes(following.path) || !wouldStart(following, end).starts) continue;
      found.push({ workflow: following, event: 'workflow_run', inputs: new Map(), follows: [workflow.path] });
    }
  }
  return found;
}
