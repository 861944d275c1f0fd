import { fewNames } from '../few-names.ts';
import { amountFactor } from '../measurements/unit.ts';
import type { MetricIndex } from './metric-index.ts';
import type { LeastChange } from './metric-rules.ts';
import type { Reason } from './verdict.ts';

/** `and-at-least` in a unit that is none of its metric: it counts for nothing, and is not left out without a word. */
export function leastChangeReasons({ cases }: Pick<MetricIndex, 'cases'>): Reason[] {
  const found = new Map<string, { readonly least: LeastChange; readonly unit: string; readonly names: string[] }>();
  for (const { id, rules } of cases.values()) {
    for (const [metric, { andAtLeast, unit, decides }] of rules) {
      if (andAtLeast === null || decides === 'show' || amountFactor(andAtLeast.unit, unit) !== null) continue;
      const key = JSON.stringify([andAtLeast, unit]);
      const known = found.get(key) ?? { least: andAtLeast, unit, names: [] };
      known.names.push(`${id} ${metric}`);
      found.set(key, known);
    }
  }
  return [...found.values()].map(({ least: { value, unit: given }, unit, names }) => ({
    effect: 'warns',
    rule: 'metric',
    text: `${fewNames(names)}: and-at-least ${value} ${given} does not convert into ${unit}, so it does not count.`,
  }));
}
