import { collaborators, nodeId } from '../accounts.ts';
import { enableAutoMerge } from '../auto-merge.ts';
import { writeLineComments } from '../line-comments.ts';
import {
  closePull,
  enqueuePull,
  mergePull,
  openPull,
  reopenPull,
  retargetPull,
  updatePullBranch,
} from '../pull-requests.ts';
import { addReview, type ReviewEvent, requestReviewers } from '../reviews.ts';
import { type ApiRequest, apiError } from '../route.ts';
import { setAssignees, setLabels } from '../subjects.ts';
import type { PullRequestState } from '../world-state.ts';
import { account } from './account-fields.ts';
import {
  answered,
  applyMilestone,
  type Input,
  inputOf,
  pullOf,
  refuseAs,
  requireRepository,
  text,
} from './mutation-input.ts';
import { queueEntry } from './pull-fields.ts';
import { type Args, FieldError, requireAccess, source } from './sources.ts';

type Mutation = (from: unknown, args: Args, request: ApiRequest) => unknown;

const shown = (pull: PullRequestState) => source('PullRequest', { pull });

/** A mutation of one pull request, named by `pullRequestId`. */
export const ofPull =
  (change: (request: ApiRequest, pull: PullRequestState, input: Input) => unknown): Mutation =>
  async (_, args, request) => {
    requireAccess(request, 'pull_requests', 'write');
    const input = inputOf(args);
    const pull = pullOf(request, input.pullRequestId);
    const more = await change(request, pull, input);
    return answered(input, {
      pullRequest: shown(pull),
      actor: account(request.requester.actor),
      ...(typeof more === 'object' && more !== null ? more : {}),
    });
  };

const createPullRequest: Mutation = async (_, args, request) => {
  requireAccess(request, 'pull_requests', 'write');
  const input = inputOf(args);
  requireRepository(request, input.repositoryId);
  const title = text(input, 'title') ?? '';
  if (title.trim() === '') throw new FieldError('UNPROCESSABLE', "Title can't be blank");
  const opened = await openPull(request, {
    title,
    body: text(input, 'body') ?? '',
    head: (text(input, 'headRefName') ?? '').replace(/^refs\/heads\//, ''),
    base: (text(input, 'baseRefName') ?? '').replace(/^refs\/heads\//, ''),
    draft: input.draft === true,
  });
  if ('number' in opened) return answered(input, { pullRequest: shown(opened) });
  throw unopened(opened, input);
};

/** The fields that REST calls invalid are told in words. */
function unopened(reply: { readonly body?: unknown; readonly status: number }, input: Input): FieldError {
  const { errors = [], message = '' } = reply.body as {
    readonly errors?: readonly Record<string, string>[];
    readonly message?: string;
  };
  const words = errors.map((error) => {
    if (error.message !== undefined) return error.message;
    return error.field === 'head'
      ? "Head sha can't be blank"
      : `Base ref must be a branch, and ${String(input.baseRefName)} is none`;
  });
  return new FieldError(
    reply.status === 403 ? 'FORBIDDEN' : 'UNPROCESSABLE',
    words.length === 0 ? message : words.join(', '),
  );
}

const METHODS = { MERGE: 'merge', SQUASH: 'squash', REBASE: 'rebase' } as const;
const methodOf = (input: Input) => METHODS[(text(input, 'mergeMethod') ?? 'MERGE') as keyof typeof METHODS];

/** What a merge shall say, as far as it is given. */
const wording = (input: Input) => ({
  ...(text(input, 'commitHeadline') === undefined ? {} : { title: text(input, 'commitHeadline') ?? '' }),
  ...(text(input, 'commitBody') === undefined ? {} : { message: text(input, 'commitBody') ?? '' }),
});

const mergePullRequest = ofPull(async (request, pull, input) => {
  const sha = text(input, 'expectedHeadOid');
  const outcome = await mergePull(request, pull, {
    method: methodOf(input),
    ...wording(input),
    ...(sha === undefined ? {} : { sha }),
  });
  if (!outcome.ok) refuseAs(outcome.reply);
});

const enablePullRequestAutoMerge = ofPull(async (request, pull, input) => {
  const expectedHead = text(input, 'expectedHeadOid');
  const why = await enableAutoMerge(request, pull, {
    method: methodOf(input),
    ...wording(input),
    ...(expectedHead === undefined ? {} : { expectedHead }),
  });
  if (why !== null) throw new FieldError('UNPROCESSABLE', why);
});

const disablePullRequestAutoMerge = ofPull((_, pull) => {
  if (pull.autoMerge == null) throw new FieldError('UNPROCESSABLE', "Can't disable auto-merge for this pull request.");
  pull.autoMerge = null;
});

const updatePullRequest = ofPull(async (request, pull, input) => {
  const { world } = request;
  const [title, body, base] = [text(input, 'title'), text(input, 'body'), text(input, 'baseRefName')];
  if (base !== undefined && base !== pull.baseRef) refuseAs(await retargetPull(request, pull, base));
  applyMilestone(request, pull, input.milestoneId);
  if (title !== undefined) pull.title = title;
  if (body !== undefined) pull.body = body;
  if (Array.isArray(input.labelIds)) setLabels(world, pull.number, labelNames(request, input.labelIds));
  if (Array.isArray(input.assigneeIds)) setAssignees(world, pull.number, actorsOf(request, input.assigneeIds));
  pull.updatedAt = world.now();
  if (input.state === 'CLOSED') await closePull(request, pull);
  if (input.state === 'OPEN' && pull.state === 'closed') refuseAs(await reopenPull(request, pull));
});

/** Names of labels by their ids. */
export const labelNames = ({ world }: ApiRequest, ids: readonly unknown[]): string[] =>
  ids.map((id) => {
    const label = world.state.labels.find((each) => nodeId('LA', each.id) === id);
    if (label === undefined) {
      throw new FieldError('NOT_FOUND', `Could not resolve to a node with the global id of '${String(id)}'`);
    }
    return label.name;
  });

/** Who may be given something, by their ids. */
export const actorsOf = ({ world, requester }: ApiRequest, ids: readonly unknown[]) =>
  ids.map((id) => {
    const actor = [...collaborators(world), requester.actor].find((each) => nodeId('U', each.id) === id);
    if (actor === undefined) {
      throw new FieldError('NOT_FOUND', `Could not resolve to User node with the global id of '${String(id)}'.`);
    }
    return actor;
  });

const requestReviews = ofPull((request, pull, input) => {
  const logins = actorsOf(request, (input.userIds ?? []) as readonly unknown[]).map(({ login }) => login);
  if (input.union !== true) pull.requestedReviewers = [];
  refuseAs(requestReviewers(request.world, pull, logins));
});

interface DraftComment {
  readonly body: string;
  readonly path: string;
  readonly position?: number;
  readonly line?: number;
  readonly side?: 'LEFT' | 'RIGHT' | null;
  readonly startLine?: number | null;
  readonly startSide?: 'LEFT' | 'RIGHT' | null;
}

const addPullRequestReview = ofPull(async (request, pull, input) => {
  const { world } = request;
  const event = input.event === 'DISMISS' ? null : ((input.event ?? null) as ReviewEvent | null);
  const named = text(input, 'commitOID');
  const commit = named === undefined ? undefined : await world.git.resolveCommit(named);
  if (commit === null) throw new FieldError('NOT_FOUND', `Could not resolve to a commit with the oid of '${named}'.`);
  const review = addReview(world, request.requester, pull, {
    event,
    body: text(input, 'body') ?? '',
    ...(commit === undefined ? {} : { commit }),
  });
  if (!('author' in review)) return refuseAs(review);
  const drafts = [...((input.threads ?? []) as DraftComment[]), ...((input.comments ?? []) as DraftComment[])];
  const lines = drafts.map((each) => ({
    ...each,
    side: each.side ?? undefined,
    startLine: each.startLine ?? undefined,
    startSide: each.startSide ?? undefined,
    commit,
  }));
  if ((await writeLineComments(world, pull, review, lines)) === null) {
    world.state.reviews = (world.state.reviews ?? []).filter((each) => each !== review);
    throw new FieldError('UNPROCESSABLE', 'Line could not be resolved');
  }
  return { pullRequestReview: source('PullRequestReview', { review }) };
});

const enqueuePullRequest = ofPull(async (request, pull, input) => {
  const refused = await enqueuePull(request, pull, text(input, 'expectedHeadOid'));
  if (refused !== null) throw new FieldError('UNPROCESSABLE', refused);
  return { mergeQueueEntry: queueEntry(pull) };
});

const dequeuePullRequest: Mutation = (_, args, request) => {
  requireAccess(request, 'pull_requests', 'write');
  const input = inputOf(args);
  const pull = pullOf(request, input.id);
  const mergeQueueEntry = queueEntry(pull);
  pull.queuedAt = null;
  return answered(input, { mergeQueueEntry });
};

export const PULL_MUTATIONS: Readonly<Record<string, Mutation>> = {
  createPullRequest,
  mergePullRequest,
  updatePullRequest,
  enablePullRequestAutoMerge,
  disablePullRequestAutoMerge,
  requestReviews,
  addPullRequestReview,
  enqueuePullRequest,
  dequeuePullRequest,
  closePullRequest: ofPull((request, pull) => closePull(request, pull)),
  reopenPullRequest: ofPull(async (request, pull) => {
    refuseAs(pull.state === 'open' ? apiError(422, 'Pull request is already open') : await reopenPull(request, pull));
  }),
  markPullRequestReadyForReview: ofPull((_, pull) => {
    if (pull.state === 'closed') throw new FieldError('UNPROCESSABLE', 'Pull request is closed');
    pull.draft = false;
  }),
  convertPullRequestToDraft: ofPull((_, pull) => {
    if (pull.state === 'closed') throw new FieldError('UNPROCESSABLE', 'Pull request is closed');
    pull.draft = true;
  }),
  updatePullRequestBranch: ofPull(async (request, pull, input) => {
    refuseAs(await updatePullBranch(request, pull, text(input, 'expectedHeadOid')));
  }),
};
