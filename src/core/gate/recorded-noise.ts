import { upperQuantile } from '../statistics/student-t.ts';
import type { MetricRule } from './metric-rules.ts';
import type { RecordedChange } from './recorded-comparison.ts';

/** From where on a recorded slowdown blocks, and what that is known by. Natural logarithms, above 0. */
export interface RecordedThreshold {
  readonly blocksBeyond: number;
  readonly known:
    | 'runs'
    /** Runs enough, and some of the candidate's are no worse than some of the baseline's. */
    | 'runs-overlap'
    /** Runs that are too few for so many benchmarks at once. */
    | 'runs-too-few'
    | 'controls'
    | 'nothing';
}

/** A side's runs that show its own noise. */
const RUNS_THAT_SHOW_NOISE = 3;
const CONTROLS_THAT_SHOW_NOISE = 3;
/** On the noisiest host known, two runs of the same code are so far apart in 0.7 % of all pairs. */
const BEYOND_ANY_NOISE = -Math.log(0.6);
const SURE = 0.01;

/**
 * What a slowdown has to exceed before it blocks: the margin only where the noise of this host is known.
 *
 * - Three or more runs a side: every run of the candidate is worse than every one of the baseline, which of the same code
 *   happens with 1 over (n+m choose n), 1/20 of three and three; that has to be below the rate over the family.
 * - Three or more controls: their scatter, by the one-sided 99 % prediction of one more from as many.
 * - Otherwise −40 %, or the margin where that is wider.
 *
 * @param family how many benchmarks decide
 */
export function recordedThreshold(
  change: RecordedChange,
  rule: MetricRule,
  margin: number,
  { alpha, family }: { readonly alpha: number; readonly family: number },
): RecordedThreshold {
  const { baseline, candidate, controlMoves } = change;
  // Who allows more than any noise makes is asked for no less.
  const beyondAnyNoise = Math.max(margin, BEYOND_ANY_NOISE);
  if (baseline.length >= RUNS_THAT_SHOW_NOISE && candidate.length >= RUNS_THAT_SHOW_NOISE) {
    if (!areApart(baseline, candidate, rule)) return { blocksBeyond: Number.POSITIVE_INFINITY, known: 'runs-overlap' };
    const chance = 1 / choose(baseline.length + candidate.length, baseline.length);
    return chance <= alpha / Math.max(1, family) + 1e-12
      ? { blocksBeyond: margin, known: 'runs' }
      : { blocksBeyond: beyondAnyNoise, known: 'runs-too-few' };
  }
  const n = controlMoves.length;
  if (n >= CONTROLS_THAT_SHOW_NOISE) {
    const mean = controlMoves.reduce((sum, move) => sum + move, 0) / n;
    const spread = Math.sqrt(controlMoves.reduce((sum, move) => sum + (move - mean) ** 2, 0) / (n - 1));
    const reach = upperQuantile(SURE, n - 1) * Math.sqrt(1 + 1 / n) * spread;
    return { blocksBeyond: Math.min(Math.max(margin, reach), beyondAnyNoise), known: 'controls' };
  }
  return { blocksBeyond: beyondAnyNoise, known: 'nothing' };
}

/** Whether every run of the candidate is worse than every one of the baseline. */
function areApart(baseline: readonly number[], candidate: readonly number[], { better }: MetricRule): boolean {
  return better === 'lower'
    ? Math.min(...candidate) > Math.max(...baseline)
    : Math.max(...candidate) < Math.min(...baseline);
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let each = 1; each <= k; each += 1) ways = (ways * (n - k + each)) / each;
  return ways;
}

/** The fewest runs a side that could decide for so many benchmarks. */
export function runsThatDecide(alpha: number, family: number): number {
  let runs = RUNS_THAT_SHOW_NOISE;
  while (1 / choose(2 * runs, runs) > alpha / Math.max(1, family) + 1e-12) runs += 1;
  return runs;
}
