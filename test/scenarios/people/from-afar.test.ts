import { expect, it } from 'vitest';
import type { PullRequestState } from '../../../src/embedded-github/world-state.ts';
import { BRANCH, Maintainer, TAG } from '../../support/maintainer.ts';
import { runRelease } from '../../support/release-run.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';

/** What comes from a fork, where anybody may call a branch as ours are, and from a machine whose clock is off. */

const UNTIL_TAG = ['propose', 'merge', 'tag'] as const;
const RELEASED = ['core/v1.0.0', 'core/v1.1.0', 'core/v1.2.0', 'v1.1', 'v1.2'];

const tagsOf = async ({ world }: ServedWorld): Promise<string[]> =>
  (await world.git.listRefs('refs/tags/')).map(({ name }) => name.slice('refs/tags/'.length));

function pullFromFork({ world }: ServedWorld, from: Pick<PullRequestState, 'headRef' | 'headSha' | 'baseSha'>): void {
  const now = world.now();
  world.state.pulls.push({
    id: world.nextId(),
    number: world.nextNumber(),
    title: 'Release core 1.2.0',
    body: '',
    author: { login: 'contributor', id: 990_001, type: 'User' },
    createdAt: now,
    updatedAt: now,
    state: 'open',
    closedAt: null,
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
    headOwner: 'contributor',
    baseRef: 'main',
    mergeableComputedAt: now,
    draft: false,
    queuedAt: null,
    ...from,
  });
}

it('a fork’s branch with the name of the release branch is not taken for it', async () => {
  const served = await serveWorld();
  const main = (await served.world.git.resolveCommit('refs/heads/main')) ?? '';
  pullFromFork(served, { headRef: BRANCH, headSha: main, baseSha: main });
  const run = await runRelease(served, { only: UNTIL_TAG });
  expect(run.exitCode, run.told).toBe(0);
  expect(await tagsOf(served)).toEqual(RELEASED);
  expect(served.world.state.pulls.map(({ number, state, mergedAt }) => [number, state, mergedAt !== null])).toEqual([
    [1, 'open', false],
    [2, 'closed', true],
  ]);
});

it('a fork’s branch with the name of the tag is no proof that the tag was there', async () => {
  const served = await serveWorld();
  const merged = await runRelease(served, { only: ['propose', 'merge'] });
  expect(merged.exitCode, merged.told).toBe(0);
  const commit = (await served.world.git.resolveCommit('refs/heads/main')) ?? '';
  const [run] = served.world.state.runs;
  if (run === undefined) throw new Error('the pull request has started a run');
  // Its pull request into another branch has run at the merge commit.
  served.world.state.runs.push({
    ...run,
    id: served.world.nextId(),
    event: 'pull_request',
    headBranch: TAG,
    headSha: commit,
  });
  const tagged = await runRelease(served, { only: UNTIL_TAG });
  expect(tagged.exitCode, tagged.told).toBe(0);
  expect(await tagsOf(served)).toEqual(RELEASED);
});

it.each([-30, 30])('a machine whose clock is %i hours off goes on with what another one began', async (hours) => {
  const served = await serveWorld();
  const begun = await runRelease(served, { only: ['propose', 'report'] });
  expect(begun.exitCode, begun.told).toBe(0);
  const dated = served.world.state.pulls[0]?.headSha;
  const run = await runRelease(served, { only: [...UNTIL_TAG, 'watch', 'verify'], clockAhead: hours * 3_600_000 });
  expect(run.exitCode, run.told).toBe(0);
  expect(await tagsOf(served)).toEqual(RELEASED);
  // The day in the changelog is the first machine's: the pull request was not made again.
  expect(served.world.state.pulls[0]?.headSha).toBe(dated);
  expect(await new Maintainer(served).treeOf((await served.world.git.resolveCommit(`refs/tags/${TAG}`)) ?? '')).toBe(
    run.record.expectedTree,
  );
});
