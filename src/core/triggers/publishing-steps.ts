import { jobHolds } from './called-workflows.ts';
import { conditionHolds, fillExpressions } from './expression.ts';
import type { MatrixCombination } from './job-matrix.ts';
import { PUBLISHING_ACTIONS, type PublishingAct } from './publishing-actions.ts';
import { publishingCommands } from './publishing-commands.ts';
import {
  assumed,
  couldBe,
  lookupIn,
  namesVersion,
  type ReleaseSubject,
  type StepContext,
  UNKNOWN_MARK,
} from './release-subject.ts';
import type { WorkflowFile, WorkflowStep } from './workflow-file.ts';

/** What one step of one job does to the release, in one combination of the job's matrix. */
export interface PublishingStep extends PublishingAct {
  readonly job: string;
  /** Which combination of the job's matrix: they run beside each other. */
  readonly combination: number;
  /** Where it is, for a person: job and step. */
  readonly place: string;
  /** It acts with a token of somebody's own, so that what it publishes starts workflows. */
  readonly ownToken: boolean;
}

/**
 * Characters of publishing steps that are read, over all jobs and combinations: aliases can repeat a long script without
 * end. Real workflows stay below a million.
 */
const MAX_READ = 20_000_000;

/**
 * The steps of a workflow that make, fill or publish the release of a tag, in file order. Jobs and steps whose `if:` surely
 * does not hold are left out, as are steps that name another tag.
 *
 * @returns `isWhole` false: the file is too large to be read to its end
 */
export function publishingSteps(
  workflow: WorkflowFile,
  subject: ReleaseSubject,
): { readonly steps: readonly PublishingStep[]; readonly isWhole: boolean } {
  const steps: PublishingStep[] = [];
  let room = MAX_READ;
  for (const job of workflow.jobs) {
    const combinations: readonly (MatrixCombination | null)[] =
      job.matrix.kind === 'literal' ? job.matrix.combinations : [null];
    for (const [index, combination] of combinations.entries()) {
      const context: StepContext = { workflow, job, subject, combination };
      room -= 100 + (job.condition?.length ?? 0);
      if (room < 0) return { steps: [], isWhole: false };
      if (jobHolds(job, lookupIn(context, null)) === false) continue;
      for (const step of job.steps) {
        if (!mayPublish(step)) continue;
        room -= lengthOf(step);
        if (room < 0) return { steps: [], isWhole: false };
        const place = `job ${job.id}, step "${step.name}"`;
        const ownToken = hasOwnToken(step, context);
        for (const act of actsOf(step, context))
          steps.push({ ...act, job: job.id, combination: index, place, ownToken });
      }
    }
  }
  return { steps, isWhole: true };
}

/** The action of a step, without its version; undefined for a script. */
const actionOf = (step: WorkflowStep): string | undefined => step.uses?.split('@', 1)[0]?.toLowerCase();

function mayPublish(step: WorkflowStep): boolean {
  const action = actionOf(step);
  return action === undefined
    ? /release/.test(step.run ?? '') || /\bghr\b/.test(step.run ?? '')
    : PUBLISHING_ACTIONS.has(action);
}

/** Characters of a step that are read to tell what it publishes, and some for the step itself. */
const lengthOf = (step: WorkflowStep): number =>
  [step.run, step.condition, ...step.with.values(), ...step.env.values()].reduce(
    (sum, text) => sum + (text?.length ?? 0),
    1_000,
  );

function actsOf(step: WorkflowStep, context: StepContext): readonly PublishingAct[] {
  const lookup = lookupIn(context, step);
  const action = actionOf(step);
  if (conditionHolds(step.condition, lookup) === false) return [];
  const fill = (text: string): string =>
    fillExpressions(text, lookup, (expression) => (namesVersion(expression) ? assumed(context) : UNKNOWN_MARK));
  const isOurs = (tag: string) => couldBe(tag, context.subject.tag);
  if (action === undefined) return publishingCommands(fill(step.run ?? ''), shellLookup(step, context, fill), isOurs);
  const input = (name: string): string => fill(step.with.get(name) ?? '');
  const tag = input('tag_name') || input('tag') || input('automatic_release_tag');
  if (tag !== '' && !isOurs(tag)) return [];
  return [PUBLISHING_ACTIONS.get(action)?.(input, step.uses?.split('@')[1] ?? '') ?? []].flat();
}

/** Variables of a script: of its own, of the step, the job, the workflow, the runner. */
function shellLookup(step: WorkflowStep, context: StepContext, fill: (text: string) => string) {
  const { subject, job, workflow } = context;
  const runner = new Map([
    ['GITHUB_REF_NAME', subject.tag],
    ['GITHUB_REF', `refs/tags/${subject.tag}`],
    ['GITHUB_REF_TYPE', 'tag'],
    ['GITHUB_EVENT_NAME', subject.event ?? 'push'],
  ]);
  return (name: string, reassigned: boolean): string | null => {
    if (reassigned) return namesVersion(name) ? assumed(context) : null;
    const own = step.env.get(name) ?? job.env.get(name) ?? workflow.env.get(name);
    if (own !== undefined) return fill(own);
    // It follows the run of the tag on the default branch.
    if (subject.event === 'workflow_run' && runner.has(name)) return null;
    return runner.get(name) ?? (namesVersion(name) ? assumed(context) : null);
  };
}

const TOKEN_INPUTS = ['token', 'repo_token', 'repo-token', 'github_token', 'github-token'];
const TOKEN_VARIABLES = ['GH_TOKEN', 'GITHUB_TOKEN'];

/** Whether a secret or an output is handed to the step as its token, rather than the run's own. */
function hasOwnToken(step: WorkflowStep, { job, workflow }: StepContext): boolean {
  const texts = [
    ...TOKEN_INPUTS.map((name) => step.with.get(name)),
    ...TOKEN_VARIABLES.map((name) => step.env.get(name) ?? job.env.get(name) ?? workflow.env.get(name)),
  ];
  return texts.some((text) => /\bsecrets\s*\.\s*(?!GITHUB_TOKEN\b)\w|\bsecrets\s*\[|\boutputs\s*\./i.test(text ?? ''));
}
