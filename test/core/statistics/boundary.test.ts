import { describe, expect, it } from 'vitest';
import { calibrate } from '../../../scripts/calibration/calibrate.ts';
import { firstDecidingLook, shortestBudget, stoppingBoundary } from '../../../src/core/statistics/boundary.ts';
import { BOUNDARY_ALPHAS, BOUNDARY_TABLE } from '../../../src/core/statistics/boundary-table.ts';

describe('the stopping boundary', () => {
  it('is what a fresh, smaller simulation with another seed finds', () => {
    const paths = 150_000;
    const alphas = BOUNDARY_ALPHAS.filter((alpha) => alpha >= 0.005);
    const fresh = calibrate(alphas, 8, 30, paths, 7, 0);
    for (const [first, budgets] of fresh.entries()) {
      for (const [budget, boundaries] of budgets.entries()) {
        for (const [column, boundary] of boundaries.entries()) {
          const alpha = alphas[column] ?? 0;
          const committed = BOUNDARY_TABLE[first]?.[budget]?.[column] ?? 0;
          const where = `from ${first + 3}, N=${budget + 3}, α=${alpha}`;
          if (budget < first) expect([committed, boundary], where).toEqual([0, 0]);
          else {
            // The quantile of p has the relative error of the count below it; four of them, and the table's own bias down.
            const tolerance = 4 / Math.sqrt(alpha * paths);
            expect(Math.abs(Math.log(committed / boundary)), where).toBeLessThan(tolerance * 1.3);
          }
        }
      }
    }
  });

  it('takes no look at which the sign-flip test cannot decide, and misses none at which it can', () => {
    for (const alpha of [0.2, 0.1, 0.05, 0.025, 0.01, 0.005]) {
      for (let rounds = 3; rounds <= 30; rounds += 1) {
        const first = firstDecidingLook(alpha, rounds);
        if (first === null) {
          expect(stoppingBoundary(alpha, rounds)).toBe(0);
          expect(2 ** -rounds).toBeGreaterThanOrEqual(alpha * 0.9);
          continue;
        }
        expect(2 ** -first).toBeLessThan(stoppingBoundary(alpha, rounds));
        if (first > 3) expect(2 ** -(first - 1)).toBeGreaterThanOrEqual(stoppingBoundary(alpha, rounds, first - 1));
      }
    }
    expect([0.2, 0.05, 0.01].map(shortestBudget)).toEqual([3, 5, 7]);
  });

  // gate.md's first calibration, over looks 3 … 10.
  it.each([
    [0.05, 0.0137],
    [0.01, 0.00214],
  ])('at α = %f over looks 3 to 10 is about %f', (alpha, boundary) => {
    expect(stoppingBoundary(alpha, 10, 3) / boundary).toBeGreaterThan(0.97);
    expect(stoppingBoundary(alpha, 10, 3) / boundary).toBeLessThan(1.03);
  });

  it('lies between Bonferroni over the looks and α, grows with α, and shrinks with the budget', () => {
    for (let rounds = 15; rounds <= 30; rounds += 1) {
      let before = 0;
      for (const alpha of [0.0003, 0.0016, 0.0033, 0.007, 0.01, 0.0166, 0.03, 0.05, 0.07, 0.2, 0.3]) {
        const boundary = stoppingBoundary(alpha, rounds);
        expect(boundary).toBeGreaterThanOrEqual(alpha / (rounds - 2));
        expect(boundary).toBeLessThanOrEqual(alpha);
        expect(boundary).toBeGreaterThanOrEqual(before);
        const first = firstDecidingLook(alpha, rounds);
        // Of the same looks and one more: another first look would be another test.
        if (rounds > 15 && first !== null) {
          expect(boundary).toBeLessThanOrEqual(stoppingBoundary(alpha, rounds - 1, first) * 1.001);
        }
        before = boundary;
      }
    }
  });

  it('refuses what was never calibrated', () => {
    for (const [alpha, rounds] of [
      [0, 10],
      [1, 10],
      [Number.NaN, 10],
      [0.05, 2],
      [0.05, 31],
      [0.05, 3.5],
    ] as const) {
      expect(() => stoppingBoundary(alpha, rounds)).toThrow(RangeError);
    }
  });
});
