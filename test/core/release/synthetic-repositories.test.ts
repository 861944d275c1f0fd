import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../support/scratch.ts';
import { planSynthetic } from '../../support/synthetic/judge.ts';
import { rehearseSynthetic } from '../../support/synthetic/rehearse.ts';
import { syntheticRepository } from '../../support/synthetic/repository.ts';
import { Tally } from '../../support/synthetic/tally.ts';

/** A few of the repositories that `npm run synthetic` makes by the thousand: forms of a version, and what looks like one. */
const PLANNED = 40;
const REHEARSED = 8;

it('the next release of a made repository changes every place, and nothing else', () => {
  const tally = new Tally();
  for (let seed = 1; seed <= PLANNED; seed += 1) tally.add(planSynthetic(syntheticRepository(seed)));
  expectToHold(tally);
});

it('so does its tag on the embedded GitHub', async () => {
  const tally = new Tally();
  const folder = scratchFolder('synthetic');
  for (let seed = PLANNED + 1; seed <= PLANNED + REHEARSED; seed += 1)
    tally.add(await rehearseSynthetic(syntheticRepository(seed), join(folder, String(seed))));
  expectToHold(tally);
});

function expectToHold(tally: Tally): void {
  expect(tally.wrong.map(({ repository, wrong }) => [repository.seed, wrong])).toEqual([]);
  expect(tally.stale.map(({ repository, stale }) => [repository.seed, stale])).toEqual([]);
  expect(tally.share).toBeGreaterThanOrEqual(0.95);
}
