import { type ProblemCode, problem, Stop } from '../core/problem.ts';
import type { ReleaseObservation, TagFacts } from '../core/release/facts.ts';
import type { Standing } from '../core/release/handover.ts';
import { short } from '../core/release/position.ts';
import { explaining } from '../github/explain-failure.ts';
import { readTagObject } from '../github/read-release.ts';
import { withNextVersion } from './stages/free-version.ts';
import type { ReleaseContext } from './stages/stage-context.ts';
import { withdrawn } from './withdrawn.ts';

interface State {
  readonly standing: Standing;
  /** null: another process has seen it. */
  readonly seen: ReleaseObservation | null;
}

/** The release tag: as this process has seen it, or still as another one has handed it on. */
export async function presentTag(
  context: ReleaseContext,
  { standing: { releaseTag }, seen }: State,
): Promise<TagFacts> {
  if (releaseTag === null) throw new Error('a release that is watched is tagged');
  if (seen === null) await stopUnlessStanding(context, releaseTag);
  return releaseTag;
}

/**
 * What a stage after the tag finds missing or failed is told of a tag that stands. Where somebody has taken it away
 * meanwhile, or moved it, that is what there is to say: nothing that is told about runs or files would lead on.
 */
export async function whileTagStands<Result>(
  context: ReleaseContext,
  { standing: { releaseTag } }: State,
  part: () => Promise<Result>,
): Promise<Result> {
  try {
    return await part();
  } catch (error) {
    const isOfTag = error instanceof Stop && error.problems.some(({ code }) => FOLLOWS_FROM_TAG.has(code));
    if (isOfTag && releaseTag !== null) await stopUnlessStanding(context, releaseTag);
    throw error;
  }
}

const FOLLOWS_FROM_TAG: ReadonlySet<ProblemCode> = new Set([
  'run-never-started',
  'run-failed',
  'run-waits',
  'run-timeout',
  'release-missing',
  'asset-missing',
]);

/** @throws Stop where the tag is gone, or is another one */
async function stopUnlessStanding(context: ReleaseContext, releaseTag: TagFacts): Promise<void> {
  const { client, plan, config } = context;
  const ref = await explaining(`reading tag ${releaseTag.name}`, () => readTagObject(client, releaseTag.name));
  if (ref === releaseTag.object) return;
  const found =
    ref === null
      ? await withdrawn(context, plan, config, { commit: releaseTag.commit, proof: 'this release has seen it there' })
      : problem(
          'tag-taken',
          `Tag ${releaseTag.name} was moved meanwhile: its object is ${short(ref)} instead of ${short(releaseTag.object)}.`,
          { where: `${plan.repository.htmlUrl}/tags` },
        );
  throw new Stop([await withNextVersion(context, found)]);
}
