import { type Checked, checked, failed, problem } from '../problem.ts';
import type { ReleaseEnd } from './release-end.ts';

/** What a keyword is to be understood by. */
export interface KeywordFacts {
  readonly keyword: string;
  /** The version of the release that was made last. */
  readonly last: string;
  /** Its tag, whether it stands or not. */
  readonly tag: string;
  /** The version that the keyword makes of what the files say now. */
  readonly next: string;
  readonly end: ReleaseEnd;
  /** The base branch holds something that the last release has not. */
  readonly hasNewWork: boolean;
  /** The keyword makes the last version of the one before it: the same command led there. */
  readonly ledToLast: boolean;
  /** The last release was made by this program, which can go on with it. */
  readonly isOwn: boolean;
}

export interface KeywordMeaning {
  readonly version: string;
  /** Why it is not simply the next version, as a sentence; null when it is. */
  readonly told: string | null;
}

/**
 * The one decision on what patch, minor and major mean after a release: what is begun is finished first, what is finished is
 * not released again, and where both versions could be meant a person says which. Never the newer one by a guess.
 */
export function meaningOfKeyword(facts: KeywordFacts): Checked<KeywordMeaning> {
  const { keyword, last, tag, next, end, hasNewWork, ledToLast, isOwn } = facts;
  if (end.kind === 'finished' && hasNewWork) return checked({ version: next, told: null });
  const state =
    end.kind === 'finished'
      ? `nothing was added since the release of ${last}, tagged ${tag}`
      : end.kind === 'unfinished'
        ? `the release of ${last} is not finished: ${end.why}`
        : `whether the release of ${last} is finished cannot be told: ${end.why}`;
  const isKnown = end.kind !== 'unknown' || !hasNewWork;
  if (isOwn && ledToLast && isKnown)
    return checked({ version: last, told: `\`${keyword}\` is taken as ${last}, because ${state}.` });
  return failed(
    undecided(keyword, { version: last, does: isOwn ? 'goes on with the one that is there' : null }, next, state),
  );
}

/** A person chooses. */
export const undecided = (
  keyword: string,
  last: { readonly version: string; readonly does: string | null },
  next: string,
  because: string,
) =>
  problem('version-undecided', `\`${keyword}\` could mean ${last.version} or ${next}: ${because}.`, {
    where: '--version',
    remedy: `Give the exact version: ${last.does === null ? '' : `--version ${last.version} ${last.does}, `}--version ${next} releases the next one.`,
  });
