import * as z from 'zod';
import { type Checked, checked, failed, problem } from '../problem.ts';
import { isSameName } from '../repository-name.ts';

/**
 * What the event of a workflow run says about the commit that a check belongs to. The payload is GitHub's own, written by
 * the runner; nothing of it is taken from what the run measured.
 *
 * Source: GitHub documentation, "Webhook events and payloads" and "Events that trigger workflows".
 */
export interface CheckSubject {
  /** The commit that shows the check: the head of the pull request, since rules look there. */
  readonly sha: string;
  /** The commit that the change is compared with, before its history is looked at; null for events without one. */
  readonly base: string | null;
  readonly pullRequest: {
    readonly number: number;
    /** The head is a branch of another repository. */
    readonly isFork: boolean;
  } | null;
  /** The event runs with the rights of the repository, whoever wrote the change. */
  readonly hasRights: boolean;
}

/** A run that somebody else's event reports on. */
export interface MeasuredRun {
  readonly id: number;
  readonly attempt: number;
  readonly event: string;
  readonly conclusion: string;
  readonly url: string;
  readonly head: {
    readonly sha: string;
    readonly branch: string;
    /** `owner/name` of the repository that the branch is in. */
    readonly repository: string;
    /** Its number, which stays when it is renamed or moved; left out: the event does not tell. */
    readonly repositoryId?: number;
    readonly owner: string;
  };
  /** The branch is of another repository. */
  readonly isFork: boolean;
}

const sha = z.string().regex(/^[0-9a-f]{40}$/);
const fullName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}\/[A-Za-z0-9._-]{1,100}$/);

const pullRequestPayload = z.object({
  pull_request: z.object({
    number: z.number().int().min(1),
    // The repository of a deleted fork is null.
    head: z.object({ sha, repo: z.object({ full_name: fullName }).nullable() }),
    base: z.object({ sha, repo: z.object({ full_name: fullName }) }),
  }),
});
const mergeGroupPayload = z.object({ merge_group: z.object({ head_sha: sha, base_sha: sha }) });
const workflowRunPayload = z.object({
  workflow_run: z.object({
    id: z.number().int().min(1),
    run_attempt: z.number().int().min(1),
    event: z.string().max(100),
    conclusion: z.string().max(100).nullable(),
    html_url: z.url({ protocol: /^https?$/ }).max(1_000),
    head_sha: sha,
    head_branch: z.string().min(1).max(300),
    head_repository: z.object({
      id: z.number().int().optional(),
      full_name: fullName,
      owner: z.object({ login: z.string().min(1).max(100) }),
    }),
  }),
  repository: z.object({ full_name: fullName }),
});

/** GitHub's names are the same in every case. */

/**
 * @param name the event's name, as GITHUB_EVENT_NAME has it
 * @param payload the event's payload
 * @param commit GITHUB_SHA, for events that are about a commit of the repository itself
 */
export function checkSubject(name: string, payload: unknown, commit: string): Checked<CheckSubject> {
  if (name === 'pull_request' || name === 'pull_request_target') {
    const parsed = pullRequestPayload.safeParse(payload);
    if (!parsed.success) return unreadable(name, parsed.error);
    const { number, head, base } = parsed.data.pull_request;
    const isFork = head.repo === null || !isSameName(head.repo.full_name, base.repo.full_name);
    const hasRights = name === 'pull_request_target';
    return checked({ sha: head.sha, base: base.sha, pullRequest: { number, isFork }, hasRights });
  }
  if (name === 'merge_group') {
    const parsed = mergeGroupPayload.safeParse(payload);
    if (!parsed.success) return unreadable(name, parsed.error);
    const { head_sha, base_sha } = parsed.data.merge_group;
    return checked({ sha: head_sha, base: base_sha, pullRequest: null, hasRights: false });
  }
  if (!sha.safeParse(commit).success) {
    return failed(problem('input-invalid', `${JSON.stringify(commit)} is no commit.`, { where: 'GITHUB_SHA' }));
  }
  return checked({ sha: commit, base: null, pullRequest: null, hasRights: false });
}

/** The run that a `workflow_run` event is about. */
export function measuredRun(name: string, payload: unknown): Checked<MeasuredRun> {
  if (name !== 'workflow_run') {
    return failed(
      problem('input-invalid', `The event is ${JSON.stringify(name)}, not workflow_run.`, {
        where: 'GITHUB_EVENT_NAME',
        remedy: 'Start the workflow that reports by `on: workflow_run`, with `types: [completed]`.',
      }),
    );
  }
  const parsed = workflowRunPayload.safeParse(payload);
  if (!parsed.success) return unreadable(name, parsed.error);
  const { workflow_run: run, repository } = parsed.data;
  return checked({
    id: run.id,
    attempt: run.run_attempt,
    event: run.event,
    conclusion: run.conclusion ?? 'none',
    url: run.html_url,
    head: {
      sha: run.head_sha,
      branch: run.head_branch,
      repository: run.head_repository.full_name,
      ...(run.head_repository.id === undefined ? {} : { repositoryId: run.head_repository.id }),
      owner: run.head_repository.owner.login,
    },
    isFork: !isSameName(run.head_repository.full_name, repository.full_name),
  });
}

function unreadable(name: string, error: z.ZodError): ReturnType<typeof failed> {
  return failed(
    ...error.issues.slice(0, 5).map((issue) =>
      problem('input-invalid', `The payload of ${name}: ${issue.path.map(String).join('.')}: ${issue.message}`, {
        where: 'GITHUB_EVENT_PATH',
      }),
    ),
  );
}
