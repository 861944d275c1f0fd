import { counted } from '../core/counted.ts';
import type { RequiredCheck } from '../core/release/facts.ts';
import type { ReportedCheck } from '../core/release/required-checks.ts';
import type { GitHubClient } from './client.ts';

const CHECK_RUNS = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
/** A commit may have hundreds of checks: so many names are asked for one by one before all of them are read. */
const BY_NAME = 3;

/**
 * Check runs and commit statuses of a commit, as far as they may be required ones; either may carry one. All pages, each free
 * while nothing changes.
 */
export async function readReportedChecks(
  client: GitHubClient,
  ref: string,
  required: readonly RequiredCheck[],
): Promise<ReportedCheck[]> {
  const names = [...new Set(required.map(({ context }) => context))];
  const asked = names.length <= BY_NAME ? names.map((name) => ({ check_name: name })) : [{}];
  const found = new Map<string, ReportedCheck>();
  for (const filter of asked) {
    const runs = client.items(CHECK_RUNS, { ref, filter: 'latest', ...filter }, 'polled');
    for await (const run of runs) {
      // Where a server does not know the filter, every name gets the whole list.
      found.set(`run ${run.id}`, {
        name: run.name,
        source: `app ${run.app?.id ?? 'unknown'}`,
        appId: run.app?.id ?? null,
        status: run.status,
        conclusion: run.conclusion,
        url: run.html_url,
        id: Number(run.id),
      });
    }
  }
  const statuses = client.items('GET /repos/{owner}/{repo}/commits/{ref}/status', { ref }, 'polled');
  for await (const each of statuses) {
    found.set(`status ${each.id}`, {
      name: each.context,
      source: 'status',
      appId: null,
      status: each.state === 'pending' ? 'pending' : 'completed',
      conclusion: each.state,
      url: each.target_url,
      id: Number(each.id),
    });
  }
  return [...found.values()];
}

/** "105 check runs and 1 status": everything that was reported of a commit, whatever its name. */
export async function countChecks(client: GitHubClient, ref: string): Promise<string> {
  const count = async (items: AsyncIterable<unknown>): Promise<number> => {
    let found = 0;
    for await (const _ of items) found += 1;
    return found;
  };
  const runs = await count(client.items(CHECK_RUNS, { ref, filter: 'latest' }, 'polled'));
  const statuses = await count(client.items('GET /repos/{owner}/{repo}/commits/{ref}/status', { ref }, 'polled'));
  return `${counted(runs, 'check run')} and ${counted(statuses, 'status', 'statuses')}`;
}
