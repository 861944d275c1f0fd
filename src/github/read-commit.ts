import type { CommitFacts } from '../core/release/facts.ts';
import type { GitHubClient } from './client.ts';

/** Reads one commit. */
export async function readCommit(client: GitHubClient, sha: string): Promise<CommitFacts> {
  const { commits, trees } = knownOf(client);
  const found = commits.get(sha);
  if (found !== undefined) return found;
  const data = await client.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { commit_sha: sha });
  const commit = {
    sha: data.sha,
    tree: data.tree.sha,
    parents: data.parents.map((parent) => parent.sha),
    message: data.message,
  };
  commits.set(sha, commit);
  trees.set(sha, commit.tree);
  return commit;
}

/** The tree of a commit: without a request where a list of tags has told it. */
export const readCommitTree = async (client: GitHubClient, sha: string): Promise<string> =>
  knownOf(client).trees.get(sha) ?? (await readCommit(client, sha)).tree;

/** Keeps what another answer has told of a commit. */
export const keepCommitTree = (client: GitHubClient, sha: string, tree: string): void =>
  void knownOf(client).trees.set(sha, tree);

interface KnownCommits {
  readonly commits: Map<string, CommitFacts>;
  /** The trees of commits, by their ids. */
  readonly trees: Map<string, string>;
}

/** An id names its commit for ever, so each is asked for once. */
const known = new WeakMap<GitHubClient, KnownCommits>();

function knownOf(client: GitHubClient): KnownCommits {
  const found = known.get(client) ?? { commits: new Map(), trees: new Map() };
  known.set(client, found);
  return found;
}
