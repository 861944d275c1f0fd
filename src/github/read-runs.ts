import { CLOCK_TOLERANCE, type RunFacts } from '../core/release/judge-runs.ts';
import type { GitHubClient } from './client.ts';
import { orNull } from './read-release.ts';

/** Pages of runs that are looked through before a workflow counts as silent: 5 × 30 runs since the tag. */
const MAXIMUM_PAGES = 5;
const PER_PAGE = 30;

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
}

export const toRunFacts = (data: RunData): RunFacts => ({
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
});

/**
 * Runs of one workflow since a time, newest first, from the unfiltered list: filtered lists come from a search index
 * that can be minutes old. Unchanged pages cost nothing.
 */
export async function readRunsSince(client: GitHubClient, workflowPath: string, since: Date): Promise<RunFacts[]> {
  const workflow = workflowPath.slice(workflowPath.lastIndexOf('/') + 1);
  const runs: RunFacts[] = [];
  for (let page = 1; page <= MAXIMUM_PAGES; page += 1) {
    const answer = await orNull(
      client.poll('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', {
        workflow_id: workflow,
        per_page: PER_PAGE,
        page,
      }),
    );
    // Until a workflow has run on the default branch once, GitHub may not know it.
    if (answer === null) return runs;
    const list = answer.data.workflow_runs.map(toRunFacts);
    runs.push(...list);
    const oldest = list.at(-1);
    if (
      list.length < PER_PAGE ||
      oldest === undefined ||
      oldest.createdAt.getTime() < since.getTime() - CLOCK_TOLERANCE
    )
      break;
  }
  return runs;
}

/** The newest runs of the whole repository, whatever workflow they belong to. One request. */
export async function readRecentRuns(client: GitHubClient): Promise<RunFacts[]> {
  const data = await client.request('GET /repos/{owner}/{repo}/actions/runs', { per_page: 100 });
  return data.workflow_runs.map(toRunFacts);
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
  const { data } = await client.poll('GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs', {
    run_id: runId,
    filter: 'latest',
    per_page: 100,
  });
  return data.jobs.map((job) => ({
    id: Number(job.id),
    name: job.name,
    status: job.status,
    conclusion: job.conclusion,
    url: job.html_url,
    // Before a job runs, GitHub writes the time at which it was queued here.
    startedAt: job.status === 'in_progress' || job.status === 'completed' ? timeOf(job.started_at) : null,
    endedAt: timeOf(job.completed_at),
    steps: (job.steps ?? []).map(({ name, status, conclusion }) => ({ name, status, conclusion })),
  }));
}

function timeOf(text: string | null | undefined): Date | null {
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
  return tail === null ? [] : tail.trimEnd().split(/\r?\n/).slice(-lines);
}

/** Bytes of a log's end that are looked at; the log itself may be of any length. */
const LOG_TAIL = 64 * 1024;

async function tailOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  let tail: Uint8Array = Buffer.alloc(0);
  for await (const chunk of body) tail = Buffer.concat([tail, chunk]).subarray(-LOG_TAIL);
  return Buffer.from(tail).toString('utf8');
}
