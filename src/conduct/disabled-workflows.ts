import { type Problem, problem } from '../core/problem.ts';
import type { ReleasePlan } from '../core/release/plan-release.ts';
import { workflowFileName } from '../core/triggers/workflow-file.ts';
import { explaining } from '../github/explain-failure.ts';
import { readWorkflowStates } from '../github/read-runs.ts';
import type { Reader } from './surroundings.ts';

/** Workflows that the tag would start if somebody had not disabled them: found when the tag is there, the release would stop half-way. */
export async function disabledWorkflows(
  { client }: Pick<Reader, 'client'>,
  { publication, names }: Pick<ReleasePlan, 'publication' | 'names'>,
): Promise<Problem[]> {
  if (publication.expected.length === 0) return [];
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
