import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type CsvError, parse } from 'csv-parse';
import type { Defect } from '../core/measurements/defect.ts';
import type { Host } from '../core/measurements/harness-result.ts';
import { type HarnessResult, joinHarnessFiles, withMeasuredRows } from '../core/measurements/harness-result.ts';
import { METRICS_CSV_FRAMING, type MetricsTable, metricsReader } from '../core/measurements/metrics-csv.ts';
import { recordResult } from '../core/measurements/record-result.ts';
import { LONGEST_LOG_LINE, type ScenarioLog, scenarioLogReader } from '../core/measurements/scenario-log.ts';
import { LARGEST_SUMMARY, readSummary, type Summary } from '../core/measurements/summary-json.ts';
import { type Checked, checked, failed, problem } from '../core/problem.ts';
import { readFormatFiles } from './format-files.ts';
import { chunksOf, describeFileError, LARGEST_FILE, openRegular } from './regular-file.ts';

/** What is known of a run besides the harness's own files. */
export interface RunOrigin {
  readonly host: Host | null;
  readonly tree: string | null;
  readonly commit: string | null;
  readonly binaries: ReadonlyMap<string, string>;
}

export const UNKNOWN_ORIGIN: RunOrigin = { host: null, tree: null, commit: null, binaries: new Map() };

/**
 * Reads one result folder of the harness. Memory does not grow with the files. What is wrong inside the files comes back
 * as defects of the result; problems are only what keeps them from being read: no folder, no metrics.csv, no permission.
 *
 * @param name what the folder is called where people read of it
 */
export async function readResultFolder(
  folder: string,
  origin: RunOrigin,
  defaultStack: string | null,
  name: string = folder,
): Promise<Checked<HarnessResult>> {
  try {
    const found = await stat(folder);
    if (!found.isDirectory()) return unreadable(folder, 'is not a folder');
    const metrics = await readMetrics(folder, name);
    const measured = await readMeasurements(folder, name);
    const joined = (run: HarnessResult | null) =>
      measured === null ? run : withMeasuredRows(run, { folder: name, ...measured, ...origin });
    if (metrics === null) {
      const alone = joined(null);
      return alone === null
        ? unreadable(folder, 'has no metrics.csv', 'Name a folder that run_stream_compare.sh or bench wrote.')
        : checked(alone);
    }
    const log = await readLog(folder, name);
    const { summary, defects } = await readSummaryFile(folder, name);
    const run = joinHarnessFiles({
      folder: name,
      metrics,
      log,
      summary,
      summaryDefects: defects,
      ...origin,
      defaultStack,
    });
    return checked(joined(run) ?? run);
  } catch (error) {
    return unreadable(folder, describeFileError(error));
  }
}

function unreadable(folder: string, why: string, remedy?: string) {
  const more = remedy === undefined ? { where: folder } : { where: folder, remedy };
  return failed(problem('result-folder-unreadable', `The result folder ${why}.`, more));
}

async function readMetrics(folder: string, name: string): Promise<MetricsTable | null> {
  const file = `${name}/metrics.csv`;
  const opened = await openRegular(join(folder, 'metrics.csv'));
  if (opened === null) return null;
  const reader = metricsReader(file);
  const broken = (line: number | null, text: string): MetricsTable => {
    const table = reader.finish({ endsWithNewline: false });
    const defect: Defect = { severity: 'invalidates', file, line, text };
    return { ...table, defects: [defect, ...table.defects] };
  };
  try {
    if (opened.size > LARGEST_FILE) return broken(null, `Larger than ${LARGEST_FILE} bytes.`);
    let records = 0;
    let failure: CsvError | undefined;
    // Records are handed over as they are parsed and never queued.
    const parser = parse({
      ...METRICS_CSV_FRAMING,
      record_delimiter: [...METRICS_CSV_FRAMING.record_delimiter],
      on_record: (record: string[]) => {
        records += 1;
        reader.record(record);
        return null;
      },
    });
    parser.on('error', (error: CsvError) => {
      failure = error;
    });
    parser.resume();
    let lastByte = 0x0a;
    for await (const chunk of chunksOf(opened.handle, opened.size)) {
      lastByte = chunk[chunk.length - 1] ?? lastByte;
      // The parser may keep a reference until it is done, and the chunk's buffer is reused.
      const taken = Buffer.from(chunk);
      await new Promise<void>((resolve) => parser.write(taken, () => resolve()));
      if (failure !== undefined || reader.isOver()) break;
    }
    if (failure === undefined && !reader.isOver()) {
      await new Promise<void>((resolve) => {
        parser.once('error', () => resolve());
        parser.once('end', () => resolve());
        parser.end();
      });
    }
    if (failure !== undefined) {
      const why =
        failure.code === 'CSV_MAX_RECORD_SIZE' ? 'This line is too long to be a row.' : 'Not readable as CSV.';
      return broken(records + 1, why);
    }
    return reader.finish({ endsWithNewline: lastByte === 0x0a });
  } finally {
    await opened.handle.close();
  }
}

/** measurements.jsonl, by the format of that name; null: there is none. */
async function readMeasurements(folder: string, name: string): Promise<Pick<HarnessResult, 'rows' | 'defects'> | null> {
  const path = 'measurements.jsonl';
  const opened = await openRegular(join(folder, path));
  if (opened === null) return null;
  await opened.handle.close();
  const read = await readFormatFiles(folder, 'measurements', [path]);
  return recordResult({
    ...UNKNOWN_ORIGIN,
    folder: name,
    reads: [{ format: 'measurements', metric: null, read }],
    summary: null,
    defects: [],
  });
}

async function readLog(folder: string, name: string): Promise<ScenarioLog | null> {
  const file = `${name}/scenario.log`;
  const opened = await openRegular(join(folder, 'scenario.log'));
  if (opened === null) return null;
  const reader = scenarioLogReader(file);
  try {
    if (opened.size > LARGEST_FILE) {
      const log = reader.finish();
      const text = `Larger than ${LARGEST_FILE} bytes.`;
      return { ...log, defects: [{ severity: 'invalidates', file, line: null, text }] };
    }
    let held: Buffer[] = [];
    let heldLength = 0;
    let cut = false;
    const hold = (part: Buffer) => {
      const room = LONGEST_LOG_LINE - heldLength;
      if (part.length > room) cut = true;
      if (room <= 0 || part.length === 0) return;
      held.push(Buffer.from(part.subarray(0, room)));
      heldLength += Math.min(room, part.length);
    };
    for await (const chunk of chunksOf(opened.handle, opened.size)) {
      let from = 0;
      for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
        if (heldLength === 0 && !cut && at - from <= LONGEST_LOG_LINE)
          reader.line(chunk.toString('utf8', from, at), false);
        else {
          hold(chunk.subarray(from, at));
          reader.line(Buffer.concat(held).toString('utf8'), cut);
          held = [];
          heldLength = 0;
          cut = false;
        }
        from = at + 1;
      }
      hold(chunk.subarray(from));
    }
    // A last line without its end may be torn: a RESULT cut short would read as a shorter number.
    if (heldLength > 0) reader.line(Buffer.concat(held).toString('utf8'), true);
    return reader.finish();
  } finally {
    await opened.handle.close();
  }
}

export async function readSummaryFile(
  folder: string,
  name: string,
): Promise<{ summary: Summary | null; defects: readonly Defect[] }> {
  const file = `${name}/summary.json`;
  const opened = await openRegular(join(folder, 'summary.json'));
  if (opened === null) return { summary: null, defects: [] };
  try {
    if (opened.size > LARGEST_SUMMARY) {
      const text = `Larger than ${LARGEST_SUMMARY} bytes, so it is left out.`;
      return { summary: null, defects: [{ severity: 'warns', file, line: null, text }] };
    }
    const parts: Buffer[] = [];
    for await (const chunk of chunksOf(opened.handle, opened.size)) parts.push(Buffer.from(chunk));
    return readSummary(Buffer.concat(parts).toString('utf8'), file);
  } finally {
    await opened.handle.close();
  }
}
