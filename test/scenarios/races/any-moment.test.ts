import { expect, it } from 'vitest';
import { parseFaults } from '../../../src/rehearsal/faults.ts';
import { RehearsedWorld } from '../../support/rehearsed-world.ts';
import { type Copy, copyOf } from '../../support/release-copy.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';

/**
 * Somebody acts right before the n-th request of a release, for every n until it only watches. The release ends well or stops
 * and says what to do; the tag stands on the merge commit with the planned tree, or is somebody else's, and does not move.
 */

const UNTIL_WATCHING = 34;
/** A prime, so that each act gets other moments than its neighbours; 1 tries all. */
const stride = Number(process.env.RACE_STRIDE ?? 7);
const ACTS = [
  'base-moves',
  'head-moves',
  'pr-closed',
  'pr-merged-by-hand',
  'branch-deleted',
  'tag-created-other',
  'tag-created-same',
  'alias-moved',
];
const moments = ACTS.flatMap((act, index) =>
  Array.from({ length: UNTIL_WATCHING }, (_, at) => at + 1)
    .filter((at) => at % stride === index % stride)
    .map((at): [string, number] => [act, at]),
);

function expectSafe(served: ServedWorld, { exitCode, told }: Copy): void {
  const world = new RehearsedWorld(served.directory);
  const tag = world.ref('refs/tags/core/v1.2.0^{commit}');
  const merged = served.world.state.pulls.filter(
    (each) => each.headRef === 'release/version-1.2.0' && each.mergedAt !== null,
  );
  expect(merged.length, told).toBeLessThanOrEqual(1);
  if (exitCode === 0) {
    expect(tag, told).toBe(merged[0]?.mergeCommitSha);
    const foreign = world
      .git('ls-tree', '-r', '--name-only', `${tag}`)
      .split('\n')
      .filter((path) => /pushed-/.test(path));
    const parent = world.git('ls-tree', '-r', '--name-only', `${tag}^`).split('\n');
    // What is tagged is the base it was planned from with the bump: nothing came in with the merge.
    for (const path of foreign) expect(parent).toContain(path);
    expect(world.ref('refs/tags/v1.2^{commit}')).toBe(tag);
  } else {
    expect(exitCode, told).toBe(1);
    expect(told).toMatch(/^[a-z-]+: .+/);
  }
}

it.each(moments)(
  '%s before request %i',
  async (act, at) => {
    const faults = parseFaults([`${act}@${at}`]);
    if (!faults.ok) throw new Error('no such fault');
    const served = await serveWorld({ faults: faults.value, crash: () => {} });
    const first = await copyOf(served, served.server.url);
    expectSafe(served, first);
    const world = new RehearsedWorld(served.directory);
    const tagged = world.ref('refs/tags/core/v1.2.0');
    const again = await copyOf(served, served.server.url);
    expectSafe(served, again);
    if (tagged !== null) expect(world.ref('refs/tags/core/v1.2.0')).toBe(tagged);
    // What stops a release stays until somebody acts; a release that is done stays done.
    if (first.exitCode === 0 && !act.startsWith('alias')) expect(again, first.told).toEqual(first);
    expect(served.server.failures).toEqual([]);
    expect(served.server.unknownRoutes).toEqual([]);
  },
  120_000,
);
