import { GitFailure } from '../embedded-github/git/git-process.ts';
import type { GitRepository } from '../embedded-github/git/git-repository.ts';
import type { Identity } from '../embedded-github/git/object-format.ts';
import type { SampleFiles } from '../sample/sample-file.ts';
import { SAMPLE_MAINTAINER, sampleFiles, sampleHistory } from '../sample/sample-repository.ts';

/**
 * Writes the sample's history into an empty repository: `branch` and annotated tags. Dates and people are fixed, so the
 * same files give the same commit ids everywhere.
 *
 * @returns the tip of the branch
 */
export async function writeSample(
  git: GitRepository,
  branch: string,
  files: SampleFiles = sampleFiles(),
): Promise<string> {
  let parent: string | null = null;
  const tags: { name: string; to: string; from: null }[] = [];
  for (const step of sampleHistory(files)) {
    const identity: Identity = { ...SAMPLE_MAINTAINER, time: Date.parse(step.date) };
    const changes = [];
    for (const [path, { mode, content }] of step.files) changes.push({ path, mode, sha: await git.writeBlob(content) });
    const commit: string = await git.writeCommit({
      tree: await git.treeWithChanges(null, changes),
      parents: parent === null ? [] : [parent],
      author: identity,
      committer: identity,
      message: `${step.message}\n`,
    });
    parent = commit;
    for (const tag of step.tags) {
      const to = await git.writeTag({
        object: commit,
        objectType: 'commit',
        name: tag.name,
        tagger: identity,
        message: `${tag.message}\n`,
      });
      tags.push({ name: `refs/tags/${tag.name}`, to, from: null });
    }
  }
  if (parent === null) throw new GitFailure('the sample has no commit');
  const written = await git.updateRefs([{ name: `refs/heads/${branch}`, to: parent, from: null }, ...tags]);
  if (!written.ok) throw new GitFailure(written.message);
  return parent;
}
