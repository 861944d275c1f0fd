import { type Defect, quoted } from './defect.ts';
import type { HarnessRow } from './harness-result.ts';
import type { MeasurementsRead } from './measurement.ts';
import { medianOfRepeats } from './median.ts';
import type { MetricValue } from './metric-value.ts';
import { parseScenarioId } from './scenario-id.ts';

/** The rows of a run of any benchmark program, by name. */
export interface MeasuredRows {
  readonly rows: ReadonlyMap<string, HarnessRow>;
  readonly defects: readonly Defect[];
}

export const LONGEST_CASE_NAME = 200;
const MOST_CASES = 10_000;

/** Names of two subjects may be the same. */
const idOf = (subject: string | null, name: string): string => (subject === null ? name : `${subject}/${name}`);

/**
 * What turns measurements into the run that is judged. Repeats within a run become the run's median: the round stays the unit
 * of the test.
 *
 * @param file for defects
 */
export function measuredRows({ measurements, failed, defects }: MeasurementsRead, file: string): MeasuredRows {
  const found: Defect[] = [...defects];
  const invalidates = (text: string) => found.push({ severity: 'invalidates', file, line: null, text });
  const metricsOf = new Map<string, { readonly name: Name; readonly metrics: Map<string, MetricValue> }>();
  const caseOf = (subject: string | null, name: string) => {
    const id = idOf(subject, name);
    const known = metricsOf.get(id);
    if (known !== undefined) return known;
    if (name.length > LONGEST_CASE_NAME) {
      invalidates(`${quoted(name)} has ${name.length} characters: a name has at most ${LONGEST_CASE_NAME}.`);
      return null;
    }
    if (metricsOf.size >= MOST_CASES) return null;
    const made = { name: { id, subject, case: name }, metrics: new Map<string, MetricValue>() };
    metricsOf.set(id, made);
    return made;
  };
  for (const each of measurements) {
    const { metrics } = caseOf(each.subject, each.case) ?? {};
    if (metrics === undefined) continue;
    const { unit, better, exact, metric, values } = each;
    const value = medianOfRepeats(values);
    const known = metrics.get(metric);
    // Which of them is meant cannot be known, and a median of both would be nobody's.
    if (known !== undefined)
      invalidates(`${quoted(each.case)} has ${metric} twice, which is no repeat: ${known.value} and ${value}.`);
    else if (values.length === 0 || values.some((one) => !Number.isFinite(one)))
      invalidates(`${quoted(each.case)}: ${metric} is no number.`);
    else metrics.set(metric, { value, unit, better, exact });
  }
  if (metricsOf.size >= MOST_CASES) invalidates(`${MOST_CASES} different cases or more.`);
  const rows = new Map<string, HarnessRow>();
  for (const [id, { name, metrics }] of metricsOf) rows.set(id, rowOf(name, metrics, 'PASS'));
  for (const { subject, case: text, why } of failed) {
    const name = { id: idOf(subject, text), subject, case: text };
    found.push({ severity: 'informs', file, line: null, text: `${quoted(text)} failed: ${quoted(why, 200)}.` });
    rows.set(name.id, rowOf(name, metricsOf.get(name.id)?.metrics ?? new Map(), 'FAIL'));
  }
  return { rows, defects: found };
}

interface Name {
  readonly id: string;
  readonly subject: string | null;
  readonly case: string;
}

function rowOf(name: Name, metrics: ReadonlyMap<string, MetricValue>, passFail: 'PASS' | 'FAIL'): HarnessRow {
  return {
    id: name.id,
    scenarioId: name.id,
    stack: name.subject ?? parseScenarioId(name.case)?.stack ?? name.case,
    scenario: name.case,
    line: 0,
    transport: null,
    figures: NO_FIGURES,
    errors: new Map(),
    passFail,
    unreadable: [],
    other: new Map(),
    metrics,
    isRecord: true,
    drainTimeout: null,
    gatingViolation: null,
    resultPassFail: null,
  };
}

const NO_FIGURES: HarnessRow['figures'] = {
  ccu: null,
  inflight: null,
  size: null,
  connect_success: null,
  connect_fail: null,
  connect_timeout: null,
  sent: null,
  recv: null,
  incomplete_ratio: null,
  throughput: null,
  p50: null,
  p95: null,
  p99: null,
};
