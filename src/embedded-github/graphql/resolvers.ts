import type { ApiRequest } from '../route.ts';
import { ACCOUNT_FIELDS } from './account-fields.ts';
import { CHECK_FIELDS } from './check-fields.ts';
import { createCommitOnBranch, createRef, deleteRef, updateRef, updateRefs } from './commit-mutations.ts';
import { CONNECTION_FIELDS, EDGE_FIELDS } from './connection.ts';
import { GIT_FIELDS } from './git-fields.ts';
import { ISSUE_FIELDS } from './issue-fields.ts';
import { ISSUE_MUTATIONS } from './issue-mutations.ts';
import { PROTECTION_FIELDS } from './protection-fields.ts';
import { PULL_FIELDS } from './pull-fields.ts';
import { PULL_MUTATIONS } from './pull-mutations.ts';
import { QUERY_FIELDS } from './query-fields.ts';
import { RELATION_MUTATIONS } from './relation-mutations.ts';
import { RELEASE_FIELDS } from './release-fields.ts';
import { REPOSITORY_FIELDS } from './repository-fields.ts';
import type { Args } from './sources.ts';

// biome-ignore lint/suspicious/noExplicitAny: each type's own file says what its fields are answered from.
export type AnyResolver = (source: any, args: Args, request: ApiRequest) => unknown;

const TYPES: Readonly<Record<string, Readonly<Record<string, AnyResolver>>>> = {
  ...QUERY_FIELDS,
  ...ACCOUNT_FIELDS,
  ...REPOSITORY_FIELDS,
  ...PROTECTION_FIELDS,
  ...GIT_FIELDS,
  ...CHECK_FIELDS,
  ...PULL_FIELDS,
  ...ISSUE_FIELDS,
  ...RELEASE_FIELDS,
  Mutation: {
    createCommitOnBranch,
    createRef,
    updateRef,
    updateRefs,
    deleteRef,
    ...PULL_MUTATIONS,
    ...ISSUE_MUTATIONS,
    ...RELATION_MUTATIONS,
  },
};

/** Fields that are answered by the property of their name. */
const PLAIN: Readonly<Record<string, readonly string[]>> = {
  PageInfo: ['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'],
  StatusCheckRollupContextConnection: [
    'checkRunCount',
    'checkRunCountsByState',
    'statusContextCount',
    'statusContextCountsByState',
  ],
  SearchResultItemConnection: [
    'issueCount',
    'repositoryCount',
    'userCount',
    'codeCount',
    'discussionCount',
    'wikiCount',
  ],
  CreateCommitOnBranchPayload: ['clientMutationId', 'commit', 'ref'],
  CreateRefPayload: ['clientMutationId', 'ref'],
  UpdateRefPayload: ['clientMutationId', 'ref'],
  UpdateRefsPayload: ['clientMutationId'],
  DeleteRefPayload: ['clientMutationId'],
  CreatePullRequestPayload: ['clientMutationId', 'pullRequest'],
  MergePullRequestPayload: ['clientMutationId', 'pullRequest', 'actor'],
  UpdatePullRequestPayload: ['clientMutationId', 'pullRequest', 'actor'],
  EnablePullRequestAutoMergePayload: ['clientMutationId', 'pullRequest', 'actor'],
  DisablePullRequestAutoMergePayload: ['clientMutationId', 'pullRequest', 'actor'],
  RequestReviewsPayload: ['clientMutationId', 'pullRequest', 'actor'],
  AddPullRequestReviewPayload: ['clientMutationId', 'pullRequestReview'],
  EnqueuePullRequestPayload: ['clientMutationId', 'mergeQueueEntry'],
  DequeuePullRequestPayload: ['clientMutationId', 'mergeQueueEntry'],
  ClosePullRequestPayload: ['clientMutationId', 'pullRequest'],
  ReopenPullRequestPayload: ['clientMutationId', 'pullRequest'],
  MarkPullRequestReadyForReviewPayload: ['clientMutationId', 'pullRequest'],
  ConvertPullRequestToDraftPayload: ['clientMutationId', 'pullRequest'],
  UpdatePullRequestBranchPayload: ['clientMutationId', 'pullRequest'],
  CreateIssuePayload: ['clientMutationId', 'issue'],
  CloseIssuePayload: ['clientMutationId', 'issue'],
  ReopenIssuePayload: ['clientMutationId', 'issue'],
  UpdateIssuePayload: ['clientMutationId', 'issue', 'actor'],
  AddCommentPayload: ['clientMutationId', 'commentEdge', 'subject'],
  UpdateIssueCommentPayload: ['clientMutationId', 'issueComment'],
  DeleteIssueCommentPayload: ['clientMutationId'],
  DeleteIssuePayload: ['clientMutationId', 'repository'],
  PinIssuePayload: ['clientMutationId', 'issue'],
  UnpinIssuePayload: ['clientMutationId', 'issue'],
  ArchiveRepositoryPayload: ['clientMutationId', 'repository'],
  UnarchiveRepositoryPayload: ['clientMutationId', 'repository'],
  LockLockablePayload: ['clientMutationId', 'lockedRecord'],
  UnlockLockablePayload: ['clientMutationId', 'unlockedRecord'],
  CreateLabelPayload: ['clientMutationId', 'label'],
  AddLabelsToLabelablePayload: ['clientMutationId', 'labelable'],
  RemoveLabelsFromLabelablePayload: ['clientMutationId', 'labelable'],
  ClearLabelsFromLabelablePayload: ['clientMutationId', 'labelable'],
  AddAssigneesToAssignablePayload: ['clientMutationId', 'assignable'],
  RemoveAssigneesFromAssignablePayload: ['clientMutationId', 'assignable'],
  ReplaceActorsForAssignablePayload: ['clientMutationId', 'assignable'],
  RequestReviewsByLoginPayload: ['clientMutationId', 'pullRequest', 'actor'],
  RevertPullRequestPayload: ['clientMutationId', 'pullRequest', 'revertPullRequest'],
  AddSubIssuePayload: ['clientMutationId', 'issue', 'subIssue'],
  RemoveSubIssuePayload: ['clientMutationId', 'issue', 'subIssue'],
  ReprioritizeSubIssuePayload: ['clientMutationId', 'issue'],
  AddBlockedByPayload: ['clientMutationId', 'issue', 'blockingIssue'],
  RemoveBlockedByPayload: ['clientMutationId', 'issue', 'blockingIssue'],
  CreateLinkedBranchPayload: ['clientMutationId', 'issue', 'linkedBranch'],
  SubIssuesSummary: ['total', 'completed', 'percentCompleted'],
  IssueDependenciesSummary: ['blockedBy', 'blocking', 'totalBlockedBy', 'totalBlocking'],
};

/** Types of which there is nothing in this world: whatever is asked of them is asked of nobody. The fields are those that gh names. */
const NEVER: Readonly<Record<string, readonly string[]>> = {
  CodeOfConduct: ['key', 'name', 'url'],
  Discussion: [
    ...['number', 'title', 'body', 'url', 'closed', 'stateReason', 'author', 'category', 'labels', 'isAnswered'],
    ...['answerChosenAt', 'answerChosenBy', 'reactionGroups', 'createdAt', 'updatedAt', 'closedAt', 'locked'],
  ],
  DiscussionCategory: ['name', 'slug', 'emoji', 'isAnswerable'],
  FundingLink: ['platform', 'url'],
  Gist: ['name', 'description', 'files', 'isPublic', 'updatedAt'],
  GistFile: ['name', 'text'],
  IssueTemplate: ['name', 'title', 'body', 'about'],
  IssueType: ['name', 'description', 'color', 'isEnabled', 'isPrivate'],
  Project: ['id', 'name', 'number', 'body', 'resourcePath'],
  ProjectCard: ['project', 'column'],
  ProjectColumn: ['name'],
  ProjectV2: ['id', 'title', 'number', 'resourcePath', 'closed', 'url'],
  ProjectV2Item: ['id', 'project', 'fieldValueByName'],
  ProjectV2ItemFieldSingleSelectValue: ['optionId', 'name'],
  PullRequestTemplate: ['body', 'filename'],
  Submodule: ['gitUrl', 'branch', 'subprojectCommitOid'],
  RepositoryContactLink: ['about', 'name', 'url'],
  Team: ['name', 'slug', 'organization'],
};

/** What answers a field; undefined where nothing does. */
export function resolverOf(type: string, field: string): AnyResolver | undefined {
  const own = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (own !== undefined && Object.hasOwn(own, field)) return own[field];
  const isPlain = Object.hasOwn(PLAIN, type) && PLAIN[type]?.includes(field) === true;
  if (isPlain) return (from) => (from as Record<string, unknown>)[field];
  const general = type.endsWith('Connection') ? CONNECTION_FIELDS : type.endsWith('Edge') ? EDGE_FIELDS : {};
  return Object.hasOwn(general, field) ? (general as Record<string, AnyResolver>)[field] : undefined;
}

/** Whether a type has nothing in this world, so that its fields are never asked for. */
export const isEmptyType = (type: string): boolean => Object.hasOwn(NEVER, type);

/** Fields of object types that the schema of our own has, beside those of connections and edges. */
export const ANSWERED: ReadonlyMap<string, readonly string[]> = new Map([
  ...Object.entries(TYPES).map(([type, fields]) => [type, Object.keys(fields)] as const),
  ...Object.entries(PLAIN),
  ...Object.entries(NEVER).map(([type, fields]) => [type, ['id', ...fields]] as const),
]);
