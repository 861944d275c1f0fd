import type { HarnessResult, HarnessRow } from '../measurements/harness-result.ts';
import type { MetricValue } from '../measurements/metric-value.ts';
import { unitFactor } from '../measurements/unit.ts';
import { decisionAsked, type MetricRule, type MetricRuleSettings, primaryMetric, ruleOf } from './metric-rules.ts';
import { type Role, type RoleSettings, roleOf } from './roles.ts';

/** A case as all runs have it: what is judged of it, and how. */
export interface IndexedCase {
  readonly id: string;
  readonly stack: string;
  readonly scenario: string;
  readonly role: Role;
  /** By metric, in the order in which the runs first have them. */
  readonly rules: ReadonlyMap<string, MetricRule>;
  /** Of the general record; else of the STREAM harness, which owes a throughput. */
  readonly isRecord: boolean;
  /** Whether a throughput of it would decide. */
  readonly owesThroughput: boolean;
}

/** A metric whose units do not convert into each other. */
export interface UnitFault {
  readonly id: string;
  readonly metric: string;
  readonly units: readonly [string, string];
}

/** A metric that is better when higher in one run, and lower in another. */
export interface DirectionFault {
  readonly id: string;
  readonly metric: string;
}

/** A metric that is asked to block or warn, and of which nothing says which way is better. */
export interface UndirectedMetric {
  readonly metric: string;
  readonly asked: 'block' | 'warn';
  readonly ids: readonly string[];
}

const THROUGHPUT: MetricValue = { value: 1, unit: 'msg/s', better: 'higher', exact: false };

/** Every case and metric of some runs, each with one unit, one role and one rule. */
export class MetricIndex {
  readonly cases: ReadonlyMap<string, IndexedCase>;
  readonly unitFaults: readonly UnitFault[];
  readonly directionFaults: readonly DirectionFault[];
  readonly undirected: readonly UndirectedMetric[];

  /** @param runs the baseline's first: its units are those that are kept */
  constructor(runs: readonly HarnessResult[], settings: MetricRuleSettings & RoleSettings) {
    const found = new Map<string, { readonly row: HarnessRow; readonly metrics: Map<string, MetricValue> }>();
    const faults = new Map<string, UnitFault>();
    const directions = new Map<string, DirectionFault>();
    for (const run of runs) {
      for (const [id, row] of run.rows) {
        let known = found.get(id);
        if (known === undefined) {
          known = { row, metrics: new Map(row.metrics) };
          found.set(id, known);
          continue;
        }
        const { metrics } = known;
        // One call a figure: there are hundreds of thousands, and a pair made for each would have to be thrown away.
        row.metrics.forEach((value, metric) => {
          const first = metrics.get(metric);
          if (first === undefined) metrics.set(metric, value);
          else if (value.unit !== first.unit && unitFactor(value.unit, first.unit) === null)
            faults.set(JSON.stringify([id, metric]), { id, metric, units: [first.unit, value.unit] });
          else if (value.better !== first.better && value.better !== null && first.better !== null)
            directions.set(JSON.stringify([id, metric]), { id, metric });
        });
      }
    }
    this.cases = new Map(
      [...found].map(([id, { row, metrics }]) => {
        const primary = primaryMetric(metrics, settings.primary);
        const name = { id, stack: row.stack };
        return [
          id,
          {
            ...name,
            scenario: row.scenario,
            role: roleOf(row.stack, settings, id),
            rules: new Map(
              [...metrics].map(([metric, value]) => [metric, ruleOf(name, metric, value, primary, settings)]),
            ),
            isRecord: row.isRecord === true,
            owesThroughput: ruleOf(name, 'throughput', THROUGHPUT, 'throughput', settings).decides === 'block',
          },
        ];
      }),
    );
    this.unitFaults = [...faults.values()];
    this.directionFaults = [...directions.values()].filter(
      ({ metric }) => settings.metrics.get(metric)?.better === undefined,
    );
    this.undirected = undirectedIn([...this.cases.values()], settings);
  }

  /** Of a row, in the unit of the first run that has it; null where the row has none. */
  valueOf(row: HarnessRow, metric: string): number | null {
    const unit = this.cases.get(row.id)?.rules.get(metric)?.unit;
    return unit === undefined ? null : valueIn(row, metric, unit);
  }
}

function undirectedIn(cases: readonly IndexedCase[], settings: MetricRuleSettings): UndirectedMetric[] {
  const found = new Map<string, { metric: string; asked: 'block' | 'warn'; ids: string[] }>();
  for (const { id, stack, role, rules } of cases) {
    for (const [metric, { better }] of rules) {
      if (better !== null || role !== 'subject') continue;
      const asked = decisionAsked({ id, stack }, metric, settings);
      if (asked !== 'block' && asked !== 'warn') continue;
      const of = found.get(`${asked} ${metric}`) ?? { metric, asked, ids: [] };
      of.ids.push(id);
      found.set(`${asked} ${metric}`, of);
    }
  }
  return [...found.values()];
}

/** In a unit that is known already; null where the row has none, or one that does not convert. */
export function valueIn(row: HarnessRow, metric: string, unit: string): number | null {
  const found = row.metrics.get(metric);
  if (found === undefined) return null;
  if (found.unit === unit) return found.value;
  const factor = unitFactor(found.unit, unit);
  // 100 MiB/s are 104.8576 MB/s, and not a last digit more: what is compared by value has to be.
  return factor === null ? null : Number((found.value * factor).toPrecision(15));
}
