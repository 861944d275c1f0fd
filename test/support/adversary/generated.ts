import fc from 'fast-check';
import { ACTS, type Act, type Sequence, type Step } from './acts.ts';

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...ACTS),
  // A release asks some forty times.
  gap: fc.integer({ min: 0, max: 9 }),
  pick: fc.integer({ min: 0, max: 11 }),
});

/**
 * Sequences of at least six acts. A smaller one that fails all the same has fewer: each act may shrink to nothing, its gap to
 * no request.
 */
export const sequences: fc.Arbitrary<Sequence> = fc
  .record({
    library: fc.nat({ max: 1 }),
    way: fc.nat({ max: 1 }),
    // Nothing is never generated, and what an act shrinks to.
    steps: fc.array(fc.option(step, { freq: Number.MAX_SAFE_INTEGER }), { minLength: 6, maxLength: 10, size: 'max' }),
  })
  .map(({ library, way, steps }) => ({ library, way, steps: steps.filter((each) => each !== null) }));

/** A sequence as it stands in a test. */
export const written = ({ library, way = 0, steps }: Sequence): string =>
  `{ library: ${library}, way: ${way}, steps: [${steps.map(({ act, gap, pick }: { act: Act; gap: number; pick: number }) => `{ act: ${JSON.stringify(act)}, gap: ${gap}, pick: ${pick} }`).join(', ')}] }`;

/** The same, with two neighbours of these somewhere in each. */
export const sequencesWith = (pairs: readonly (readonly [Act, Act])[]): fc.Arbitrary<Sequence> =>
  fc.tuple(sequences, fc.constantFrom(...pairs), fc.nat({ max: 4 })).map(([{ steps, ...more }, pair, at]) => ({
    ...more,
    steps: steps.map((each, index) => ({ ...each, act: pair[index - at] ?? each.act })),
  }));
