import { type Problem, problem } from '../../core/problem.ts';
import { draftText } from '../../core/release/drafts.ts';
import type { GitHubClient } from '../../github/client.ts';
import { explaining } from '../../github/explain-failure.ts';
import { readReleases } from '../../github/read-release.ts';

/**
 * That there is no published release of a tag; and the draft, where there is one, with its name and address. A draft is not
 * found by its tag, so that every release is looked at.
 *
 * @param draftBy the workflow that leaves a draft, as planned
 */
export async function missingRelease(
  client: GitHubClient,
  tag: string,
  draftBy: string | null,
): Promise<{ readonly problem: Problem; readonly isDraft: boolean }> {
  const releases = await explaining('reading the releases', () => readReleases(client));
  const draft = releases.find((each) => each.draft && each.tag === tag);
  const what = `There is no published release for ${tag}`;
  if (draft === undefined) return { problem: problem('release-missing', `${what}.`), isDraft: false };
  const by = draftBy === null ? '' : `, which ${draftBy} leaves for somebody to publish`;
  return {
    problem: problem('release-missing', `${what}, but a draft: ${draftText(draft)}${by}.`, {
      where: draft.url,
      remedy:
        'Look at the draft and publish it, then run the same command again: it goes on and verifies what was published.',
    }),
    isDraft: true,
  };
}
