import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ProblemCode } from '../../src/core/problem.ts';
import type { Step } from '../support/adversary/acts.ts';
import { codesIn } from '../support/adversary/remedies.ts';
import { separateRuns } from '../support/adversary/running.ts';
import { playOnce } from '../support/adversary/search.ts';
import { Stages } from '../support/adversary/stage.ts';

/**
 * What the text of a code tells a person to do is done, then the command that was printed is given: the release ends green.
 * How it comes to each code, by acts between requests; what is done about it stands in the adversary's remedies.
 */
let stages: Stages;
let together: () => void;
beforeAll(async () => {
  stages = await Stages.open();
  together = separateRuns();
});
afterAll(async () => {
  await stages.close();
  together();
});

const after = (gap: number, act: Step['act'], pick = 0): Step => ({ act, gap, pick });

/** So many requests of a release come before its pull request is open, and not merged yet. */
const PROPOSED = 18;

const EDITED = [after(PROPOSED, 'edit of the pull request')];
const WITHDRAWN = [after(0, 'another release'), after(0, 'retraction')];
/** By a job: nothing was added since a release that `minor` did not lead to. */
const UNDECIDED = [after(0, 'a job by keyword'), after(0, 'push'), after(0, 'another release')];

/** Each way that a code names, in the order of its text. */
const CAUSES: readonly (readonly [code: ProblemCode, way: number, steps: readonly Step[]])[] = [
  ['pull-request-closed', 0, [after(PROPOSED, 'close')]],
  ['pull-request-closed', 1, [after(PROPOSED, 'close')]],
  ['release-branch-foreign', 0, EDITED],
  ['release-branch-foreign', 1, EDITED],
  ['rules-forbid-tag', 0, [after(0, 'protection of tags')]],
  ['token-rejected', 0, [after(4, 'token expired')]],
  ['tag-taken', 0, [after(0, 'lightweight tag')]],
  ['release-withdrawn', 0, WITHDRAWN],
  ['release-withdrawn', 1, WITHDRAWN],
  ['version-undecided', 0, UNDECIDED],
  ['version-undecided', 1, UNDECIDED],
  ['run-failed', 0, [after(0, 'a run fails')]],
  [
    'alias-diverged',
    0,
    [after(0, 'move of an alias', 0), after(0, 'another release'), after(0, 'move of an alias', 1)],
  ],
  ['changelog-empty-section', 0, [after(0, 'another release', 1)]],
  ['version-not-above-current', 0, [after(0, 'another release', 2), after(0, 'changelog entry')]],
  ['merge-tree-mismatch', 0, [...EDITED, after(0, 'merge by hand')]],
  ['merge-tree-mismatch', 0, [after(0, 'the job again'), ...EDITED, after(0, 'merge by hand')]],
];

it.each(CAUSES)('%s: what it tells to do, in way %i, leads to a release', async (code, way, steps) => {
  const { world, violations } = await playOnce(stages, { library: 0, way, steps });
  const ends = world.invocations.map(({ exitCode, said }) => [exitCode, ...codesIn(said)]);
  expect(ends.flat()).toContain(code);
  expect(ends.at(-1)).toEqual([0]);
  expect(violations).toEqual([]);
});

it('a job names the command that leads on, and none where another version has to be given', async () => {
  const undecided = await playOnce(stages, { library: 0, steps: UNDECIDED });
  const nextOf = (world: typeof undecided.world, code: string) =>
    world.invocations.find(({ by, said }) => by === 'action' && codesIn(said).includes(code));
  expect(nextOf(undecided.world, 'version-undecided')).toMatchObject({ exitCode: 2, next: null });
  const steps = [after(0, 'the job again'), ...EDITED, after(0, 'merge by hand')];
  const { world } = await playOnce(stages, { library: 0, steps });
  const next = expect.stringMatching(/ --version 1\.2\.0 .*--accept-tree [0-9a-f]{40}$/);
  expect(nextOf(world, 'merge-tree-mismatch')).toMatchObject({ exitCode: 1, next });
});
