import type { ViewerKind } from '../triggers/would-start.ts';
import type { ObjectId, TreeListing } from './git-tree.ts';
import type { AssetFacts } from './judge-assets.ts';
import type { RunMark } from './workflow-run.ts';

/** What GitHub and git say before a release is planned; read by effects/github, judged by core. Times are Dates. */

export interface RepositoryFacts {
  readonly owner: string;
  readonly repo: string;
  readonly htmlUrl: string;
  /** The address that is written into files: `htmlUrl`, but for a rehearsal, whose own would be a loopback port. */
  readonly publicUrl: string;
  readonly defaultBranch: string;
  /** Nobody may write to it. */
  readonly isArchived: boolean;
  /** false when the token surely cannot push; null when GitHub does not tell. */
  readonly canPush: boolean | null;
  readonly mergeMethods: { readonly squash: boolean; readonly merge: boolean; readonly rebase: boolean };
  readonly viewer: { readonly login: string | null; readonly kind: ViewerKind };
  /** Of GraphQL. */
  readonly nodeId: string;
  /** A published release keeps its tag and assets, and the name of a deleted one is gone for ever; null: not known. */
  readonly immutableReleases: boolean | null;
  /** false on servers without it (older GitHub Enterprise): the REST path is taken. */
  readonly hasGraphQL: boolean;
  /** Things that could not be found out, as sentences. */
  readonly warnings: readonly string[];
}

export interface CommitFacts {
  readonly sha: ObjectId;
  readonly tree: ObjectId;
  readonly parents: readonly ObjectId[];
  readonly message: string;
}

export interface RequiredCheck {
  readonly context: string;
  /** The app that must report it; null accepts any. */
  readonly appId: number | null;
}

export interface BranchFacts {
  readonly name: string;
  readonly head: CommitFacts;
  readonly requiredChecks: readonly RequiredCheck[];
  readonly requiredApprovals: number;
  readonly hasMergeQueue: boolean;
  /** Rule types in force, as `GET rules/branches/{branch}` names them. */
  readonly ruleTypes: readonly string[];
  /** … and with what they say. */
  readonly rules: readonly { readonly type: string; readonly parameters: Readonly<Record<string, unknown>> }[];
  /** How rules let pull requests be merged into it; null: they do not say. */
  readonly allowedMethods: readonly string[] | null;
  /** Rulesets and protections that let nobody update the branch but those who may bypass them. */
  readonly closedBy: readonly BranchClosure[];
}

export interface BranchClosure {
  readonly by: RuleOrigin;
  /** Whether the token may merge all the same; null: not told. */
  readonly canBypass: boolean | null;
}

export interface TagRuleset {
  readonly name: string;
  /** fnmatch patterns over full ref names; `~ALL` matches everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Rules as GitHub names them, with their parameters. */
  readonly rules: readonly { readonly type: string; readonly parameters: Readonly<Record<string, unknown>> }[];
  /** Whether the token may do all the same; null: not told. */
  readonly canBypass: boolean | null;
}

/** What a rule of a branch is a part of. */
export type RuleOrigin =
  /** Name of the ruleset; null: not told. */
  | { readonly kind: 'ruleset'; readonly name: string | null }
  /** Pattern of a classic protection, and its setting as GitHub's page has it, which names who may do all the same. */
  | { readonly kind: 'protection'; readonly name: string; readonly setting: string };

/** A rule that is in force on a branch which a release makes, or commits to. */
export interface NewBranchRule {
  /** As GitHub names it, with its parameters. */
  readonly type: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly by: RuleOrigin;
  /** Whether the token may do all the same; null: not told. */
  readonly canBypass: boolean | null;
}

/** Who may do what a protection of branches keeps others from. */
export interface ProtectionAllowance {
  /** Logins, and `slug[bot]` of apps. */
  readonly logins: readonly string[];
  /** Teams are named as well: who is in them is not known. */
  readonly hasTeams: boolean;
}

/** A classic protection of the branches that its pattern names. */
export interface BranchProtection {
  readonly pattern: string;
  /** The order in which they were made: where several patterns name a branch, the first counts. */
  readonly id: number;
  readonly isLocked: boolean;
  /** Only these may push; null: whoever may write. */
  readonly pushers: ProtectionAllowance | null;
  /** Nor may others make a branch that it names. */
  readonly blocksCreations: boolean;
  /** What arrives has to come by a pull request, except from these; null: it need not. */
  readonly withoutPullRequest: ProtectionAllowance | null;
  /** How many have to approve of such a pull request. */
  readonly approvals: number;
  readonly wantsLinearHistory: boolean;
  readonly wantsChecks: boolean;
  readonly wantsSignatures: boolean;
  /** Administrators are bound as well. */
  readonly bindsAdministrators: boolean;
}

export interface BranchProtections {
  readonly rules: readonly BranchProtection[];
  /** Whether the token is an administrator’s. */
  readonly isAdministrator: boolean;
}

export interface SourceFile {
  readonly mode: string;
  readonly sha: ObjectId;
  readonly bytes: Uint8Array;
}

/** The tree a release starts from: its texts, or the files of it that somebody asked for. */
export interface SourceTree {
  readonly commit: ObjectId;
  readonly tree: ObjectId;
  readonly listing: TreeListing;
  /** GitHub cut the listing short: the layout cannot be recognised by looking around. */
  readonly truncated: boolean;
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Why texts of it were not looked at, as a clause; null where all that were wanted are in `files`. */
  readonly unread: string | null;
}

export interface TagFacts {
  readonly name: string;
  /** What the ref points at: a tag object, or the commit itself for a lightweight tag. */
  readonly object: ObjectId;
  /** The peeled commit. */
  readonly commit: ObjectId;
  readonly annotated: boolean;
  readonly message: string | null;
  /** Date of the tag object. */
  readonly taggedAt: Date | null;
  /** Message of the peeled commit; left out where it was not read. */
  readonly commitMessage?: string;
}

export interface PullRequestFacts {
  readonly number: number;
  readonly nodeId: string;
  readonly url: string;
  readonly state: 'open' | 'closed';
  readonly merged: boolean;
  readonly headSha: ObjectId;
  readonly baseBranch: string;
  readonly mergeCommit: ObjectId | null;
  /** What its text says of the workflow runs that worked on it; left out where no text was read. */
  readonly marks?: readonly RunMark[];
}

/** Branches and tags, as far as a release has to do with them. */
export interface ReleaseRefs {
  /**
   * Tags by name: those that the release names, every one that can be a release of its component, and what stands above or
   * below one of its names.
   */
  readonly tags: ReadonlyMap<string, TagFacts>;
  /** Branches by name, with their heads: those that the release names, and what stands above or below one of them. */
  readonly branches: ReadonlyMap<string, ObjectId>;
  /** Classic protections of branches, be they there or not; null: not asked for, or not told to this token. */
  readonly protections: BranchProtections | null;
}

/** A GitHub release, published or a draft. */
export interface ReleaseFacts {
  readonly id: number;
  readonly tag: string;
  readonly name: string;
  readonly url: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  /** Its notes. Untrusted text. */
  readonly notes: string;
  readonly assets: readonly AssetFacts[];
  /** Where files are uploaded to it, as the server says. */
  readonly uploadUrl: string;
  /** null on servers that know no immutable releases. */
  readonly immutable: boolean | null;
  readonly author: { readonly login: string; readonly isPerson: boolean };
}

/** What is there already of one release. */
export interface ReleaseObservation {
  readonly tag: TagFacts | null;
  /** Those of the aliases that exist. */
  readonly aliases: readonly TagFacts[];
  /** Head of the release branch; null when there is no such branch. */
  readonly branchHead: ObjectId | null;
  /** Every pull request from the release branch into the base branch, newest first. */
  readonly pullRequests: readonly PullRequestFacts[];
  /** A release with the tag's name. */
  readonly publishedRelease: { readonly url: string; readonly draft: boolean } | null;
  /** The branch that the release goes into. */
  readonly baseBranch: string;
  /** The releases of the repository, newest first; drafts only where the token may push. */
  readonly releases: readonly ReleaseFacts[];
}
