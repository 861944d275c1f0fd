import type { RunFacts } from '../core/release/judge-runs.ts';
import { tellingLines } from '../core/release/telling-lines.ts';
import { workflowFileName } from '../core/triggers/workflow-file.ts';
import type { GitHubClient } from './client.ts';
import { orNull } from './read-release.ts';
import { isHidden } from './request-policy.ts';

interface RunData {
  id: number | bigint;
  run_attempt?: number | undefined;
  path: string;
  event: string;
  head_branch: string | null;
  head_sha: string;
  status: string | null;
  conclusion: string | null;
  created_at: string;
  updated_at: string;
  html_url: string;
  check_suite_id?: number | bigint | undefined;
  referenced_workflows?: readonly { readonly path: string }[] | null | undefined;
}

/** A run as a list shows it, with the check suite that it is. */
export interface ListedRun extends RunFacts {
  readonly checkSuiteId: number | null;
}

const toRunFacts = (data: RunData): ListedRun => ({
  id: Number(data.id),
  attempt: data.run_attempt ?? 1,
  // GitHub writes `path@ref` here for some events.
  workflowPath: data.path.split('@', 1)[0] ?? data.path,
  event: data.event,
  headBranch: data.head_branch,
  headSha: data.head_sha,
  status: data.status ?? 'unknown',
  conclusion: data.conclusion,
  createdAt: new Date(data.created_at),
  updatedAt: new Date(data.updated_at),
  url: data.html_url,
  calls: (data.referenced_workflows ?? []).map(({ path }) => path),
  checkSuiteId: data.check_suite_id === undefined ? null : Number(data.check_suite_id),
});

const PER_PAGE = 100;
/** GitHub shows so many entries of a filtered list. Source: REST documentation, "List workflow runs for a repository". */
const FILTERED_PAGES = 10;

/** A part of a list, and whether there is nothing beyond it. */
export interface RunList {
  readonly runs: readonly ListedRun[];
  readonly isWhole: boolean;
}

/**
 * Runs at a commit, whatever started them, from the filtered list: it comes from a search index that can be minutes old, so
 * what it does not show may be there all the same. Unchanged pages cost nothing.
 */
export async function readRunsAtCommit(client: GitHubClient, commit: string): Promise<RunList> {
  const runs: ListedRun[] = [];
  for (let page = 1; page <= FILTERED_PAGES; page += 1) {
    const { data } = await client.poll('GET /repos/{owner}/{repo}/actions/runs', {
      head_sha: commit,
      per_page: PER_PAGE,
      page,
    });
    // Servers that do not know the filter answer with everything.
    runs.push(...data.workflow_runs.map(toRunFacts).filter((run) => run.headSha === commit));
    if (data.workflow_runs.length < PER_PAGE) return { runs, isWhole: true };
  }
  return { runs, isWhole: false };
}

/** One page of all runs of the repository, newest first: unfiltered lists are right at once. */
export async function readRunsPage(client: GitHubClient, page: number): Promise<RunList> {
  const { data } = await client.poll('GET /repos/{owner}/{repo}/actions/runs', { per_page: PER_PAGE, page });
  return { runs: data.workflow_runs.map(toRunFacts), isWhole: data.workflow_runs.length < PER_PAGE };
}

/** The newest runs of one workflow, from the unfiltered list; free while nothing changed. */
export async function readNewestRuns(client: GitHubClient, workflowPath: string): Promise<readonly ListedRun[]> {
  const answer = await orNull(
    client.poll('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', {
      workflow_id: workflowFileName(workflowPath),
      per_page: 30,
    }),
  );
  // Until a workflow has run on the default branch once, GitHub may not know it.
  return answer === null ? [] : answer.data.workflow_runs.map(toRunFacts);
}

/** One run as it is now, or null when it is there no more; free while nothing changed. */
export async function readRun(client: GitHubClient, runId: number): Promise<ListedRun | null> {
  const answer = await orNull(client.poll('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { run_id: runId }));
  return answer === null ? null : toRunFacts(answer.data);
}

/** Check suites of GitHub Actions at a commit: one for each run, whether a list shows it yet or not. */
export async function readActionsSuites(
  client: GitHubClient,
  commit: string,
): Promise<readonly { readonly id: number; readonly createdAt: Date }[]> {
  const suites: { id: number; createdAt: Date }[] = [];
  const listed = client.items('GET /repos/{owner}/{repo}/commits/{ref}/check-suites', { ref: commit }, 'polled');
  for await (const { id, app, created_at: createdAt } of listed)
    if (app?.slug === 'github-actions') suites.push({ id: Number(id), createdAt: new Date(createdAt ?? 0) });
  return suites;
}

export interface JobFacts {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly url: string | null;
  /** null while it waits for a runner. */
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly steps: readonly { readonly name: string; readonly status: string; readonly conclusion: string | null }[];
}

/** Jobs of the newest attempt of a run; free while nothing changed. */
export async function readJobs(client: GitHubClient, runId: number): Promise<JobFacts[]> {
  const jobs: JobFacts[] = [];
  const listed = client.items(
    'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs',
    { run_id: runId, filter: 'latest' },
    'polled',
  );
  for await (const job of listed) {
    jobs.push({
      id: Number(job.id),
      name: job.name,
      status: job.status,
      conclusion: job.conclusion,
      url: job.html_url,
      // Before a job runs, GitHub writes the time at which it was queued here.
      startedAt: job.status === 'in_progress' || job.status === 'completed' ? timeOf(job.started_at) : null,
      endedAt: timeOf(job.completed_at),
      steps: (job.steps ?? []).map(({ name, status, conclusion }) => ({ name, status, conclusion })),
    });
  }
  return jobs;
}

export function timeOf(text: string | null | undefined): Date | null {
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) ? null : time;
}

/** The last lines of a job's log; empty when GitHub no longer has it. Untrusted text. */
export async function readLogTail(client: GitHubClient, jobId: number, lines: number): Promise<string[]> {
  const tail = await orNull(
    client.download(
      'GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs',
      { job_id: jobId },
      'application/vnd.github+json',
      tailOf,
    ),
  );
  return tail === null ? [] : tellingLines(tail).slice(-lines);
}

/** Bytes of a log's end that are looked at; the log itself may be of any length. */
const LOG_TAIL = 64 * 1024;

async function tailOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  let tail: Uint8Array = Buffer.alloc(0);
  for await (const chunk of body) tail = Buffer.concat([tail, chunk]).subarray(-LOG_TAIL);
  return Buffer.from(tail).toString('utf8');
}

/** Whether GitHub Actions is on in the repository; null: not told to this token. One request. */
export async function readActionsEnabled(client: GitHubClient): Promise<boolean | null> {
  try {
    return (await client.request('GET /repos/{owner}/{repo}/actions/permissions')).enabled;
  } catch (error) {
    if (isHidden(error)) return null;
    throw error;
  }
}

/** The state of each workflow that GitHub knows, by path: `active`, or why it starts nothing. null: the token may not ask. */
export async function readWorkflowStates(client: GitHubClient): Promise<ReadonlyMap<string, string> | null> {
  try {
    const listed = await client.list('GET /repos/{owner}/{repo}/actions/workflows', {});
    return new Map(listed.map(({ path, state }) => [path, state]));
  } catch (error) {
    if (isHidden(error)) return null;
    throw error;
  }
}
