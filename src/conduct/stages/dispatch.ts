import type { TagFacts } from '../../core/release/facts.ts';
import { selects } from '../../core/release/judge-runs.ts';
import { explaining } from '../../github/explain-failure.ts';
import { readRunsSince } from '../../github/read-runs.ts';
import { RequestFailure } from '../../github/request-policy.ts';
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
 */
export async function dispatchWorkflows(
  context: ReleaseContext,
  releaseTag: TagFacts,
  isNewTag: boolean,
): Promise<void> {
  const { client, plan, clock, progress } = context;
  const since = releaseTag.taggedAt ?? clock.now();
  const mayAppearUntil = clock.now().getTime() + (isNewTag ? 0 : LISTING_DELAY);
  for (const workflowPath of plan.publication.expected) {
    const workflow = workflowPath.slice(workflowPath.lastIndexOf('/') + 1);
    const selector = {
      workflowPath,
      event: 'workflow_dispatch' as const,
      tag: releaseTag.name,
      commit: releaseTag.commit,
      notBefore: since,
    };
    const isThere = () =>
      explaining('reading workflow runs', async () =>
        (await readRunsSince(client, workflowPath, since)).some((run) => selects(selector, run)),
      );
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
        progress.note(`dispatched ${workflow} at ${releaseTag.name}`);
        break;
      }
      if (await appearsBy(clock.now().getTime() + LISTING_DELAY)) break;
    }
  }
}

async function dispatch(
  { client }: ReleaseContext,
  workflow: string,
  ref: string,
  inputs: Readonly<Record<string, string>>,
): Promise<true> {
  const parameters = { workflow_id: workflow, ref, inputs: { ...inputs } };
  try {
    await client.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
      ...parameters,
      return_run_details: true,
    });
  } catch (error) {
    // Servers before February 2026 do not know the parameter.
    if (!(error instanceof RequestFailure) || error.status !== 422 || !/return_run_details/.test(error.detail))
      throw error;
    await client.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', parameters);
  }
  return true;
}
