import { type Problem, problem } from '../core/problem.ts';
import type { ReleasePlan } from '../core/release/plan-release.ts';
import type { WorkflowRun } from '../core/release/workflow-run.ts';
import { isSameName } from '../core/repository-name.ts';
import { workflowFileName } from '../core/triggers/workflow-file.ts';
import { explaining } from '../github/explain-failure.ts';
import { readActionsEnabled, readWorkflowStates } from '../github/read-runs.ts';
import type { Reader } from './surroundings.ts';

/**
 * Workflows that the tag would start if somebody had not disabled them, or GitHub Actions as a whole: found when the tag is
 * there, the release would stop half-way.
 *
 * @param run that this is a part of: where it is one of the repository, Actions is on there
 */
export async function disabledWorkflows(
  { client }: Pick<Reader, 'client'>,
  { publication, names, repository }: Pick<ReleasePlan, 'publication' | 'names' | 'repository'>,
  run: WorkflowRun | null,
): Promise<Problem[]> {
  if (publication.expected.length === 0) return [];
  const called = `${repository.owner}/${repository.repo}`;
  const isRunning = isSameName(run?.repository ?? '', called);
  if (!isRunning && (await explaining('reading the settings of Actions', () => readActionsEnabled(client))) === false)
    return [
      problem(
        'expected-workflow-silent',
        `${names.tag} would start no workflow: GitHub Actions is disabled in ${called}.`,
        {
          where: `${repository.htmlUrl}/settings/actions`,
          remedy: 'Allow Actions there, then run the same command again.',
        },
      ),
    ];
  const states = await explaining('reading the workflows', () => readWorkflowStates(client));
  return publication.expected.flatMap((path) => {
    const state = states?.get(path) ?? 'active';
    // What is gone from the default branch may be there at the tag.
    if (state === 'active' || state === 'deleted') return [];
    return [
      problem(
        'expected-workflow-silent',
        `${names.tag} would not start ${path}: it is ${state.replaceAll('_', ' ')}.`,
        {
          where: path,
          remedy: `Enable it (gh workflow enable ${workflowFileName(path)}), or leave it out of \`workflows.expected\`; then run the same command again.`,
        },
      ),
    ];
  });
}
