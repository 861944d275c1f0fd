import process from 'node:process';
import { type SurveyRequest, surveyRelease } from '../conduct/survey.ts';
import { PROBLEM_KINDS } from '../core/problem.ts';
import { versionToGoOnWith } from '../core/release/continuation.ts';
import type { ReleasePlan } from '../core/release/plan-release.ts';
import type { ReleasePosition } from '../core/release/position.ts';
import { systemClock } from '../effects/clock.ts';
import { commandLine } from '../report/command-line.ts';
import { unifiedDiff } from '../report/file-diff.ts';
import { planLines } from '../report/plan-text.ts';
import { problemLines } from '../report/problem-lines.ts';
import { type ConnectionOptions, connect } from './connect.ts';
import { type Output, reportProblems } from './output.ts';
import { workflowRun } from './run-variables.ts';
import { sameCommand } from './same-command.ts';

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
    run: workflowRun(process.env),
  };
  const survey = await surveyRelease({ client, clock: systemClock, progress }, request);
  const { plan, problems } = survey;
  const repo = `${client.owner}/${client.repo}`;
  const version = versionToGoOnWith(problems, options.version);
  const again = version === null ? null : sameCommand('plan', options, { repo, version });
  if (plan === null) {
    reportProblems(output, problems, again);
  } else {
    const given = { repo, apiUrl: options.apiUrl, config: options.config, supersede: options.supersede };
    const ready = problems.length === 0;
    const next = ready ? commandLine('release', { ...given, version: plan.version }) : again;
    output.result(planLines(plan, standing(survey.position), output.resultColors, output.words), {
      ok: ready,
      ...planAsJson(plan),
      standing: survey.position?.kind ?? null,
      problems,
      next,
    });
    for (const line of problemLines(problems, output.colors, ready ? null : next, output.words)) output.say(line);
    if (ready && next !== null) {
      output.say('');
      output.say(output.words.say(`Ready. Nothing was written; release it with:  ${next}`));
      if (survey.position?.kind !== 'merged') output.say(`  ${output.words.say(GATE_HINT)}`);
    }
  }
  if (problems.length === 0) return 0;
  return problems.some((each) => PROBLEM_KINDS[each.code].exit === 2) ? 2 : 1;
}

/** What a release that is not merged yet needs besides its version. */
export const GATE_HINT = 'with --verdict FILE of the gate, or --skip bench,gate to release without a measurement';

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

/** The plan for machines: of the files, their blob ids and what changes in them. */
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
    files: plan.edits.map(({ path, from, blob, mode, before, after }) => ({
      path,
      from,
      blob,
      mode,
      diff: unifiedDiff(path, before, after),
    })),
    places: plan.places,
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
