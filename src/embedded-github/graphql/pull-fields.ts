import { isoTime, nodeId, ownerActor } from '../accounts.ts';
import { closedByPull } from '../closing-issues.ts';
import { repositoryPage } from '../commit-answers.ts';
import { shownLineComments } from '../line-comments.ts';
import { forkPoint, testMergeCommit } from '../pull-history.ts';
import { mergeability, squashText } from '../pull-requests.ts';
import { rulesFor } from '../ref-rules.ts';
import { latestReviews, reviewDecision } from '../reviews.ts';
import type { ApiRequest } from '../route.ts';
import type { PullRequestState } from '../world-state.ts';
import { account } from './account-fields.ts';
import { rollupSource } from './check-fields.ts';
import { connection } from './connection.ts';
import { commitSource, refSource } from './git-sources.ts';
import { groupsOf, reactionGroups, subjectFields, suggested } from './issue-fields.ts';
import { type Args, pathOf, type Resolvers, type Sources, source } from './sources.ts';

type From = Sources['PullRequest'];

const page = (request: ApiRequest, { number }: PullRequestState): string => `${repositoryPage(request)}/pull/${number}`;

async function commitsOf({ pull }: From, args: Args, request: ApiRequest) {
  const { git } = request.world;
  const shas = await git.log(pull.headSha, { not: [await forkPoint(request.world, pull)], oldestFirst: true });
  // GitHub lists 250 commits at most.
  return connection('commits', args, shas.slice(0, 250), (sha) => source('PullRequestCommit', { sha, pull }));
}

async function filesOf({ pull }: From, { world }: ApiRequest) {
  return world.git.changedFiles(await forkPoint(world, pull), pull.headSha);
}

const lines = async (from: From, request: ApiRequest, of: 'additions' | 'deletions'): Promise<number> =>
  (await filesOf(from, request)).reduce((total, file) => total + file[of], 0);

const FILE_CHANGES = {
  added: 'ADDED',
  removed: 'DELETED',
  modified: 'MODIFIED',
  renamed: 'RENAMED',
  changed: 'CHANGED',
};

/** What `viewerMergeHeadlineText` and its body say a merge would be called. */
async function mergeText({ pull }: From, args: Args, { world }: ApiRequest) {
  if (args.mergeType === 'SQUASH') return squashText(world, pull);
  if (args.mergeType === 'REBASE') return { title: '', message: '' };
  const owner = pull.headOwner ?? world.state.owner;
  return { title: `Merge pull request #${pull.number} from ${owner}/${pull.headRef}`, message: pull.title };
}

export function queueEntry(pull: PullRequestState) {
  return pull.queuedAt === null ? null : source('MergeQueueEntry', { pull, queuedAt: pull.queuedAt });
}

const hasQueue = (pull: PullRequestState, { world }: ApiRequest): boolean =>
  rulesFor(world, `refs/heads/${pull.baseRef}`).some(({ type }) => type === 'merge_queue');

const reviewPage = (request: ApiRequest, { id, number }: Sources['PullRequestReview']['review']): string =>
  `${repositoryPage(request)}/pull/${number}#pullrequestreview-${id}`;

const reviewsOf = ({ pull }: From, { world }: ApiRequest) =>
  (world.state.reviews ?? []).filter(({ number }) => number === pull.number);

export const PULL_FIELDS: Resolvers = {
  PullRequest: {
    ...subjectFields<From, PullRequestState>(({ pull }) => pull, 'PR', page),
    permalink: ({ pull }, _, request) => page(request, pull),
    checksUrl: ({ pull }, _, request) => `${page(request, pull)}/checks`,
    checksResourcePath: ({ pull }, _, request) => `${pathOf(page(request, pull))}/checks`,
    state: ({ pull }) => (pull.mergedAt !== null ? 'MERGED' : pull.state.toUpperCase()),
    isDraft: ({ pull }) => pull.draft,
    merged: ({ pull }) => pull.mergedAt !== null,
    mergedAt: ({ pull }) => (pull.mergedAt === null ? null : isoTime(pull.mergedAt)),
    mergedBy: ({ pull }) => (pull.mergedBy === null ? null : account(pull.mergedBy)),
    mergeCommit: ({ pull }, _, request) => commitSource(request, pull.mergeCommitSha),
    potentialMergeCommit: async ({ pull }, _, request) =>
      commitSource(request, await testMergeCommit(request.world, pull)),
    mergeable: async ({ pull }, _, { world }) => {
      const { mergeable } = await mergeability(world, pull);
      return mergeable === null ? 'UNKNOWN' : mergeable ? 'MERGEABLE' : 'CONFLICTING';
    },
    mergeStateStatus: async ({ pull }, _, { world }) => (await mergeability(world, pull)).state.toUpperCase(),
    canBeRebased: async ({ pull }, _, { world }) => (await mergeability(world, pull)).mergeable === true,
    headRefName: ({ pull }) => pull.headRef,
    headRefOid: ({ pull }) => pull.headSha,
    headRef: ({ pull }, _, request) =>
      pull.headOwner === undefined ? refSource(request, `refs/heads/${pull.headRef}`) : null,
    headRepository: ({ pull }) => source('Repository', { fork: pull.headOwner ?? null }),
    headRepositoryOwner: ({ pull }, _, { world }) => account(ownerActor(pull.headOwner ?? world.state.owner)),
    baseRefName: ({ pull }) => pull.baseRef,
    baseRefOid: ({ pull }) => pull.baseSha,
    baseRef: ({ pull }, _, request) => refSource(request, `refs/heads/${pull.baseRef}`),
    baseRepository: () => source('Repository', { fork: null }),
    isCrossRepository: ({ pull }) => pull.headOwner !== undefined,
    maintainerCanModify: () => false,
    additions: (from, _, request) => lines(from, request, 'additions'),
    deletions: (from, _, request) => lines(from, request, 'deletions'),
    changedFiles: async (from, _, request) => (await filesOf(from, request)).length,
    files: async (from, args, request) =>
      connection('files', args, await filesOf(from, request), (file) => source('PullRequestChangedFile', { file })),
    commits: commitsOf,
    statusCheckRollup: ({ pull }, _, request) => rollupSource(pull.headSha, request),
    reviews: (from, args, request) => {
      const { states, author } = args as {
        readonly states?: readonly string[] | null;
        readonly author?: string | null;
      };
      const reviews = reviewsOf(from, request).filter(
        (review) =>
          (states == null || states.includes(review.state)) &&
          (author == null || review.author.login.toLowerCase() === author.toLowerCase()),
      );
      return connection('reviews', args, reviews, (review) => source('PullRequestReview', { review }));
    },
    latestReviews: ({ pull }, args, { world }) =>
      connection('latestReviews', args, latestReviews(world, pull), (review) =>
        source('PullRequestReview', { review }),
      ),
    latestOpinionatedReviews: ({ pull }, args, { world }) =>
      connection(
        'latestOpinionatedReviews',
        args,
        latestReviews(world, pull).filter(({ state }) => state !== 'COMMENTED'),
        (review) => source('PullRequestReview', { review }),
      ),
    reviewDecision: ({ pull }, _, { world }) => reviewDecision(world, pull),
    reviewRequests: ({ pull }, args) =>
      connection('reviewRequests', args, pull.requestedReviewers ?? [], (reviewer) =>
        source('ReviewRequest', { reviewer, pull }),
      ),
    reviewThreads: ({ pull }, args, { world }) => {
      const first = shownLineComments(world).filter(
        ({ number, inReplyTo }) => number === pull.number && inReplyTo === null,
      );
      return connection('reviewThreads', args, first, (comment) => source('PullRequestReviewThread', { comment }));
    },
    closingIssuesReferences: ({ pull }, args, { world }) =>
      connection('closingIssuesReferences', args, closedByPull(world, pull), (issue) => source('Issue', { issue })),
    suggestedReviewerActors: ({ pull }, args, request) =>
      connection('suggestedReviewerActors', args, suggested(request, args), (actor) =>
        source('SuggestedReviewerActor', { actor, pull }),
      ),
    autoMergeRequest: ({ pull }) =>
      pull.autoMerge == null ? null : source('AutoMergeRequest', { auto: pull.autoMerge, pull }),
    isInMergeQueue: ({ pull }) => pull.queuedAt !== null,
    isMergeQueueEnabled: ({ pull }, _, request) => hasQueue(pull, request),
    mergeQueue: ({ pull }, _, request) =>
      hasQueue(pull, request) ? source('MergeQueue', { branch: pull.baseRef }) : null,
    mergeQueueEntry: ({ pull }) => queueEntry(pull),
    totalCommentsCount: ({ pull }, _, { world }) =>
      world.state.comments.filter(({ number }) => number === pull.number).length,
    viewerMergeHeadlineText: async (from, args, request) => (await mergeText(from, args, request)).title,
    viewerMergeBodyText: async (from, args, request) => (await mergeText(from, args, request)).message,
    viewerCanDeleteHeadRef: ({ pull }) => pull.state === 'closed' && pull.headOwner === undefined,
    viewerCanEnableAutoMerge: ({ pull }, _, { world }) => pull.state === 'open' && world.state.settings.allowAutoMerge,
    viewerCanDisableAutoMerge: ({ pull }) => pull.autoMerge != null,
    viewerCanUpdateBranch: ({ pull }) => pull.state === 'open' && pull.headOwner === undefined,
    viewerCanMergeAsAdmin: () => false,
  },
  PullRequestCommit: {
    id: ({ sha, pull }) => nodeId('PURC', `${pull.number}/${sha}`),
    commit: ({ sha }, _, request) => commitSource(request, sha),
    pullRequest: ({ pull }) => source('PullRequest', { pull }),
    url: ({ sha, pull }, _, request) => `${page(request, pull)}/commits/${sha}`,
    resourcePath: ({ sha, pull }, _, request) => `${pathOf(page(request, pull))}/commits/${sha}`,
  },
  PullRequestChangedFile: {
    path: ({ file }) => file.path,
    additions: ({ file }) => file.additions,
    deletions: ({ file }) => file.deletions,
    changeType: ({ file }) => FILE_CHANGES[file.status],
    viewerViewedState: () => 'UNVIEWED',
  },
  PullRequestReview: {
    id: ({ review }) => nodeId('PRR', review.id),
    databaseId: ({ review }) => review.id,
    fullDatabaseId: ({ review }) => String(review.id),
    author: ({ review }) => account(review.author),
    authorAssociation: () => 'CONTRIBUTOR',
    body: ({ review }) => review.body,
    bodyText: ({ review }) => review.body,
    state: ({ review }) => review.state,
    submittedAt: ({ review }) => (review.submittedAt === null ? null : isoTime(review.submittedAt)),
    createdAt: ({ review }, _, { world }) => isoTime(review.submittedAt ?? world.now()),
    updatedAt: ({ review }, _, { world }) => isoTime(review.submittedAt ?? world.now()),
    commit: ({ review }, _, request) => commitSource(request, review.commitSha),
    comments: ({ review }, args, { world }) => {
      const own = (world.state.lineComments ?? []).filter(({ reviewId }) => reviewId === review.id);
      return connection('comments', args, own, (comment) => source('PullRequestReviewComment', { comment }));
    },
    includesCreatedEdit: () => false,
    isMinimized: () => false,
    minimizedReason: () => null,
    reactionGroups: () => groupsOf([]),
    pullRequest: ({ review }, _, { world }) => {
      const pull = world.state.pulls.find(({ number }) => number === review.number);
      return pull === undefined ? null : source('PullRequest', { pull });
    },
    url: ({ review }, _, request) => reviewPage(request, review),
    resourcePath: ({ review }, _, request) => pathOf(reviewPage(request, review)),
    viewerDidAuthor: ({ review }, _, { requester }) => review.author.id === requester.actor.id,
  },
  ReviewRequest: {
    id: ({ reviewer, pull }) => nodeId('RRQ', `${pull.number}/${reviewer.id}`),
    databaseId: ({ reviewer }) => reviewer.id,
    asCodeOwner: () => false,
    requestedReviewer: ({ reviewer }) => account(reviewer),
    pullRequest: ({ pull }) => source('PullRequest', { pull }),
  },
  SuggestedReviewerActor: {
    reviewer: ({ actor }) => account(actor),
    isAuthor: ({ actor, pull }) => actor.id === pull.author.id,
    isCommenter: ({ actor, pull }, _, { world }) =>
      world.state.comments.some(({ number, author }) => number === pull.number && author.id === actor.id),
  },
  AutoMergeRequest: {
    authorEmail: () => null,
    commitBody: ({ auto }) => auto.message ?? null,
    commitHeadline: ({ auto }) => auto.title ?? null,
    enabledAt: ({ auto }) => isoTime(auto.enabledAt),
    enabledBy: ({ auto }) => account(auto.enabledBy),
    mergeMethod: ({ auto }) => auto.method.toUpperCase(),
    pullRequest: ({ pull }) => source('PullRequest', { pull }),
  },
  MergeQueue: {
    id: ({ branch }) => nodeId('MQ', branch),
    url: ({ branch }, _, request) => `${repositoryPage(request)}/queue/${encodeURIComponent(branch)}`,
    entries: ({ branch }, args, { world }) => {
      const queued = world.state.pulls
        .flatMap((pull) =>
          pull.queuedAt === null || pull.baseRef !== branch ? [] : [{ pull, queuedAt: pull.queuedAt }],
        )
        .sort((a, b) => a.queuedAt - b.queuedAt);
      return connection('entries', args, queued, (each) => source('MergeQueueEntry', each));
    },
  },
  MergeQueueEntry: {
    id: ({ pull }) => nodeId('MQE', pull.id),
    position: ({ pull, queuedAt }, _, { world }) =>
      world.state.pulls.filter((each) => each !== pull && each.queuedAt !== null && each.queuedAt < queuedAt).length +
      1,
    state: () => 'QUEUED',
    enqueuedAt: ({ queuedAt }) => isoTime(queuedAt),
    pullRequest: ({ pull }) => source('PullRequest', { pull }),
  },
  PullRequestReviewComment: {
    id: ({ comment }) => nodeId('PRRC', comment.id),
    body: ({ comment }) => comment.body,
    path: ({ comment }) => comment.path,
    line: ({ comment }) => comment.line,
    diffHunk: ({ comment }) => comment.hunk,
    author: ({ comment }) => account(comment.author),
    createdAt: ({ comment }) => isoTime(comment.createdAt),
    updatedAt: ({ comment }) => isoTime(comment.updatedAt),
    reactionGroups: ({ comment }, _, { world }) => reactionGroups(world, 'line-comment', comment.id),
  },
  // Nobody resolves one here: its first comment is what it is known by.
  PullRequestReviewThread: {
    id: ({ comment }) => nodeId('PRRT', comment.id),
    isResolved: () => false,
    path: ({ comment }) => comment.path,
    line: ({ comment }) => comment.line,
    comments: ({ comment }, args, { world }) => {
      const own = shownLineComments(world).filter(({ id, inReplyTo }) => id === comment.id || inReplyTo === comment.id);
      return connection('comments', args, own, (each) => source('PullRequestReviewComment', { comment: each }));
    },
  },
};
