import { parse } from 'csv-parse/sync';
import { type Defect, defectLog, quoted } from './defect.ts';
import { medianOfRepeats } from './repeats.ts';
import { parseScenarioId } from './scenario-id.ts';

/**
 * metrics.csv of the harness, one record at a time: what is kept is the last complete row of each scenario id, so memory
 * does not grow with the file.
 *
 * The file is appended to by several programs, one row a line, and killed runs tear lines. Therefore records are framed by
 * lines (see `METRICS_CSV_FRAMING`), and a quote left open damages its own line only.
 */

export type PassFail = 'PASS' | 'FAIL' | 'SKIP';

/** The figures of a row. A blank is null: unknown, not zero. */
export interface MetricsFigures {
  readonly ccu: number | null;
  readonly inflight: number | null;
  /** bytes per message */
  readonly size: number | null;
  readonly connect_success: number | null;
  readonly connect_fail: number | null;
  readonly connect_timeout: number | null;
  readonly sent: number | null;
  readonly recv: number | null;
  /** fraction of sent messages without echo, 0…1 */
  readonly incomplete_ratio: number | null;
  /** messages per second */
  readonly throughput: number | null;
  /** latency percentiles in microseconds */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

export type FigureName = keyof MetricsFigures;

export interface MetricsRow {
  readonly scenarioId: string;
  /** null: the id has no stack in it. */
  readonly stack: string | null;
  readonly scenario: string;
  readonly line: number;
  readonly transport: string | null;
  readonly figures: MetricsFigures;
  /** errno → count; key -1 holds what could not be read. */
  readonly errors: ReadonlyMap<number, number>;
  /** null: blank, or a word that is none of the three. It never counts as PASS. */
  readonly passFail: PassFail | null;
  /** Columns that hold something which is neither blank nor a usable value: nothing may be concluded from them. */
  readonly unreadable: readonly string[];
  /** Columns this program does not know, by name. */
  readonly other: ReadonlyMap<string, string>;
}

export interface MetricsTable {
  /** Last complete row of every scenario id, with the medians of its repeats, in the order in which the ids first appeared. */
  readonly rows: ReadonlyMap<string, MetricsRow>;
  /** How often each repeated id appeared, and how often it failed before its last row. */
  readonly repeats: ReadonlyMap<string, { readonly count: number; readonly earlierFailures: number }>;
  readonly recordCount: number;
  /** Whether the file ended inside a row. */
  readonly torn: boolean;
  readonly defects: readonly Defect[];
}

export interface MetricsReader {
  /** One line, split at commas, quotes still in place. A blank line is `['']` or `[]`. */
  record(fields: readonly string[]): void;
  /** Nothing that may follow would be of use: the header is none, or there are too many lines. */
  readonly isOver: () => boolean;
  finish(end: { readonly endsWithNewline: boolean }): MetricsTable;
}

/**
 * Options of csv-parse under which one line is one record and quotes are left in place; `MetricsReader.record` undoes the
 * quotes. `max_record_size` bounds the memory that a file without line ends can take.
 */
export const METRICS_CSV_FRAMING = {
  bom: true,
  quote: null,
  escape: null,
  relax_column_count: true,
  skip_empty_lines: false,
  record_delimiter: ['\r\n', '\n'],
  max_record_size: 65_536,
} as const;

/** More distinct ids than any sweep of the harness makes (it has below a hundred). */
export const MOST_SCENARIO_IDS = 10_000;
/** Lines, whole or broken. A harness appends below a hundred for each run. */
const MOST_LINES = 1_500_000;
const MOST_COLUMNS = 200;
const MOST_ERRNOS = 64;

/** Largest value that is not absurd, per figure. Latencies: one hour in µs. Throughput: beyond any memory in bytes a second. */
const LARGEST: Record<FigureName, number> = {
  ccu: 1e8,
  inflight: 1e8,
  size: 2 ** 40,
  connect_success: 1e12,
  connect_fail: 1e12,
  connect_timeout: 1e12,
  sent: 2 ** 53,
  recv: 2 ** 53,
  incomplete_ratio: 1,
  throughput: 1e18,
  p50: 3.6e9,
  p95: 3.6e9,
  p99: 3.6e9,
};

/** The harness prints six decimals at most; a ratio to anything far smaller would leave the range of numbers. */
const SMALLEST = 1e-9;

const FIGURE_NAMES = Object.keys(LARGEST) as FigureName[];
const OWN_COLUMNS: ReadonlySet<string> = new Set([
  ...FIGURE_NAMES,
  'scenario_id',
  'transport',
  'errors_by_errno',
  'pass_fail',
]);
/** Without these nothing can be judged. */
const NEEDED_COLUMNS = ['scenario_id', 'throughput', 'pass_fail'] as const;
/** Plain decimals with an optional exponent; no hex, no separators, no words. Linear, and used on short text only. */
const DECIMAL = /^[+-]?(?:\d{1,25}(?:\.\d{0,25})?|\.\d{1,25})(?:[eE][+-]?\d{1,3})?$/;

/** A figure as text: a blank is unknown (null); anything but a plain decimal in 0…largest is a complaint. */
export function parseFigure(text: string, largest: number): { value: number | null; complaint: string | null } {
  const trimmed = text.trim();
  if (trimmed === '') return { value: null, complaint: null };
  if (!DECIMAL.test(trimmed)) return { value: null, complaint: `${quoted(trimmed)} is not a number` };
  const value = Number(trimmed);
  if (value < 0) return { value: null, complaint: `${quoted(trimmed)} is negative` };
  if (value > 0 && value < SMALLEST) return { value: null, complaint: `${quoted(trimmed)} is absurdly small` };
  if (!(value <= largest)) return { value: null, complaint: `${quoted(trimmed)} is absurdly large` };
  return { value, complaint: null };
}

/** `24:336` or `9:18;32:11;105:18` → errno → count. Parts that are not `number:number` are counted under -1. */
export function parseErrors(text: string): { errors: ReadonlyMap<number, number>; complaint: string | null } {
  const trimmed = text.trim();
  if (trimmed === '') return { errors: NO_ERRORS, complaint: null };
  const errors = new Map<number, number>();
  let complaint: string | null = null;
  for (const part of trimmed.split(';')) {
    if (part.trim() === '') continue;
    const match = /^\s*(\d{1,5})\s*:\s*(\d{1,15})\s*$/.exec(part);
    const errno = match === null ? -1 : Number(match[1]);
    const count = match === null ? 1 : Number(match[2]);
    if (match === null) complaint ??= `${quoted(part)} is not errno:count`;
    if (!errors.has(errno) && errors.size >= MOST_ERRNOS) {
      complaint ??= `more than ${MOST_ERRNOS} different errors`;
      continue;
    }
    errors.set(errno, (errors.get(errno) ?? 0) + count);
  }
  return { errors, complaint };
}

const LONGEST_NAME = 200;

/** What keeps a text from being the name of a benchmark; null: nothing does. */
function nameFault(name: string): string | null {
  if (name === '') return 'is no name';
  if (name.length > LONGEST_NAME) return `has ${name.length} characters: a name has at most ${LONGEST_NAME}`;
  return /\p{Cc}/u.test(name) ? 'has control characters, which no name has' : null;
}

const NO_ERRORS: ReadonlyMap<number, number> = new Map();
const NO_COLUMNS: ReadonlyMap<string, string> = new Map();

/**
 * Undoes the quotes of one line. Almost every line has plain fields or whole-quoted ones; what is left (a comma or a
 * doubled quote inside quotes) goes through csv-parse as RFC 4180 has it. null: the quotes make no sense.
 */
function unquote(fields: readonly string[]): readonly string[] | null {
  let simple = true;
  let plain = true;
  for (const field of fields) {
    if (!field.includes('"')) continue;
    plain = false;
    const whole =
      field.length >= 2 && field.startsWith('"') && field.endsWith('"') && !field.slice(1, -1).includes('"');
    if (!whole) simple = false;
  }
  if (plain) return fields;
  if (simple) return fields.map((field) => (field.startsWith('"') ? field.slice(1, -1) : field));
  try {
    const records: string[][] = parse(fields.join(','), { relax_column_count: true });
    return records.length === 1 ? (records[0] ?? null) : null;
  } catch {
    return null;
  }
}

interface Columns {
  readonly names: readonly string[];
  readonly index: ReadonlyMap<string, number>;
  readonly other: readonly (readonly [string, number])[];
}

/** More repeats of one id are read, and have no part in its median. */
const MOST_REPEATS = 1_000;

/** Speeds as the medians of the repeats; what says how it was measured, and how correct it was, is the last row's. */
function medianFigures(last: MetricsFigures, all: readonly MetricsFigures[]): MetricsFigures {
  const typical = (name: 'throughput' | 'p50' | 'p95' | 'p99') => {
    const known = all.flatMap((figures) => figures[name] ?? []);
    return known.length === 0 ? null : medianOfRepeats(known);
  };
  return {
    ...last,
    throughput: typical('throughput'),
    p50: typical('p50'),
    p95: typical('p95'),
    p99: typical('p99'),
  };
}

/** Reads records as they come. Errors in the file become defects; nothing is thrown for what the file holds. */
export function metricsReader(file: string): MetricsReader {
  const log = defectLog(file);
  const rows = new Map<string, MetricsRow>();
  const repeats = new Map<string, { count: number; earlierFailures: number }>();
  /** Figures of the rows that passed, of ids that stand more than once. */
  const passing = new Map<string, MetricsFigures[]>();
  let columns: Columns | null = null;
  let unusableHeader = false;
  let line = 0;
  let recordCount = 0;
  let torn = false;
  let tooMany = false;
  // The last record is judged at the end, when it is known whether its line was finished.
  let pending: readonly string[] | null = null;

  const warn = (at: number, text: string) => log.add({ severity: 'warns', file, line: at, text });

  function header(fields: readonly string[], at: number): void {
    const names = (unquote(fields) ?? fields).map((name) => name.trim().toLowerCase());
    const index = new Map<string, number>();
    const problems: string[] = [];
    if (names.length > MOST_COLUMNS) problems.push(`the header has ${names.length} columns`);
    names.slice(0, MOST_COLUMNS).forEach((name, position) => {
      if (name === '') return;
      if (index.has(name)) {
        // Two columns of one name: which of them is meant cannot be known for a column that decides something.
        if (OWN_COLUMNS.has(name)) problems.push(`the header names ${quoted(name)} twice`);
      } else index.set(name, position);
    });
    const missing = NEEDED_COLUMNS.filter((name) => !index.has(name));
    if (missing.length > 0) problems.push(`the header lacks ${missing.join(', ')}`);
    if (problems.length > 0) {
      unusableHeader = true;
      log.add({ severity: 'invalidates', file, line: at, text: `Not a metrics table: ${problems.join('; ')}.` });
      return;
    }
    const absent = [...OWN_COLUMNS].filter((name) => !index.has(name));
    if (absent.length > 0) warn(at, `The header lacks ${absent.join(', ')}: unknown in every row.`);
    const other = [...index].filter(([name]) => !OWN_COLUMNS.has(name));
    columns = { names, index, other };
  }

  function readRow(raw: readonly string[], at: number, present: Columns, finished: boolean): MetricsRow | null {
    const tear = (why: string): null => {
      if (finished) warn(at, `${why}; the row is left out.`);
      else {
        torn = true;
        warn(at, `The last line is torn (${why}), as a killed run leaves it; the row is left out.`);
      }
      return null;
    };
    const fields = unquote(raw);
    if (fields === null) return tear('a quote is not closed');
    if (fields.length !== present.names.length) {
      return tear(`${fields.length} of ${present.names.length} columns`);
    }
    if (fields.every((field, position) => field.trim().toLowerCase() === present.names[position])) return null;
    const text = (name: string): string => {
      const position = present.index.get(name);
      return position === undefined ? '' : (fields[position] ?? '');
    };
    const word = text('pass_fail').trim().toUpperCase();
    const passFail = word === 'PASS' || word === 'FAIL' || word === 'SKIP' ? word : null;
    // A file cut inside its last field can still have all columns: only a whole word proves that the row is whole.
    if (!finished && (passFail === null || present.index.get('pass_fail') !== present.names.length - 1)) {
      return tear('no line end');
    }
    if (!finished) warn(at, 'The last line has no line end, though the row is whole.');

    const scenarioId = text('scenario_id').trim();
    const fault = nameFault(scenarioId);
    if (fault !== null) {
      log.add({ severity: 'invalidates', file, line: at, text: `${quoted(scenarioId)} ${fault}.` });
      return null;
    }
    // Any other name is that of a benchmark by itself.
    const id = parseScenarioId(scenarioId) ?? { stack: scenarioId, scenario: scenarioId };
    const unreadable: string[] = [];
    const complain = (name: string, complaint: string) => {
      unreadable.push(name);
      warn(at, `${scenarioId}: ${name}: ${complaint}; it is unknown.`);
    };
    const figures: Record<string, number | null> = {};
    for (const name of FIGURE_NAMES) {
      const { value, complaint } = parseFigure(text(name), LARGEST[name]);
      figures[name] = value;
      if (complaint !== null) complain(name, complaint);
    }
    const { errors, complaint } = parseErrors(text('errors_by_errno'));
    if (complaint !== null) complain('errors_by_errno', complaint);
    if (passFail === null) complain('pass_fail', word === '' ? 'blank' : `${quoted(word)} is not PASS, FAIL or SKIP`);
    const transport = text('transport').trim();
    return {
      scenarioId,
      stack: id.stack,
      scenario: id.scenario,
      line: at,
      transport: transport === '' ? null : transport.slice(0, 40),
      figures: figures as unknown as MetricsFigures,
      errors,
      passFail,
      unreadable,
      other:
        present.other.length === 0
          ? NO_COLUMNS
          : new Map(present.other.map(([name, position]) => [name, (fields[position] ?? '').slice(0, 200)])),
    };
  }

  function keep(row: MetricsRow): void {
    recordCount += 1;
    const { scenarioId } = row;

    const earlier = rows.get(scenarioId);
    if (earlier === undefined) {
      if (rows.size >= MOST_SCENARIO_IDS) {
        if (!tooMany) {
          tooMany = true;
          const text = `More than ${MOST_SCENARIO_IDS} different scenario ids.`;
          log.add({ severity: 'invalidates', file, line: row.line, text });
        }
        return;
      }
    } else {
      const before = repeats.get(scenarioId) ?? { count: 1, earlierFailures: 0 };
      repeats.set(scenarioId, {
        count: before.count + 1,
        earlierFailures: before.earlierFailures + (earlier.passFail === 'PASS' ? 0 : 1),
      });
      const kept = passing.get(scenarioId) ?? (earlier.passFail === 'PASS' ? [earlier.figures] : []);
      passing.set(scenarioId, kept);
      if (row.passFail === 'PASS' && kept.length < MOST_REPEATS) kept.push(row.figures);
    }
    rows.set(scenarioId, row);
  }

  function judge(fields: readonly string[], finished: boolean): void {
    line += 1;
    if (unusableHeader || line > MOST_LINES) return;
    if (line === MOST_LINES) {
      log.add({ severity: 'invalidates', file, line, text: `More than ${MOST_LINES} lines.` });
      return;
    }
    if (fields.length === 0 || (fields.length === 1 && fields[0]?.trim() === '')) return;
    if (columns === null) header(fields, line);
    else {
      const row = readRow(fields, line, columns, finished);
      if (row !== null) keep(row);
    }
  }

  return {
    isOver: () => unusableHeader || line >= MOST_LINES,
    record(fields) {
      if (pending !== null) judge(pending, true);
      pending = fields;
    },
    finish({ endsWithNewline }) {
      if (pending !== null) judge(pending, endsWithNewline);
      pending = null;
      if (columns === null && !unusableHeader) {
        log.add({ severity: 'warns', file, line: null, text: 'The file is empty: no stack wrote a row.' });
      }
      for (const [scenarioId, { count, earlierFailures }] of repeats) {
        const at = rows.get(scenarioId)?.line ?? null;
        const failures = earlierFailures === 0 ? '' : `, ${earlierFailures} of the earlier ones without PASS`;
        const kept = passing.get(scenarioId) ?? [];
        const last = rows.get(scenarioId);
        const isMedian = last?.passFail === 'PASS' && kept.length > 1;
        if (isMedian) rows.set(scenarioId, { ...last, figures: medianFigures(last.figures, kept) });
        const what = isMedian ? `the medians of ${kept.length} that passed count` : 'the last complete row counts';
        const text = `${scenarioId} stands ${count} times${failures}: ${what}.`;
        log.add({ severity: 'warns', file, line: at, text });
      }
      return { rows, repeats, recordCount, torn, defects: log.list() };
    },
  };
}
