import type { WorkflowRun } from '../core/release/workflow-run.ts';

/**
 * The workflow run of GitHub Actions that this process is part of, by the variables that its runner sets; null outside of one.
 *
 * Source: GitHub documentation, "Variables reference": GITHUB_RUN_ID does not change when a run is run again,
 * GITHUB_RUN_ATTEMPT counts from 1, GITHUB_SHA is the commit that triggered the run.
 */
export function workflowRun(env: NodeJS.ProcessEnv): WorkflowRun | null {
  const { GITHUB_RUN_ID: id = '', GITHUB_RUN_ATTEMPT: attempt = '', GITHUB_SHA: sha = '', GITHUB_REPOSITORY } = env;
  if (!/^[1-9]\d{0,18}$/.test(id)) return null;
  return {
    id,
    attempt: /^[1-9]\d{0,5}$/.test(attempt) ? Number(attempt) : 1,
    repository: GITHUB_REPOSITORY || null,
    commit: /^[0-9a-f]{40}$/.test(sha) ? sha : null,
  };
}
