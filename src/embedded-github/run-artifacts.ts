import type { ReleaseSubject } from '../core/triggers/release-subject.ts';
import { uploadedArtifacts } from '../core/triggers/uploaded-artifacts.ts';
import { assetContent, packZip } from './simulated-artifacts.ts';
import { workflowsAt } from './workflow-files.ts';
import type { World } from './world.ts';
import type { WorkflowRunState } from './world-state.ts';

/** An artifact that a run has left, with the names of its files. */
export interface RunArtifact {
  readonly name: string;
  readonly files: readonly string[];
}

/** What a run that succeeded has uploaded, as the text of its workflow says; what only a run could tell is filled in. */
export async function runArtifacts(world: World, run: WorkflowRunState): Promise<readonly RunArtifact[]> {
  const attempt = run.attempts.at(-1);
  const found = (await workflowsAt(world, run.headSha)).find(({ path }) => path === run.workflowPath);
  if (attempt?.conclusion !== 'success' || found?.file.ok !== true) return [];
  const named = uploadedArtifacts(found.file.value, subjectOf(run)).map(({ name, files }) => ({
    name: filled(name),
    files: files.length === 0 ? [`${filled(name)}.bin`] : files.map((file) => filled(file.name)),
  }));
  const byName = new Map(named.map((each) => [each.name, each]));
  return [...byName.values()];
}

function subjectOf(run: WorkflowRunState): ReleaseSubject {
  const tag = run.headBranch;
  const version = /\d+\.\d+\.\d+\S*/.exec(tag)?.[0] ?? tag;
  const event = EVENTS.find((each) => each === run.event) ?? 'push';
  return { tag, version, event, inputs: new Map(Object.entries(run.inputs)) };
}

const EVENTS = ['push', 'create', 'workflow_dispatch', 'release'] as const;

const filled = (name: string): string => name.replaceAll('*', 'any').replaceAll('?', 'x');

/** The archive that a client gets. */
export async function artifactBytes(world: World, run: WorkflowRunState, artifact: RunArtifact): Promise<Buffer> {
  const { time } = (await world.git.commit(run.headSha)).committer;
  const subject = { project: world.state.repo, version: subjectOf(run).version, commit: run.headSha, time };
  return packZip(
    artifact.files.map((name) => ({ path: name, bytes: assetContent(name, subject) })),
    time,
  );
}
