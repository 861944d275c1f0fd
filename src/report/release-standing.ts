import { short } from '../core/release/position.ts';
import type { ReleaseRecord } from '../core/release/record.ts';

/** What of a release is done and what is not, in one or two sentences: the first that a reader of a stopped one asks. */
export function standingText(record: ReleaseRecord): string {
  const { pullRequest, mergeCommit, tag, release, status } = record;
  if (status === 'released') return releasedText(record);
  const begins = status === 'stopped' ? 'It stopped' : 'It is not finished';
  if (tag !== null) {
    const published =
      release === null
        ? 'What was published is not verified'
        : 'What was published was looked at, and the rest was not done';
    return `${begins} after ${tag.name} was tagged at ${short(tag.commit)}. ${published}.`;
  }
  if (mergeCommit !== null)
    return `${begins} after the merge: ${short(mergeCommit)} is on ${record.base.branch}. Nothing is tagged, and nothing is published.`;
  if (pullRequest !== null)
    return `${begins} before the merge: pull request #${pullRequest.number} was opened. Nothing is merged, tagged or published.`;
  return `${begins} before anything was written: there is no pull request, no tag and no release of it.`;
}

function releasedText({ tag, aliases, release, finishedBefore, mergeCommit }: ReleaseRecord): string {
  const names = [tag, ...aliases].flatMap((each) => (each === null ? [] : [each.name])).join(', ');
  const published = release === null ? 'no release page belongs to it' : 'what was published is verified';
  const at = mergeCommit === null ? names : `${names} at ${short(mergeCommit)}`;
  return finishedBefore
    ? `Released before, and looked at once more: ${at}; ${published}.`
    : `Tagged: ${at}; ${published}.`;
}

/** Whether something of it is there for its users: before, everything is only planned. */
export const isTagged = ({ tag }: Pick<ReleaseRecord, 'tag'>): boolean => tag !== null;
