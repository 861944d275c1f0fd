import { medianOf } from '../statistics/median.ts';
import { lagOneCorrelation, linearTrend, oddRounds, type Trend } from '../statistics/round-patterns.ts';

/** What rounds show that no mean describes. Rounds are counted from 1. */
export interface SeriesNoise {
  /** Rounds far from the others, with their d. */
  readonly odd: readonly OddRound[];
  /** Slow again and again, with nothing as fast on the other side: a slowdown that comes and goes. null: it does not. */
  readonly comesAndGoes: { readonly slow: readonly OddRound[]; readonly of: number; readonly typical: number } | null;
  /** d grows or falls round by round; null: no more than chance would make it. */
  readonly trend: Trend | null;
  /** The correlation of neighbouring rounds, where it is more than chance would make it. */
  readonly correlation: number | null;
  /** All rounds but odd ones agree to the last digit. */
  readonly isConstant: boolean;
}

export interface OddRound {
  readonly round: number;
  readonly d: number;
}

/** A trend is told at this rate over the whole family. */
const TREND_RATE = 0.01;
/** In fewer rounds, dependence cannot be told from chance. */
const FEWEST_FOR_CORRELATION = 12;
const STRONG_CORRELATION = 0.4;
const NO_SPREAD = 1e-12;

/**
 * @param values d by round; null where it was not measured
 * @param floor natural logarithm, negative: a smaller distance is no odd round
 * @param family of how many benchmarks this is one
 */
export function noiseOf(values: readonly (number | null)[], floor: number, family: number): SeriesNoise {
  const rounds = values.flatMap((d, at): OddRound[] => (d === null ? [] : [{ round: at + 1, d }]));
  const d = rounds.map((each) => each.d);
  const middle = medianOf(d);
  const odd = d.length < 5 ? [] : oddRounds(d, -floor).flatMap((at) => rounds[at] ?? []);
  const usual = d.filter((value) => !odd.some((each) => each.d === value));
  const slow = odd.filter((each) => each.d < middle);
  const trend = odd.length > 0 ? null : linearTrend(d);
  const correlation = lagOneCorrelation(d);
  return {
    odd,
    // One in ten may be an accident; of noise that falls on both sides alike, as many are fast.
    comesAndGoes:
      slow.length >= Math.max(2, Math.ceil(d.length / 10)) && slow.length === odd.length
        ? { slow, of: d.length, typical: medianOf(slow.map((each) => each.d)) }
        : null,
    trend: trend !== null && d.length >= 6 && trend.p < TREND_RATE / Math.max(1, family) ? trend : null,
    correlation:
      correlation !== null &&
      d.length >= FEWEST_FOR_CORRELATION &&
      correlation > Math.min(STRONG_CORRELATION, 2 / Math.sqrt(d.length))
        ? correlation
        : null,
    isConstant: usual.length > 0 && usual.every((each) => Math.abs(each - (usual[0] ?? 0)) < NO_SPREAD),
  };
}
