import type { FormerRun } from '../core/release/burned-name.ts';
import type { GitHubClient } from './client.ts';
import { isHidden } from './request-policy.ts';

/**
 * The newest workflow run that a push of this tag started: where the tag is not there, it was. One request.
 *
 * @returns null where there is none; 'unknown' where the token may not read runs
 */
export async function readFormerRun(client: GitHubClient, tag: string): Promise<FormerRun | null | 'unknown'> {
  try {
    const { workflow_runs: runs } = await client.request('GET /repos/{owner}/{repo}/actions/runs', {
      branch: tag,
      event: 'push',
      per_page: 1,
    });
    // The filter is a hint.
    const run = runs.find(({ head_branch: branch, event }) => branch === tag && event === 'push');
    return run === undefined ? null : { url: run.html_url, commit: run.head_sha };
  } catch (error) {
    if (isHidden(error)) return 'unknown';
    throw error;
  }
}
