/**
 * The state of the embedded GitHub that git itself does not hold, as plain JSON: saved after every request that changes
 * it, so that a rehearsal killed at any point can be resumed. Times are milliseconds since the epoch on the world's
 * clock. Commits, trees, blobs, tags and refs live in the bare repository beside it and are never copied in here.
 */

export type TokenKind = 'app' | 'github-token' | 'pat';

export interface Actor {
  readonly login: string;
  readonly id: number;
  readonly type: 'User' | 'Bot';
}

export interface PullRequestState {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string;
  readonly author: Actor;
  readonly createdAt: number;
  updatedAt: number;
  state: 'open' | 'closed';
  closedAt: number | null;
  mergedAt: number | null;
  mergedBy: Actor | null;
  /** The squash commit, once merged. */
  mergeCommitSha: string | null;
  readonly headRef: string;
  /** The account whose fork has the head branch; left out: it is a branch of the repository itself. */
  readonly headOwner?: string;
  /** Head as last seen on the branch; stays after the branch is deleted. */
  headSha: string;
  baseRef: string;
  /** Base tip when the pull request was opened or its head last changed. */
  baseSha: string;
  /** `mergeable` answers null until this time: GitHub computes it in the background. */
  mergeableComputedAt: number;
  draft: boolean;
  /** Set while the pull request waits in the merge queue. */
  queuedAt: number | null;
  /** Who has been asked to review it and has not yet. */
  requestedReviewers?: Actor[];
  /** Set while it is merged by itself as soon as nothing stands against that. */
  autoMerge?: AutoMergeState | null;
}

/** How a pull request will be merged by itself, and who wanted that. */
export interface AutoMergeState {
  readonly enabledBy: Actor;
  readonly enabledAt: number;
  readonly method: 'merge' | 'squash' | 'rebase';
  readonly title?: string;
  readonly message?: string;
}

export interface ReviewState {
  readonly id: number;
  /** Of the pull request. */
  readonly number: number;
  readonly author: Actor;
  body: string;
  /** As GraphQL and REST write it. */
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  /** The head that was reviewed. */
  readonly commitSha: string;
  /** Null while it is pending. */
  submittedAt: number | null;
}

export interface IssueState {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string;
  readonly author: Actor;
  readonly createdAt: number;
  updatedAt: number;
  state: 'open' | 'closed';
  closedAt: number | null;
  /** Why it was closed, or opened again; left out: `completed` once closed. */
  stateReason?: 'completed' | 'not_planned' | 'reopened' | 'duplicate';
}

export interface LabelState {
  readonly id: number;
  name: string;
  color: string;
  description: string | null;
}

export interface IssueCommentState {
  readonly id: number;
  /** Issue or pull request number. */
  readonly number: number;
  readonly author: Actor;
  body: string;
  readonly createdAt: number;
  updatedAt: number;
}

/** A comment on a commit. */
export interface CommitCommentState {
  readonly id: number;
  readonly sha: string;
  readonly path: string | null;
  /** Lines down from the first hunk of the file. */
  readonly position: number | null;
  readonly line: number | null;
  readonly author: Actor;
  body: string;
  readonly createdAt: number;
  updatedAt: number;
}

/** A comment on a line, or on a file, of a pull request. */
export interface LineCommentState {
  readonly id: number;
  /** Of the pull request. */
  readonly number: number;
  readonly reviewId: number;
  readonly commitSha: string;
  readonly path: string;
  /** The older way to name a line: lines down from the first hunk of the file. */
  readonly position: number;
  /** Null: it is about the whole file. */
  readonly line: number | null;
  readonly side: 'LEFT' | 'RIGHT';
  readonly startLine: number | null;
  readonly startSide: 'LEFT' | 'RIGHT' | null;
  readonly hunk: string;
  readonly inReplyTo: number | null;
  readonly author: Actor;
  body: string;
  readonly createdAt: number;
  updatedAt: number;
}

export interface ReactionState {
  readonly id: number;
  readonly on: 'issue' | 'issue-comment' | 'commit-comment' | 'line-comment' | 'release';
  /** Number of an issue, id of anything else. */
  readonly of: number;
  readonly author: Actor;
  /** `+1`, `heart`, … */
  readonly content: string;
  readonly createdAt: number;
}

export interface MilestoneState {
  readonly id: number;
  readonly number: number;
  title: string;
  description: string | null;
  state: 'open' | 'closed';
  dueOn: number | null;
  readonly creator: Actor;
  readonly createdAt: number;
  updatedAt: number;
  closedAt: number | null;
}

/** Something that somebody has changed of an issue or pull request. */
export interface IssueEventState {
  readonly id: number;
  /** Of the issue. */
  readonly number: number;
  /** `labeled`, `closed`, … */
  readonly event: string;
  readonly actor: Actor;
  readonly createdAt: number;
  readonly label?: { readonly name: string; readonly color: string };
  /** Who was assigned, or asked for a review. */
  readonly person?: Actor;
  /** Title of the milestone. */
  readonly milestone?: string;
  readonly rename?: { readonly from: string; readonly to: string };
  readonly lockReason?: string | null;
}

export interface EnvironmentState {
  readonly id: number;
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Minutes. */
  readonly waitTimer: number;
  readonly branchPolicy: 'protected' | 'custom' | null;
}

export interface DeploymentState {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string | null;
  readonly payload: unknown;
  readonly isTransient: boolean;
  readonly isProduction: boolean;
  readonly creator: Actor;
  readonly createdAt: number;
  updatedAt: number;
  readonly statuses: DeploymentStatusState[];
}

export interface DeploymentStatusState {
  readonly id: number;
  state: string;
  readonly description: string;
  readonly environment: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly creator: Actor;
  readonly createdAt: number;
}

export interface CheckRunState {
  readonly id: number;
  readonly name: string;
  readonly headSha: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  readonly startedAt: number;
  completedAt: number | null;
  detailsUrl: string | null;
  externalId: string;
  output: { title: string | null; summary: string | null; text: string | null; annotations: unknown[] };
  readonly appSlug: string;
}

export interface CommitStatusState {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: Actor;
  readonly createdAt: number;
}

export type RunStatus = 'queued' | 'requested' | 'waiting' | 'pending' | 'in_progress' | 'completed';
export type RunConclusion =
  | 'success'
  | 'failure'
  | 'neutral'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required'
  | 'stale'
  | 'startup_failure';

/** One step of a job on the script: offsets are milliseconds after the attempt began. */
export interface StepScript {
  readonly name: string;
  readonly startsAfter: number;
  readonly endsAfter: number;
  readonly conclusion: RunConclusion;
}

export interface JobScript {
  readonly id: number;
  readonly name: string;
  /** What it needs is done: from here on it is listed, and waits for a runner. */
  readonly queuedAfter: number;
  readonly startsAfter: number;
  readonly endsAfter: number;
  readonly conclusion: RunConclusion;
  readonly steps: readonly StepScript[];
  readonly log: string;
}

/** What will happen in one attempt; what is visible now follows from it and the clock alone. */
export interface RunAttemptScript {
  readonly attempt: number;
  readonly beginsAt: number;
  /** The run appears in lists only from this time on. */
  readonly visibleAt: number;
  readonly startsAfter: number;
  /** Infinity is written as null: a run that never ends by itself (`run-waits`). */
  readonly endsAfter: number | null;
  /** While set, the run shows this status instead of in_progress until somebody acts on it. */
  readonly heldAs: 'waiting' | 'action_required' | null;
  /** With `waiting`: jobs that would start at this offset or later wait for the approval. */
  readonly heldFrom: number | null;
  readonly environment: string | null;
  readonly conclusion: RunConclusion;
  readonly jobs: readonly JobScript[];
}

export interface WorkflowRunState {
  readonly id: number;
  readonly runNumber: number;
  readonly workflowPath: string;
  readonly workflowName: string;
  readonly event: string;
  /** Full ref: `refs/tags/core/v1.2.0`, `refs/pull/7/merge`. */
  readonly ref: string;
  /** Of a dispatch; empty otherwise. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Branch or tag name, without refs/…: GitHub puts the tag name here for tag pushes. */
  readonly headBranch: string;
  /** The peeled commit, also for annotated tags. */
  readonly headSha: string;
  readonly displayTitle: string;
  readonly actor: Actor;
  readonly createdAt: number;
  readonly pullRequestNumber: number | null;
  /** What its file calls, as it was then. */
  readonly calls: readonly { readonly path: string; readonly sha: string; readonly ref?: string }[];
  /** The run whose end started this one (`workflow_run`). */
  readonly followsRun: number | null;
  cancelledAt: number | null;
  readonly attempts: RunAttemptScript[];
  /** Effects of a successful end (a published release) are applied once. */
  effectsApplied: boolean;
}

export interface ReleaseAssetState {
  readonly id: number;
  readonly name: string;
  readonly label: string | null;
  /** `starter`: its upload broke off; there is nothing in it, and its name is taken. */
  readonly state: 'uploaded' | 'open' | 'starter';
  readonly contentType: string;
  readonly size: number;
  /** `sha256:…`; null on servers older than June 2025. */
  readonly digest: string | null;
  readonly createdAt: number;
  readonly uploader: Actor;
  /** File name of the content below the world's `assets/` folder. */
  readonly file: string;
}

export interface ReleaseState {
  readonly id: number;
  tagName: string;
  targetCommitish: string;
  name: string;
  body: string;
  draft: boolean;
  prerelease: boolean;
  immutable: boolean;
  readonly createdAt: number;
  publishedAt: number | null;
  readonly author: Actor;
  assets: ReleaseAssetState[];
}

/** A ruleset as `GET /repos/{owner}/{repo}/rulesets` knows it; `target` says which refs `include`/`exclude` match. */
export interface RulesetState {
  readonly id: number;
  readonly name: string;
  readonly target: 'branch' | 'tag' | 'push';
  readonly enforcement: 'active' | 'disabled' | 'evaluate';
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Rules in GitHub's own shape: `{type, parameters?}`. */
  readonly rules: readonly { readonly type: string; readonly parameters?: Record<string, unknown> }[];
  /** Logins that the rules do not bind; nobody when left out. */
  readonly bypassLogins?: readonly string[];
}

/** A classic protection of the branches that a pattern names. */
export interface BranchProtectionState {
  readonly id: number;
  readonly pattern: string;
  readonly isLocked?: boolean;
  /** Logins that may push; left out: everybody who may write. */
  readonly pushers?: readonly string[];
  readonly blocksCreations?: boolean;
  /** Logins that need no pull request; left out: nobody needs one. */
  readonly withoutPullRequest?: readonly string[];
  readonly approvals?: number;
  /** Approvals are gone once the head changes. */
  readonly dismissesStaleReviews?: boolean;
  readonly wantsCodeOwners?: boolean;
  readonly wantsLastPushApproval?: boolean;
  /** Logins that may dismiss reviews; left out: everybody who may write. */
  readonly dismissers?: readonly string[];
  readonly wantsConversations?: boolean;
  /** Left out: none. */
  readonly checks?: readonly string[];
  /** The app that a check has to come from, by the name of the check; left out: any. */
  readonly checkApps?: Readonly<Record<string, number>>;
  /** Whether the head must have all of the base. */
  readonly isStrict?: boolean;
  readonly wantsSignatures?: boolean;
  readonly wantsLinearHistory?: boolean;
  readonly allowsDeletions?: boolean;
  readonly allowsForcePushes?: boolean;
  readonly allowsForkSyncing?: boolean;
  /** "Do not allow bypassing the above settings". */
  readonly bindsAdministrators?: boolean;
}

export interface RepositorySettings {
  allowSquashMerge: boolean;
  allowMergeCommit: boolean;
  allowRebaseMerge: boolean;
  allowAutoMerge: boolean;
  deleteBranchOnMerge: boolean;
  immutableReleases: boolean;
  private: boolean;
  /** Left out: what a rehearsal says of itself. */
  description?: string | null;
  homepage?: string | null;
  archived?: boolean;
  /** "Allow GitHub Actions to create and approve pull requests"; allowed when left out. */
  actionsMayOpenPullRequests?: boolean;
  /** GitHub Actions is off: nothing starts a workflow. */
  actionsDisabled?: boolean;
  /** Entries of a recursive tree listing before it is cut off; 100,000 when left out, as on GitHub. */
  treeEntryLimit?: number;
}

/**
 * Something that a person does in the world, said as the request that they send. It goes by the repository's rules, and asks
 * for no permission: whoever does it is taken to have it.
 */
export interface Act {
  /** Login. */
  readonly who: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the repository (`pulls/1/merge`), or from a slash on below the API's base. */
  readonly path: string;
  readonly body?: unknown;
}

/** An act that waits for its moment: a time on the world's clock, or the first request of a kind. */
export interface PlannedAct extends Act {
  /** Milliseconds since the epoch. */
  readonly at?: number;
  /** `METHOD path` of the request that it comes before; `*` stands for one segment of the path. */
  readonly before?: string;
}

export interface VariableState {
  /** In capitals. */
  name: string;
  value: string;
  readonly createdAt: number;
  updatedAt: number;
}

/** Its value is kept nowhere. */
export interface SecretState {
  /** In capitals. */
  readonly name: string;
  readonly createdAt: number;
  updatedAt: number;
}

/** What is told of a repository's events: kept, and nothing is sent anywhere. */
export interface HookState {
  readonly id: number;
  readonly createdAt: number;
  updatedAt: number;
  active: boolean;
  events: readonly string[];
  config: { url: string; content_type: string; insecure_ssl: string; secret?: string };
}

export interface DeployKeyState {
  readonly id: number;
  readonly key: string;
  readonly title: string;
  readonly readOnly: boolean;
  readonly createdAt: number;
  readonly addedBy: string;
}

export interface AutolinkState {
  readonly id: number;
  readonly prefix: string;
  readonly template: string;
  readonly isAlphanumeric: boolean;
}

/** Somebody who has been asked to work on the repository, and has not answered yet. */
export interface InvitationState {
  readonly id: number;
  readonly invitee: Actor;
  readonly inviter: Actor;
  permission: string;
  readonly createdAt: number;
}

/** Branches and tags that may be deployed to an environment. */
export interface BranchPolicyState {
  readonly id: number;
  name: string;
  readonly type: 'branch' | 'tag';
}

/** What somebody has said of a run that waited for an environment. */
export interface DeploymentReviewState {
  readonly runId: number;
  readonly state: 'approved' | 'rejected';
  readonly comment: string;
  readonly environment: string;
  readonly reviewer: Actor;
}

export interface WorkflowState {
  readonly id: number;
  readonly path: string;
  state: 'active' | 'disabled_manually' | 'disabled_inactivity';
  readonly createdAt: number;
}

export interface WorldState {
  readonly formatVersion: 1;
  readonly owner: string;
  repo: string;
  defaultBranch: string;
  /** What a branch is called now, by what it was called before. */
  renamedBranches?: Record<string, string>;
  readonly repositoryId: number;
  readonly createdAt: number;
  /** When a branch or tag was last changed; left out: when the repository was made. */
  pushedAt?: number;
  /** The world's time when the state was last saved: a resumed world goes on from here. */
  savedAt: number;
  /** Requests answered so far, over all resumptions: `@N` of a fault counts these. */
  requestCount: number;
  /** Faults that have fired already (by their text), so that each fires once over all resumptions. */
  firedFaults: string[];
  nextId: number;
  nextNumber: number;
  settings: RepositorySettings;
  rulesets: RulesetState[];
  /** `owner/name`, in lower case, that it had before it was renamed or moved: each redirects here. Left out: none. */
  formerNames?: string[];
  /** Left out: there are none. */
  protections?: BranchProtectionState[];
  pulls: PullRequestState[];
  issues: IssueState[];
  labels: LabelState[];
  /** Names of labels by number of the issue or pull request. */
  labelsOf: Record<string, string[]>;
  comments: IssueCommentState[];
  /** Left out: nobody has reviewed anything. */
  reviews?: ReviewState[];
  /** Left out, as those below: there are none. */
  commitComments?: CommitCommentState[];
  lineComments?: LineCommentState[];
  reactions?: ReactionState[];
  milestones?: MilestoneState[];
  /** Number of the milestone by that of the issue or pull request. */
  milestoneOf?: Record<string, number>;
  /** Why an issue or pull request is locked, by its number; null: for no reason that was given. */
  locks?: Record<string, string | null>;
  issueEvents?: IssueEventState[];
  deployments?: DeploymentState[];
  environments?: EnvironmentState[];
  topics?: string[];
  /** Artifacts that somebody has deleted, by id. */
  deletedArtifacts?: number[];
  /** Runs whose logs somebody has deleted, by id. */
  deletedLogs?: number[];
  /** Who works on an issue or pull request, by its number. */
  assigneesOf?: Record<string, Actor[]>;
  /** Variables of Actions; left out: none. */
  variables?: VariableState[];
  secrets?: SecretState[];
  /** Those that are not of Actions, by whose they are: `dependabot`, `codespaces`, `agents`. */
  otherSecrets?: Record<string, SecretState[]>;
  /** By the name of the environment, in small letters. */
  environmentVariables?: Record<string, VariableState[]>;
  environmentSecrets?: Record<string, SecretState[]>;
  branchPolicies?: Record<string, BranchPolicyState[]>;
  hooks?: HookState[];
  deployKeys?: DeployKeyState[];
  autolinks?: AutolinkState[];
  invitations?: InvitationState[];
  stargazers?: { readonly actor: Actor; readonly at: number }[];
  /** Who watches or ignores the repository, by login. */
  subscriptions?: Record<string, { readonly ignored: boolean; readonly at: number }>;
  /** What is on or off, by its name in the address, where somebody has set it. */
  switches?: Record<string, boolean>;
  /** Settings of Actions by their name in the address, as they were set. */
  actionsSettings?: Record<string, Record<string, unknown>>;
  deploymentReviews?: DeploymentReviewState[];
  /** Numbers of issues that were deleted. */
  deletedIssues?: number[];
  /** Numbers of the issues below an issue, in their order, by its number. */
  subIssuesOf?: Record<string, number[]>;
  /** Numbers of the issues that an issue waits for, by its number. */
  blockersOf?: Record<string, number[]>;
  /** Branches that somebody has begun for an issue: its number, and the full name of the ref. */
  linkedBranches?: { readonly id: number; readonly issue: number; readonly ref: string }[];
  /** Numbers of the issues that stand above the others. */
  pinnedIssues?: number[];
  /** Who may be asked besides the owner and `maintainer`. */
  people?: Actor[];
  /** What people will do; left out: nothing. */
  plannedActs?: PlannedAct[];
  checkRuns: CheckRunState[];
  statuses: CommitStatusState[];
  workflows: WorkflowState[];
  runs: WorkflowRunState[];
  releases: ReleaseState[];
  /** Id of the release that somebody has made the latest one (`make_latest`); left out: GitHub goes by date. */
  latestRelease?: number;
  /** Tag names of deleted immutable releases: they can never be released again. */
  burnedTagNames?: string[];
  /** Assets that will appear on a release later (`asset-late`). */
  lateAssets?: { readonly releaseId: number; readonly at: number; readonly asset: ReleaseAssetState }[];
  /** Budget of each `kind/resource` in its present hour; empty until the first request. */
  rateLimits?: Record<string, { used: number; resetAt: number }>;
}
