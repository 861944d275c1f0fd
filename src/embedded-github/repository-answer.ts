import { isoTime, nodeId, ownerActor, simpleUser } from './accounts.ts';
import { repositoryPage, repositoryUrl } from './commit-answers.ts';
import type { KnownLicense } from './license.ts';
import type { ApiRequest } from './route.ts';

/** One number for every fork and its owner: nothing asks for them by it. */
const FORK_ID = 990_001;

/** What a repository says of itself where nobody has said anything else. */
export const REPOSITORY_DESCRIPTION = 'Rehearsed on an embedded GitHub';

/** GitHub's `full-repository`, which holds what its smaller shapes hold as well. */
export function repositoryAnswer(request: Pick<ApiRequest, 'world' | 'apiUrl' | 'requester'>) {
  const { state } = request.world;
  const { settings } = state;
  const url = repositoryUrl(request);
  const page = repositoryPage(request);
  const openIssues =
    state.pulls.filter((pull) => pull.state === 'open').length +
    state.issues.filter((issue) => issue.state === 'open').length;
  const created = isoTime(state.createdAt);
  // What does not change between two requests keeps its ETag.
  const pushed = isoTime(state.pushedAt ?? state.createdAt);
  const stars = state.stargazers?.length ?? 0;
  return {
    id: state.repositoryId,
    node_id: nodeId('R', state.repositoryId),
    name: state.repo,
    full_name: `${state.owner}/${state.repo}`,
    private: settings.private,
    owner: simpleUser(ownerActor(state.owner), request.apiUrl),
    html_url: page,
    description: settings.description === undefined ? REPOSITORY_DESCRIPTION : settings.description,
    fork: false,
    url,
    forks_url: `${url}/forks`,
    keys_url: `${url}/keys{/key_id}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    teams_url: `${url}/teams`,
    hooks_url: `${url}/hooks`,
    issue_events_url: `${url}/issues/events{/number}`,
    events_url: `${url}/events`,
    assignees_url: `${url}/assignees{/user}`,
    branches_url: `${url}/branches{/branch}`,
    tags_url: `${url}/tags`,
    blobs_url: `${url}/git/blobs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    trees_url: `${url}/git/trees{/sha}`,
    statuses_url: `${url}/statuses/{sha}`,
    languages_url: `${url}/languages`,
    stargazers_url: `${url}/stargazers`,
    contributors_url: `${url}/contributors`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    commits_url: `${url}/commits{/sha}`,
    git_commits_url: `${url}/git/commits{/sha}`,
    comments_url: `${url}/comments{/number}`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    contents_url: `${url}/contents/{+path}`,
    compare_url: `${url}/compare/{base}...{head}`,
    merges_url: `${url}/merges`,
    archive_url: `${url}/{archive_format}{/ref}`,
    downloads_url: `${url}/downloads`,
    issues_url: `${url}/issues{/number}`,
    pulls_url: `${url}/pulls{/number}`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    labels_url: `${url}/labels{/name}`,
    releases_url: `${url}/releases{/id}`,
    deployments_url: `${url}/deployments`,
    created_at: created,
    updated_at: created,
    pushed_at: pushed,
    git_url: `${page}.git`,
    ssh_url: `${page}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    homepage: settings.homepage ?? null,
    size: 0,
    // GitHub has called stars watchers before, and answers by both names.
    stargazers_count: stars,
    watchers_count: stars,
    language: null,
    has_issues: true,
    has_projects: false,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: settings.archived === true,
    disabled: false,
    open_issues_count: openIssues,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: state.topics ?? [],
    visibility: settings.private ? 'private' : 'public',
    forks: 0,
    open_issues: openIssues,
    watchers: stars,
    default_branch: state.defaultBranch,
    ...(request.requester.isAnonymous === true ? {} : { permissions: permissionsOf(request.requester) }),
    allow_squash_merge: settings.allowSquashMerge,
    allow_merge_commit: settings.allowMergeCommit,
    allow_rebase_merge: settings.allowRebaseMerge,
    allow_auto_merge: settings.allowAutoMerge,
    delete_branch_on_merge: settings.deleteBranchOnMerge,
    allow_update_branch: false,
    use_squash_pr_title_as_default: false,
    squash_merge_commit_title: 'COMMIT_OR_PR_TITLE',
    squash_merge_commit_message: 'COMMIT_MESSAGES',
    merge_commit_title: 'MERGE_MESSAGE',
    merge_commit_message: 'PR_TITLE',
    network_count: 0,
    subscribers_count: 0,
  };
}

export const licenseAnswer = ({ apiUrl }: Pick<ApiRequest, 'apiUrl'>, { key, name, spdx_id }: KnownLicense) => ({
  key,
  name,
  spdx_id,
  url: key === 'other' ? null : `${apiUrl}/licenses/${key}`,
  node_id: `L_${key}`,
});

/** What whoever asks may do with the repository; nothing is said to those who are nobody. */
const permissionsOf = ({ tokenKind }: ApiRequest['requester']) => ({
  admin: tokenKind === 'pat',
  maintain: tokenKind === 'pat',
  push: true,
  triage: true,
  pull: true,
});

/** A fork as a pull request names it. It has no endpoints of its own: only its commits are here. */
export function forkAnswer(request: Pick<ApiRequest, 'world' | 'apiUrl' | 'requester'>, owner: string) {
  const { repo } = request.world.state;
  // A login does not say its account's number.
  const account = simpleUser({ login: owner, id: FORK_ID, type: 'User' }, request.apiUrl);
  return {
    ...repositoryAnswer(request),
    id: FORK_ID,
    node_id: nodeId('R', FORK_ID),
    full_name: `${owner}/${repo}`,
    owner: account,
    fork: true,
  };
}
