import { collaborators, isoTime, nodeId, ownerActor, webUrl } from '../accounts.ts';
import { repositoryPage } from '../commit-answers.ts';
import { languageColor, languagesOf } from '../languages.ts';
import { readLicense } from '../license.ts';
import { findPull } from '../pull-requests.ts';
import { REPOSITORY_DESCRIPTION } from '../repository-answer.ts';
import type { ApiRequest } from '../route.ts';
import { findMilestone, isPull, subjectOf } from '../subjects.ts';
import type { World } from '../world.ts';
import type { IssueState, PullRequestState } from '../world-state.ts';
import { account } from './account-fields.ts';
import { connection, none } from './connection.ts';
import { REPOSITORY_GIT } from './git-fields.ts';
import { labelConnection, suggested } from './issue-fields.ts';
import { REPOSITORY_RELEASES } from './release-fields.ts';
import {
  type Args,
  FieldError,
  type FieldResolver,
  pathOf,
  type Resolvers,
  requireAccess,
  type Sources,
  source,
} from './sources.ts';

type Order = { readonly field?: string; readonly direction?: string } | null | undefined;

/** Issues or pull requests in the order that is asked for; by number, as they were made, where none is. */
function ordered<Each extends IssueState | PullRequestState>(
  subjects: readonly Each[],
  order: Order,
  { world }: ApiRequest,
): Each[] {
  const comments = (number: number) => world.state.comments.filter((each) => each.number === number).length;
  const sorted = subjects.toSorted((a, b) => {
    if (order?.field === 'UPDATED_AT') return a.updatedAt - b.updatedAt || a.number - b.number;
    if (order?.field === 'COMMENTS') return comments(a.number) - comments(b.number) || a.number - b.number;
    return a.number - b.number;
  });
  return order?.direction === 'DESC' ? sorted.reverse() : sorted;
}

const hasLabels = (number: number, wanted: unknown, { world }: ApiRequest): boolean =>
  !Array.isArray(wanted) ||
  wanted.some((name) => world.state.labelsOf[String(number)]?.includes(String(name)) === true);

function pullRequests(_: Sources['Repository'], args: Args, request: ApiRequest) {
  const states = args.states as readonly string[] | null | undefined;
  const { headRefName, baseRefName, labels } = args;
  const found = request.world.state.pulls.filter(
    (pull) =>
      (states == null || states.includes(pull.mergedAt === null ? pull.state.toUpperCase() : 'MERGED')) &&
      (headRefName == null || pull.headRef === headRefName) &&
      (baseRefName == null || pull.baseRef === baseRefName) &&
      hasLabels(pull.number, labels, request),
  );
  const sorted = ordered(found, args.orderBy as Order, request);
  return connection('pullRequests', args, sorted, (pull) => source('PullRequest', { pull }));
}

function issues(_: Sources['Repository'], args: Args, request: ApiRequest) {
  const filter = (args.filterBy ?? {}) as Readonly<Record<string, unknown>>;
  const states = (args.states ?? filter.states) as readonly string[] | null | undefined;
  const by = (login: unknown, actual: string) => login == null || String(login).toLowerCase() === actual.toLowerCase();
  const found = request.world.state.issues.filter(
    (issue) =>
      (states == null || states.includes(issue.state.toUpperCase())) &&
      by(filter.createdBy, issue.author.login) &&
      (filter.assignee == null ||
        (request.world.state.assigneesOf?.[String(issue.number)] ?? []).some(({ login }) =>
          by(filter.assignee, login),
        )) &&
      (filter.mentioned == null || issue.body.toLowerCase().includes(`@${String(filter.mentioned).toLowerCase()}`)) &&
      hasLabels(issue.number, args.labels ?? filter.labels, request),
  );
  const sorted = ordered(found, args.orderBy as Order, request);
  return connection('issues', args, sorted, (issue) => source('Issue', { issue }));
}

const missing = (what: string, number: unknown): never => {
  throw new FieldError('NOT_FOUND', `Could not resolve to ${what} with the number of ${String(number)}.`);
};

/** Languages of the default branch, the most first. */
const languageSources = async (world: World) =>
  Object.entries(await languagesOf(world)).map(([language, bytes]) => source('Language', { language, bytes }));

const people = ({ world }: ApiRequest, args: Args) => {
  const query = typeof args.query === 'string' ? args.query.toLowerCase() : '';
  const found = collaborators(world).filter(({ login }) => login.toLowerCase().includes(query));
  return connection('users', args, found, (actor) => source('User', { actor }));
};

/** A fork has no more here than its name: only its commits are in this repository. */
const owned: Record<string, FieldResolver<Sources['Repository']>> = {
  id: ({ fork }, _, { world }) => nodeId('R', fork === null ? world.state.repositoryId : 990_001),
  databaseId: ({ fork }, _, { world }) => (fork === null ? world.state.repositoryId : 990_001),
  name: (_, __, { world }) => world.state.repo,
  nameWithOwner: ({ fork }, _, { world }) => `${fork ?? world.state.owner}/${world.state.repo}`,
  owner: ({ fork }, _, { world }) =>
    account(fork === null ? ownerActor(world.state.owner) : { login: fork, id: 990_001, type: 'User' }),
  isFork: ({ fork }) => fork !== null,
  parent: ({ fork }) => (fork === null ? null : source('Repository', { fork: null })),
};

const page = (request: ApiRequest) => repositoryPage(request);

const SETTINGS: Record<string, FieldResolver<Sources['Repository']>> = {
  isPrivate: (_, __, { world }) => world.state.settings.private,
  visibility: (_, __, { world }) => (world.state.settings.private ? 'PRIVATE' : 'PUBLIC'),
  mergeCommitAllowed: (_, __, { world }) => world.state.settings.allowMergeCommit,
  squashMergeAllowed: (_, __, { world }) => world.state.settings.allowSquashMerge,
  rebaseMergeAllowed: (_, __, { world }) => world.state.settings.allowRebaseMerge,
  autoMergeAllowed: (_, __, { world }) => world.state.settings.allowAutoMerge,
  deleteBranchOnMerge: (_, __, { world }) => world.state.settings.deleteBranchOnMerge,
  allowUpdateBranch: () => false,
  squashMergeCommitTitle: () => 'COMMIT_OR_PR_TITLE',
  squashMergeCommitMessage: () => 'COMMIT_MESSAGES',
  mergeCommitTitle: () => 'MERGE_MESSAGE',
  mergeCommitMessage: () => 'PR_TITLE',
  squashPrTitleUsedAsDefault: () => false,
  webCommitSignoffRequired: () => false,
  isArchived: (_, __, { world }) => world.state.settings.archived === true,
  archivedAt: () => null,
  description: (_, __, { world }) => world.state.settings.description ?? REPOSITORY_DESCRIPTION,
  homepageUrl: (_, __, { world }) => world.state.settings.homepage ?? null,
  hasIssuesEnabled: () => true,
  hasProjectsEnabled: () => false,
  hasWikiEnabled: () => false,
  hasDiscussionsEnabled: () => false,
  hasSponsorshipsEnabled: () => false,
  hasVulnerabilityAlertsEnabled: () => false,
  isBlankIssuesEnabled: () => true,
  isSecurityPolicyEnabled: () => false,
  securityPolicyUrl: () => null,
  isDisabled: () => false,
  isEmpty: () => false,
  isInOrganization: () => false,
  isLocked: () => false,
  lockReason: () => null,
  isMirror: () => false,
  mirrorUrl: () => null,
  isTemplate: () => false,
  templateRepository: () => null,
  isUserConfigurationRepository: () => false,
  forkingAllowed: () => true,
  forkCount: () => 0,
  stargazerCount: (_, __, { world }) => world.state.stargazers?.length ?? 0,
  codeOfConduct: () => null,
  contactLinks: () => [],
  fundingLinks: () => [],
  issueTemplates: () => [],
  pullRequestTemplates: () => [],
  primaryLanguage: async (_, __, { world }) => (await languageSources(world))[0] ?? null,
  usesCustomOpenGraphImage: () => false,
};

const VIEWER: Record<string, FieldResolver<Sources['Repository']>> = {
  viewerPermission: (_, __, { requester }) => (requester.tokenKind === 'pat' ? 'ADMIN' : 'WRITE'),
  viewerCanAdminister: (_, __, { requester }) => requester.tokenKind === 'pat',
  viewerCanCreateProjects: () => false,
  viewerCanSubscribe: () => true,
  viewerCanUpdateTopics: (_, __, { requester }) => requester.tokenKind === 'pat',
  viewerDefaultMergeMethod: (_, __, { world: { state } }) =>
    state.settings.allowMergeCommit ? 'MERGE' : state.settings.allowSquashMerge ? 'SQUASH' : 'REBASE',
  viewerDefaultCommitEmail: (_, __, { requester: { actor } }) => `${actor.id}+${actor.login}@users.noreply.github.com`,
  viewerPossibleCommitEmails: (_, __, { requester: { actor } }) => [
    `${actor.id}+${actor.login}@users.noreply.github.com`,
  ],
  viewerHasStarred: (_, __, { world, requester }) =>
    (world.state.stargazers ?? []).some(({ actor }) => actor.id === requester.actor.id),
  viewerSubscription: () => 'SUBSCRIBED',
};

/** What GitHub calls some licenses for short. */
const NICKNAMES: Readonly<Record<string, string>> = {
  'agpl-3.0': 'GNU AGPLv3',
  'gpl-2.0': 'GNU GPLv2',
  'gpl-3.0': 'GNU GPLv3',
  'lgpl-2.1': 'GNU LGPLv2.1',
  'lgpl-3.0': 'GNU LGPLv3',
};

export const REPOSITORY_FIELDS: Resolvers = {
  Repository: {
    ...owned,
    ...SETTINGS,
    ...VIEWER,
    ...REPOSITORY_GIT,
    ...REPOSITORY_RELEASES,
    url: (_, __, request) => page(request),
    resourcePath: (_, __, request) => pathOf(page(request)),
    projectsUrl: (_, __, request) => `${page(request)}/projects`,
    // There is no SSH here: whoever clones by this address gets what is there.
    sshUrl: (_, __, request) => `${page(request)}.git`,
    openGraphImageUrl: (_, __, request) => `${page(request)}/opengraph`,
    createdAt: (_, __, { world }) => isoTime(world.state.createdAt),
    updatedAt: (_, __, { world }) => isoTime(world.state.createdAt),
    pushedAt: (_, __, { world }) => isoTime(world.state.pushedAt ?? world.state.createdAt),
    diskUsage: () => 0,
    licenseInfo: async (_, __, { world }) => {
      const found = await readLicense(world, world.state.defaultBranch);
      return found === null || found.license.key === 'other' ? null : source('License', { license: found.license });
    },
    pullRequest: (_, { number }, { world }) => {
      const pull = findPull(world, Number(number));
      return pull === null ? missing('a PullRequest', number) : source('PullRequest', { pull });
    },
    pullRequests,
    issue: (_, { number }, { world }) => {
      const issue = world.state.issues.find((each) => each.number === number);
      return issue === undefined ? missing('an Issue', number) : source('Issue', { issue });
    },
    issues,
    issueOrPullRequest: (_, { number }, { world }) => {
      const subject = subjectOf(world, Number(number));
      if (subject === null) return missing('an issue or pull request', number);
      return isPull(subject) ? source('PullRequest', { pull: subject }) : source('Issue', { issue: subject });
    },
    label: (_, { name }, { world }) => {
      const label = world.state.labels.find((each) => each.name.toLowerCase() === String(name).toLowerCase());
      return label === undefined ? null : source('Label', { label });
    },
    labels: (_, args, { world }) => labelConnection(world.state.labels, args),
    assignableUsers: (_, args, request) => people(request, args),
    suggestedActors: (_, args, request) =>
      connection('suggestedActors', args, suggested(request, args), (actor) => account(actor)),
    issueTypes: none('issueTypes'),
    discussions: none('discussions'),
    discussionCategories: none('discussionCategories'),
    mentionableUsers: (_, args, request) => people(request, args),
    collaborators: (_, args, request) => people(request, args),
    mergeQueue: (_, args, { world }) => {
      const branch = String(args.branch ?? world.state.defaultBranch);
      const has = world.state.rulesets.some((ruleset) => ruleset.rules.some(({ type }) => type === 'merge_queue'));
      return has ? source('MergeQueue', { branch }) : null;
    },
    milestone: (_, { number }, { world }) => {
      const milestone = findMilestone(world, Number(number));
      return milestone === null ? null : source('Milestone', { milestone });
    },
    milestones: (_, args, { world }) => {
      const states = args.states as readonly string[] | null | undefined;
      const found = (world.state.milestones ?? []).filter(
        ({ state }) => states == null || states.includes(state.toUpperCase()),
      );
      return connection('milestones', args, found, (milestone) => source('Milestone', { milestone }));
    },
    projects: none('projects'),
    projectsV2: none('projectsV2'),
    forks: none('forks'),
    watchers: none('watchers'),
    stargazers: (_, args, { world }) =>
      connection('stargazers', args, world.state.stargazers ?? [], ({ actor }) => source('User', { actor })),
    languages: async (_, args, { world }) => {
      const { direction } = (args.orderBy ?? {}) as { readonly direction?: string };
      const every = await languageSources(world);
      const ordered = direction === 'ASC' ? every.toReversed() : every;
      const totalSize = every.reduce((sum, { bytes }) => sum + bytes, 0);
      return { ...connection('languages', args, ordered, (language) => language), totalSize };
    },
    repositoryTopics: (_, args, { world }) =>
      connection('repositoryTopics', args, world.state.topics ?? [], (name) => source('RepositoryTopic', { name })),
    branchProtectionRules: (_, args, request) => {
      requireAccess(request, 'administration', 'read');
      const protections = request.world.state.protections ?? [];
      return connection('branchProtectionRules', args, protections, (protection) =>
        source('BranchProtectionRule', { protection }),
      );
    },
    rulesets: (_, args, { world }) =>
      connection('rulesets', args, world.state.rulesets, (ruleset) => source('RepositoryRuleset', { ruleset })),
  },
  RepositoryTopic: {
    id: ({ name }) => nodeId('RT', name),
    topic: ({ name }) => source('Topic', { name }),
    url: ({ name }, _, { apiUrl }) => `${webUrl(apiUrl)}/topics/${name}`,
  },
  Topic: {
    id: ({ name }) => nodeId('T', name),
    name: ({ name }) => name,
  },
  RepositoryRuleset: {
    id: ({ ruleset }) => nodeId('RRS', ruleset.id),
    databaseId: ({ ruleset }) => ruleset.id,
    name: ({ ruleset }) => ruleset.name,
    target: ({ ruleset }) => ruleset.target.toUpperCase(),
    enforcement: ({ ruleset }) => ruleset.enforcement.toUpperCase(),
    createdAt: (_, __, { world }) => isoTime(world.state.createdAt),
    updatedAt: (_, __, { world }) => isoTime(world.state.createdAt),
    source: () => source('Repository', { fork: null }),
    rules: ({ ruleset }, args) => {
      const rules = ruleset.rules.filter(({ type }) => args.type == null || type.toUpperCase() === args.type);
      return connection('rules', args, rules, (rule) => source('RepositoryRule', { ruleset, rule }));
    },
  },
  RepositoryRule: {
    id: ({ ruleset, rule }) => nodeId('RRU', `${ruleset.id}/${rule.type}`),
    type: ({ rule }) => rule.type.toUpperCase(),
    repositoryRuleset: ({ ruleset }) => source('RepositoryRuleset', { ruleset }),
  },
  LanguageConnection: { totalSize: ({ totalSize }) => totalSize },
  LanguageEdge: { size: ({ node }) => node.bytes },
  Language: {
    id: ({ language }) => nodeId('LA', language),
    name: ({ language }) => language,
    color: ({ language }) => languageColor(language),
  },
  License: {
    id: ({ license: { key } }) => nodeId('L', key),
    key: ({ license: { key } }) => key,
    name: ({ license: { name } }) => name,
    spdxId: ({ license: { spdx_id: spdxId } }) => spdxId,
    nickname: ({ license: { key } }) => NICKNAMES[key] ?? null,
    url: ({ license: { key } }) => `http://choosealicense.com/licenses/${key}/`,
  },
};
