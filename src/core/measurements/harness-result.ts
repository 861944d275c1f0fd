import { counted } from '../counted.ts';
import { type Defect, quoted } from './defect.ts';
import { stampIn } from './harness-stamp.ts';
import { type MetricValue, streamMetrics } from './metric-value.ts';
import type { MetricsRow, MetricsTable, PassFail } from './metrics-csv.ts';
import { joinProfiles, type Profile } from './profile.ts';
import type { ScenarioLog } from './scenario-log.ts';
import type { Summary } from './summary-json.ts';

/** The machine that a run was measured on; what is not known is null. */
export interface Host {
  readonly cpuModel: string | null;
  readonly kernel: string | null;
  readonly logicalCores: number | null;
  /** Load average of one minute before the run. */
  readonly loadBefore: number | null;
}

/** One row of a run with all that its files say about it. */
export interface HarnessRow extends MetricsRow {
  /** `<stack>-<scenario>`, also where the file has a bare scenario. */
  readonly id: string;
  readonly stack: string;
  /** By name: what is judged, warned of or shown. */
  readonly metrics: ReadonlyMap<string, MetricValue>;
  /** What besides its name says which experiment it is; left out: nothing. Untrusted. */
  readonly conditions?: ReadonlyMap<string, string>;
  /** Whether it is of the general record, which has no columns of the STREAM harness. */
  readonly isRecord?: boolean;
  /** Why it failed, in the words of its program; null or left out: it did not, or nobody says. Untrusted. */
  readonly why?: string | null;
  /** From the RESULT line of scenario.log; null is unknown. */
  readonly drainTimeout: number | null;
  readonly gatingViolation: number | null;
  /** What the RESULT line says, where it says anything; it has to agree with `passFail`. */
  readonly resultPassFail: PassFail | null;
}

/** One result folder, joined from metrics.csv, scenario.log and summary.json. */
export interface HarnessResult {
  /** The folder as the user named it. */
  readonly folder: string;
  readonly rows: ReadonlyMap<string, HarnessRow>;
  readonly profile: Profile;
  readonly summary: Summary | null;
  /** null: not recorded, as with folders that the harness wrote by itself. */
  readonly host: Host | null;
  /** git tree that was measured; null: not recorded. */
  readonly tree: string | null;
  /** The commit of that tree, where recorded. */
  readonly commit?: string | null;
  /** When it was measured: in UTC with a Z, else by the clock of that machine; left out or null: nobody says. */
  readonly measuredAt?: string | null;
  /** stack → hash of its binary, where recorded. */
  readonly binaries: ReadonlyMap<string, string>;
  readonly defects: readonly Defect[];
  /** What its benchmark programs say of where and as what they ran; left out: nothing. Untrusted. */
  readonly environment?: ReadonlyMap<string, string>;
}

export interface HarnessFiles {
  readonly folder: string;
  readonly metrics: MetricsTable;
  /** null: the folder has none. */
  readonly log: ScenarioLog | null;
  readonly summary: Summary | null;
  readonly summaryDefects: readonly Defect[];
  readonly host: Host | null;
  readonly tree: string | null;
  readonly commit?: string | null;
  readonly binaries: ReadonlyMap<string, string>;
  /** Stack of bare scenario ids; null: taken from the log when it names exactly one. */
  readonly defaultStack: string | null;
}

/** A run of any benchmark program. */
export interface RecordFiles {
  readonly folder: string;
  readonly rows: ReadonlyMap<string, HarnessRow>;
  readonly defects: readonly Defect[];
  readonly host: Host | null;
  readonly tree: string | null;
  readonly commit?: string | null;
  readonly binaries: ReadonlyMap<string, string>;
}

/** The rows of measurements.jsonl as a run, joined to that of metrics.csv where the folder has both. */
export function withMeasuredRows(run: HarnessResult | null, files: RecordFiles): HarnessResult {
  const { folder, rows, host, tree, binaries } = files;
  const twice = [...rows.keys()].filter((id) => run?.rows.has(id));
  const defects = twice.slice(0, 10).map(
    (id): Defect => ({
      severity: 'invalidates',
      file: `${folder}/measurements.jsonl`,
      line: null,
      text: `${quoted(id)} stands in metrics.csv as well: which of them counts cannot be known.`,
    }),
  );
  return {
    ...(run ?? { folder, profile: new Map(), summary: null, host, tree, commit: files.commit ?? null, binaries }),
    rows: new Map([...(run?.rows ?? []), ...rows]),
    defects: [...(run?.defects ?? []), ...files.defects, ...defects],
  };
}

/** Stack of bare ids where nothing says which stack it was. */
export const UNNAMED_STACK = 'unnamed';

/** Joins the files of one folder. Contradictions between them become defects. */
export function joinHarnessFiles(files: HarnessFiles): HarnessResult {
  const { metrics, log, summary } = files;
  const joined: Defect[] = [];
  const defect = (severity: Defect['severity'], file: string, line: number | null, text: string) =>
    joined.push({ severity, file: `${files.folder}/${file}`, line, text });

  const { profile, contradictions } = joinProfiles([summary?.profile ?? new Map(), log?.profile ?? new Map()]);
  for (const { field, baseline, candidate } of contradictions) {
    const text = `${field} is ${candidate} here and ${baseline} in summary.json: the folder mixes two runs.`;
    defect('invalidates', 'scenario.log', null, text);
  }

  let bareStack: string | null = files.defaultStack;
  if (bareStack === null && log?.stacks.length === 1) bareStack = log.stacks[0] ?? null;
  let bareSaid = false;
  const rows = new Map<string, HarnessRow>();
  for (const row of metrics.rows.values()) {
    const stack = row.stack ?? bareStack ?? UNNAMED_STACK;
    if (row.stack === null && !bareSaid) {
      bareSaid = true;
      const severity = bareStack === null ? 'warns' : 'informs';
      const remedy = bareStack === null ? '; give --default-stack to name it' : '';
      defect(severity, 'metrics.csv', row.line, `Scenario ids without a stack are taken as ${stack}'s${remedy}.`);
    }
    // A name that is no stack and scenario is the whole id.
    const id = stack === row.scenario ? row.scenarioId : `${stack}-${row.scenario}`;
    const other = rows.get(id);
    if (other !== undefined) {
      defect(
        'warns',
        'metrics.csv',
        row.line,
        `${row.scenarioId} and ${other.scenarioId} are the same: the later counts.`,
      );
      if (other.line > row.line) continue;
    }
    const result = log?.results.get(row.scenarioId);
    if (result !== undefined) {
      if (result.passFail !== null && row.passFail !== null && result.passFail !== row.passFail) {
        const text = `${id} is ${result.passFail} here and ${row.passFail} in metrics.csv.`;
        defect('warns', 'scenario.log', result.line, text);
      }
      const { throughput } = row.figures;
      // Both are printed with two decimals from one value.
      if (
        !metrics.repeats.has(row.scenarioId) &&
        result.throughput !== null &&
        throughput !== null &&
        Math.abs(result.throughput - throughput) > 0.01
      ) {
        const text = `${id} has throughput ${result.throughput} here and ${throughput} in metrics.csv.`;
        defect('warns', 'scenario.log', result.line, text);
      }
    }
    rows.set(id, {
      ...row,
      id,
      stack,
      metrics: streamMetrics(row.figures, row.scenario),
      unreadable: result === undefined ? row.unreadable : [...new Set([...row.unreadable, ...result.unreadable])],
      drainTimeout: result?.drainTimeout ?? null,
      gatingViolation: result?.gatingViolation ?? null,
      resultPassFail: result?.passFail ?? null,
    });
  }

  for (const [scenarioId, result] of log?.results ?? []) {
    if (!metrics.rows.has(scenarioId)) {
      defect('warns', 'scenario.log', result.line, `${scenarioId} has a RESULT here, but no row in metrics.csv.`);
    }
  }
  if (log === null) defect('warns', 'scenario.log', null, 'Missing: drain_timeout and gating_violation are unknown.');
  if (summary === null) defect('warns', 'summary.json', null, 'Missing, as after a killed run.');
  else {
    if (summary.totalRows !== null && summary.totalRows !== metrics.recordCount) {
      const text = `total_rows is ${summary.totalRows}, but metrics.csv has ${counted(metrics.recordCount, 'complete row')}.`;
      defect('warns', 'summary.json', null, text);
    }
    const failing = [...rows.values()].some((row) => row.passFail === 'FAIL');
    if (summary.overallExitCode !== null && summary.overallExitCode !== 0 && !failing) {
      const text = `overall_rc is ${summary.overallExitCode} though no row is FAIL: a stack failed without a row.`;
      defect('warns', 'summary.json', null, text);
    }
  }

  return {
    folder: files.folder,
    rows,
    profile,
    summary,
    host: files.host,
    tree: files.tree,
    commit: files.commit ?? null,
    measuredAt: stampIn(summary?.stamp ?? '') ?? stampIn(files.folder),
    binaries: files.binaries,
    defects: [...metrics.defects, ...(log?.defects ?? []), ...files.summaryDefects, ...joined],
  };
}

/** What makes two runs "the same host". null when nothing is known: unknown hosts are taken as one. */
export function hostKey(host: Host | null): string {
  if (host === null) return '';
  return JSON.stringify([host.cpuModel, host.kernel, host.logicalCores]);
}
