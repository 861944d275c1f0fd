import { type Problem, problem } from '../core/problem.ts';
import type { ReleasePlan } from '../core/release/plan-release.ts';
import { followingVersion } from '../core/version/next-version.ts';
import { readTag } from '../github/read-release.ts';
import { readRunsAtCommit } from '../github/read-runs.ts';
import { isHidden } from '../github/request-policy.ts';
import { RunsOfCommit } from '../github/runs-of-commit.ts';
import { readTaggedReport } from './release-report.ts';
import type { StageContext } from './stages/stage-context.ts';

/** A ref that was made a moment ago may not be shown yet. Milliseconds. */
const REF_LAG = 60_000;
const LOOK_INTERVAL = 10_000;

/**
 * Whether a merged release without its tag had it once: then a person has withdrawn it, and it is not published again. The
 * proof is on GitHub: a run that the tag started at the merge commit, or what this program wrote at the pull request when it
 * had tagged. Without either nobody has tagged it, as after a crash between merge and tag.
 *
 * @returns the problem; null when the release may be tagged
 */
export async function withdrawal(
  context: Pick<StageContext, 'client' | 'clock' | 'progress'>,
  plan: ReleasePlan,
  merged: { readonly number: number | null; readonly commit: string },
): Promise<Problem | null> {
  const { client, clock, progress } = context;
  const { tag } = plan.names;
  const proof =
    (await runByTag(context, plan, merged.commit)) ??
    (merged.number === null ? null : await readTaggedReport(context, plan, merged.number));
  if (proof === null) return null;
  // Another copy of the release may have made it just now.
  for (const deadline = clock.now().getTime() + REF_LAG; ; ) {
    if ((await readTag(client, tag)) !== null) return null;
    if (clock.now().getTime() >= deadline) break;
    progress.waiting(`${tag} was there once; whether it still is`, LOOK_INTERVAL);
    await clock.sleep(LOOK_INTERVAL);
  }
  return withdrawn(plan, merged.commit, proof);
}

/** @param proof how it is known that the tag was there */
export function withdrawn(plan: ReleasePlan, commit: string, proof: string): Problem {
  const { tag } = plan.names;
  return problem(
    'release-withdrawn',
    `${tag} stood at the merge commit ${commit} once (${proof}), and somebody deleted it: ${plan.version} was withdrawn.`,
    {
      where: `${plan.repository.htmlUrl}/tags`,
      remedy: `Release the next version, --version ${followingVersion(plan.version)} or higher; or, if it was deleted by mistake, make the tag ${tag} again by hand at ${commit} and run the same command again.`,
    },
  );
}

/** The address of a run that the tag started at this commit, or null. */
async function runByTag(
  { client }: Pick<StageContext, 'client'>,
  { names, publication, hasGraphQL }: ReleasePlan,
  commit: string,
): Promise<string | null> {
  try {
    const isByTag = (run: { headBranch: string | null }) => run.headBranch === names.tag;
    const listed = (await readRunsAtCommit(client, commit)).runs.find(isByTag);
    if (listed !== undefined) return listed.url;
    if (publication.expected.length === 0) return null;
    // The filtered list can be minutes old.
    const source = new RunsOfCommit(client, { commit, hasGraphQL, known: [], onFallback: () => {} });
    return (await source.everyRunOf(publication.expected)).runs.find(isByTag)?.url ?? null;
  } catch (error) {
    if (!isHidden(error)) throw error;
    return null;
  }
}
