import { jobHolds } from './called-workflows.ts';
import { fillExpressions } from './expression.ts';
import type { MatrixCombination } from './job-matrix.ts';
import { type AssetPattern, toAssetPattern } from './release-assets.ts';
import {
  assumed,
  lookupIn,
  namesVersion,
  type ReleaseSubject,
  type StepContext,
  UNKNOWN_MARK,
} from './release-subject.ts';
import type { WorkflowFile, WorkflowStep } from './workflow-file.ts';

/** An artifact that a run leaves, as far as the text of its workflow tells. */
export interface UploadedArtifact {
  /** `*` stands for what only a run can tell. */
  readonly name: string;
  /** The files in it: the last parts of their paths. */
  readonly files: readonly AssetPattern[];
}

/** Without a name, an artifact has this one. Source: README of actions/upload-artifact. */
const DEFAULT_NAME = 'artifact';
/** Artifacts that are told of one workflow; a matrix has at most 256 jobs. */
const MOST_ARTIFACTS = 1_000;

/** The artifacts that the jobs of a workflow upload in a run of the tag. */
export function uploadedArtifacts(workflow: WorkflowFile, subject: ReleaseSubject): UploadedArtifact[] {
  const found: UploadedArtifact[] = [];
  for (const job of workflow.jobs) {
    const combinations: readonly (MatrixCombination | null)[] =
      job.matrix.kind === 'literal' ? job.matrix.combinations : [null];
    for (const combination of combinations) {
      const context: StepContext = { workflow, job, subject, combination };
      if (jobHolds(job, lookupIn(context, null)) === false) continue;
      for (const step of job.steps) {
        if (!/^actions\/upload-artifact@/i.test(step.uses ?? '') || found.length >= MOST_ARTIFACTS) continue;
        found.push(artifactOf(step, context));
      }
    }
  }
  return found;
}

function artifactOf(step: WorkflowStep, context: StepContext): UploadedArtifact {
  const lookup = lookupIn(context, step);
  const fill = (text: string) =>
    fillExpressions(text, lookup, (expression) => (namesVersion(expression) ? assumed(context) : UNKNOWN_MARK));
  const place = `job ${context.job.id}, step "${step.name}"`;
  const name = toAssetPattern(fill(step.with.get('name') ?? DEFAULT_NAME), place).name;
  const paths = (step.with.get('path') ?? '').split('\n').map((line) => line.trim());
  return {
    name,
    files: paths.filter((path) => path !== '' && !path.startsWith('!')).map((path) => fileOf(fill(path), place)),
  };
}

/** A folder is uploaded with what is in it, which its name does not tell. */
function fileOf(path: string, place: string): AssetPattern {
  const isFile = /\.[A-Za-z0-9]+$/.test(path) && !path.endsWith('/');
  return toAssetPattern(isFile ? path : `${path}/*`, place);
}
