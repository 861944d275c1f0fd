import type { Better } from './measurement.ts';
import type { MetricsFigures } from './metrics-csv.ts';
import { measuresThroughput } from './scenario-id.ts';

/** What one run says of one metric of one case: the median of its repeats. */
export interface MetricValue {
  readonly value: number;
  readonly unit: string;
  readonly better: Better;
  readonly exact: boolean;
  /** Of a program that counts: none of its figures decides unless it is named, also what is not counted alike twice. */
  readonly isCounted?: boolean;
}

/**
 * The metrics of a row of the STREAM harness: throughput in messages a second, latencies in microseconds. s0 is one echo and s1
 * connects only, so their throughput is 0 by design and they are not about speed; where they have one, it was measured.
 */
export function streamMetrics(figures: MetricsFigures, scenario: string): ReadonlyMap<string, MetricValue> {
  const { throughput } = figures;
  if (!measuresThroughput(scenario) && !((throughput ?? 0) > 0)) return NONE;
  const found = new Map<string, MetricValue>();
  if (throughput !== null)
    found.set('throughput', { value: throughput, unit: 'msg/s', better: 'higher', exact: false });
  for (const name of ['p50', 'p95', 'p99'] as const) {
    const value = figures[name];
    if (value !== null) found.set(name, { value, unit: 'us', better: 'lower', exact: false });
  }
  return found;
}

const NONE: ReadonlyMap<string, MetricValue> = new Map();
