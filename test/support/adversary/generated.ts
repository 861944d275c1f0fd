import fc from 'fast-check';
import type { Act, Sequence, Step } from './acts.ts';

const stepOf = (act: Act): fc.Arbitrary<Step> =>
  fc.record({
    act: fc.constant(act),
    // A release asks some forty times.
    gap: fc.integer({ min: 0, max: 9 }),
    pick: fc.integer({ min: 0, max: 11 }),
  });

/**
 * Sequences of these acts, at any moments. A smaller one that fails all the same has fewer: each act may shrink to nothing,
 * its gap to no request.
 */
export const sequencesOf = (acts: readonly Act[]): fc.Arbitrary<Sequence> =>
  fc
    .record({
      library: fc.nat({ max: 1 }),
      way: fc.nat({ max: 1 }),
      // Nothing is never generated, and what an act shrinks to.
      steps: fc.tuple(...acts.map((act) => fc.option(stepOf(act), { freq: Number.MAX_SAFE_INTEGER }))),
    })
    .map(({ library, way, steps }) => ({ library, way, steps: steps.filter((each) => each !== null) }));

/** A sequence as it stands in a test. */
export const written = ({ library, way = 0, steps }: Sequence): string =>
  `{ library: ${library}, way: ${way}, steps: [${steps.map(({ act, gap, pick }: { act: Act; gap: number; pick: number }) => `{ act: ${JSON.stringify(act)}, gap: ${gap}, pick: ${pick} }`).join(', ')}] }`;
