import { counted } from '../counted.ts';
import { fewNames } from '../few-names.ts';
import { fewestRounds } from '../statistics/alpha-spending.ts';
import { FIRST_LOOK } from '../statistics/boundary.ts';
import { signFlipLowerTail } from '../statistics/sign-flip-test.ts';
import { lowerTail } from '../statistics/student-t.ts';
import { changeWords, percent, percentChange, withUnit, worseWord } from './change-words.ts';
import type { DuetSettings } from './criteria.ts';
import { seriesName } from './duet-series.ts';
import { isNoMean } from './held-back.ts';
import type { JudgedSeries } from './judged-series.ts';
import { resolutionOf } from './resolution.ts';
import type { OddRound } from './series-noise.ts';
import type { Reason, ReasonRule } from './verdict.ts';

const ruleName = ({ series }: JudgedSeries): ReasonRule =>
  /^p\d/.test(series.figure) ? 'latency' : series.figure === 'throughput' ? 'throughput' : 'metric';

/** "throughput −9.9 % (from 1,000 to 901 msg/s)". */
function changeOf({ series, rule, summary }: JudgedSeries): string {
  const words = changeWords(Math.expm1(summary?.mean ?? 0), rule.better, 2);
  const figures = series.figures;
  if (figures === undefined) return `${series.figure} ${words}`;
  const { baseline, candidate } = figures;
  return `${series.figure} ${words} (${withUnit(baseline, rule.unit)}, now ${withUnit(candidate, rule.unit)})`;
}

/** Why a benchmark is called slower, and what its own rounds said. */
export function slowerReason(judged: JudgedSeries, { alpha }: DuetSettings): Reason {
  const { series, rule, member, summary } = judged;
  const word = worseWord(series.figure, rule.better, rule.unit);
  const alarm = member?.alarm ?? null;
  const found = `${series.scenarioId} is ${word}: ${changeOf(judged)} over ${counted(summary?.rounds ?? 0, 'round')}`;
  const after = counted(alarm?.atRound ?? 0, 'round');
  const text =
    alarm === null
      ? `${found}, at a false-alarm rate of ${alpha} over all benchmarks.`
      : alarm.outcome === 'confirmed'
        ? `${found}; found after ${after}, confirmed by further rounds, at a false-alarm rate of ${alpha} over all benchmarks.`
        : `${found}; found after ${after}, not confirmed by further rounds (${alarm.missing} more would be needed), at a false-alarm rate of ${alpha} over all benchmarks.`;
  return { effect: 'blocks', rule: ruleName(judged), subject: series.scenarioId, metric: series.figure, text };
}

export function warningReason(judged: JudgedSeries): Reason {
  const { series, rule, member } = judged;
  const after = counted(member?.alarm?.atRound ?? 0, 'round');
  const text = `${series.scenarioId}: ${changeOf(judged)}: ${worseWord(series.figure, rule.better, rule.unit)} (found after ${after}). ${series.figure} warns and does not block.`;
  return { effect: 'warns', rule: ruleName(judged), subject: series.scenarioId, metric: series.figure, text };
}

/** What is neither slower nor within the margin, and what it would take. */
export function undecidedReason(judged: JudgedSeries, final: boolean, settings: DuetSettings): Reason {
  const { series, held } = judged;
  const effect = final ? 'blocks' : 'informs';
  const say = (text: string): Reason => ({
    effect,
    rule: 'noise',
    subject: series.scenarioId,
    metric: series.figure,
    text,
  });
  const name = seriesName(series);
  const measured = series.d.filter((d) => d !== null).length;
  if (judged.summary === null || measured < FIRST_LOOK)
    return say(
      `${name} has ${measured} complete ${measured === 1 ? 'round' : 'rounds'}; at least ${FIRST_LOOK} are needed.`,
    );
  if (judged.noise.isConstant) return say(constantText(judged, measured));
  if (isNoMean(held) || judged.noise.comesAndGoes !== null) return say(heldText(judged));
  return say(noisyText(judged, settings));
}

/** Figures without any spread, or in steps that are larger than the spread of most rounds. */
function constantText(judged: JudgedSeries, measured: number): string {
  const { series, noise } = judged;
  const moved = noise.odd.length;
  const change = `${series.scenarioId}: ${changeOf(judged)}`;
  const counting = `A metric that is counted and not timed is declared with gate.metrics: {${series.figure}: {exact: true}}.`;
  return moved === 0
    ? `${change}, exactly so in every round: figures without any spread are not believed to be measured. ${counting}`
    : `${change}, exactly so in ${measured - moved} of ${counted(measured, 'round')} and far from it in the others: its figures move in steps that are too coarse to tell a small change. Let each run take longer, so that a step is a small part of it. ${counting}`;
}

function noisyText(judged: JudgedSeries, settings: DuetSettings): string {
  const { series, rule, summary, member } = judged;
  const { rounds, standardDeviation } = summary ?? { rounds: 0, standardDeviation: 0 };
  const resolution = summary === null ? null : resolutionOf([summary], { ...settings, margin: rule.margin });
  const refuted =
    member?.alarm?.outcome === 'refuted'
      ? ` It looked slower after ${counted(member.alarm.atRound, 'round')}, which further rounds did not confirm.`
      : '';
  const found = `${series.scenarioId}: ${changeOf(judged)} after ${counted(rounds, 'round')}, with a standard deviation of ${percent(standardDeviation)} from round to round`;
  return resolution === null
    ? `${found}, is neither clearly slower nor clearly within −${percent(rule.margin)}.${refuted}`
    : `${found}: too noisy for a margin of ${percent(rule.margin)}. It would take about ${counted(resolution.roundsNeeded, 'round')}; in ${settings.maximumRounds}, this machine resolves about ${percent(resolution.resolvableMargin)}.${refuted}`;
}

function heldText(judged: JudgedSeries): string {
  const { series, rule, noise } = judged;
  const name = seriesName(series);
  const { comesAndGoes } = noise;
  if (comesAndGoes !== null) {
    const size = changeWords(Math.expm1(comesAndGoes.typical), rule.better);
    return `${name} is slow in ${comesAndGoes.slow.length} of ${comesAndGoes.of} rounds, by about ${size} (${roundNames(comesAndGoes.slow)}), and not in the others: a slowdown that comes and goes, which no mean describes.`;
  }
  return judged.held === 'trend' ? trendText(judged) : dependentText(judged);
}

function trendText({ series, rule, noise }: JudgedSeries): string {
  const { first, last } = noise.trend ?? { first: 0, last: 0 };
  const [from, to] = [first, last].map((d) => changeWords(Math.expm1(d), rule.better));
  return `${seriesName(series)} has a trend: from ${from} in the first round to ${to} in the last, so no mean describes it (something grows, fills or throttles on one side).`;
}

const dependentText = ({ series, noise }: JudgedSeries): string =>
  `${seriesName(series)}: neighbouring rounds depend on each other (lag-1 correlation ${(noise.correlation ?? 0).toFixed(2)}), so there are more false verdicts than the rate says, and the interval is widened. A pause between rounds, or a host that does not throttle, helps.`;

/** What is odd about the rounds of a benchmark that is decided, or besides what is said of it. */
export function noiseReasons(judged: JudgedSeries): Reason[] {
  const { series, rule, noise, held, conclusion } = judged;
  const warns = (text: string): Reason => ({
    effect: 'warns',
    rule: 'noise',
    subject: series.scenarioId,
    metric: series.figure,
    text,
  });
  const found: Reason[] = [];
  // What comes and goes, and is not decided otherwise, is said there.
  const saysOdd = noise.comesAndGoes !== null && conclusion === 'undecided';
  if (noise.odd.length > 0 && !saysOdd) {
    const sizes = noise.odd.map(({ round, d }) => `round ${round} (${changeWords(Math.expm1(d), rule.better)})`);
    found.push(
      warns(
        `${seriesName(series)}: ${fewNames(sizes)} ${noise.odd.length === 1 ? 'is' : 'are'} far from all other rounds, and counted for no more than they do.`,
      ),
    );
  }
  if (noise.trend !== null && held !== 'trend') found.push(warns(trendText(judged)));
  if (noise.correlation !== null && held !== 'dependent') found.push(warns(dependentText(judged)));
  return found;
}

const roundNames = (odd: readonly OddRound[]): string => {
  const shown = odd.slice(0, 8).map(({ round }) => `round ${round}`);
  return `${shown.join(', ')}${odd.length > 8 ? ' …' : ''}`;
};

/** Below a fifth of the margin a proven slowdown is a note. */
const SMALL = 0.2;

/**
 * Slowdowns that are proved and lie within the margin: they pass, and add up over releases. Told at the rate over the
 * family: by the sign-flip test, which holds for any noise, and by the t test, whose p value can be as small as a family asks.
 */
export function withinMarginReasons(judged: readonly JudgedSeries[], alpha: number): Reason[] {
  return judged.flatMap((each): Reason[] => {
    const { series, rule, summary, conclusion } = each;
    if (conclusion !== 'pass' || summary === null || !(summary.mean < 0)) return [];
    const { values, mean, standardDeviation } = summary;
    const t = (mean * Math.sqrt(values.length)) / standardDeviation;
    if (!(lowerTail(t, values.length - 1) < alpha / judged.length)) return [];
    if (values.length <= MOST_FLIPPED && signFlipLowerTail(values) > alpha) return [];
    const change = Math.expm1(mean);
    const size = percentChange(Math.abs(change)).slice(1);
    const word = worseWord(series.figure, rule.better, rule.unit);
    const text = `${series.scenarioId} is ${word} by ${size} (${changeOf(each)}), which is proved and within its margin of ${percent(rule.margin)}${leastText(each)}: it passes, and such slowdowns add up.`;
    return [
      {
        effect: -change >= SMALL * rule.margin ? 'warns' : 'informs',
        rule: ruleName(each),
        subject: series.scenarioId,
        metric: series.figure,
        text,
      },
    ];
  });
}

/** " (1.5 ns, where less than 2 ns does not count)". */
function leastText({ rule, series }: JudgedSeries): string {
  const { andAtLeast, unit } = rule;
  const { figures } = series;
  if (andAtLeast === null || figures === undefined) return '';
  const moved = Math.abs(figures.candidate - figures.baseline);
  return ` (${withUnit(Number(moved.toPrecision(6)), unit)}, where less than ${withUnit(andAtLeast.value, andAtLeast.unit)} does not count)`;
}

const MOST_FLIPPED = 40;

export function shortBudgetReason({ alpha, maximumRounds }: DuetSettings): Reason {
  const text = `A budget of ${counted(maximumRounds, 'round')} cannot decide at a false-alarm rate of ${alpha}: at least ${fewestRounds(alpha)} rounds have to be allowed.`;
  return { effect: 'blocks', rule: 'noise', text };
}

export function surplusReason(rounds: number, maximumRounds: number): Reason {
  const text = `${counted(rounds, 'round is', 'rounds are')} there, but the budget is ${maximumRounds}: those after it are not looked at, or the false-alarm rate would not hold. Raise gate.maximum-rounds before measuring.`;
  return { effect: 'informs', rule: 'noise', text };
}
