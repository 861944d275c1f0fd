import { problem, Stop } from '../../core/problem.ts';
import { draftText } from '../../core/release/drafts.ts';
import type { TagFacts } from '../../core/release/facts.ts';
import { explaining } from '../../github/explain-failure.ts';
import { orNull, readReleases } from '../../github/read-release.ts';
import { WriteAttempts } from '../../github/write-attempts.ts';
import type { ReleaseContext } from './stage-context.ts';

/**
 * Makes the GitHub release of the tag, published at once, unless it is there: it has no files of this program's, and what it
 * starts attaches its own. The newest version stays the latest release, whatever is released after it.
 *
 * @throws Stop when somebody has left a draft of the tag meanwhile
 */
export async function makeRelease(context: ReleaseContext, { name: tag }: TagFacts): Promise<void> {
  const { client, clock, plan, progress } = context;
  const writes = new WriteAttempts(clock);
  for (;;) {
    const present = await explaining('reading the release', () =>
      orNull(client.request('GET /repos/{owner}/{repo}/releases/tags/{tag}', { tag })),
    );
    if (present !== null) return;
    const releases = await explaining('reading the releases', () => readReleases(client));
    const draft = releases.find((each) => each.draft && each.tag === tag);
    if (draft !== undefined) {
      throw new Stop([
        problem('draft-in-the-way', `There is a draft of ${tag}: ${draftText(draft)}.`, {
          where: draft.url,
          remedy: 'Publish the draft or delete it, then run the same command again.',
        }),
      ]);
    }
    const notes = plan.changelogSection.trim();
    const made = await explaining(`making the release of ${tag}`, () =>
      writes.attempt(
        client.request('POST /repos/{owner}/{repo}/releases', {
          tag_name: tag,
          name: tag,
          prerelease: plan.version.includes('-'),
          make_latest: 'legacy',
          ...(notes === '' ? { generate_release_notes: true } : { body: notes }),
        }),
      ),
    );
    if (made !== null) {
      progress.note(`made the GitHub release of ${tag}`);
      return;
    }
  }
}
