import type { Annotation, CheckReport } from '../core/check/commit-check.ts';
import { isSameName } from '../core/repository-name.ts';
import type { GitHubClient } from '../github/client.ts';
import { GraphQLRefusal } from '../github/client.ts';
import { isHidden, RequestFailure } from '../github/request-policy.ts';
import { WriteAttempts } from '../github/write-attempts.ts';
import { MOST_ANNOTATIONS } from '../report/check-annotations.ts';
import type { StageContext } from './stages/stage-context.ts';

/** Where a report of a commit can stand; each place is tried in turn, since not every token may write every one. */
export type CommitPlace = 'check-run' | 'commit-status';

/** GitHub refuses comments above 65,536 characters. */
const MAXIMUM_COMMENT = 60_000;
/** A check run's summary and text each. */
const MAXIMUM_CHECK_TEXT = 60_000;

/**
 * Shows a report at a commit: as a check run, else a commit status. There is at most one of a name and external id,
 * however often it is reported. Reporting never fails what it reports on: what cannot be written is told and left.
 *
 * @returns where the report is; null when it is nowhere
 */
export async function reportCheck(
  context: Omit<StageContext, 'store'>,
  sha: string,
  report: CheckReport,
): Promise<CommitPlace | null> {
  const places: [CommitPlace, () => Promise<void>][] = [
    ['check-run', () => writeCheckRun(context, sha, report)],
    ['commit-status', () => writeStatus(context, sha, report)],
  ];
  for (const [place, write] of places) {
    try {
      await write();
      return place;
    } catch (error) {
      if (isHidden(error)) continue;
      if (!(error instanceof RequestFailure)) throw error;
      context.progress.warn(`The report could not be written as a ${place.replace('-', ' ')}: ${error.message}`);
      // Where GitHub does not answer, the next place would not either, and the first may be written after all.
      if (error.kind !== 'refused') return null;
    }
  }
  return null;
}

async function writeCheckRun(
  { client, clock }: Omit<StageContext, 'store'>,
  sha: string,
  report: CheckReport,
): Promise<void> {
  const writes = new WriteAttempts(clock);
  const content = {
    status: 'completed' as const,
    conclusion: report.conclusion,
    output: {
      title: report.title,
      summary: report.summary.slice(0, MAXIMUM_CHECK_TEXT),
      annotations: report.annotations.slice(0, MOST_ANNOTATIONS).map(toAnnotation),
    },
    ...(report.detailsUrl === null ? {} : { details_url: report.detailsUrl }),
  };
  for (let isNew = report.isNew; ; isNew = false) {
    const present = isNew ? undefined : await findCheckRun(client, sha, report);
    if (present !== undefined) {
      const isSame =
        present.conclusion === report.conclusion &&
        present.output.title === report.title &&
        present.output.summary === content.output.summary;
      if (isSame) return;
      const done = await writes.attempt(
        client.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
          check_run_id: Number(present.id),
          ...content,
        }),
      );
      if (done !== null) return;
      continue;
    }
    const done = await writes.attempt(
      client.request('POST /repos/{owner}/{repo}/check-runs', {
        name: report.name,
        head_sha: sha,
        external_id: report.externalId,
        ...content,
      }),
    );
    if (done !== null) return;
  }
}

/** Our check run of this name and external id at a commit. */
export async function findCheckRun(
  client: GitHubClient,
  ref: string,
  { name, externalId }: Pick<CheckReport, 'name' | 'externalId'>,
) {
  const runs = client.items(
    'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
    // Those that a later one of the same name hides are ours all the same.
    { ref, check_name: name, filter: 'all' },
    'polled',
  );
  for await (const run of runs) if (run.name === name && run.external_id === externalId) return run;
  return undefined;
}

const toAnnotation = ({ path, line, level, message, title }: Annotation) => ({
  path,
  start_line: line,
  end_line: line,
  annotation_level: level,
  message,
  title,
});

/** GitHub's limit for the description of a commit status. */
const MAXIMUM_DESCRIPTION = 140;
/** A status knows no neutral; what waits for a person is pending, which satisfies no rule either. */
const STATUS_STATES = {
  success: 'success',
  neutral: 'success',
  failure: 'failure',
  action_required: 'pending',
} as const satisfies Record<CheckReport['conclusion'], string>;

async function writeStatus(
  { client, clock }: Omit<StageContext, 'store'>,
  sha: string,
  report: CheckReport,
): Promise<void> {
  const writes = new WriteAttempts(clock);
  const state = STATUS_STATES[report.conclusion];
  const description = report.title.slice(0, MAXIMUM_DESCRIPTION);
  for (;;) {
    const newest = await findStatus(client, sha, report.name);
    if (newest?.state === state && newest.description === description) return;
    const done = await writes.attempt(
      client.request('POST /repos/{owner}/{repo}/statuses/{sha}', {
        sha,
        state,
        context: report.name,
        description,
        ...(report.detailsUrl === null ? {} : { target_url: report.detailsUrl }),
      }),
    );
    if (done !== null) return;
  }
}

/** The newest status of a context; GitHub lists the newest first. */
async function findStatus(client: GitHubClient, ref: string, context: string) {
  for await (const status of client.items('GET /repos/{owner}/{repo}/commits/{ref}/statuses', { ref }, 'polled'))
    if (status.context === context) return status;
  return undefined;
}

/**
 * Keeps one comment of ours on a pull request or issue, found again by a hidden marker and its author.
 *
 * @param marker names the comment among ours, as in `release`
 */
export async function keepComment(
  context: Omit<StageContext, 'store'>,
  number: number,
  comment: {
    readonly marker: string;
    readonly body: string;
    readonly author: string | null;
    /** The pull request was opened just now. */
    readonly isNew: boolean;
    /** Brings a comment up to date that is there, and makes none: for news that nobody waits for. */
    readonly onlyUpdate?: boolean;
  },
): Promise<boolean> {
  const { client, clock, progress } = context;
  const writes = new WriteAttempts(clock);
  const body = `${hiddenMarker(comment.marker)}\n${comment.body.length <= MAXIMUM_COMMENT ? comment.body : `${comment.body.slice(0, MAXIMUM_COMMENT)}\n\n…`}`;
  try {
    for (let { isNew } = comment; ; isNew = false) {
      const present = isNew ? null : await findComment(client, number, comment.marker, comment.author);
      if (present?.body === body) return true;
      if (present === null && comment.onlyUpdate === true) return false;
      const done = await writes.attempt<unknown>(
        present === null
          ? client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { issue_number: number, body })
          : client.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
              comment_id: present.id,
              body,
            }),
      );
      if (done === null) continue;
      if (present === null)
        await withdrawSecond(client, writes, number, comment.marker, done as { id: number; user: unknown });
      return true;
    }
  } catch (error) {
    if (!(error instanceof RequestFailure || error instanceof GraphQLRefusal)) throw error;
    progress.warn(`The comment could not be written: ${error.message}`);
    return false;
  }
}

/** Another copy of the program may have commented at the same moment: the older comment stays. */
async function withdrawSecond(
  client: GitHubClient,
  writes: WriteAttempts,
  number: number,
  marker: string,
  own: { readonly id: number; readonly user: unknown },
): Promise<void> {
  const author = (own.user as { login?: string } | null)?.login ?? null;
  const oldest = await findComment(client, number, marker, author);
  if (oldest === null || oldest.id >= own.id) return;
  await writes.attempt(
    client.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: own.id }),
  );
}

const hiddenMarker = (marker: string): string => `<!-- zlink-release: ${marker} -->`;

/** Our comment of this marker on a pull request or issue. */
export async function findComment(
  client: GitHubClient,
  number: number,
  marker: string,
  author: string | null,
): Promise<{ id: number; body: string; url: string } | null> {
  const comments = client.items(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { issue_number: number },
    'polled',
  );
  for await (const { id, body, user, html_url: url } of comments) {
    // Anyone may quote the marker: only our own comment is ours to edit.
    if (body?.startsWith(hiddenMarker(marker)) === true && (author === null || isSameName(user?.login ?? '', author)))
      return { id: Number(id), body, url };
  }
  return null;
}
