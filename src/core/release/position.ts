import { type Checked, checked, failed, type Problem, problem } from '../problem.ts';
import type { PullRequestFacts, ReleaseObservation } from './facts.ts';
import type { ReleaseNames } from './names.ts';

/**
 * How far a release has come, decided from what GitHub shows and nothing else, so that any machine can go on with it.
 * `bump` is the commit that carries the version bump: its parent is what the release was planned from.
 */
export type ReleasePosition =
  | { readonly kind: 'new' }
  | { readonly kind: 'branched'; readonly bump: string }
  | { readonly kind: 'proposed'; readonly bump: string; readonly pullRequest: PullRequestFacts }
  | {
      readonly kind: 'merged';
      readonly bump: string;
      /** null: the release changed no file, so that the head of the base branch was tagged as it stood. */
      readonly pullRequest: PullRequestFacts | null;
      readonly mergeCommit: string;
      readonly tagged: boolean;
    };

/**
 * Where a release stands; stops where going on would move a published tag or override a person's decision.
 *
 * @param isWholeAtTag the commit that the tag stands on says the version, and nothing had to be changed for its release
 */
export function locateRelease(
  names: ReleaseNames,
  observation: ReleaseObservation,
  superseded: readonly number[] = [],
  isWholeAtTag = false,
): Checked<ReleasePosition> {
  const pullRequests = observation.pullRequests.filter(countsBeside(superseded));
  const merged = pullRequests.find((each) => each.merged);
  const { tag } = observation;

  if (merged?.mergeCommit != null) {
    if (tag !== null && tag.commit !== merged.mergeCommit) {
      return failed(
        problem(
          'tag-taken',
          `Tag ${names.tag} points at ${short(tag.commit)}, but pull request #${merged.number} was merged as ${short(merged.mergeCommit)}.`,
          { where: `refs/tags/${names.tag}` },
        ),
      );
    }
    return checked({
      kind: 'merged',
      bump: merged.headSha,
      pullRequest: merged,
      mergeCommit: merged.mergeCommit,
      tagged: tag !== null,
    });
  }
  if (tag !== null && isWholeAtTag) {
    const { commit } = tag;
    return checked({ kind: 'merged', bump: commit, pullRequest: null, mergeCommit: commit, tagged: true });
  }
  if (tag !== null) {
    const released =
      observation.publishedRelease === null ? '' : `; its release is at ${observation.publishedRelease.url}`;
    return failed(
      problem(
        'tag-taken',
        `Tag ${names.tag} exists at ${short(tag.commit)} and was not made by this release${released}.`,
        { where: `refs/tags/${names.tag}` },
      ),
    );
  }
  if (observation.publishedRelease !== null && !observation.publishedRelease.draft) {
    return failed(
      problem('release-name-taken', `A release named ${names.tag} exists without its tag.`, {
        where: observation.publishedRelease.url,
      }),
    );
  }
  const open = pullRequests.find((each) => each.state === 'open');
  if (open !== undefined && open.baseBranch !== observation.baseBranch)
    return failed(goesElsewhere(open, observation.baseBranch));
  if (open !== undefined) return checked({ kind: 'proposed', bump: open.headSha, pullRequest: open });
  const closed = pullRequests[0];
  if (closed !== undefined) {
    return failed(closedUnmerged(closed));
  }
  if (observation.branchHead !== null) return checked({ kind: 'branched', bump: observation.branchHead });
  return checked({ kind: 'new' });
}

/** Which pull requests count where some are left behind: one that somebody reopened is not, it stands in the way of another. */
export const countsBeside =
  (superseded: readonly number[]) =>
  ({ number, state }: Pick<PullRequestFacts, 'number' | 'state'>): boolean =>
    state === 'open' || !superseded.includes(number);

/** Somebody closed the release pull request on purpose; the program never reopens it by itself. */
export const closedUnmerged = ({ number, url }: PullRequestFacts): Problem =>
  problem('pull-request-closed', `Pull request #${number} was closed without being merged.`, {
    where: url,
    remedy: `Reopen it (where its branch was deleted, restore that first) and run the same command again; or start a new attempt with --supersede ${number}.`,
  });

/** Somebody gave the release pull request another base: merged there, it would release what nobody planned. */
export const goesElsewhere = ({ number, url, baseBranch, merged }: PullRequestFacts, base: string): Problem =>
  problem(
    'merge-refused',
    `Pull request #${number} ${merged ? 'was merged' : 'goes'} into ${baseBranch}, not into ${base}.`,
    {
      where: url,
      remedy: merged
        ? `Take the merge back on ${baseBranch} where it does not belong there; then run the same command again: it opens another pull request into ${base}.`
        : `Set its base branch to ${base} again (gh pr edit ${number} --base ${base}), or close it where it is about something else; then run the same command again.`,
    },
  );

/** Somebody took the merge back on the base branch, which only a person takes back again. */
export const mergeReverted = (
  release: Merge,
  { branch, tag, version, current }: { branch: string; tag: string; version: string; current: string },
): Problem =>
  problem(
    'merge-reverted',
    `Pull request #${release.pullRequest.number} of ${version} was merged as ${release.mergeCommit}, which is not tagged; ${branch} says ${current} again.`,
    onceTakenBack(release, branch, tag),
  );

/** Somebody pushed the base branch by force since the merge: a tag there would be of a commit that nobody finds. */
export const mergeLeftBehind = (
  release: Merge,
  { branch, tag, version }: { branch: string; tag: string; version: string },
): Problem =>
  problem(
    'merge-reverted',
    `Pull request #${release.pullRequest.number} of ${version} was merged as ${release.mergeCommit}, which is not tagged, and is not in the history of ${branch} any more.`,
    onceTakenBack(release, branch, tag),
  );

interface Merge {
  readonly pullRequest: PullRequestFacts;
  readonly mergeCommit: string;
}

/** Both ways on from a merge that was taken back. */
const onceTakenBack = ({ pullRequest: { number, url }, mergeCommit }: Merge, branch: string, tag: string) => ({
  where: url,
  remedy: `To release what ${branch} holds now, run the same command with --supersede ${number}. To release the merge commit all the same, tag it by hand (git tag ${tag} ${mergeCommit}, then push the tag) and run the same command again.`,
});

/** The usual abbreviation of an object id. */
export const short = (sha: string): string => sha.slice(0, 10);
