import { type Problem, problem } from '../problem.ts';
import type { NameTemplates } from '../settings/name-templates.ts';
import { followingVersion } from '../version/next-version.ts';
import { releaseTag } from './release-tags.ts';

/** A workflow run that the tag of this name started before: so the tag was there. */
export interface FormerRun {
  readonly url: string;
  readonly commit: string;
}

/** The version after one that cannot be released any more: the first without a tag. */
export function versionAfter(version: string, isTagged: (version: string) => boolean): string {
  for (let next = followingVersion(version); ; next = followingVersion(next)) if (!isTagged(next)) return next;
}

/** The same by the tags of the repository. */
export const freeVersionAfter = (
  version: string,
  templates: NameTemplates,
  tags: ReadonlyMap<string, unknown>,
): string => versionAfter(version, (each) => tags.has(releaseTag(templates, each)));

/** A tag that stood here and is gone, as the plan tells it. */
export const stoodBefore = (tag: string, run: FormerRun): string =>
  `${tag} stood in this repository before (a run that it started: ${run.url}) and is gone. If its release was immutable, GitHub keeps the name for ever: it cannot be used again.`;

/** The name was used before, and releases are immutable here. */
export const nameWasUsed = (tag: string, run: FormerRun, next: string): Problem =>
  problem('tag-name-burned', stoodBefore(tag, run), {
    where: `refs/tags/${tag}`,
    remedy: `Release another version: ${next} is free.`,
    nextVersion: next,
  });

/**
 * GitHub refuses to make a tag that no ruleset forbids: worded like a rule, since the name of a deleted immutable release is
 * kept by one that nobody sees.
 *
 * @param answer what GitHub said
 */
export function nameRefused(
  { version, tag }: { readonly version: string; readonly tag: string },
  answer: string,
  run: FormerRun | null,
  next: string,
): Problem {
  const because =
    run === null
      ? `No ruleset of this repository that this token can see restricts ${tag}: either a rule of the organisation does, or GitHub keeps the name of an immutable release that was deleted.`
      : `No ruleset of this repository that this token can see restricts ${tag}, and it stood here before (a run that it started: ${run.url}): GitHub keeps the name of an immutable release that was deleted, for ever.`;
  const first =
    run === null ? 'Ask an administrator first whether a rule of the organisation is meant. Else release' : 'Release';
  return problem('tag-name-burned', `GitHub refused the tag ${tag}: ${answer}. ${because}`, {
    where: `refs/tags/${tag}`,
    remedy: `${first} the next version, ${next}: ${version} is merged and stays untagged. Its changelog needs an entry, which says so for instance.`,
    nextVersion: next,
  });
}
