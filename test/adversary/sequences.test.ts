import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Sequence } from '../support/adversary/acts.ts';
import { isKnown } from '../support/adversary/known.ts';
import { codesIn } from '../support/adversary/remedies.ts';
import { separateRuns } from '../support/adversary/running.ts';
import { playOnce, search } from '../support/adversary/search.ts';
import { Stages } from '../support/adversary/stage.ts';

/** A few of the sequences that `npm run converge` plays by the thousand, and those that once broke an invariant. */
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

const runs = Number(process.env.ADVERSARY_RUNS ?? 5);

it('break no invariant', async () => {
  const { found, tally } = await search(stages, { seed: 1, runs });
  expect(found).toBeNull();
  expect(tally.sequences).toBe(runs);
});

const ONCE_BROKEN: Readonly<Record<string, Sequence>> = {
  'nothing happens at all': { library: 0, steps: [] },
  'a tag by hand at main, killed, and the tag taken away before the release has tagged': {
    library: 0,
    steps: [
      { act: 'annotated tag', gap: 0, pick: 0 },
      { act: 'killed after a request', gap: 0, pick: 0 },
      { act: 'retraction', gap: 0, pick: 0 },
    ],
  },
  'somebody adds to the pull request and makes it a draft, and wants to keep what was added': {
    library: 0,
    way: 1,
    steps: [
      { act: 'connection reset', gap: 4, pick: 0 },
      { act: 'a run fails', gap: 5, pick: 0 },
      { act: 'edit of the pull request', gap: 7, pick: 0 },
      { act: 'edit of the pull request', gap: 0, pick: 11 },
    ],
  },
  'the token expires while it is looked for what a withdrawn release leaves free': {
    library: 0,
    steps: [
      { act: 'deletion of the branch', gap: 9, pick: 0 },
      { act: 'move of an alias', gap: 6, pick: 0 },
      { act: 'a run fails', gap: 6, pick: 0 },
      { act: 'retraction', gap: 9, pick: 0 },
      { act: 'answer lost', gap: 2, pick: 0 },
      { act: 'token expired', gap: 9, pick: 0 },
    ],
  },
  'a higher release while a lower one is planned': {
    library: 0,
    steps: [
      { act: 'push', gap: 0, pick: 0 },
      { act: 'another release', gap: 3, pick: 2 },
    ],
  },
  'the release of somebody else is withdrawn while ours is planned': {
    library: 0,
    steps: [
      { act: 'another release', gap: 0, pick: 0 },
      { act: 'retraction', gap: 0, pick: 0 },
    ],
  },
  'the branch is deleted because of a foreign commit, which closes the pull request': {
    library: 1,
    steps: [
      { act: 'push', gap: 6, pick: 4 },
      { act: 'edit of the pull request', gap: 9, pick: 3 },
      { act: 'killed after a request', gap: 0, pick: 5 },
      { act: 'edit of the pull request', gap: 3, pick: 8 },
    ],
  },
  'a release is made and withdrawn between two requests of a plan': {
    library: 0,
    steps: [
      { act: 'killed before a request', gap: 8, pick: 10 },
      { act: 'another release', gap: 13, pick: 8 },
      { act: 'retraction', gap: 1, pick: 11 },
      { act: 'move of an alias', gap: 5, pick: 9 },
      { act: 'connection reset', gap: 2, pick: 2 },
    ],
  },
  'a closed pull request is given up after somebody reopened it': {
    library: 0,
    steps: [
      { act: 'the release comes late', gap: 6, pick: 0 },
      { act: 'push', gap: 8, pick: 3 },
      { act: 'another release, killed', gap: 7, pick: 9 },
      { act: 'no answer in time, applied', gap: 4, pick: 6 },
      { act: 'a run is cancelled', gap: 5, pick: 3 },
      { act: 'close', gap: 6, pick: 9 },
      { act: 'secondary rate limit', gap: 5, pick: 8 },
      { act: 'reopen', gap: 5, pick: 7 },
    ],
  },
  'a job goes on after the token expired and the tag was made by hand': {
    library: 0,
    steps: [
      { act: 'the job again', gap: 0, pick: 0 },
      { act: 'merge by hand', gap: 24, pick: 1 },
      { act: 'token expired', gap: 0, pick: 0 },
      { act: 'lightweight tag', gap: 0, pick: 0 },
      { act: 'the job again', gap: 0, pick: 0 },
    ],
  },
  'two versions stand on one commit, of which an alias covers one': {
    library: 0,
    steps: [
      { act: 'push', gap: 4, pick: 0 },
      { act: 'another release', gap: 0, pick: 1 },
      { act: 'secondary rate limit', gap: 4, pick: 0 },
      { act: 'a job by keyword', gap: 7, pick: 0 },
      { act: 'lightweight tag', gap: 0, pick: 0 },
      { act: 'push', gap: 0, pick: 0 },
    ],
  },
};

/** A message was told again after what it tells to do was done, in the second of the two ways that it names. */
const TOLD_TWICE: Readonly<Record<string, Sequence>> = {
  'a tag that was taken away is made again by hand, and the run that it starts fails': {
    library: 0,
    way: 1,
    steps: [
      { act: 'another release', gap: 0, pick: 0 },
      { act: 'a run fails', gap: 0, pick: 0 },
      { act: 'push', gap: 6, pick: 0 },
      { act: 'retraction', gap: 3, pick: 0 },
    ],
  },
  'an edited pull request has conflicts with the release that came between, which has taken the changelog’s entries': {
    library: 0,
    way: 1,
    steps: [
      { act: 'push', gap: 8, pick: 0 },
      { act: 'push', gap: 3, pick: 0 },
      { act: 'another release, killed', gap: 4, pick: 9 },
      { act: 'edit of the pull request', gap: 0, pick: 0 },
    ],
  },
  'an edited pull request of another library, behind a base that moved': {
    library: 1,
    way: 1,
    steps: [
      { act: 'push', gap: 7, pick: 0 },
      { act: 'push', gap: 7, pick: 0 },
      { act: 'edit of the pull request', gap: 1, pick: 0 },
    ],
  },
};

it.each(Object.entries(TOLD_TWICE))('what is told leads to a release: %s', async (_name, sequence) => {
  const { violations, world } = await playOnce(stages, sequence);
  expect(violations).toEqual([]);
  expect(world.invocations.at(-1)?.exitCode).toBe(0);
});

/** A release is made and taken back while ours is under way, or was a moment ago: each ends with what that means. */
const TAKEN_BACK: Readonly<Record<string, Sequence>> = {
  'by another copy, before our branch is made': {
    library: 0,
    steps: [
      { act: 'a run is cancelled', gap: 7, pick: 0 },
      { act: 'another release', gap: 3, pick: 0 },
      { act: 'retraction', gap: 0, pick: 0 },
    ],
  },
  'right after the tag was made, before anything shows what it has started': {
    library: 0,
    steps: [
      { act: 'push', gap: 3, pick: 0 },
      { act: 'edit of the pull request', gap: 1, pick: 0 },
      { act: 'another release, killed', gap: 2, pick: 0 },
      { act: 'reopen', gap: 8, pick: 0 },
      { act: 'answer lost', gap: 2, pick: 0 },
      { act: 'killed after a request', gap: 11, pick: 0 },
      { act: 'retraction', gap: 0, pick: 0 },
    ],
  },
  'right after the tag was made by an undisturbed release': {
    library: 0,
    steps: [
      { act: 'the release comes late', gap: 9, pick: 0 },
      { act: 'close', gap: 1, pick: 0 },
      { act: 'killed after a request', gap: 17, pick: 0 },
      { act: 'retraction', gap: 0, pick: 0 },
    ],
  },
  'by another copy, before our commit is made': {
    library: 0,
    steps: [
      { act: 'push', gap: 2, pick: 0 },
      { act: 'a run fails', gap: 6, pick: 0 },
      { act: 'a run fails', gap: 1, pick: 0 },
      { act: 'another release', gap: 1, pick: 0 },
      { act: 'retraction', gap: 0, pick: 0 },
    ],
  },
  'between our look at the tag of another copy and our own write': {
    library: 0,
    steps: [
      { act: 'retraction', gap: 7, pick: 0 },
      { act: '502, applied', gap: 3, pick: 0 },
      { act: 'secondary rate limit', gap: 7, pick: 0 },
      { act: 'another release, killed', gap: 0, pick: 11 },
      { act: 'retraction', gap: 6, pick: 0 },
      { act: 'push', gap: 0, pick: 0 },
      { act: 'push', gap: 0, pick: 0 },
    ],
  },
};

it.each(Object.entries(TAKEN_BACK))('a release that was taken back is told: %s', async (_name, sequence) => {
  const { violations, world } = await playOnce(stages, sequence);
  expect(violations).toEqual([]);
  expect(world.invocations.flatMap(({ said }) => codesIn(said))).toContain('release-withdrawn');
  expect([...(world.invocations.at(-1)?.refsAfter.keys() ?? [])]).not.toContain('refs/tags/core/v1.2.0');
});

it.each(Object.entries(ONCE_BROKEN))('hold: %s', async (_name, sequence) => {
  const { violations } = await playOnce(stages, sequence);
  expect(violations.filter((each) => !isKnown(each))).toEqual([]);
});
