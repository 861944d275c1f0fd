import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type CsvError, parse } from 'csv-parse';
import type { Defect } from '../core/measurements/defect.ts';
import type { Host } from '../core/measurements/harness-result.ts';
import { type HarnessResult, joinHarnessFiles, withMeasuredRows } from '../core/measurements/harness-result.ts';
import { type MeasuredRows, measuredRows } from '../core/measurements/measured-rows.ts';
import { LONGEST_MEASUREMENT_LINE, measurementLines } from '../core/measurements/measurement-log.ts';
import { METRICS_CSV_FRAMING, type MetricsTable, metricsReader } from '../core/measurements/metrics-csv.ts';
import { LONGEST_LOG_LINE, type ScenarioLog, scenarioLogReader } from '../core/measurements/scenario-log.ts';
import { LARGEST_SUMMARY, readSummary, type Summary } from '../core/measurements/summary-json.ts';
import { type Checked, checked, failed, problem } from '../core/problem.ts';

/** What is known of a run besides the harness's own files. */
export interface RunOrigin {
  readonly host: Host | null;
  readonly tree: string | null;
  readonly commit: string | null;
  readonly binaries: ReadonlyMap<string, string>;
}

export const UNKNOWN_ORIGIN: RunOrigin = { host: null, tree: null, commit: null, binaries: new Map() };

/** Larger files are no harness's output: a million rows are below 0.1 GB. */
export const LARGEST_FILE = 4 * 2 ** 30;
const CHUNK = 256 * 1024;

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

/** A file-system error in words. */
export function describeFileError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'ENOTDIR') return 'is not a folder';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read';
  if (code === 'ELOOP') return 'has a symbolic link where a file should be';
  return `cannot be read (${code || 'unknown error'})`;
}

/**
 * Opens a regular file without following a link or waiting on a pipe: result folders are downloaded from elsewhere.
 * null: there is none.
 */
export async function openRegular(path: string): Promise<{ handle: FileHandle; size: number } | null> {
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const about = await handle.stat();
  if (about.isFile()) return { handle, size: about.size };
  await handle.close();
  throw Object.assign(new Error('not a regular file'), { code: 'not a regular file' });
}

/** The bytes in order, in chunks; the buffer is reused, so a chunk is only good until the next one. */
export async function* chunksOf(handle: FileHandle, size: number): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(CHUNK);
  // No more than was there at the start: a file that still grows would otherwise be followed for ever.
  for (let position = 0; position < size; ) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(CHUNK, size - position), position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
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

/** measurements.jsonl, line by line; null: there is none. */
async function readMeasurements(folder: string, name: string): Promise<MeasuredRows | null> {
  const file = `${name}/measurements.jsonl`;
  const opened = await openRegular(join(folder, 'measurements.jsonl'));
  if (opened === null) return null;
  const reader = measurementLines(file);
  try {
    let held: Buffer[] = [];
    let length = 0;
    let isTooLong = false;
    const finish = () => {
      // A line that is cut is no JSON, and is said to be none.
      reader.line(isTooLong ? '…' : Buffer.concat(held).toString('utf8'));
      held = [];
      length = 0;
      isTooLong = false;
    };
    const hold = (part: Buffer) => {
      length += part.length;
      if (length > LONGEST_MEASUREMENT_LINE) isTooLong = true;
      else held.push(Buffer.from(part));
    };
    for await (const chunk of chunksOf(opened.handle, Math.min(opened.size, LARGEST_FILE))) {
      let from = 0;
      for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
        hold(chunk.subarray(from, at));
        finish();
        from = at + 1;
      }
      hold(chunk.subarray(from));
    }
    if (length > 0) finish();
    return measuredRows(reader.finish(), file);
  } finally {
    await opened.handle.close();
  }
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

/** Reads a small text file that may be absent (null). Larger than `limit` bytes, or not a regular file: throws. */
export async function readSmallFile(path: string, limit: number): Promise<string | null> {
  const opened = await openRegular(path);
  if (opened === null) return null;
  try {
    if (opened.size > limit) throw Object.assign(new Error('too large'), { code: `larger than ${limit} bytes` });
    const parts: Buffer[] = [];
    for await (const chunk of chunksOf(opened.handle, opened.size)) parts.push(Buffer.from(chunk));
    return Buffer.concat(parts).toString('utf8');
  } finally {
    await opened.handle.close();
  }
}
