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

const CAUSES: Partial<Readonly<Record<ProblemCode, readonly Step[]>>> = {
  'pull-request-closed': [after(PROPOSED, 'close')],
  'release-branch-foreign': [after(PROPOSED, 'edit of the pull request')],
  'rules-forbid-tag': [after(0, 'protection of tags')],
  'token-rejected': [after(4, 'token expired')],
  'tag-taken': [after(0, 'lightweight tag')],
  'run-failed': [after(0, 'a run fails')],
  'alias-diverged': [after(0, 'move of an alias', 0), after(0, 'another release'), after(0, 'move of an alias', 1)],
  'changelog-empty-section': [after(0, 'another release', 1)],
  'version-not-above-current': [after(0, 'another release', 2), after(0, 'changelog entry')],
  'merge-tree-mismatch': [after(PROPOSED, 'edit of the pull request'), after(0, 'merge by hand')],
};

it.each(Object.entries(CAUSES))('%s: what it tells to do leads to a release', async (code, steps) => {
  const { world, violations } = await playOnce(stages, { library: 0, steps });
  const ends = world.invocations.map(({ exitCode, said }) => [exitCode, ...codesIn(said)]);
  expect(ends.flat()).toContain(code);
  expect(ends.at(-1)).toEqual([0]);
  expect(violations.filter(({ invariant }) => invariant.startsWith('what a message'))).toEqual([]);
});
