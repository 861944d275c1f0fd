import type {
  PullRequestFacts,
  ReleaseFacts,
  ReleaseObservation,
  ReleaseRefs,
  TagFacts,
} from '../core/release/facts.ts';
import type { AssetFacts } from '../core/release/judge-assets.ts';
import type { ReleaseNames } from '../core/release/names.ts';
import { runMarks } from '../core/release/workflow-run.ts';
import { isSameName } from '../core/repository-name.ts';
import type { GitHubClient } from './client.ts';
import { RequestFailure } from './request-policy.ts';

/**
 * Reads what is there already of a release.
 *
 * @param refs the branches and tags, where they were read already: then it takes two requests, else about five, and one for
 *   each tag that exists
 */
export async function observeRelease(
  client: GitHubClient,
  names: ReleaseNames,
  baseBranch: string,
  refs?: ReleaseRefs,
): Promise<ReleaseObservation> {
  const tagNamed = async (name: string) => (refs === undefined ? readTag(client, name) : (refs.tags.get(name) ?? null));
  const [tag, aliases, branchHead, pullRequests, releases] = await Promise.all([
    tagNamed(names.tag),
    Promise.all(names.aliasTags.map(tagNamed)),
    refs === undefined ? readBranchHead(client, names.branch) : (refs.branches.get(names.branch) ?? null),
    readReleasePullRequests(client, names.branch, baseBranch),
    readReleases(client),
  ]);
  const published = releases.find((each) => !each.draft && each.tag === names.tag);
  return {
    tag,
    aliases: aliases.filter((alias) => alias !== null),
    branchHead,
    pullRequests,
    publishedRelease: published === undefined ? null : { url: published.url, draft: false },
    releases,
    baseBranch,
  };
}

/** Every release, newest first. A draft is found here alone: it has no page of its tag yet. */
export async function readReleases(client: GitHubClient): Promise<ReleaseFacts[]> {
  const list = await client.list('GET /repos/{owner}/{repo}/releases', {});
  return list.map((each) => ({
    id: each.id,
    tag: each.tag_name,
    name: each.name || each.tag_name,
    url: each.html_url,
    draft: each.draft,
    prerelease: each.prerelease,
    notes: each.body ?? '',
    assets: each.assets.map(toAssetFacts),
    uploadUrl: each.upload_url,
    immutable: each.immutable ?? null,
    // A deleted account has made it: a person, for all that is known.
    author: { login: each.author?.login ?? '', isPerson: each.author?.type !== 'Bot' },
  }));
}

export const toAssetFacts = (asset: {
  id: number;
  name: string;
  state: string;
  size: number;
  digest?: string | null;
  browser_download_url: string;
}): AssetFacts => ({
  id: Number(asset.id),
  name: asset.name,
  state: asset.state,
  size: asset.size,
  digest: asset.digest ?? null,
  url: asset.browser_download_url,
});

/** The value, or null for 404. */
export async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RequestFailure && error.kind === 'not-found') return null;
    throw error;
  }
}

/** The head commit of a branch, or null. */
export async function readBranchHead(client: GitHubClient, branch: string): Promise<string | null> {
  const ref = await orNull(client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ref: `heads/${branch}` }));
  return ref?.object.sha ?? null;
}

/** A commit by a name that it has. */
interface NamedByRef {
  readonly sha: string;
  readonly message: string;
}

/**
 * The commit that a text leads to as GitHub reads it (a branch, a tag, a commit or the beginning of its id), or null. One
 * request, however a tag is made.
 *
 * Source: GitHub REST documentation, "Get a commit": 422 where there is no such one.
 */
export async function commitNamed(client: GitHubClient, ref: string): Promise<NamedByRef | null> {
  try {
    const { sha, commit } = await client.request('GET /repos/{owner}/{repo}/commits/{ref}', { ref, per_page: 1 });
    return { sha, message: commit.message };
  } catch (error) {
    if (error instanceof RequestFailure && (error.kind === 'not-found' || error.status === 422)) return null;
    throw error;
  }
}

/** The commit that a tag leads to, or null. */
export const readTagCommit = (client: GitHubClient, name: string): Promise<NamedByRef | null> =>
  commitNamed(client, `tags/${name}`);

/** What the ref of a tag points at, unpeeled, or null. */
export async function readTagObject(client: GitHubClient, name: string): Promise<string | null> {
  const ref = await orNull(client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ref: `tags/${name}` }));
  return ref?.object.sha ?? null;
}

/** How often a tag object may point at another tag object before we stop peeling. */
const MAXIMUM_PEELS = 5;

/** Reads a tag and peels it: for an annotated tag the ref points at the tag object, not at the commit. */
export async function readTag(client: GitHubClient, name: string): Promise<TagFacts | null> {
  const ref = await orNull(client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ref: `tags/${name}` }));
  if (ref === null) return null;
  let { sha, type } = ref.object;
  let message: string | null = null;
  let taggedAt: Date | null = null;
  for (let peels = 0; type === 'tag' && peels < MAXIMUM_PEELS; peels += 1) {
    const object = await client.request('GET /repos/{owner}/{repo}/git/tags/{tag_sha}', { tag_sha: sha });
    message ??= object.message;
    taggedAt ??= new Date(object.tagger.date);
    ({ sha, type } = object.object);
  }
  return { name, object: ref.object.sha, commit: sha, annotated: ref.object.type === 'tag', message, taggedAt };
}

/** How the commit of an alias stands to another one. */
type AliasRelation = 'same' | 'ancestor' | 'descendant' | 'diverged';

/** Compares them. Both exist: their refs were just read. */
export async function readAliasRelation(
  client: GitHubClient,
  aliasCommit: string,
  commit: string,
): Promise<AliasRelation> {
  const basehead = `${aliasCommit}...${commit}`;
  // 404 says that they have no common ancestor.
  const compared = await orNull(
    client.request('GET /repos/{owner}/{repo}/compare/{basehead}', { basehead, per_page: 1 }),
  );
  switch (compared?.status) {
    case 'identical':
      return 'same';
    case 'ahead':
      return 'ancestor';
    case 'behind':
      return 'descendant';
    case 'diverged':
    case undefined:
      return 'diverged';
  }
}

/** Whether one commit is in the history of another one, or is it. */
export async function isAncestor(client: GitHubClient, ancestor: string, descendant: string): Promise<boolean> {
  const relation = await readAliasRelation(client, ancestor, descendant);
  return relation === 'ancestor' || relation === 'same';
}

/** Whether a pull request comes from this repository: null is a fork that is gone. Names compare as GitHub compares them. */
const isOfRepository = (
  { owner, repo }: GitHubClient,
  { head }: { readonly head: { readonly repo: { readonly full_name: string } | null } },
): boolean => isSameName(head.repo?.full_name ?? '', `${owner}/${repo}`);

/** Every pull request from one branch of this repository, into whatever branch or into one, newest first. */
async function pullRequestsFrom(
  client: GitHubClient,
  branch: string,
  into: { readonly base?: string } = {},
): Promise<PullRequestFacts[]> {
  const list = await client.list('GET /repos/{owner}/{repo}/pulls', {
    head: `${client.owner}:${branch}`,
    ...into,
    state: 'all',
    sort: 'created',
    direction: 'desc',
  });
  // The filter is a hint: a fork's branch of the same name must never be taken for ours.
  return list.filter((each) => each.head.ref === branch && isOfRepository(client, each)).map(toPullRequestFacts);
}

/** Every pull request from one branch of this repository into the base branch, newest first. */
export const readPullRequests = (client: GitHubClient, branch: string, base: string): Promise<PullRequestFacts[]> =>
  pullRequestsFrom(client, branch, { base });

/**
 * The same, with the open ones into other branches behind them: a person may have given the release pull request another
 * base.
 */
export async function readReleasePullRequests(
  client: GitHubClient,
  branch: string,
  base: string,
): Promise<PullRequestFacts[]> {
  const own = await pullRequestsFrom(client, branch);
  return [
    ...own.filter((each) => each.baseBranch === base),
    ...own.filter((each) => each.baseBranch !== base && each.state === 'open'),
  ];
}

/** A pull request with the branch that it comes from: null when that is a fork's. */
export interface PullRequestOfBranch {
  readonly headRef: string | null;
  readonly facts: PullRequestFacts;
}

/** The pull requests that a commit belongs to or is the merge of. */
export async function readPullRequestsOfCommit(client: GitHubClient, sha: string): Promise<PullRequestOfBranch[]> {
  const list = await client.list('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', { commit_sha: sha });
  return list.map((each) => ofBranch(client, each));
}

/** One pull request by its own word; null where there is none. */
export async function readPullRequest(client: GitHubClient, number: number): Promise<PullRequestOfBranch | null> {
  const found = await orNull(client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', { pull_number: number }));
  return found === null ? null : ofBranch(client, found);
}

const ofBranch = (
  client: GitHubClient,
  data: Parameters<typeof toPullRequestFacts>[0] & Parameters<typeof isOfRepository>[1] & { head: { ref: string } },
): PullRequestOfBranch => ({
  headRef: isOfRepository(client, data) ? data.head.ref : null,
  facts: toPullRequestFacts(data),
});

/** Every pull request into a branch, newest first: read as far as the caller goes on. */
export async function* pullRequestsInto(client: GitHubClient, base: string): AsyncGenerator<PullRequestOfBranch> {
  const every = client.items('GET /repos/{owner}/{repo}/pulls', {
    base,
    state: 'all',
    sort: 'created',
    direction: 'desc',
  });
  for await (const each of every) yield ofBranch(client, each);
}

export function toPullRequestFacts(data: {
  number: number;
  node_id: string;
  html_url: string;
  state: string;
  merged_at: string | null;
  merge_commit_sha: string | null;
  body?: string | null;
  head: { sha: string };
  base: { ref: string };
}): PullRequestFacts {
  const merged = data.merged_at !== null;
  return {
    number: data.number,
    nodeId: data.node_id,
    url: data.html_url,
    state: data.state === 'open' ? 'open' : 'closed',
    merged,
    headSha: data.head.sha,
    baseBranch: data.base.ref,
    // Before the merge this is GitHub's test merge, which must never be tagged.
    mergeCommit: merged ? data.merge_commit_sha : null,
    marks: runMarks(data.body),
  };
}
