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
});
