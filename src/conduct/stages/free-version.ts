import type { Problem } from '../../core/problem.ts';
import { versionAfter } from '../../core/release/burned-name.ts';
import { releaseTag } from '../../core/release/release-tags.ts';
import { nameTemplates } from '../../core/settings/name-templates.ts';
import { explaining } from '../../github/explain-failure.ts';
import { readReleaseRefs } from '../survey-names.ts';
import type { ReleaseContext } from './stage-context.ts';

/** What to do where the release tag is somebody else's. */
export const insteadOfTaken = (next: string): { readonly remedy: string } => ({
  remedy: `A published tag is never moved. Release another version: ${next} is free.`,
});

/** Names the version that is free where the tag was found taken after the plan: what was merged is of the line that is released. */
export async function withNextVersion(
  { client, plan, config }: Pick<ReleaseContext, 'client' | 'plan' | 'config'>,
  found: Problem,
): Promise<Problem> {
  if (found.code !== 'tag-taken') return found;
  const templates = nameTemplates(config.templates, plan.component);
  const { tags } = await explaining('reading the tags', () =>
    readReleaseRefs(client, plan.names, templates, { useGraphQL: plan.hasGraphQL }),
  );
  return { ...found, ...insteadOfTaken(versionAfter(plan.version, (each) => tags.has(releaseTag(templates, each)))) };
}
