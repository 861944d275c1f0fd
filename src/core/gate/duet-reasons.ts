import { FIRST_LOOK, shortestBudget } from '../statistics/boundary.ts';
import type { SequentialRejection } from '../statistics/holm.ts';
import type { DuetSettings } from './criteria.ts';
import { resolutionOf } from './resolution.ts';
import { relative, type TestedSeries } from './tested-series.ts';
import type { Reason } from './verdict.ts';

const percent = (fraction: number): string => `${(100 * fraction).toFixed(2).replace('-', '−')} %`;
export const signed = (fraction: number): string => (fraction > 0 ? `+${percent(fraction)}` : percent(fraction));

export function slowerReasons(
  primary: readonly TestedSeries[],
  slower: ReadonlyMap<string, SequentialRejection>,
  { alpha }: DuetSettings,
): Reason[] {
  return primary.flatMap(({ series: { scenarioId }, looks }): Reason[] => {
    const rejection = slower.get(scenarioId);
    const look = looks.find((each) => each.rounds === rejection?.atRound);
    if (rejection === undefined || look === undefined) return [];
    const text = `${scenarioId} is slower: throughput ${signed(relative(look.mean))} over ${look.rounds} rounds (p = ${look.slowerP.toPrecision(2)}, below the boundary ${rejection.boundary.toPrecision(3)} of a total false-alarm rate of ${alpha}).`;
    return [{ effect: 'blocks', rule: 'throughput', subject: scenarioId, text }];
  });
}

export function latencyReasons(
  tested: readonly TestedSeries[],
  { floor }: DuetSettings,
  { boundary, first }: { boundary: number; first: number },
): Reason[] {
  return tested.flatMap(({ series: { role, figure, scenarioId }, looks }): Reason[] => {
    if (role !== 'subject' || (figure !== 'p50' && figure !== 'p95')) return [];
    const look = looks.find((each) => each.rounds >= first && each.slowerP < boundary && relative(each.mean) < -floor);
    if (look === undefined) return [];
    const longer = Math.expm1(-look.mean);
    const text = `${scenarioId}: ${figure} latency is ${percent(longer)} longer (p = ${look.slowerP.toPrecision(2)} after ${look.rounds} rounds). Latency warns and does not block.`;
    return [{ effect: 'warns', rule: 'latency', subject: scenarioId, text }];
  });
}

export function undecidedReason({ series, looks }: TestedSeries, final: boolean, settings: DuetSettings): Reason[] {
  const { scenarioId, d } = series;
  const { margin, maximumRounds } = settings;
  const last = looks.at(-1);
  const effect = final ? 'blocks' : 'informs';
  if (last === undefined) {
    const text = `${scenarioId} has ${d.length} complete ${d.length === 1 ? 'round' : 'rounds'}; at least ${FIRST_LOOK} are needed.`;
    return [{ effect, rule: 'noise', subject: scenarioId, text }];
  }
  if (last.standardDeviation === 0) {
    const text = `${scenarioId} changed by exactly ${signed(relative(last.mean))} in every round: figures without any spread are not believed to be measured.`;
    return [{ effect, rule: 'noise', subject: scenarioId, text }];
  }
  const resolution = resolutionOf([last], settings);
  const found = `${scenarioId}: ${signed(relative(last.mean))} after ${last.rounds} rounds, with a standard deviation of ${percent(last.standardDeviation)} from round to round`;
  const text =
    resolution === null
      ? `${found}, is neither clearly slower nor clearly within −${percent(margin)}.`
      : `${found}: too noisy for a margin of ${percent(margin)}. It would take about ${resolution.roundsNeeded} rounds; in ${maximumRounds}, this machine resolves about ${percent(resolution.resolvableMargin)}.`;
  return [{ effect, rule: 'noise', subject: scenarioId, text }];
}

export function shortBudgetReason({ alpha, maximumRounds }: DuetSettings): Reason {
  const text = `A budget of ${maximumRounds} rounds cannot decide at a false-alarm rate of ${alpha}: at least ${shortestBudget(alpha)} rounds have to be allowed.`;
  return { effect: 'blocks', rule: 'noise', text };
}

export function surplusReason(rounds: number, maximumRounds: number): Reason {
  const text = `${rounds} rounds are there, but the budget is ${maximumRounds}: those after it are not looked at, or the false-alarm rate would not hold. Raise gate.maximum-rounds before measuring.`;
  return { effect: 'informs', rule: 'noise', text };
}
