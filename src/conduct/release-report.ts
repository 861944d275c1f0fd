import type { ReleasePlan } from '../core/release/plan-release.ts';
import { RequestFailure } from '../github/request-policy.ts';
import { findComment, keepComment } from './commit-report.ts';
import type { StageContext } from './stages/stage-context.ts';

/** Names our comment at a release pull request that says that the release was tagged. */
const MARKER = 'tagged';

/**
 * Says at the pull request that its release was tagged. Where the tag starts runs, those say it, and nothing is written:
 * whoever withdraws a release deletes its tag, and then something else has to know that it was there.
 */
export async function reportTagged(
  context: Omit<StageContext, 'store'>,
  plan: ReleasePlan,
  number: number,
  isNew: boolean,
): Promise<void> {
  if (plan.publication.expected.length > 0) return;
  await keepComment(context, number, {
    isNew,
    marker: MARKER,
    body: `Tagged as \`${plan.names.tag.replaceAll('`', '')}\` on the merge commit.`,
    author: plan.repository.viewer.login,
  });
}

/** The address of what `reportTagged` wrote, or null. Only our own word counts. */
export async function readTaggedReport(
  { client }: Pick<StageContext, 'client'>,
  plan: ReleasePlan,
  number: number,
): Promise<string | null> {
  const author = plan.repository.viewer.login;
  if (author === null) return null;
  try {
    return (await findComment(client, number, MARKER, author))?.url ?? null;
  } catch (error) {
    if (!(error instanceof RequestFailure) || error.kind === 'unauthorized' || error.uncertain) throw error;
    return null;
  }
}
