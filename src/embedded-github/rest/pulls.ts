import * as z from 'zod';
import { isoTime, simpleUser } from '../accounts.ts';
import { changedFileAnswer, commitAnswer, repositoryPage, repositoryPath, repositoryUrl } from '../commit-answers.ts';
import { shownLineComments } from '../line-comments.ts';
import { askedText, type ChangeText, changeText } from '../media-types.ts';
import { answerPage, paginate } from '../pagination.ts';
import { forkPoint, pullsWithCommit, writeTestMerge } from '../pull-history.ts';
import {
  closePull,
  findPull,
  mergeability,
  mergePull,
  openPull,
  pullNodeId,
  reopenPull,
  retargetPull,
  updatePullBranch,
} from '../pull-requests.ts';
import { forkAnswer, repositoryAnswer } from '../repository-answer.ts';
import { readBody, textFaults, validationFailed } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { assigneesOf, labelsOf, lockOf, TITLE_LENGTH } from '../subjects.ts';
import type { PullRequestState } from '../world-state.ts';
import { labelAnswer } from './issues.ts';
import { milestoneShown } from './milestone-answer.ts';
import { notFound } from './parameters.ts';

const REPO = '/repos/{owner}/{repo}';

function pullOf(request: ApiRequest): PullRequestState | null {
  const text = request.params.pull_number ?? '';
  return /^\d{1,9}$/.test(text) ? findPull(request.world, Number(text)) : null;
}

/** GitHub's `pull-request-simple`, as in lists. */
export function simplePullAnswer(request: ApiRequest, pull: PullRequestState) {
  const url = repositoryUrl(request);
  const self = `${url}/pulls/${pull.number}`;
  const issue = `${url}/issues/${pull.number}`;
  const page = `${repositoryPage(request)}/pull/${pull.number}`;
  const user = simpleUser(pull.author, request.apiUrl);
  const repository = repositoryAnswer(request);
  const assignees = assigneesOf(request.world, pull.number).map((actor) => simpleUser(actor, request.apiUrl));
  const side = (ref: string, sha: string, from: ReturnType<typeof repositoryAnswer>) => ({
    label: `${from.owner.login}:${ref}`,
    ref,
    sha,
    user: from.owner,
    repo: from,
  });
  return {
    url: self,
    id: pull.id,
    node_id: pullNodeId(pull),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    number: pull.number,
    state: pull.state,
    locked: lockOf(request.world, pull.number) !== null,
    title: pull.title,
    user,
    body: pull.body === '' ? null : pull.body,
    created_at: isoTime(pull.createdAt),
    updated_at: isoTime(pull.updatedAt),
    closed_at: pull.closedAt === null ? null : isoTime(pull.closedAt),
    merged_at: pull.mergedAt === null ? null : isoTime(pull.mergedAt),
    merge_commit_sha: pull.mergeCommitSha,
    assignee: assignees[0] ?? null,
    assignees,
    requested_reviewers: (pull.requestedReviewers ?? []).map((actor) => simpleUser(actor, request.apiUrl)),
    requested_teams: [],
    // Described as a text here, and as a text or nothing where the pull request is asked for by itself.
    labels: labelsOf(request.world, pull.number).map((label) => ({
      ...labelAnswer(request, label),
      description: label.description ?? '',
    })),
    milestone: milestoneShown(request, pull.number),
    draft: pull.draft,
    commits_url: `${self}/commits`,
    review_comments_url: `${self}/comments`,
    review_comment_url: `${url}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: `${url}/statuses/${pull.headSha}`,
    head: side(
      pull.headRef,
      pull.headSha,
      pull.headOwner === undefined ? repository : forkAnswer(request, pull.headOwner),
    ),
    base: side(pull.baseRef, pull.baseSha, repository),
    _links: {
      self: { href: self },
      html: { href: page },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${self}/comments` },
      review_comment: { href: `${url}/pulls/comments{/number}` },
      commits: { href: `${self}/commits` },
      statuses: { href: `${url}/statuses/${pull.headSha}` },
    },
    author_association: 'CONTRIBUTOR',
    auto_merge: autoMergeAnswer(request, pull),
    active_lock_reason: lockOf(request.world, pull.number)?.reason ?? null,
  };
}

/** GitHub's `auto-merge`. */
function autoMergeAnswer({ apiUrl }: ApiRequest, { autoMerge }: PullRequestState) {
  if (autoMerge == null) return null;
  return {
    enabled_by: simpleUser(autoMerge.enabledBy, apiUrl),
    merge_method: autoMerge.method,
    commit_title: autoMerge.title ?? '',
    commit_message: autoMerge.message ?? '',
  };
}

async function pullAnswer(request: ApiRequest, pull: PullRequestState) {
  const { world } = request;
  const [{ mergeable, state, testTree }, from] = await Promise.all([
    mergeability(world, pull),
    forkPoint(request.world, pull),
  ]);
  const [files, commits] = await Promise.all([
    world.git.changedFiles(from, pull.headSha),
    world.git.countCommits(pull.headSha, [pull.baseSha]),
  ]);
  const sum = (count: (file: (typeof files)[number]) => number) =>
    files.reduce((total, file) => total + count(file), 0);
  return {
    ...simplePullAnswer(request, pull),
    labels: labelsOf(world, pull.number).map((label) => labelAnswer(request, label)),
    // Before the merge GitHub names its test merge here: a commit that no branch has.
    merge_commit_sha: pull.mergeCommitSha ?? (testTree === null ? null : await writeTestMerge(world, pull, testTree)),
    merged: pull.mergedAt !== null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: state,
    merged_by: pull.mergedBy === null ? null : simpleUser(pull.mergedBy, request.apiUrl),
    comments: world.state.comments.filter((comment) => comment.number === pull.number).length,
    review_comments: shownLineComments(world).filter(({ number }) => number === pull.number).length,
    maintainer_can_modify: false,
    commits,
    additions: sum((file) => file.additions),
    deletions: sum((file) => file.deletions),
    changed_files: files.length,
  };
}

/** `owner:branch`, the owner in any case: logins have none. */
function isHead(asked: string, owner: string, branch: string): boolean {
  const colon = asked.indexOf(':');
  return asked.slice(0, colon).toLowerCase() === owner.toLowerCase() && asked.slice(colon + 1) === branch;
}

function listPulls(request: ApiRequest): ApiReply {
  const { query } = request;
  const { state } = request.world;
  const wantedState = query.get('state') ?? 'open';
  const head = query.get('head');
  const base = query.get('base');
  const pulls = state.pulls.filter((pull) => {
    if (wantedState !== 'all' && pull.state !== wantedState) return false;
    // A head without its owner is ignored, as GitHub does.
    if (head?.includes(':') === true && !isHead(head, pull.headOwner ?? state.owner, pull.headRef)) return false;
    return base === null || base === '' || pull.baseRef === base;
  });
  const sort = query.get('sort') ?? 'created';
  const key = (pull: PullRequestState) => (sort === 'updated' ? pull.updatedAt : pull.createdAt);
  const ascending = (query.get('direction') ?? (sort === 'created' ? 'desc' : 'asc')) === 'asc';
  pulls.sort((a, b) => (key(a) - key(b) || a.number - b.number) * (ascending ? 1 : -1));
  return answerPage(request, `${repositoryPath(request)}/pulls`, pulls, (pull) => simplePullAnswer(request, pull));
}

const PullCreation = z.object({
  title: z.string().optional(),
  head: z.string(),
  base: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().optional(),
  maintainer_can_modify: z.boolean().optional(),
  issue: z.number().int().optional(),
});

async function createPull(request: ApiRequest): Promise<ApiReply> {
  const body = readBody(request.body, PullCreation);
  if (!body.ok) return body.reply;
  const { head, base, draft = false, issue: number } = body.value;
  const issue =
    number === undefined ? null : (request.world.state.issues.find((each) => each.number === number) ?? null);
  // Source: GitHub REST documentation, "Create a pull request": an issue becomes one, with its title and all that was said.
  if (number !== undefined && (issue === null || issue.state === 'closed'))
    return validationFailed({ resource: 'PullRequest', field: 'issue', code: 'invalid' });
  const title = issue?.title ?? body.value.title ?? '';
  if (title.trim() === '') {
    return validationFailed({ resource: 'PullRequest', field: 'title', code: 'missing_field' });
  }
  const opened = await openPull(request, { title, head, base, draft, body: body.value.body ?? '', issue });
  if (!('number' in opened)) return opened;
  const answer = await pullAnswer(request, opened);
  return { status: 201, body: answer, headers: { location: answer.url } };
}

async function getPull(request: ApiRequest): Promise<ApiReply> {
  const pull = pullOf(request);
  if (pull === null) return notFound();
  const asked = askedText(request);
  return asked === null
    ? { status: 200, body: await pullAnswer(request, pull) }
    : changeText(asked, await textOfPull(request, pull, asked));
}

/** What git prints of a pull request's own commits. */
async function textOfPull(request: ApiRequest, pull: PullRequestState, kind: ChangeText): Promise<Buffer> {
  const { git } = request.world;
  const from = await forkPoint(request.world, pull);
  return kind === 'diff' ? git.diffText(from, pull.headSha) : git.patchText(from, pull.headSha);
}

/** `diff_url` and `patch_url`, which are pages beside the API. */
export async function pullPage(request: ApiRequest): Promise<ApiReply> {
  const [, number = '', kind] = /^(\d{1,9})\.(diff|patch)$/.exec(request.params.pull_file ?? '') ?? [];
  const pull = findPull(request.world, Number(number));
  if (kind === undefined || pull === null) return notFound();
  return {
    status: 200,
    body: await textOfPull(request, pull, kind as ChangeText),
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  };
}

const PullUpdate = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
  base: z.string().optional(),
});

async function updatePull(request: ApiRequest): Promise<ApiReply> {
  const pull = pullOf(request);
  if (pull === null) return notFound();
  const body = readBody(request.body, PullUpdate);
  if (!body.ok) return body.reply;
  const { title, state, base } = body.value;
  const faults = textFaults('PullRequest', 'title', title, { required: true, longest: TITLE_LENGTH });
  if (faults.length > 0) return validationFailed(...faults);
  if (base !== undefined && base !== pull.baseRef) {
    const refused = await retargetPull(request, pull, base);
    if (refused !== null) return refused;
  }
  if (state === 'open' && pull.state === 'closed') {
    const refused = await reopenPull(request, pull);
    if (refused !== null) return refused;
  }
  if (title !== undefined) pull.title = title;
  if (body.value.body !== undefined) pull.body = body.value.body ?? '';
  pull.updatedAt = request.world.now();
  if (state === 'closed') await closePull(request, pull);
  return { status: 200, body: await pullAnswer(request, pull) };
}

async function pullFiles(request: ApiRequest): Promise<ApiReply> {
  const pull = pullOf(request);
  if (pull === null) return notFound();
  const files = await request.world.git.changedFiles(await forkPoint(request.world, pull), pull.headSha);
  const path = `${repositoryPath(request)}/pulls/${pull.number}/files`;
  // GitHub lists 3,000 files at most.
  return answerPage(request, path, files.slice(0, 3000), (file) => changedFileAnswer(request, pull.headSha, file));
}

async function pullCommits(request: ApiRequest): Promise<ApiReply> {
  const pull = pullOf(request);
  if (pull === null) return notFound();
  const { git } = request.world;
  const shas = await git.log(pull.headSha, { not: [await forkPoint(request.world, pull)], oldestFirst: true });
  const path = `${repositoryPath(request)}/pulls/${pull.number}/commits`;
  // GitHub lists 250 commits at most.
  const { items, headers } = paginate(request, path, shas.slice(0, 250));
  const body = await Promise.all(items.map(async (sha) => commitAnswer(request, await git.commit(sha))));
  return { status: 200, body, headers };
}

const Merge = z.object({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
  merge_method: z.enum(['merge', 'squash', 'rebase']).optional(),
});

async function merge(request: ApiRequest): Promise<ApiReply> {
  const pull = pullOf(request);
  if (pull === null) return notFound();
  const body = readBody(request.body ?? {}, Merge);
  if (!body.ok) return body.reply;
  const { commit_title: title, commit_message: message, sha, merge_method: method } = body.value;
  const outcome = await mergePull(request, pull, {
    ...(title === undefined ? {} : { title }),
    ...(message === undefined ? {} : { message }),
    ...(sha === undefined ? {} : { sha }),
    ...(method === undefined ? {} : { method }),
  });
  if (!outcome.ok) return outcome.reply;
  return { status: 200, body: { sha: outcome.sha, merged: true, message: 'Pull Request successfully merged' } };
}

/**
 * Merges the base into the head branch, as the button "Update branch" does. GitHub does it in the background.
 *
 * Source: GitHub REST documentation, "Update a pull request branch".
 */
async function updateBranch(request: ApiRequest): Promise<ApiReply> {
  const pull = pullOf(request);
  if (pull === null) return notFound();
  const body = readBody(request.body ?? {}, z.object({ expected_head_sha: z.string().optional() }));
  if (!body.ok) return body.reply;
  const refused = await updatePullBranch(request, pull, body.value.expected_head_sha);
  if (refused !== null) return refused;
  const url = `${repositoryUrl(request)}/pulls/${pull.number}`;
  return { status: 202, body: { message: 'Updating pull request branch.', url } };
}

function isMerged(request: ApiRequest): ApiReply {
  const pull = pullOf(request);
  // "Not merged" and "no such pull request" look the same.
  return pull === null || pull.mergedAt === null ? notFound() : { status: 204 };
}

async function pullsOfCommit(request: ApiRequest): Promise<ApiReply> {
  const { git } = request.world;
  const text = request.params.commit_sha ?? '';
  const sha = await git.resolveCommit(text);
  if (sha === null) return apiError(422, `No commit found for SHA: ${text}`);
  const found = await pullsWithCommit(request.world, sha);
  return answerPage(request, `${repositoryPath(request)}/commits/${sha}/pulls`, found, (pull) =>
    simplePullAnswer(request, pull),
  );
}

/** Pull requests within the repository, and those that stand there from a fork. */
export const pullRoutes: readonly Route[] = [
  { method: 'GET', path: `${REPO}/pulls`, handle: listPulls },
  { method: 'POST', path: `${REPO}/pulls`, handle: createPull },
  { method: 'GET', path: `${REPO}/pulls/{pull_number}`, handle: getPull },
  { method: 'PATCH', path: `${REPO}/pulls/{pull_number}`, handle: updatePull },
  { method: 'GET', path: `${REPO}/pulls/{pull_number}/files`, handle: pullFiles },
  { method: 'GET', path: `${REPO}/pulls/{pull_number}/commits`, handle: pullCommits },
  { method: 'GET', path: `${REPO}/pulls/{pull_number}/merge`, handle: isMerged },
  { method: 'PUT', path: `${REPO}/pulls/{pull_number}/merge`, handle: merge },
  { method: 'PUT', path: `${REPO}/pulls/{pull_number}/update-branch`, handle: updateBranch },
  { method: 'GET', path: `${REPO}/commits/{commit_sha}/pulls`, handle: pullsOfCommit },
];
