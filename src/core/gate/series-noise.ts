import { meanOf } from '../statistics/mean.ts';
import { medianOf } from '../statistics/median.ts';
import {
  apartRounds,
  lagOneCorrelation,
  linearTrend,
  standardisedLagOne,
  type Trend,
} from '../statistics/round-patterns.ts';
import { upperQuantile } from '../statistics/student-t.ts';

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

/** The rates at which something is told of independent normal rounds, over the whole family. */
const RATES = { odd: 0.02, trend: 0.01, correlation: 0.02 } as const;
/** In fewer rounds, dependence cannot be told from chance. */
const FEWEST_FOR_CORRELATION = 12;
const FEWEST_FOR_TREND = 6;
const NO_SPREAD = 1e-12;

/** One series: d by round, null where it was not measured. */
export interface NoisySeries {
  readonly values: readonly (number | null)[];
  /** Natural logarithm, negative: a smaller distance is no odd round. */
  readonly floor: number;
}

/**
 * What the rounds of each series show. Each is held against the rate over the number of series (Bonferroni). What a machine
 * does to all of them alike would be lost by that, so their mean is tested as well, against the bound of a single series: the
 * mean of any number of statistics, however they depend on each other, spreads no more than one of them. Where it is beyond,
 * each series is held against the rate itself.
 */
export function noiseOf(family: readonly NoisySeries[]): SeriesNoise[] {
  const all = family.map(({ values, floor }) => patternsOf(values, -floor, RATES.odd / Math.max(1, family.length)));
  const commonCorrelation = meanOf(all.flatMap(({ lagOne }) => lagOne?.standardised ?? []));
  const commonTrend = meanOf(all.flatMap(({ trend }) => trend?.t ?? []));
  const fewest = Math.min(...all.flatMap(({ trend, usual }) => (trend === null ? [] : [usual.length])));
  const isDependent = commonCorrelation > normalQuantile(RATES.correlation);
  const drifts = Number.isFinite(fewest) && Math.abs(commonTrend) > upperQuantile(RATES.trend / 2, fewest - 2);
  const of = Math.max(1, family.length);
  const correlated = normalQuantile(RATES.correlation / (isDependent ? 1 : of));
  return all.map(({ trend, lagOne, odd, slow, usual, rounds }): SeriesNoise => {
    const sharesDrift = drifts && Math.sign(trend?.t ?? 0) === Math.sign(commonTrend);
    return {
      odd,
      // One in ten may be an accident; of noise that falls on both sides alike, as many are fast.
      comesAndGoes:
        slow.length >= Math.max(2, Math.ceil(rounds / 10))
          ? { slow, of: rounds, typical: medianOf(slow.map((each) => each.d)) }
          : null,
      trend: trend !== null && trend.p < RATES.trend / (sharesDrift ? 1 : of) ? trend : null,
      correlation: lagOne !== null && lagOne.standardised > correlated ? lagOne.correlation : null,
      isConstant: usual.length > 0 && usual.every((each) => Math.abs(each - (usual[0] ?? 0)) < NO_SPREAD),
    };
  });
}

interface Patterns {
  readonly rounds: number;
  readonly odd: readonly OddRound[];
  readonly slow: readonly OddRound[];
  /** Rounds that are not odd. */
  readonly usual: readonly number[];
  /** Of the rounds that are not odd, which any line would follow. null: too few. */
  readonly trend: Trend | null;
  readonly lagOne: { readonly correlation: number; readonly standardised: number } | null;
}

function patternsOf(values: readonly (number | null)[], least: number, oddRate: number): Patterns {
  const rounds = values.flatMap((d, at): OddRound[] => (d === null ? [] : [{ round: at + 1, d }]));
  const d = rounds.map((each) => each.d);
  const apart = apartRounds(d, least, oddRate);
  const at = (positions: readonly number[]) => positions.flatMap((position) => rounds[position] ?? []);
  const odd = at(apart.odd);
  const correlation = d.length < FEWEST_FOR_CORRELATION ? null : lagOneCorrelation(d);
  const usual = d.filter((_, position) => !apart.odd.includes(position));
  return {
    rounds: d.length,
    odd,
    slow: at(apart.slow),
    usual,
    trend: usual.length < FEWEST_FOR_TREND ? null : linearTrend(usual),
    lagOne: correlation === null ? null : { correlation, standardised: standardisedLagOne(correlation, d.length) },
  };
}

/** Student's t of so many degrees is normal to three digits. */
const normalQuantile = (rate: number): number => upperQuantile(rate, 10_000);
