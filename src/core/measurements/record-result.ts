import { type Defect, quoted } from './defect.ts';
import { FORMATS, type FormatName } from './formats/formats.ts';
import type { HarnessResult, HarnessRow, Host } from './harness-result.ts';
import type { FailedCase, Measurement, MeasurementsRead } from './measurement.ts';
import type { MetricValue } from './metric-value.ts';
import type { MetricsFigures } from './metrics-csv.ts';
import { medianOfRepeats } from './repeats.ts';
import { parseScenarioId } from './scenario-id.ts';
import type { Summary } from './summary-json.ts';

/** A row of the general record: it has metrics, and none of the columns of the STREAM harness. */
export interface RecordRow extends HarnessRow {
  readonly isRecord: true;
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
  subject === null ? name : `${subject}/${name}`;

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
  const environment = new Map(run.reads.flatMap(({ read }) => [...(read.environment ?? [])]));
  return { folder, rows, profile: new Map(), summary, host, tree, commit, binaries, defects, environment };
}

/** Another version of the format may have another name for the same metric. */
const nameOf = (format: FormatName, { metric }: Pick<Measurement, 'metric'>): string => {
  const aliases: Readonly<Record<string, string>> = FORMATS[format].aliases;
  return Object.hasOwn(aliases, metric) ? (aliases[metric] ?? metric) : metric;
};

function addTo(rows: Map<string, RecordRow>, { format, read }: FormatRead, invalidates: (text: string) => void) {
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
    const metrics = new Map(known?.metrics).set(name, {
      ...metricOf(measurement),
      ...(FORMATS[format].decides.length === 0 ? { isCounted: true } : {}),
    });
    const { conditions } = measurement;
    rows.set(id, {
      ...rowOf(measurement, metrics, known?.why ?? null),
      ...(conditions === undefined ? {} : { conditions }),
    });
  }
  for (const failure of read.failed) {
    const known = rows.get(recordId(failure));
    rows.set(recordId(failure), rowOf(failure, known?.metrics ?? new Map(), failure.why));
  }
}

function rowOf(
  of: Pick<Measurement | FailedCase, 'subject' | 'case'>,
  metrics: ReadonlyMap<string, MetricValue>,
  why: string | null,
): RecordRow {
  const id = recordId(of);
  return {
    id,
    scenarioId: id,
    stack: of.subject ?? parseScenarioId(of.case)?.stack ?? id,
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
    why,
  };
}

const metricOf = ({ values, unit, better, exact }: Measurement): MetricValue => ({
  value: medianOfRepeats(values),
  unit,
  better,
  exact,
});
