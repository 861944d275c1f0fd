import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { MeasuredRun } from '../core/check/check-event.ts';
import { isSameName } from '../core/repository-name.ts';
import { MAX_FILTERED_PATHS } from '../core/triggers/would-start.ts';
import type { GitHubClient } from './client.ts';
import { RequestFailure } from './request-policy.ts';

/** An open pull request, as far as a report on its head has to know it. */
export interface PullRequestHead {
  readonly number: number;
  /** The merge that GitHub tried; null while it has not. */
  readonly mergeCommit: string | null;
}

/**
 * The open pull requests whose head is exactly this commit of this branch of this repository. GitHub leaves
 * `workflow_run.pull_requests` empty for forks, so they are looked for by the branch. One request, as a rule.
 */
export async function pullRequestsWithHead(
  client: GitHubClient,
  head: MeasuredRun['head'],
): Promise<PullRequestHead[]> {
  // Null when the fork is gone, whatever the description says.
  const isOf = (repository: { readonly id: number; readonly full_name: string } | null): boolean =>
    repository !== null &&
    (head.repositoryId === undefined
      ? isSameName(repository.full_name, head.repository)
      : repository.id === head.repositoryId);
  const matching = async (filter: { readonly head?: string }) =>
    // A server that does not know the filter lists them all.
    (await client.list('GET /repos/{owner}/{repo}/pulls', { state: 'open', ...filter })).filter(
      (pull) =>
        pull.head.sha === head.sha &&
        pull.head.ref === head.branch &&
        isOf(pull.head.repo as Parameters<typeof isOf>[0]),
    );
  const byName = await matching({ head: `${head.owner}:${head.branch}` });
  // The filter goes by the name that an account had when the run was begun; what it was since, only its number tells.
  const found = byName.length > 0 || head.repositoryId === undefined ? byName : await matching({});
  return found.map((pull) => ({ number: pull.number, mergeCommit: pull.merge_commit_sha }));
}

/**
 * Every path that a pull request changes, a renamed file under both of its names; null when there are more than GitHub
 * lists.
 */
export async function changedPathsOf(client: GitHubClient, number: number): Promise<string[] | null> {
  const paths: string[] = [];
  let files = 0;
  for await (const file of client.items('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', {
    pull_number: number,
  })) {
    files += 1;
    paths.push(file.filename);
    if (file.previous_filename !== undefined) paths.push(file.previous_filename);
  }
  return files < MAX_FILTERED_PATHS ? paths : null;
}

/** A file of the default branch as text; null when it is not there. */
export async function readDefaultBranchFile(client: GitHubClient, path: string): Promise<string | null> {
  try {
    return await client.download(
      'GET /repos/{owner}/{repo}/contents/{path}',
      { path },
      'application/vnd.github.raw+json',
      (body) => text(Readable.from(body)),
    );
  } catch (error) {
    if (error instanceof RequestFailure && error.kind === 'not-found') return null;
    throw error;
  }
}
