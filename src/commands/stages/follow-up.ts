import { createHash } from 'node:crypto';
import { problem, ReleaseStop } from '../../core/problem.ts';
import { objectId } from '../../core/release/git-tree.ts';
import { addConandataSha256 } from '../../core/version/conandata.ts';
import { downloadArchive } from '../../effects/github/download-archive.ts';
import { explaining } from '../../effects/github/explain-failure.ts';
import { orNull, readBranchHead, readPullRequests, toPullRequestFacts } from '../../effects/github/read-release.ts';
import { readCommit } from '../../effects/github/read-repository.ts';
import { WriteAttempts } from '../../effects/github/write-attempts.ts';
import { commitOnBranch } from '../../effects/github/write-commit.ts';
import type { ReleaseContext } from './stage-context.ts';

/**
 * A Conan recipe needs the sha256 of an archive that exists only after the tag. This hashes it and proposes the line in
 * a pull request of its own, which is left open for a person: it is no part of the tagged release.
 *
 * @returns the pull request, or null when there is nothing to add
 */
export async function proposeArchiveHash(context: ReleaseContext): Promise<{ number: number; url: string } | null> {
  const { client, plan, clock, progress, store } = context;
  if (plan.conandataPaths.length === 0) return null;
  const branch = plan.names.followUpBranch;
  const writes = new WriteAttempts(clock);
  return explaining('proposing the hash of the source archive', async () => {
    for (;;) {
      const pullRequest = (await readPullRequests(client, branch, plan.baseBranch))[0];
      // Merged or closed by a person: either way it is decided.
      if (pullRequest !== undefined) return { number: pullRequest.number, url: pullRequest.url };

      const baseHead = await readBranchHead(client, plan.baseBranch);
      if (baseHead === null) throw new ReleaseStop([problem('base-branch-missing', `${plan.baseBranch} is gone.`)]);
      const present = await readBranchHead(client, branch);
      if (present === null || present === baseHead) {
        const head = await readCommit(client, baseHead);
        const files = await hashedFiles(context, head.tree);
        if (files.length === 0) return null;
        if (present === null) {
          await writes.attempt(
            client.request('POST /repos/{owner}/{repo}/git/refs', { ref: `refs/heads/${branch}`, sha: baseHead }),
          );
        }
        const commit = {
          message: `release: add the archive hash of ${plan.names.tag}`,
          parent: baseHead,
          baseTree: head.tree,
          files,
        };
        await writes.attempt(commitOnBranch(client, branch, commit, { useGraphQL: plan.hasGraphQL }));
        continue;
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

  async function hashedFiles({ client: api }: ReleaseContext, tree: string) {
    const archive = await downloadArchive(plan.repository.htmlUrl, plan.names.tag);
    const sha256 = createHash('sha256').update(archive).digest('hex');
    const files = [];
    for (const path of plan.conandataPaths) {
      const content = await orNull(
        api.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { tree_sha: tree, recursive: '1' }),
      );
      const entry = content?.tree.find((each) => each.path === path);
      if (entry === undefined || entry.type !== 'blob') continue;
      const bytes = (await store.read(api, [entry.sha])).get(entry.sha);
      if (bytes === undefined) continue;
      const edited = addConandataSha256(bytes, { version: plan.version, sha256 });
      if (!edited.ok) throw new ReleaseStop([edited.problems[0] ?? problem('version-not-found', path)]);
      if (edited.value.changed && objectId('blob', edited.value.bytes) !== entry.sha) {
        files.push({ path, mode: entry.mode, bytes: edited.value.bytes });
      }
    }
    return files;
  }
}
