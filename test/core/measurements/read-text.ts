import { parse } from 'csv-parse/sync';
import type { Host } from '../../../src/core/measurements/harness-result.ts';
import { type HarnessResult, joinHarnessFiles } from '../../../src/core/measurements/harness-result.ts';
import { METRICS_CSV_FRAMING, type MetricsTable, metricsReader } from '../../../src/core/measurements/metrics-csv.ts';
import { type ScenarioLog, scenarioLogReader } from '../../../src/core/measurements/scenario-log.ts';
import { readSummary } from '../../../src/core/measurements/summary-json.ts';

/** Reads texts as the file reader does, without files. */
export function readMetricsText(text: string, file = 'metrics.csv'): MetricsTable {
  const reader = metricsReader(file);
  const options = { ...METRICS_CSV_FRAMING, record_delimiter: [...METRICS_CSV_FRAMING.record_delimiter] };
  const records: string[][] = parse(text, options);
  for (const record of records) reader.record(record);
  return reader.finish({ endsWithNewline: text === '' || text.endsWith('\n') });
}

export function readLogText(text: string, file = 'scenario.log'): ScenarioLog {
  const reader = scenarioLogReader(file);
  const lines = text.split('\n');
  const last = lines.pop();
  for (const line of lines) reader.line(line, false);
  if (last !== undefined && last !== '') reader.line(last, true);
  return reader.finish();
}

export const HEADER =
  'scenario_id,transport,ccu,inflight,size,connect_success,connect_fail,connect_timeout,sent,recv,incomplete_ratio,throughput,p50,p95,p99,errors_by_errno,pass_fail';

export interface RowText {
  readonly id: string;
  readonly throughput?: string;
  readonly passFail?: string;
  readonly connectFail?: string;
  readonly errors?: string;
  readonly ratio?: string;
  readonly p50?: string;
}

/** One line of metrics.csv as the harness writes it. */
export function rowText(row: RowText): string {
  const { id, throughput = '1000.00', passFail = 'PASS', connectFail = '0', errors = '', ratio = '0.000000' } = row;
  return `${id},tcp,200,10,1024,200,${connectFail},0,100,100,${ratio},${throughput},${row.p50 ?? '5.00'},9.00,12.00,"${errors}",${passFail}`;
}

export interface RunText {
  readonly folder?: string;
  readonly rows: readonly (RowText | string)[];
  readonly log?: string;
  readonly summary?: string;
  readonly host?: Host | null;
  readonly tree?: string | null;
  readonly defaultStack?: string | null;
}

/** A whole result folder from texts. */
export function runOf(text: RunText): HarnessResult {
  const { folder = 'run', rows } = text;
  const lines = rows.map((row) => (typeof row === 'string' ? row : rowText(row)));
  const summary = text.summary === undefined ? null : readSummary(text.summary, `${folder}/summary.json`);
  return joinHarnessFiles({
    folder,
    metrics: readMetricsText(`${[HEADER, ...lines].join('\n')}\n`, `${folder}/metrics.csv`),
    log: text.log === undefined ? null : readLogText(text.log, `${folder}/scenario.log`),
    summary: summary?.summary ?? null,
    summaryDefects: summary?.defects ?? [],
    host: text.host ?? null,
    tree: text.tree ?? null,
    binaries: new Map(),
    defaultStack: text.defaultStack ?? null,
  });
}
