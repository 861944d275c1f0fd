import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstDecidingLook, stoppingBoundary } from '../../../src/core/statistics/boundary.ts';
import { holmThroughLooks } from '../../../src/core/statistics/holm.ts';

const ALPHA = 0.05;
const BUDGET = 12;

/** The closed test itself: a hypothesis falls when every intersection that holds it falls, at this or an earlier look. */
function closedTest(family: readonly (readonly number[])[], rounds: number): Set<number> {
  const fallen = (subset: readonly number[]): boolean => {
    const boundary = stoppingBoundary(ALPHA / subset.length, BUDGET);
    const first = firstDecidingLook(ALPHA / subset.length, BUDGET) ?? 99;
    return subset.some((member) => (family[member] ?? []).slice(first - 3, rounds - 2).some((p) => p < boundary));
  };
  const subsets = Array.from({ length: 2 ** family.length - 1 }, (_, bits) =>
    family.map((_, member) => member).filter((member) => (((bits + 1) >> member) & 1) === 1),
  );
  return new Set(
    family
      .map((_, member) => member)
      .filter((member) => subsets.every((subset) => !subset.includes(member) || fallen(subset))),
  );
}

const pValue = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.03, noNaN: true }));

describe('Holm through the looks', () => {
  it('rejects nothing that the closed test does not, and something whenever it does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(pValue, { minLength: 1, maxLength: 10 }), { minLength: 1, maxLength: 4 }),
        (family) => {
          const hypotheses = family.map((p, id) => ({ id: String(id), pAt: (round: number) => p[round - 3] ?? null }));
          const rejected = holmThroughLooks(hypotheses, ALPHA, BUDGET, BUDGET);
          const closed = closedTest(family, BUDGET);
          for (const id of rejected.keys()) expect(closed.has(Number(id))).toBe(true);
          // The global question, whether anything is rejected at all, has one answer in both.
          expect(rejected.size > 0).toBe(closed.size > 0);
        },
      ),
    );
  });

  it('rejects the second at the wider boundary that the first leaves to it', () => {
    const between = (stoppingBoundary(ALPHA / 2, BUDGET) + stoppingBoundary(ALPHA, BUDGET)) / 2;
    const constant = (id: string, p: number) => ({ id, pAt: () => p });
    expect(holmThroughLooks([constant('a', between)], ALPHA, BUDGET, BUDGET).size).toBe(1);
    expect(holmThroughLooks([constant('a', between), constant('b', 1)], ALPHA, BUDGET, BUDGET).size).toBe(0);
    expect(holmThroughLooks([constant('a', between), constant('b', 1e-6)], ALPHA, BUDGET, BUDGET).size).toBe(2);
  });
});
