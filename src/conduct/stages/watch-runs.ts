import { problem, Stop } from '../../core/problem.ts';
import type { TagFacts } from '../../core/release/facts.ts';
import type { RunRecord } from '../../core/release/record.ts';
import type { ExpectedRun } from '../../core/triggers/expected-runs.ts';
import { explaining } from '../../github/explain-failure.ts';
import { readTag } from '../../github/read-release.ts';
import { dispatchWorkflows } from './dispatch.ts';
import { makeRelease } from './make-release.ts';
import type { ReleaseContext, StageContext } from './stage-context.ts';
import { watch } from './watch.ts';

/**
 * Watches what the tags start; with `trigger: dispatch` it starts them first. Where this program makes the GitHub release, it
 * does so when they have succeeded. What a published release starts is watched when it is published.
 */
export async function watchRuns(context: ReleaseContext, releaseTag: TagFacts, isNewTag: boolean) {
  const { plan, config } = context;
  const { publication, names } = plan;
  const isDispatched = publication.expected.length > 0 && config.workflows.trigger === 'dispatch';
  const dispatched = isDispatched ? await dispatchWorkflows(context, releaseTag, isNewTag) : [];
  const makesRelease = publication.maker === 'program';
  const follow = (expected: readonly ExpectedRun[], forbidden: readonly string[], ended: readonly RunRecord[] = []) =>
    watch(context, {
      tag: names.tag,
      refs: [names.tag, ...names.aliasTags],
      commit: releaseTag.commit,
      expected,
      forbidden,
      leftOut: publication.leftOut,
      sameNamed: publication.sameNamed,
      trigger: config.workflows.trigger,
      dispatched,
      hasGraphQL: plan.hasGraphQL,
      viewerKind: plan.repository.viewer.kind,
      times: {
        discoveryTimeout: config.workflows.discoveryTimeout,
        runTimeout: config.workflows.runTimeout,
        waitingTimeout: config.workflows.runTimeout,
      },
      pollInterval: config.pollInterval,
      onStop: (runs) => context.record({ runs: [...ended, ...runs] }),
    });
  const { runs, forbidden } = publication;
  const ofRelease = runs.filter((run) => run.event === 'release');
  if (!makesRelease && ofRelease.length === 0) return follow(runs, forbidden);
  const ofTags = runs.filter((run) => run.event !== 'release');
  const before = await follow(ofTags, []);
  if (makesRelease) await makeRelease(context, releaseTag, before);
  const after = await follow(ofRelease, forbidden, before);
  return [...before, ...after];
}

/** The tag of a release that must exist already. */
export async function existingTag(context: StageContext, name: string): Promise<TagFacts> {
  const found = await explaining(`reading tag ${name}`, () => readTag(context.client, name));
  if (found === null) {
    throw new Stop([problem('input-invalid', `There is no tag ${JSON.stringify(name)}.`, { where: '--tag' })]);
  }
  return found;
}
