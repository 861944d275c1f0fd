import type { Problem } from '../../core/problem.ts';
import { freeVersionAfter } from '../../core/release/burned-name.ts';
import { nameTemplates } from '../../core/settings/name-templates.ts';
import { presentRefs } from './refused-name.ts';
import type { ReleaseContext } from './stage-context.ts';

/** What to do where the release tag is somebody else's. */
export const insteadOfTaken = (next: string): { readonly remedy: string } => ({
  remedy: `A published tag is never moved. Release another version: ${next} is free.`,
});

/** Names the version that is free where the tag was found taken after the plan: what was merged is of the line that is released. */
export async function withNextVersion(
  context: Pick<ReleaseContext, 'client' | 'plan' | 'config'>,
  found: Problem,
): Promise<Problem> {
  if (found.code !== 'tag-taken') return found;
  const { plan, config } = context;
  const { tags } = await presentRefs(context);
  return {
    ...found,
    ...insteadOfTaken(freeVersionAfter(plan.version, nameTemplates(config.templates, plan.component), tags)),
  };
}
