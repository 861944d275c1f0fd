import { expect, it } from 'vitest';
import { judgeSynthetic } from '../../support/synthetic/judge.ts';
import { syntheticRepository } from '../../support/synthetic/repository.ts';
import { Tally } from '../../support/synthetic/tally.ts';

/** A few of the repositories that `npm run synthetic` makes by the thousand: forms of a version, and what looks like one. */
it('the next release of a made repository changes every place, and nothing else', () => {
  const tally = new Tally();
  for (let seed = 1; seed <= 250; seed += 1) tally.add(judgeSynthetic(syntheticRepository(seed)));
  expect(tally.wrong.map(({ repository, wrong }) => [repository.seed, wrong])).toEqual([]);
  expect(tally.stale.map(({ repository, stale }) => [repository.seed, stale])).toEqual([]);
  expect(tally.share).toBeGreaterThanOrEqual(0.95);
});
