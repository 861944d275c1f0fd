import type { Problem } from '../core/problem.ts';
import { freeVersionAfter } from '../core/release/burned-name.ts';
import type { ReleaseRefs } from '../core/release/facts.ts';
import { releaseTag } from '../core/release/release-tags.ts';
import type { NameTemplates } from '../core/settings/name-templates.ts';
import { isAncestor } from '../github/read-release.ts';
import { insteadOfTaken } from './stages/free-version.ts';
import type { Reader, Surroundings } from './surroundings.ts';

/**
 * Names the version that is free where the release tag is somebody else's: the next one after it; on another line than the one
 * that the tag is on, the next one of the line that is released here.
 */
export async function withFreeVersion(
  { client }: Pick<Reader, 'client'>,
  { layout, branch }: Surroundings,
  problems: readonly Problem[],
  {
    version,
    refs,
    templates,
  }: { readonly version: string; readonly refs: ReleaseRefs; readonly templates: NameTemplates },
): Promise<Problem[]> {
  if (!problems.some(isTaken)) return [...problems];
  const tag = refs.tags.get(releaseTag(templates, version));
  const isOfThisLine = tag === undefined || (await isAncestor(client, tag.commit, branch.head.sha));
  const next = freeVersionAfter(isOfThisLine ? version : layout.current, templates, refs.tags);
  return problems.map((each) => (isTaken(each) ? { ...each, ...insteadOfTaken(next) } : each));
}

const isTaken = ({ code }: Problem): boolean => code === 'tag-taken';
