import { medianOf } from '../../src/core/statistics/median.ts';
import { seededNormal } from './random.ts';

/** Quantiles of one statistic: by number of rounds, then by rate. */
export interface DistanceQuantiles {
  /** The largest distance from the median. */
  readonly farthest: number[][];
  /** The second largest below it, where none above lies as far; 0 elsewhere. */
  readonly secondBelow: number[][];
}

/** Distances from the median in robust standard deviations: [the farthest, the second below that none above reaches]. */
export function distances(values: Float64Array, robustScale: number): readonly [number, number] {
  const sorted = Float64Array.from(values).sort();
  const middle = medianOf([...sorted]);
  const scale = robustScale * medianOf(Array.from(sorted, (value) => Math.abs(value - middle)));
  const above = ((sorted.at(-1) ?? 0) - middle) / scale;
  const below = (middle - (sorted[0] ?? 0)) / scale;
  const second = (middle - (sorted[1] ?? 0)) / scale;
  return [Math.max(above, below), above > second ? 0 : second];
}

/**
 * How far the rounds of normal noise lie from their median, by simulation: what so many of them exceed with no more than a
 * rate. Taken some standard errors high, so that the table errs, if at all, on the side of fewer false findings.
 */
export function calibrateDistances(
  rounds: readonly number[],
  rates: readonly number[],
  { paths, seed, robustScale }: { readonly paths: number; readonly seed: number; readonly robustScale: number },
): DistanceQuantiles {
  const normal = seededNormal(seed);
  const found: DistanceQuantiles = { farthest: [], secondBelow: [] };
  for (const n of rounds) {
    const [far, second] = [new Float64Array(paths), new Float64Array(paths)];
    const values = new Float64Array(n);
    for (let path = 0; path < paths; path += 1) {
      for (let at = 0; at < n; at += 1) values[at] = normal();
      [far[path], second[path]] = distances(values, robustScale);
    }
    found.farthest.push(quantiles(far, rates));
    found.secondBelow.push(quantiles(second, rates));
  }
  return found;
}

const STANDARD_ERRORS = 3;

function quantiles(values: Float64Array, rates: readonly number[]): number[] {
  values.sort();
  return rates.map((rate) => {
    const expected = rate * values.length;
    const above = Math.max(1, Math.floor(expected - STANDARD_ERRORS * Math.sqrt(expected)));
    return values[values.length - above] ?? 0;
  });
}
