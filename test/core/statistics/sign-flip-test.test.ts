import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_BUDGET } from '../../../src/core/statistics/boundary.ts';
import { signFlipLowerTail } from '../../../src/core/statistics/sign-flip-test.ts';

/** Every pattern of signs, one by one. Whole numbers, so that ties are exact. */
function naive(values: readonly number[]): number {
  const observed = values.reduce((sum, value) => sum + value, 0);
  let count = 0;
  for (let pattern = 0; pattern < 2 ** values.length; pattern += 1) {
    const sum = values.reduce((total, value, at) => total + ((pattern >> at) & 1 ? -value : value), 0);
    if (sum <= observed) count += 1;
  }
  return count / 2 ** values.length;
}

describe('the sign-flip test', () => {
  it('counts what a naive enumeration counts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 10 }), (values) => {
        expect(signFlipLowerTail(values)).toBe(naive(values));
      }),
    );
  });

  it.each([
    [[-1, -2, -3], 1 / 8],
    [[1, 2, 3], 1],
    [[-1, -2, -3, 0.5], 2 / 16],
    [[0, 0, 0], 1],
  ])('of %j is %f', (values, p) => expect(signFlipLowerTail(values)).toBe(p));

  it('counts every pattern of the longest budget', () => {
    const values = Array.from({ length: LONGEST_BUDGET }, (_, at) => -(1 + at / 7));
    expect(signFlipLowerTail(values)).toBe(2 ** -LONGEST_BUDGET);
    expect(signFlipLowerTail(values.map((value) => -value))).toBe(1);
    // Equal values: the sum is binomial, P(at most 8 of 30 have a plus).
    const equal = Array.from({ length: LONGEST_BUDGET }, (_, at) => (at < 8 ? 1 : -1));
    let [term, sum] = [1, 1];
    for (let k = 1; k <= 8; k += 1) {
      term *= (LONGEST_BUDGET - k + 1) / k;
      sum += term;
    }
    expect(signFlipLowerTail(equal)).toBeCloseTo(sum / 2 ** LONGEST_BUDGET, 12);
  });

  it('is exact for noise of any shape: p is below any level at most as often as that level says', () => {
    // A machine with two speeds: each pattern of sides is equally likely, so all of them are looked at.
    const speeds = [0.4, 0.41, 0.39, 0.4, 0.02, 0.01, 0.02];
    const found: number[] = [];
    for (let pattern = 0; pattern < 2 ** speeds.length; pattern += 1) {
      found.push(signFlipLowerTail(speeds.map((speed, at) => ((pattern >> at) & 1 ? -speed : speed))));
    }
    for (const level of [0.01, 0.05, 0.2, 0.5]) {
      expect(found.filter((p) => p <= level).length / found.length).toBeLessThanOrEqual(level);
    }
  });
});
