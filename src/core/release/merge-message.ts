import type { ReleaseNames } from './names.ts';

/** What a commit says of the pull request that it is the merge of. */
export interface MergeSign {
  /** The number of the pull request; null where a merge leaves none, as a rebase does. */
  readonly number: number | null;
  /** It names this release too, not only a number. */
  readonly isOwn: boolean;
}

/**
 * Whether a commit may be the merge of this release, by what GitHub and this program write there. Anyone may write the same,
 * and whoever merges by hand may write something else: it says whom to ask, and decides nothing.
 */
export function mergeSign(message: string, names: ReleaseNames): MergeSign | null {
  const [subject = ''] = message.split('\n', 1);
  const number =
    /\(#([1-9]\d{0,8})\)$/.exec(subject)?.[1] ?? /^Merge pull request #([1-9]\d{0,8}) from /.exec(subject)?.[1];
  const text = subject.replace(/ \(#\d+\)$/, '');
  const branch = /^Merge pull request #\d+ from [^/\s]+\/(.+)$/.exec(subject)?.[1];
  const isOwn =
    text === names.pullRequestTitle || text === names.commitMessage.split('\n', 1)[0] || branch === names.branch;
  if (number !== undefined) return { number: Number(number), isOwn };
  return isOwn ? { number: null, isOwn } : null;
}
