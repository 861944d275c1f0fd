import { type Problem, type ProblemCode, Stop, stopIfAny } from '../core/problem.ts';
import type { TagFacts } from '../core/release/facts.ts';
import type { PublishedRecord, RunRecord } from '../core/release/record.ts';
import { workflowFileName } from '../core/triggers/workflow-file.ts';
import { isPrerelease } from '../core/version/semver.ts';
import type { ReleaseContext } from './stages/stage-context.ts';
import { verify } from './stages/verify.ts';
import { watchRuns } from './stages/watch-runs.ts';

/** What was watched before, and whether watching was asked for at all. */
export interface Watched {
  /** null: another invocation has watched, or nobody. */
  readonly runs: readonly RunRecord[] | null;
  readonly mayWatch: boolean;
}

const INCOMPLETE: ReadonlySet<ProblemCode> = new Set(['release-missing', 'asset-missing']);

/**
 * Verifies what was planned to be published. Where it does not come, the runs are looked at again before that is said: the tag
 * may have been pushed once more, or a run been started again, after it was seen to succeed. One that failed is what keeps the
 * release away; one that succeeded may have published meanwhile.
 *
 * @returns null: no published release is expected
 * @throws Stop when it is not as planned
 */
export async function verifyPlanned(
  context: ReleaseContext,
  tag: TagFacts,
  watched: Watched,
): Promise<PublishedRecord | null> {
  const { plan, config } = context;
  const { assets, draftBy, maker } = plan.publication;
  if (assets === null) return null;
  const request = {
    tag: tag.name,
    expected: assets,
    draftBy,
    timeout: config.verify.timeout,
    pollInterval: config.pollInterval,
    trustedRoot: config.verify.trustedRoot,
    isPrerelease: isPrerelease(plan.version),
  };
  for (let { runs } = watched; ; ) {
    try {
      return await verify(context, request);
    } catch (error) {
      if (!(error instanceof Stop) || !error.problems.some(({ code }) => INCOMPLETE.has(code))) throw error;
      // What this program makes itself is not made anew because somebody has deleted it a moment ago.
      const again = watched.mayWatch && maker !== 'program' ? await watchRuns(context, tag, false) : runs;
      if (again === null || isSame(again, runs)) {
        stopIfAny(error.problems.map((each) => withRuns(each, again ?? [])));
        throw error;
      }
      context.record({ runs: again });
      context.progress.note('what the tag has started ran again meanwhile: the release is looked at once more');
      runs = again;
    }
  }
}

const isSame = (some: readonly RunRecord[], others: readonly RunRecord[] | null): boolean => {
  const named = (runs: readonly RunRecord[]) => runs.map(({ id, attempt }) => `${id}/${attempt}`).join(' ');
  return others !== null && named(some) === named(others);
};

/** Which runs to start again, where there is no release and no draft of it: they have succeeded, so nothing of them is failed. */
function withRuns(each: Problem, runs: readonly RunRecord[]): Problem {
  if (each.code !== 'release-missing' || each.where !== undefined || runs.length === 0) return each;
  const named = runs.map(({ workflow, id }) => `${workflowFileName(workflow)}: \`gh run rerun ${id}\``).join(', ');
  return {
    ...each,
    where: runs[0]?.url ?? '',
    remedy: `See why nothing was published, or who deleted it. Start the run that publishes again, with all its jobs (${named}), or publish the release by hand with its files; then run the same command again.`,
  };
}
