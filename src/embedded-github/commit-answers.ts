import { accountOf, isoTime, nodeId, simpleUser, verificationOf, webUrl } from './accounts.ts';
import type { ChangedFile } from './git/diff-format.ts';
import type { Commit, Identity } from './git/object-format.ts';
import type { ApiRequest } from './route.ts';

type Located = Pick<ApiRequest, 'world' | 'apiUrl'>;

/** `/repos/owner/repo`, encoded. */
export const repositoryPath = ({ world }: Pick<Located, 'world'>): string =>
  `/repos/${encodeURIComponent(world.state.owner)}/${encodeURIComponent(world.state.repo)}`;

export const repositoryUrl = (at: Located): string => `${at.apiUrl}${repositoryPath(at)}`;

export const repositoryPage = (at: Located): string =>
  `${webUrl(at.apiUrl)}/${encodeURIComponent(at.world.state.owner)}/${encodeURIComponent(at.world.state.repo)}`;

/** A path or ref inside a URL: slashes stay. */
export const urlPath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** The page of a release. A draft has no page of its tag yet. */
export const releasePage = (
  at: Located,
  { id, tagName, draft }: { readonly id: number; readonly tagName: string; readonly draft: boolean },
): string => `${repositoryPage(at)}/releases/tag/${draft ? `untagged-${id}` : urlPath(tagName)}`;

const person = (identity: Identity) => ({
  name: identity.name,
  email: identity.email,
  date: isoTime(identity.time),
});

/** GitHub shows messages without the line end that git itself adds. */
export const shownMessage = (message: string): string => message.replace(/\n+$/, '');

/** GitHub's `git-commit`: the object as it is stored. */
export function gitCommitAnswer(at: Located, commit: Commit) {
  const url = repositoryUrl(at);
  return {
    sha: commit.sha,
    node_id: nodeId('C', commit.sha),
    url: `${url}/git/commits/${commit.sha}`,
    html_url: `${repositoryPage(at)}/commit/${commit.sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: shownMessage(commit.message),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/git/commits/${sha}`,
      html_url: `${repositoryPage(at)}/commit/${sha}`,
    })),
    verification: verificationOf(commit),
  };
}

/** GitHub's `commit` in lists. */
export function commitAnswer(at: Located, commit: Commit) {
  const url = repositoryUrl(at);
  const account = (identity: Identity) => {
    const actor = accountOf(identity);
    return actor === null ? null : simpleUser(actor, at.apiUrl);
  };
  return {
    sha: commit.sha,
    node_id: nodeId('C', commit.sha),
    commit: {
      author: person(commit.author),
      committer: person(commit.committer),
      message: shownMessage(commit.message),
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: verificationOf(commit),
    },
    url: `${url}/commits/${commit.sha}`,
    html_url: `${repositoryPage(at)}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    author: account(commit.author),
    committer: account(commit.committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/commits/${sha}`,
      html_url: `${repositoryPage(at)}/commit/${sha}`,
    })),
  };
}

/** GitHub's `diff-entry`. */
export function changedFileAnswer(at: Located, commit: string, file: ChangedFile) {
  const path = urlPath(file.path);
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${repositoryPage(at)}/blob/${commit}/${path}`,
    raw_url: `${repositoryPage(at)}/raw/${commit}/${path}`,
    contents_url: `${repositoryUrl(at)}/contents/${path}?ref=${commit}`,
    ...(file.patch === null ? {} : { patch: file.patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}
