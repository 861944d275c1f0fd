import type { PullRequestFacts } from '../../core/release/facts.ts';
import { type RunMark, type WorkflowRun, withRunMark } from '../../core/release/workflow-run.ts';
import { GraphQLRefusal } from '../../github/client.ts';
import { RequestFailure } from '../../github/request-policy.ts';
import { WriteAttempts } from '../../github/write-attempts.ts';
import type { ReleaseContext } from './stage-context.ts';

/** What this workflow run writes at the pull request of the release that it works on. */
export const markOf = ({ plan }: Pick<ReleaseContext, 'plan'>, run: WorkflowRun): RunMark => ({
  run: run.id,
  version: plan.version,
  tag: plan.names.tag,
});

/**
 * Writes down, at a pull request that is there already, that this workflow run works on its release too: run again later, it
 * stays with it. What cannot be written is told and left; it never stops a release.
 */
export async function claim(
  context: ReleaseContext,
  { number, marks = [] }: PullRequestFacts,
  run: WorkflowRun | null,
): Promise<void> {
  if (run === null) return;
  const mark = markOf(context, run);
  if (marks.some((each) => each.run === mark.run && each.tag === mark.tag)) return;
  const { client, clock, progress } = context;
  const writes = new WriteAttempts(clock);
  try {
    for (;;) {
      const { body } = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number: number });
      const marked = withRunMark(body, mark);
      if (marked === (body ?? '')) return;
      const parameters = { pull_number: number, body: marked };
      const done = await writes.attempt(client.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', parameters));
      if (done !== null) return;
    }
  } catch (error) {
    if (!(error instanceof RequestFailure || error instanceof GraphQLRefusal)) throw error;
    progress.warn(
      `That this workflow run works on pull request #${number} could not be written there: ${error.message}`,
    );
  }
}
