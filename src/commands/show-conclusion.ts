import { keepComment, reportCheck } from '../conduct/commit-report.ts';
import type { StageContext } from '../conduct/stages/stage-context.ts';
import { type Basis, type CheckOutcome, conclusionOf } from '../core/check/gate-conclusion.ts';
import { entryAt } from '../core/release/git-tree.ts';
import { short } from '../core/release/position.ts';
import { GraphQLRefusal } from '../github/client.ts';
import { readCommitTree } from '../github/read-commit.ts';
import { readPullRequest } from '../github/read-release.ts';
import { readViewer } from '../github/read-repository.ts';
import { readListing } from '../github/read-tree.ts';
import { RequestFailure } from '../github/request-policy.ts';
import { annotationsOf } from '../report/check-annotations.ts';
import type { CheckText } from '../report/check-markdown.ts';

export interface CheckReportRequest {
  readonly outcome: CheckOutcome;
  readonly basis: Basis;
  /** The commit that shows the check. */
  readonly sha: string;
  /** Pull requests that get a comment. */
  readonly pullRequests: readonly number[];
  readonly comment: boolean;
  /** Name of the check. */
  readonly name: string;
  /** Names the comment among ours. */
  readonly marker: string;
  /** The run that measured, and which time it ran: a later one makes a check run of its own, and the latest counts. */
  readonly run: { readonly id: string; readonly attempt: string; readonly url: string | null };
  /** Path of the comparison script, and of the configuration: where annotations stand. */
  readonly harness: string;
  readonly config: string;
}

/** Tells the check runs of different runs, and of their attempts, apart. */
export const externalIdOf = ({ id, attempt }: CheckReportRequest['run']): string => `gate/${id}/${attempt}`;

/** Where the report is, the first place of the four that the token may write. */
export type ReportPlace = 'check-run' | 'commit-status' | 'comment' | 'summary';

/**
 * Shows the outcome of the gate at a commit and at its pull requests. What GitHub does not let us write is told, and the
 * job's summary is left, which the caller writes in any case.
 */
export async function reportOutcome(
  context: Omit<StageContext, 'store'>,
  { title, markdown }: CheckText,
  request: CheckReportRequest,
): Promise<ReportPlace> {
  const { outcome, basis, sha, run } = request;
  const { progress } = context;
  const tell = (what: string, error: unknown): null => {
    if (!(error instanceof RequestFailure || error instanceof GraphQLRefusal)) throw error;
    progress.warn(`${what}: ${error.message}`);
    return null;
  };

  const hasLine = await linesOf(context, request).catch((error: unknown) => tell('No annotations', error));
  const atCommit = await reportCheck(context, sha, {
    name: request.name,
    externalId: externalIdOf(run),
    conclusion: conclusionOf(outcome, basis),
    title,
    summary: markdown,
    annotations:
      hasLine === null ? [] : annotationsOf(outcome, { hasLine, harness: request.harness, config: request.config }),
    detailsUrl: run.url,
    isNew: false,
  }).catch((error: unknown) => tell('The report could not be written', error));

  let commented = false;
  if (request.comment && request.pullRequests.length > 0) {
    const warnings: string[] = [];
    const viewer = await readViewer(context.client, warnings).catch((error: unknown) => tell('No comment', error));
    for (const number of viewer === null ? [] : request.pullRequests) {
      const newer = await newerHead(context, number, sha).catch((error: unknown) => tell('No comment', error));
      if (newer !== null) {
        progress.warn(
          `Pull request #${number} has gone on to ${short(newer)} meanwhile: its comment is left to what measures that; the check stands at ${short(sha)}.`,
        );
        continue;
      }
      const written = await keepComment(context, number, {
        marker: request.marker,
        body: markdown,
        author: viewer?.login ?? null,
        isNew: false,
        // That nothing had to be measured is worth no comment of its own.
        onlyUpdate: outcome.kind === 'unchanged',
      });
      commented ||= written;
    }
  }
  return atCommit ?? (commented ? 'comment' : 'summary');
}

/** Where the pull request stands by now, if that is another commit: what was measured says nothing of it. */
async function newerHead({ client }: Omit<StageContext, 'store'>, number: number, sha: string): Promise<string | null> {
  const found = await readPullRequest(client, number);
  return found === null || found.facts.headSha === sha ? null : found.facts.headSha;
}

/** Tells whether a path of the commit has a line to put a remark at. Reads the tree only when there is a remark. */
async function linesOf(
  { client }: Omit<StageContext, 'store'>,
  { outcome, sha, harness, config }: CheckReportRequest,
): Promise<(path: string) => boolean> {
  const hasRemarks =
    outcome.kind === 'stopped' ||
    (outcome.kind === 'judged' && outcome.verdict.reasons.some((reason) => reason.effect !== 'informs'));
  if (!hasRemarks) return () => false;
  const tree = await readCommitTree(client, sha);
  const { listing } = await readListing(client, tree, [harness, config]);
  return (path) => {
    const entry = entryAt(listing, path);
    return entry?.mode.startsWith('100') === true && entry.size !== 0;
  };
}
