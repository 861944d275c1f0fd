import { describe, expect, it } from 'vitest';
import { drawFamily, type FamilyNoise } from '../../../scripts/evaluation/noise.ts';
import { judgeDuet } from '../../../src/core/gate/duet.ts';
import { noiseOf, type SeriesNoise } from '../../../src/core/gate/series-noise.ts';

/** Families of the same code: what is told of their rounds, at a rate over the whole family. */

const FLOOR = Math.log1p(-0.03);

function told(noise: FamilyNoise, benchmarks: number, rounds: number, trials: number) {
  const counts = { odd: 0, comesAndGoes: 0, trend: 0, correlation: 0 };
  const shares = { trend: 0, correlation: 0 };
  for (let trial = 0; trial < trials; trial += 1) {
    const drawn = drawFamily(noise, { benchmarks, rounds, sd: 0.05, seed: 1_000 * benchmarks + trial });
    const found = noiseOf(drawn.map((values) => ({ values: Array.from(values), floor: FLOOR })));
    const some = (has: (each: SeriesNoise) => boolean) => (found.some(has) ? 1 : 0);
    counts.odd += some(({ odd }) => odd.length > 0);
    counts.comesAndGoes += some(({ comesAndGoes }) => comesAndGoes !== null);
    counts.trend += some(({ trend }) => trend !== null);
    counts.correlation += some(({ correlation }) => correlation !== null);
    shares.trend += found.filter(({ trend }) => trend !== null).length / found.length / trials;
    shares.correlation += found.filter(({ correlation }) => correlation !== null).length / found.length / trials;
  }
  return { counts, shares };
}

describe('what is told of rounds that are independent', () => {
  // Rates of 2, 1, 1 and 2 %: so many of 200 are what they allow once in a hundred times (binomial).
  it.each([
    [1, 10],
    [1, 30],
    [20, 30],
  ])('of %d benchmarks in %d rounds, seldom, however many there are', (benchmarks, rounds) => {
    const { counts } = told('normal', benchmarks, rounds, 200);
    expect(counts.odd).toBeLessThanOrEqual(10);
    expect(counts.comesAndGoes).toBeLessThanOrEqual(6);
    expect(counts.trend).toBeLessThanOrEqual(6);
    expect(counts.correlation).toBeLessThanOrEqual(10);
  });

  it('of 300 benchmarks, seldom', () => {
    const { counts } = told('normal', 300, 30, 20);
    for (const count of Object.values(counts)) expect(count).toBeLessThanOrEqual(3);
  });
});

describe('what a machine does to all benchmarks', () => {
  it('is told of most of them, though of each alone it would not be beyond chance', () => {
    expect(told('AR .6', 100, 30, 5).shares.correlation).toBeGreaterThan(0.7);
    expect(told('common drift ±1 sd', 100, 30, 5).shares.trend).toBeGreaterThan(0.7);
  });

  it('is told of one that is measured with many others', () => {
    const quiet = drawFamily('normal', { benchmarks: 60, rounds: 30, sd: 0.01, seed: 3 });
    const drifts = quiet.map((values, at) => Array.from(values, (d, round) => (at === 0 ? d - 0.004 * round : d)));
    const found = noiseOf(drifts.map((values) => ({ values, floor: FLOOR })));
    expect(found.flatMap(({ trend }, at) => (trend === null ? [] : [at]))).toEqual([0]);
  });
});

describe('a mean that is known no better than the margin', () => {
  const settings = { alpha: 0.05, margin: 0.05, floor: 0.03, maximumRounds: 10, controlAlpha: 0.01 };
  const judged = (d: readonly number[]) =>
    judgeDuet([{ scenarioId: 'lib', role: 'subject', figure: 'throughput', d }], settings);
  const lucky = [0.3, 0.1, 0.25, -0.05, 0.2, 0.01];

  it('is no pass by luck: another round is asked for, and what it would take is told', () => {
    const found = judged(lucky);
    expect(found.status).toBe('continue');
    expect(found.due).toEqual(['lib']);
    expect(found.resolution?.roundsNeeded).toBeGreaterThan(30);
    expect(found.reasons.map(({ text }) => text).join()).toContain('too noisy for a margin of 5 %');
  });

  it('passes where it is proved to be no slower at all, however noisy', () => {
    expect(judged([0.5, 0.7, 0.4, 0.6, 0.9, 0.5]).status).toBe('pass');
  });

  it('is not undone by one odd round', () => {
    expect(judged([0.002, -0.003, 0.001, 0.004, -0.002, 0.003, 0.001, 0.002, -0.001, -0.69]).status).toBe('pass');
  });

  it('lets the same code on a machine of such noise pass in few verdicts, and quiet code as before', () => {
    const passes = (sd: number) => {
      const drawn = drawFamily('normal', { benchmarks: 100, rounds: 10, sd, seed: 5 });
      return drawn.filter((d) => judged(Array.from(d)).status === 'pass').length / drawn.length;
    };
    expect(passes(0.2)).toBeLessThan(0.13);
    expect(passes(0.03)).toBeGreaterThan(0.9);
  });
});
