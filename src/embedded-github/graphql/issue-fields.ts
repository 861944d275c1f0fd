import { collaborators, isoTime, nodeId } from '../accounts.ts';
import { closingPulls } from '../closing-issues.ts';
import { repositoryPage } from '../commit-answers.ts';
import {
  blockedBy,
  blockersOf,
  dependenciesSummary,
  parentOf,
  subIssuesOf,
  subIssuesSummary,
} from '../issue-relations.ts';
import { findPull } from '../pull-requests.ts';
import type { ApiRequest } from '../route.ts';
import { assigneesOf, labelsOf, lockOf, milestoneOf, type Subject } from '../subjects.ts';
import type { World } from '../world.ts';
import type { IssueState, LabelState, ReactionState } from '../world-state.ts';
import { account } from './account-fields.ts';
import { connection, none } from './connection.ts';
import { refSource } from './git-sources.ts';
import { type Args, type FieldResolver, pathOf, type Resolvers, type Sources, source } from './sources.ts';

/** How REST calls what GraphQL calls otherwise. */
const REACTIONS = {
  THUMBS_UP: '+1',
  THUMBS_DOWN: '-1',
  LAUGH: 'laugh',
  HOORAY: 'hooray',
  CONFUSED: 'confused',
  HEART: 'heart',
  ROCKET: 'rocket',
  EYES: 'eyes',
};

/** Reactions by their kind; GitHub lists every kind, with nobody too. */
export const reactionGroups = ({ state }: World, on: ReactionState['on'], of: number) =>
  groupsOf((state.reactions ?? []).filter((each) => each.on === on && each.of === of));

export function groupsOf(every: readonly ReactionState[]) {
  return Object.entries(REACTIONS).map(([content, name]) =>
    source('ReactionGroup', { content, reactions: every.filter((each) => each.content === name) }),
  );
}

const issueSource = (issue: IssueState) => source('Issue', { issue });

/** Those who may be given an issue or a pull request, or may review it, as far as they fit what is typed. */
export function suggested({ world }: Pick<ApiRequest, 'world'>, args: Args) {
  const query = typeof args.query === 'string' ? args.query.toLowerCase() : '';
  const logins = typeof args.loginNames === 'string' ? args.loginNames.toLowerCase().split(',') : null;
  return collaborators(world).filter(
    ({ login }) => login.toLowerCase().includes(query) && (logins === null || logins.includes(login.toLowerCase())),
  );
}

const labelPage = (request: ApiRequest, { name }: LabelState): string =>
  `${repositoryPage(request)}/labels/${encodeURIComponent(name)}`;

/** A connection of labels, in the order and of the names that are asked for. */
export function labelConnection(labels: readonly LabelState[], args: Args) {
  const query = typeof args.query === 'string' ? args.query.toLowerCase() : '';
  const order = args.orderBy as { readonly field?: string; readonly direction?: string } | null | undefined;
  const found = labels.filter((label) => `${label.name} ${label.description ?? ''}`.toLowerCase().includes(query));
  found.sort((a, b) => (order?.field === 'NAME' ? (a.name < b.name ? -1 : 1) : a.id - b.id));
  if (order?.direction === 'DESC') found.reverse();
  return connection('labels', args, found, (label) => source('Label', { label }));
}

const commentPage = (request: ApiRequest, { id, number }: Sources['IssueComment']['comment']): string =>
  `${repositoryPage(request)}/${findPull(request.world, number) === null ? 'issues' : 'pull'}/${number}#issuecomment-${id}`;

/** What issues and pull requests have in common. */
export function subjectFields<From, Each extends Subject>(
  of: (from: From) => Each,
  kind: 'I' | 'PR',
  page: (request: ApiRequest, subject: Each) => string,
): Record<string, FieldResolver<From>> {
  return {
    id: (from) => nodeId(kind, of(from).id),
    databaseId: (from) => of(from).id,
    fullDatabaseId: (from) => String(of(from).id),
    number: (from) => of(from).number,
    title: (from) => of(from).title,
    body: (from) => of(from).body,
    bodyText: (from) => of(from).body,
    author: (from) => account(of(from).author),
    authorAssociation: () => 'CONTRIBUTOR',
    createdAt: (from) => isoTime(of(from).createdAt),
    publishedAt: (from) => isoTime(of(from).createdAt),
    updatedAt: (from) => isoTime(of(from).updatedAt),
    closed: (from) => of(from).state === 'closed',
    closedAt: (from) => {
      const { closedAt } = of(from);
      return closedAt === null ? null : isoTime(closedAt);
    },
    url: (from, _, request) => page(request, of(from)),
    resourcePath: (from, _, request) => pathOf(page(request, of(from))),
    repository: () => source('Repository', { fork: null }),
    labels: (from, args, { world }) => labelConnection(labelsOf(world, of(from).number), args),
    assignees: (from, args, { world }) =>
      connection('assignees', args, assigneesOf(world, of(from).number), (actor) => source('User', { actor })),
    assignedActors: (from, args, { world }) =>
      connection('assignedActors', args, assigneesOf(world, of(from).number), (actor) => account(actor)),
    suggestedActors: (_, args, request) =>
      connection('suggestedActors', args, suggested(request, args), (actor) => account(actor)),
    participants: (from, args, { world }) => {
      const { number, author } = of(from);
      const every = [
        author,
        ...world.state.comments.filter((each) => each.number === number).map((each) => each.author),
      ];
      const people = [...new Map(every.map((actor) => [actor.id, actor])).values()];
      return connection('participants', args, people, (actor) => source('User', { actor }));
    },
    comments: (from, args, { world }) => {
      const comments = world.state.comments.filter(({ number }) => number === of(from).number);
      return connection('comments', args, comments, (comment) => source('IssueComment', { comment }));
    },
    locked: (from, _, { world }) => lockOf(world, of(from).number) !== null,
    activeLockReason: (from, _, { world }) =>
      lockOf(world, of(from).number)?.reason?.toUpperCase().replace(/[- ]/g, '_') ?? null,
    milestone: (from, _, { world }) => {
      const milestone = milestoneOf(world, of(from).number);
      return milestone === null ? null : source('Milestone', { milestone });
    },
    projectCards: none('projectCards'),
    projectItems: none('projectItems'),
    projectsV2: none('projectsV2'),
    reactionGroups: (from, _, { world }) => reactionGroups(world, 'issue', of(from).number),
    includesCreatedEdit: () => false,
    lastEditedAt: () => null,
    editor: () => null,
    isReadByViewer: () => true,
    viewerDidAuthor: (from, _, { requester }) => of(from).author.id === requester.actor.id,
    viewerCanUpdate: () => true,
    viewerCanClose: (from) => of(from).state === 'open',
    viewerCanReopen: (from) => of(from).state === 'closed',
    viewerCanLabel: () => true,
    viewerCanReact: () => true,
    viewerCanSubscribe: () => true,
    viewerSubscription: () => 'SUBSCRIBED',
  };
}

export const ISSUE_FIELDS: Resolvers = {
  Issue: {
    ...subjectFields<Sources['Issue'], IssueState>(
      ({ issue }) => issue,
      'I',
      (request, { number }) => `${repositoryPage(request)}/issues/${number}`,
    ),
    state: ({ issue }) => issue.state.toUpperCase(),
    stateReason: ({ issue }) => issue.stateReason?.toUpperCase() ?? (issue.state === 'closed' ? 'COMPLETED' : null),
    isPinned: ({ issue }, _, { world }) => world.state.pinnedIssues?.includes(issue.number) === true,
    closedByPullRequestsReferences: ({ issue }, args, { world }) =>
      connection('closedByPullRequestsReferences', args, closingPulls(world, issue), (pull) =>
        source('PullRequest', { pull }),
      ),
    // An organisation has types of issues; whoever owns this repository is none.
    issueType: () => null,
    duplicateOf: () => null,
    parent: ({ issue }, _, { world }) => {
      const parent = parentOf(world, issue);
      return parent === null ? null : issueSource(parent);
    },
    subIssues: ({ issue }, args, { world }) => connection('subIssues', args, subIssuesOf(world, issue), issueSource),
    subIssuesSummary: ({ issue }, _, { world }) => subIssuesSummary(world, issue),
    blockedBy: ({ issue }, args, { world }) => connection('blockedBy', args, blockersOf(world, issue), issueSource),
    blocking: ({ issue }, args, { world }) => connection('blocking', args, blockedBy(world, issue), issueSource),
    issueDependenciesSummary: ({ issue }, _, { world }) => dependenciesSummary(world, issue),
    linkedBranches: ({ issue }, args, { world }) => {
      const own = (world.state.linkedBranches ?? []).filter((each) => each.issue === issue.number);
      return connection('linkedBranches', args, own, (each) => source('LinkedBranch', each));
    },
  },
  LinkedBranch: {
    id: ({ id }) => nodeId('LB', id),
    ref: ({ ref }, _, request) => refSource(request, ref),
  },
  IssueComment: {
    id: ({ comment }) => nodeId('IC', comment.id),
    databaseId: ({ comment }) => comment.id,
    fullDatabaseId: ({ comment }) => String(comment.id),
    author: ({ comment }) => account(comment.author),
    authorAssociation: () => 'CONTRIBUTOR',
    body: ({ comment }) => comment.body,
    bodyText: ({ comment }) => comment.body,
    createdAt: ({ comment }) => isoTime(comment.createdAt),
    updatedAt: ({ comment }) => isoTime(comment.updatedAt),
    publishedAt: ({ comment }) => isoTime(comment.createdAt),
    includesCreatedEdit: ({ comment }) => comment.updatedAt > comment.createdAt,
    isMinimized: () => false,
    minimizedReason: () => null,
    reactionGroups: ({ comment }, _, { world }) => reactionGroups(world, 'issue-comment', comment.id),
    url: ({ comment }, _, request) => commentPage(request, comment),
    resourcePath: ({ comment }, _, request) => pathOf(commentPage(request, comment)),
    viewerDidAuthor: ({ comment }, _, { requester }) => comment.author.id === requester.actor.id,
    viewerCanUpdate: ({ comment }, _, { requester }) =>
      requester.tokenKind === 'pat' || comment.author.id === requester.actor.id,
    viewerCanDelete: ({ comment }, _, { requester }) =>
      requester.tokenKind === 'pat' || comment.author.id === requester.actor.id,
    repository: () => source('Repository', { fork: null }),
    issue: ({ comment }, _, { world }) => {
      const issue = world.state.issues.find(({ number }) => number === comment.number);
      // Of a pull request GitHub shows the issue that it is, too, which nothing here has.
      return issue === undefined ? null : source('Issue', { issue });
    },
    pullRequest: ({ comment }, _, { world }) => {
      const pull = findPull(world, comment.number);
      return pull === null ? null : source('PullRequest', { pull });
    },
  },
  ReactionGroup: {
    content: ({ content }) => content,
    createdAt: ({ reactions: [first] }) => (first === undefined ? null : isoTime(first.createdAt)),
    users: ({ reactions }, args) =>
      connection('users', args, reactions, ({ author }) => source('User', { actor: author })),
    reactors: ({ reactions }, args) => connection('reactors', args, reactions, ({ author }) => account(author)),
    viewerHasReacted: ({ reactions }, _, { requester }) =>
      reactions.some(({ author }) => author.id === requester.actor.id),
  },
  Milestone: {
    id: ({ milestone }) => nodeId('MI', milestone.id),
    number: ({ milestone }) => milestone.number,
    title: ({ milestone }) => milestone.title,
    description: ({ milestone }) => milestone.description,
    dueOn: ({ milestone }) => (milestone.dueOn === null ? null : isoTime(milestone.dueOn)),
    state: ({ milestone }) => milestone.state.toUpperCase(),
    closed: ({ milestone }) => milestone.state === 'closed',
    createdAt: ({ milestone }) => isoTime(milestone.createdAt),
    updatedAt: ({ milestone }) => isoTime(milestone.updatedAt),
    closedAt: ({ milestone }) => (milestone.closedAt === null ? null : isoTime(milestone.closedAt)),
    creator: ({ milestone }) => account(milestone.creator),
    url: ({ milestone }, _, request) => `${repositoryPage(request)}/milestone/${milestone.number}`,
  },
  Label: {
    id: ({ label }) => nodeId('LA', label.id),
    name: ({ label }) => label.name,
    color: ({ label }) => label.color,
    description: ({ label }) => label.description,
    isDefault: () => false,
    createdAt: (_, __, { world }) => isoTime(world.state.createdAt),
    updatedAt: (_, __, { world }) => isoTime(world.state.createdAt),
    url: ({ label }, _, request) => labelPage(request, label),
    resourcePath: ({ label }, _, request) => pathOf(labelPage(request, label)),
    repository: () => source('Repository', { fork: null }),
  },
};
