import { Problems, problem, Stop } from '../../core/problem.ts';
import { entryAt } from '../../core/release/git-tree.ts';
import type { ReleasePlan } from '../../core/release/plan-release.ts';
import { archiveUrls } from '../../core/release/source-archive.ts';
import { addConandataSha256, conandataUrl } from '../../core/version/conandata.ts';
import { archiveHash } from '../../github/download-archive.ts';
import { explaining } from '../../github/explain-failure.ts';
import { readBranchHead, readPullRequests, toPullRequestFacts } from '../../github/read-release.ts';
import { readBranchCommit, readCommit } from '../../github/read-repository.ts';
import { readFiles, readListing } from '../../github/read-tree.ts';
import { WriteAttempts } from '../../github/write-attempts.ts';
import { commitOnBranch, type FileContent } from '../../github/write-commit.ts';
import type { ReleaseContext } from './stage-context.ts';

interface FollowUp {
  readonly number: number;
  readonly url: string;
}

/**
 * A Conan recipe needs the sha256 of an archive that exists only after the tag. This hashes it and proposes the line in
 * a pull request of its own, which is left open for a person: it is no part of the tagged release.
 *
 * @param request.commit the commit that the release tag leads to
 * @param request.isFirst nobody can have proposed it before: what is there after all is found when it is written
 * @returns the pull request, or null when there is nothing to add
 */
export async function proposeArchiveHash(
  context: ReleaseContext,
  { commit, isFirst }: { readonly commit: string; readonly isFirst: boolean },
): Promise<FollowUp | null> {
  const { client, plan, clock, progress } = context;
  const recipes = plan.edits.filter(({ path }) => plan.conandataPaths.includes(path));
  for (const { path, after } of recipes)
    if (!isOfArchive(plan, after))
      progress.warn(
        `${path} names ${conandataUrl(after, plan.version)}, which is not the source archive of ${plan.names.tag}: its sha256 is left to you`,
      );
  if (
    plan.conandataPaths.length === 0 ||
    (recipes.length > 0 && recipes.every(({ after }) => !isOfArchive(plan, after)))
  )
    return null;
  const branch = plan.names.followUpBranch;
  const writes = new WriteAttempts(clock);
  return explaining('proposing the hash of the source archive', async () => {
    const { timeout, userAgent } = client;
    const sha256 = await archiveHash(
      { repositoryUrl: plan.repository.htmlUrl, tag: plan.names.tag, commit, timeout, userAgent },
      { clock, onWait: (why, milliseconds) => progress.waiting(why, milliseconds) },
    );
    // A branch that nobody has seen is not looked for: creating it tells.
    for (let isSeen = false; ; isSeen = true) {
      const pullRequest = isFirst && !isSeen ? undefined : (await readPullRequests(client, branch, plan.baseBranch))[0];
      // Merged or closed by a person: either way it is decided.
      if (pullRequest !== undefined) return { number: pullRequest.number, url: pullRequest.url };
      const present = isSeen ? await readBranchHead(client, branch) : null;
      // A branch without its commit was left by a run that was killed in between.
      const head =
        present === null ? await readBranchCommit(client, plan.baseBranch) : await readCommit(client, present);
      if (head === null) throw new Stop([problem('base-branch-missing', `${plan.baseBranch} is gone.`)]);
      const files = await filesWithHash(context, head.tree, sha256);
      if (present === null) {
        if (files.length === 0) return null;
        const created = await writes.attempt(
          client.request('POST /repos/{owner}/{repo}/git/refs', { ref: `refs/heads/${branch}`, sha: head.sha }),
        );
        if (created === null) continue;
      }
      if (files.length > 0) {
        const commit = {
          message: `release: add the archive hash of ${plan.names.tag}`,
          parent: head.sha,
          baseTree: head.tree,
          files,
        };
        const made = await writes.attempt(commitOnBranch(client, branch, commit, { useGraphQL: plan.hasGraphQL }));
        if (made === null) continue;
      }
      const opened = await writes.attempt(
        client.request('POST /repos/{owner}/{repo}/pulls', {
          title: `release: archive hash of ${plan.names.tag}`,
          body: `Adds the sha256 of the source archive of \`${plan.names.tag}\`, which exists only since the tag.`,
          head: branch,
          base: plan.baseBranch,
        }),
      );
      if (opened !== null) {
        const { number, url } = toPullRequestFacts(opened);
        progress.note(`opened pull request #${number} with the archive hash: ${url}`);
        return { number, url };
      }
    }
  });
}

/** The recipes of a tree with the hash added; those that have it already are left out. */
async function filesWithHash(
  { client, plan, store }: ReleaseContext,
  tree: string,
  sha256: string,
): Promise<FileContent[]> {
  const contents = new Map<string, { mode: string; bytes: Uint8Array }>();
  if (tree === plan.expectedTree) {
    for (const { path, mode, after } of plan.edits) contents.set(path, { mode, bytes: after });
  } else {
    const { listing } = await readListing(client, tree, plan.conandataPaths);
    const paths = plan.conandataPaths.filter((path) => entryAt(listing, path) !== null);
    for (const [path, { mode, bytes }] of await readFiles(client, store, listing, paths))
      contents.set(path, { mode, bytes });
  }
  const files: FileContent[] = [];
  const problems = new Problems();
  for (const path of plan.conandataPaths) {
    const content = contents.get(path);
    if (content === undefined || !isOfArchive(plan, content.bytes)) continue;
    const edited = addConandataSha256(content.bytes, { version: plan.version, sha256 });
    if (!edited.ok) problems.add(...edited.problems.map((each) => ({ ...each, where: path })));
    else if (edited.value.changed) files.push({ path, mode: content.mode, bytes: edited.value.bytes });
  }
  problems.stop();
  return files;
}

/** Whether a recipe downloads the archive that was hashed. Its sha256 beside another address would be a wrong one. */
function isOfArchive({ repository, names, version }: ReleasePlan, bytes: Uint8Array): boolean {
  const url = conandataUrl(bytes, version)?.toLowerCase();
  return url === undefined || archiveUrls(repository.publicUrl, names.tag).some((each) => each.toLowerCase() === url);
}
