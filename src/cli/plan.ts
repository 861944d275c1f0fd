import { type SurveyRequest, surveyRelease } from '../commands/survey.ts';
import { PROBLEM_KINDS } from '../core/problem.ts';
import type { ReleasePlan } from '../core/release/plan.ts';
import type { ReleasePosition } from '../core/release/position.ts';
import { systemClock } from '../effects/clock.ts';
import { planLines } from '../report/plan-text.ts';
import { problemLines } from '../report/problem-text.ts';
import { type ConnectionOptions, connect } from './connect.ts';
import { type Output, reportProblems } from './output.ts';

export interface PlanOptions extends ConnectionOptions {
  readonly version: string;
  readonly supersede?: readonly number[];
}

/** `plan`: would this release work, and what exactly would it do? Writes nothing. */
export async function planCommand(options: PlanOptions, output: Output, programVersion: string): Promise<number> {
  const progress = output.progress();
  const { client, config } = connect(options, programVersion, progress);
  const request: SurveyRequest = {
    version: options.version,
    config,
    superseded: options.supersede ?? [],
    publicUrl: null,
  };
  const survey = await surveyRelease({ client, clock: systemClock, progress }, request);
  const { plan, problems } = survey;
  if (plan === null) {
    reportProblems(output, problems);
  } else {
    output.result(planLines(plan, standing(survey.position), output.colors), {
      ok: problems.length === 0,
      ...planAsJson(plan),
      standing: survey.position?.kind ?? null,
      problems,
    });
    for (const line of problemLines(problems, output.colors)) output.say(line);
  }
  if (problems.length === 0) return 0;
  return problems.some((each) => PROBLEM_KINDS[each.code].exit === 2) ? 2 : 1;
}

export function standing(position: ReleasePosition | null): string {
  switch (position?.kind) {
    case undefined:
      return 'in the way: see the problems';
    case 'new':
      return 'not begun';
    case 'branched':
      return 'the release branch exists';
    case 'proposed':
      return `proposed as pull request #${position.pullRequest.number}`;
    case 'merged':
      return position.tagged
        ? `tagged at ${position.mergeCommit.slice(0, 10)}`
        : `merged as ${position.mergeCommit.slice(0, 10)}`;
  }
}

/** The plan for machines: file contents are left out, their blob ids stay. */
export function planAsJson(plan: ReleasePlan): object {
  return {
    version: plan.version,
    previousVersion: plan.previousVersion,
    component: plan.component,
    repository: `${plan.repository.owner}/${plan.repository.repo}`,
    viewer: plan.repository.viewer,
    base: { branch: plan.baseBranch, ...plan.base },
    expectedTree: plan.expectedTree,
    names: plan.names,
    files: plan.edits.map(({ path, from, blob, mode }) => ({ path, from, blob, mode })),
    changelog: plan.changelogSection,
    requiredChecks: plan.requiredChecks,
    runs: plan.publication.refs,
    expectedWorkflows: plan.publication.expected,
    forbiddenWorkflows: plan.publication.forbidden,
    assets: plan.publication.assets,
    notes: plan.notes,
    warnings: plan.warnings,
  };
}
