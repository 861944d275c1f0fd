import type { TagFacts } from '../../core/release/facts.ts';
import type { RunSelector } from '../../core/release/judge-runs.ts';
import { workflowFileName } from '../../core/triggers/workflow-file.ts';
import { explaining } from '../../github/explain-failure.ts';
import { RequestFailure } from '../../github/request-policy.ts';
import { RunsOfCommit } from '../../github/runs-of-commit.ts';
import { WriteAttempts } from '../../github/write-attempts.ts';
import type { ReleaseContext } from './stage-context.ts';

/** A dispatched run may take this long to be listed: until then another dispatch could be a second one. Milliseconds. */
const LISTING_DELAY = 60_000;
const LISTING_INTERVAL = 5_000;

/**
 * Starts the expected workflows by dispatch at the tag, each once: dispatches are the one thing that GITHUB_TOKEN may
 * start workflows with. A run that is there already is not started again.
 *
 * @param isNewTag whether this process made the tag; otherwise an earlier one may have dispatched a moment ago, and its
 *   run gets the time to be listed
 * @returns the ids of the runs that were started now, as far as GitHub tells them
 */
export async function dispatchWorkflows(
  context: ReleaseContext,
  releaseTag: TagFacts,
  isNewTag: boolean,
): Promise<number[]> {
  const { client, plan, clock, progress } = context;
  const started: number[] = [];
  const runs = new RunsOfCommit(client, {
    commit: releaseTag.commit,
    hasGraphQL: plan.hasGraphQL,
    known: [],
    onFallback: () => {},
  });
  const mayAppearUntil = clock.now().getTime() + (isNewTag ? 0 : LISTING_DELAY);
  for (const workflowPath of plan.publication.expected) {
    const workflow = workflowFileName(workflowPath);
    const selector: RunSelector = {
      workflowPath,
      event: 'workflow_dispatch',
      tag: releaseTag.name,
      commit: releaseTag.commit,
    };
    const isThere = () => explaining('reading workflow runs', async () => (await runs.look([selector]))[0] !== null);
    const appearsBy = async (deadline: number): Promise<boolean> => {
      while (clock.now().getTime() < deadline) {
        if (await isThere()) return true;
        await clock.sleep(LISTING_INTERVAL);
      }
      return false;
    };
    if (await appearsBy(mayAppearUntil)) continue;
    const writes = new WriteAttempts(clock);
    while (!(await isThere())) {
      const answer = await explaining(`dispatching ${workflow}`, () =>
        writes.attempt(dispatch(context, workflow, releaseTag.name, plan.publication.inputs.get(workflowPath) ?? {})),
      );
      if (answer !== null) {
        if (answer.runId !== null) started.push(answer.runId);
        progress.note(`dispatched ${workflow} at ${releaseTag.name}`);
        break;
      }
      if (await appearsBy(clock.now().getTime() + LISTING_DELAY)) break;
    }
  }
  return started;
}

async function dispatch(
  { client }: ReleaseContext,
  workflow: string,
  ref: string,
  inputs: Readonly<Record<string, string>>,
): Promise<{ readonly runId: number | null }> {
  const parameters = { workflow_id: workflow, ref, inputs: { ...inputs } };
  try {
    const answer: unknown = await client.request(
      'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
      { ...parameters, return_run_details: true },
    );
    const { workflow_run_id: id } = (answer ?? {}) as { workflow_run_id?: unknown };
    return { runId: typeof id === 'number' ? id : null };
  } catch (error) {
    // Servers before February 2026 do not know the parameter.
    if (!(error instanceof RequestFailure) || error.status !== 422 || !/return_run_details/.test(error.detail))
      throw error;
    await client.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', parameters);
  }
  return { runId: null };
}
