import type { CheckSuite, SuiteCheckRun } from '../check-suites.ts';
import type { ChangedFile } from '../git/diff-format.ts';
import type { Commit, Identity, Tag } from '../git/object-format.ts';
import type { KnownLicense } from '../license.ts';
import type { ApiRequest } from '../route.ts';
import type { StepView } from '../run-view.ts';
import type {
  Actor,
  AutoMergeState,
  BranchProtectionState,
  CommitStatusState,
  IssueCommentState,
  IssueState,
  LabelState,
  LineCommentState,
  MilestoneState,
  PullRequestState,
  ReactionState,
  ReleaseAssetState,
  ReleaseState,
  ReviewState,
  RulesetState,
  WorkflowRunState,
} from '../world-state.ts';

interface Account {
  readonly actor: Actor;
}

/** What the fields of each type of GitHub's schema are answered from. A type that is not here is never answered. */
export interface Sources {
  Query: object;
  Mutation: object;
  RateLimit: { readonly cost: number; readonly limit: number; readonly used: number; readonly reset: number };
  User: Account;
  Bot: Account;
  Organization: Account;
  Repository: { readonly fork: string | null };
  Ref: { readonly name: string; readonly sha: string; readonly prefix: string };
  Commit: { readonly commit: Commit };
  Tag: { readonly tag: Tag };
  Tree: { readonly sha: string };
  TreeEntry: { readonly path: string; readonly mode: string; readonly type: string; readonly sha: string };
  Blob: { readonly sha: string; readonly bytes: Buffer };
  GitActor: { readonly identity: Identity };
  Comparison: { readonly base: string; readonly head: string };
  PullRequest: { readonly pull: PullRequestState };
  PullRequestCommit: { readonly sha: string; readonly pull: PullRequestState };
  PullRequestChangedFile: { readonly file: ChangedFile };
  PullRequestReview: { readonly review: ReviewState };
  ReviewRequest: { readonly reviewer: Actor; readonly pull: PullRequestState };
  AutoMergeRequest: { readonly auto: AutoMergeState; readonly pull: PullRequestState };
  MergeQueue: { readonly branch: string };
  MergeQueueEntry: { readonly pull: PullRequestState; readonly queuedAt: number };
  Issue: { readonly issue: IssueState };
  IssueComment: { readonly comment: IssueCommentState };
  IssueCommentEdge: { readonly node: object; readonly cursor: string };
  PullRequestReviewComment: { readonly comment: LineCommentState };
  PullRequestReviewThread: { readonly comment: LineCommentState };
  RepositoryTopic: { readonly name: string };
  Topic: { readonly name: string };
  LinkedBranch: { readonly id: number; readonly ref: string };
  SuggestedReviewerActor: { readonly actor: Actor; readonly pull: PullRequestState };
  RepositoryRule: { readonly ruleset: RulesetState; readonly rule: RulesetState['rules'][number] };
  ReactionGroup: {
    readonly content: string;
    readonly reactions: readonly ReactionState[];
  };
  Milestone: { readonly milestone: MilestoneState };
  Label: { readonly label: LabelState };
  Release: { readonly release: ReleaseState };
  ReleaseAsset: { readonly release: ReleaseState; readonly asset: ReleaseAssetState };
  CheckSuite: { readonly suite: CheckSuite };
  CheckRun: { readonly suite: CheckSuite; readonly check: SuiteCheckRun };
  CheckStep: { readonly step: StepView };
  CheckRunStateCount: { readonly state: string; readonly count: number };
  StatusContextStateCount: { readonly state: string; readonly count: number };
  App: { readonly slug: string };
  WorkflowRun: { readonly run: WorkflowRunState; readonly suite: CheckSuite };
  WorkflowRunFile: { readonly run: WorkflowRunState };
  Workflow: { readonly path: string; readonly name: string };
  Status: { readonly sha: string; readonly contexts: readonly CommitStatusState[] };
  StatusContext: { readonly status: CommitStatusState };
  StatusCheckRollup: { readonly sha: string };
  License: { readonly license: KnownLicense };
  Language: { readonly language: string; readonly bytes: number };
  LanguageConnection: { readonly totalSize: number };
  LanguageEdge: { readonly node: Sources['Language'] };
  RepositoryRuleset: { readonly ruleset: RulesetState };
  BranchProtectionRule: { readonly protection: BranchProtectionState };
  PushAllowance: { readonly login: string };
  BypassPullRequestAllowance: { readonly login: string };
  PageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

export type TypeName = keyof Sources;

/** Arguments of a field, by name; those that are left out are not there unless the schema fills them in. */
export type Args = Readonly<Record<string, unknown>>;

export type FieldResolver<Source> = (source: Source, args: Args, request: ApiRequest) => unknown;

/** Type → field → what it answers: a plain value, an object made by `source`, a promise or a list of those. */
export type Resolvers = { readonly [Name in TypeName]?: Readonly<Record<string, FieldResolver<Sources[Name]>>> };

/** An object of a type of the schema. */
export const source = <Name extends TypeName>(
  type: Name,
  value: Sources[Name],
): Sources[Name] & { __typename: Name } => ({
  __typename: type,
  ...value,
});

/** An error at one field, as GitHub answers it: status 200, the reason in `errors`. */
export class FieldError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/** What the token lacks is told at the field; the rest is answered. */
export function requireAccess({ requester }: ApiRequest, permission: string, access: 'read' | 'write'): void {
  const { permissions, tokenKind } = requester;
  if (permissions === undefined) return;
  const given = permissions.get(permission);
  if (given === 'write' || (given === 'read' && access === 'read')) return;
  const by = tokenKind === 'pat' ? 'personal access token' : 'integration';
  throw new FieldError('FORBIDDEN', `Resource not accessible by ${by}`);
}

/** REST writes states in lower case, GraphQL in upper. */
export const upper = (value: string | null): string | null => value?.toUpperCase() ?? null;

/** A URL without scheme and host. */
export const pathOf = (url: string): string => new URL(url).pathname;
