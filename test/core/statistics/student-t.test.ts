import { describe, expect, it } from 'vitest';
import { lowerTailOfWholeDegrees } from '../../../scripts/calibration/calibrate.ts';
import { lowerTail, upperQuantile, upperTail } from '../../../src/core/statistics/student-t.ts';

/** ln Γ of half-integers by its recurrence: exact enough, and nothing of a library in it. */
function logGammaOfHalves(halves: number): number {
  let at = halves % 2 === 0 ? 2 : 1;
  let value = at === 1 ? Math.log(Math.sqrt(Math.PI)) : 0;
  for (; at < halves; at += 2) value += Math.log(at / 2);
  return value;
}

/** The density, integrated by Simpson's rule after x = tan θ has made the line finite. */
function integrated(t: number, degrees: number): number {
  const scale = Math.exp(logGammaOfHalves(degrees + 1) - logGammaOfHalves(degrees)) / Math.sqrt(degrees * Math.PI);
  const density = (x: number) => scale * (1 + (x * x) / degrees) ** (-(degrees + 1) / 2);
  const from = -Math.PI / 2;
  const to = Math.atan(t);
  const steps = 20_000;
  let sum = 0;
  for (let i = 0; i <= steps; i += 1) {
    const angle = from + ((to - from) * i) / steps;
    const cosine = Math.cos(angle);
    const value = cosine <= 1e-15 ? (degrees === 1 ? scale : 0) : density(Math.tan(angle)) / (cosine * cosine);
    sum += value * (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2);
  }
  return (sum * (to - from)) / steps / 3;
}

describe('Student’s t', () => {
  it.each([2, 3, 5, 9, 14, 29])('is the integral of its density, with %i degrees of freedom', (degrees) => {
    for (const t of [-40, -6, -2.5, -1, -0.1, 0, 0.7, 3]) {
      expect(lowerTail(t, degrees)).toBeCloseTo(integrated(t, degrees), 9);
      expect(upperTail(t, degrees)).toBeCloseTo(integrated(-t, degrees), 9);
      expect(lowerTailOfWholeDegrees(t, degrees)).toBeCloseTo(integrated(t, degrees), 9);
    }
  });

  // Fisher and Yates, Statistical Tables, table III (one-sided).
  it.each([
    [0.05, 2, 2.92],
    [0.05, 9, 1.833],
    [0.01, 4, 3.747],
    [0.005, 29, 2.756],
  ])('is exceeded with probability %f at %i degrees of freedom: %f', (probability, degrees, t) => {
    expect(upperQuantile(probability, degrees)).toBeCloseTo(t, 3);
    expect(upperTail(upperQuantile(probability, degrees), degrees)).toBeCloseTo(probability, 12);
  });

  // Percentage points of the t distribution as tables print them (Abramowitz and Stegun, table 26.10; one-sided).
  it.each([
    [0.25, 1, 1.0],
    [0.1, 1, 3.078],
    [0.025, 1, 12.706],
    [0.005, 1, 63.657],
    [0.0005, 1, 636.619],
    [0.025, 3, 3.182],
    [0.0005, 3, 12.924],
    [0.025, 10, 2.228],
    [0.0005, 10, 4.587],
    [0.025, 30, 2.042],
    [0.0005, 30, 3.646],
    [0.025, 120, 1.98],
    [0.0005, 120, 3.373],
  ])('is exceeded with probability %f at %i degrees of freedom, by the table: %f', (probability, degrees, t) => {
    expect(upperQuantile(probability, degrees)).toBeCloseTo(t, 3);
  });

  it('has the closed forms of one and of two degrees of freedom, to the last digits and far out', () => {
    for (const t of [1e-8, 1e-3, 0.1, 1, 3, 50, 1e4, 1e8]) {
      // Cauchy's; and ½ − t / (2 √(2 + t²)), written without the difference.
      const root = Math.sqrt(2 + t * t);
      expect(upperTail(t, 1) / (Math.atan2(1, t) / Math.PI)).toBeCloseTo(1, 13);
      expect(upperTail(t, 2) / (1 / (root * (root + t)))).toBeCloseTo(1, 13);
    }
  });

  it('agrees with the closed form of whole degrees over all budgets, in the middle and in the tail', () => {
    for (let degrees = 1; degrees <= 60; degrees += 1) {
      for (const t of [0, 1e-6, 0.01, 0.3, 0.9, 1, 1.5, 2.5, 4, 7, 15]) {
        expect(Math.abs(lowerTail(-t, degrees) - lowerTailOfWholeDegrees(-t, degrees))).toBeLessThan(1e-14);
        expect(lowerTail(t, degrees) + upperTail(t, degrees)).toBeCloseTo(1, 14);
      }
    }
  });

  it.each([0.7, 1.5, 3.3, 8.9, 17.25, 41.6, 180.5])('is between its neighbours at %f degrees of freedom', (degrees) => {
    for (const t of [0.5, 2, 5]) {
      expect(upperTail(t, degrees)).toBeLessThan(upperTail(t, Math.max(degrees - 0.5, 0.1)));
      expect(upperTail(t, degrees)).toBeGreaterThan(upperTail(t, degrees + 0.5));
      // The same function is reached from whole degrees and from those beside them.
      const near = Math.ceil(degrees);
      expect(upperTail(t, near + 1e-9) / upperTail(t, near)).toBeCloseTo(1, 7);
    }
  });

  it('its quantile is the inverse of its tail, from 10⁻¹² to near one', () => {
    for (const degrees of [1, 2, 3, 4.5, 9, 29, 100]) {
      for (const probability of [1e-12, 1e-8, 1e-4, 0.004, 0.05, 0.2, 0.5, 0.8, 0.999]) {
        expect(upperTail(upperQuantile(probability, degrees), degrees) / probability).toBeCloseTo(1, 12);
      }
    }
  });

  it('says the ends as they are, and refuses what has no distribution', () => {
    expect([upperTail(Number.POSITIVE_INFINITY, 3), upperTail(Number.NEGATIVE_INFINITY, 3)]).toEqual([0, 1]);
    expect([upperQuantile(0, 3), upperQuantile(1, 3)]).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    expect(Math.abs(upperQuantile(0.5, 3))).toBe(0);
    expect(upperTail(Number.NaN, 3)).toBeNaN();
    for (const degrees of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => upperTail(1, degrees)).toThrow(RangeError);
    }
  });
});
