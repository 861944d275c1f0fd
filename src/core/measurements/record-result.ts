import { type Defect, quoted } from './defect.ts';
import { FORMATS, type FormatName } from './formats/formats.ts';
import type { HarnessResult, HarnessRow, Host } from './harness-result.ts';
import type { Better, FailedCase, Measurement, MeasurementsRead } from './measurement.ts';
import type { MetricsFigures } from './metrics-csv.ts';
import type { Summary } from './summary-json.ts';

/** What one run says of one metric of one case: the median of its repeats. */
export interface RecordMetric {
  readonly value: number;
  readonly unit: string;
  readonly better: Better;
  readonly exact: boolean;
}

/** A row of the general record: it has metrics, and none of the columns of the STREAM harness. */
export interface RecordRow extends HarnessRow {
  readonly metrics: ReadonlyMap<string, RecordMetric>;
  readonly isRecord: true;
  /** The metric that decides where nothing else is configured; null: the case has none that could. */
  readonly primary: string | null;
  /** Why it failed, in the program's words; null: it did not. Untrusted. */
  readonly why: string | null;
}

/** What was read by one entry of `bench.read`. */
export interface FormatRead {
  readonly format: FormatName;
  /** The metric that decides; null: as the format has it. */
  readonly metric: string | null;
  readonly read: MeasurementsRead;
}

export interface RecordRun extends Pick<HarnessResult, 'folder' | 'tree' | 'binaries'> {
  readonly commit: string | null;
  readonly host: Host | null;
  readonly reads: readonly FormatRead[];
  /** What bench leaves of how the command ended; null: it was not bench that ran it. */
  readonly summary: Summary | null;
  readonly defects: readonly Defect[];
}

const NO_FIGURES: MetricsFigures = {
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

/** A case with what it belongs to, in one name. */
export const recordId = ({ subject, case: name }: Pick<Measurement, 'subject' | 'case'>): string =>
  subject === null ? name : `${subject}: ${name}`;

/** The run that the gate judges, from what the files of a benchmark program say. */
export function recordResult(run: RecordRun): HarnessResult {
  const rows = new Map<string, RecordRow>();
  const defects: Defect[] = [...run.defects];
  const invalidates = (text: string) => defects.push({ severity: 'invalidates', file: run.folder, line: null, text });
  for (const each of run.reads) {
    defects.push(...each.read.defects.map((defect) => ({ ...defect, file: `${run.folder}/${defect.file}` })));
    const { metric } = each;
    const isThere = metric === null || each.read.measurements.some((one) => nameOf(each.format, one) === metric);
    // Where nothing could be read, that is told already.
    if (!isThere && each.read.measurements.length > 0)
      invalidates(`No benchmark of ${FORMATS[each.format].program} has the metric ${quoted(metric)} of bench.read.`);
    addTo(rows, each, invalidates);
  }
  const { summary } = run;
  const failing = [...rows.values()].some(({ passFail }) => passFail === 'FAIL');
  if (summary !== null && (summary.overallExitCode ?? 0) !== 0 && !failing) {
    const text = `The command ended with exit code ${summary.overallExitCode}, though no benchmark says that it failed.`;
    defects.push({ severity: 'warns', file: run.folder, line: null, text });
  }
  const { folder, host, tree, commit, binaries } = run;
  return { folder, rows, profile: new Map(), summary, host, tree, commit, binaries, defects };
}

/** Another version of the format may have another name for the same metric. */
const nameOf = (format: FormatName, { metric }: Pick<Measurement, 'metric'>): string => {
  const aliases: Readonly<Record<string, string>> = FORMATS[format].aliases;
  return Object.hasOwn(aliases, metric) ? (aliases[metric] ?? metric) : metric;
};

function addTo(
  rows: Map<string, RecordRow>,
  { format, metric, read }: FormatRead,
  invalidates: (text: string) => void,
) {
  const ofThis = new Map<string, string | null>();
  for (const measurement of read.measurements) {
    const id = recordId(measurement);
    const known = rows.get(id);
    const name = nameOf(format, measurement);
    if ((ofThis.get(id) ?? measurement.subject) !== measurement.subject || known?.metrics.has(name) === true) {
      invalidates(`${quoted(id)} has ${quoted(name)} from two places: give each benchmark a name of its own.`);
      continue;
    }
    ofThis.set(id, measurement.subject);
    const metrics = new Map(known?.metrics).set(name, metricOf(measurement));
    rows.set(id, rowOf(measurement, metrics, known?.why ?? null, known?.primary ?? null));
  }
  for (const id of ofThis.keys()) {
    const row = rows.get(id);
    // What an earlier entry of bench.read decides stays.
    if (row !== undefined) rows.set(id, { ...row, primary: row.primary ?? primaryOf(format, metric, row.metrics) });
  }
  for (const failure of read.failed) {
    const known = rows.get(recordId(failure));
    rows.set(recordId(failure), rowOf(failure, known?.metrics ?? new Map(), failure.why, known?.primary ?? null));
  }
}

function rowOf(
  of: Pick<Measurement | FailedCase, 'subject' | 'case'>,
  metrics: ReadonlyMap<string, RecordMetric>,
  why: string | null,
  primary: string | null,
): RecordRow {
  const id = recordId(of);
  return {
    id,
    scenarioId: id,
    stack: of.subject ?? id,
    scenario: of.case,
    line: 0,
    transport: null,
    figures: NO_FIGURES,
    errors: new Map(),
    passFail: why === null ? 'PASS' : 'FAIL',
    unreadable: [],
    other: new Map(),
    drainTimeout: null,
    gatingViolation: null,
    resultPassFail: null,
    metrics,
    isRecord: true,
    primary,
    why,
  };
}

function primaryOf(
  format: FormatName,
  metric: string | null,
  metrics: ReadonlyMap<string, RecordMetric>,
): string | null {
  if (metric !== null && metrics.has(metric)) return metric;
  return FORMATS[format].decides.find((name) => metrics.get(name)?.better != null) ?? null;
}

const metricOf = ({ values, unit, better, exact }: Measurement): RecordMetric => ({
  value: medianOf(values),
  unit,
  better,
  exact,
});

/** @param values at least one */
export function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  // Halved before they are added: two that are nearly the largest number there is have a mean as well.
  return sorted.length % 2 === 1 ? upper : (sorted[middle - 1] ?? Number.NaN) / 2 + upper / 2;
}
