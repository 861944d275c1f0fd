import { noiseOf } from '../../src/core/gate/series-noise.ts';
import { drawFamily, type FamilyNoise } from './noise.ts';

/** How often the checks of a series' rounds say something, of rounds of the same code. */
export interface PatternRates {
  readonly noise: FamilyNoise;
  readonly rounds: number;
  readonly trials: number;
  readonly odd: number;
  readonly comesAndGoes: number;
  readonly trend: number;
  readonly correlation: number;
}

/** @param trials each of one benchmark, which is a family of its own */
export function patternRates(noise: FamilyNoise, rounds: number, trials: number, seed: number): PatternRates {
  const counts = { odd: 0, comesAndGoes: 0, trend: 0, correlation: 0 };
  for (let trial = 0; trial < trials; trial += 1) {
    const [values = new Float64Array()] = drawFamily(noise, { benchmarks: 1, rounds, sd: 0.05, seed: seed + trial });
    const [found] = noiseOf([{ values: Array.from(values), floor: Math.log1p(-0.03) }]);
    if (found === undefined) continue;
    counts.odd += found.odd.length > 0 ? 1 : 0;
    counts.comesAndGoes += found.comesAndGoes === null ? 0 : 1;
    counts.trend += found.trend === null ? 0 : 1;
    counts.correlation += found.correlation === null ? 0 : 1;
  }
  return { noise, rounds, trials, ...counts };
}
