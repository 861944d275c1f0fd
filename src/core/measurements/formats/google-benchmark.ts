import { quoted } from '../defect.ts';
import { asUtf8 } from './file-encoding.ts';
import type { FormatReader } from './format-reader.ts';
import { jsonList } from './json-list.ts';
import { type JsonObject, objectOr } from './json-words.ts';
import {
  type CaseEntry,
  MeasurementBook,
  type MetricKind,
  MOST_METRICS,
  type Place,
  wordOr,
} from './measurement-book.ts';

/**
 * JSON of Google Benchmark (`--benchmark_out`, `--benchmark_format=json`), from 1.0 on. Rows of run type `iteration` are
 * repeats; aggregates (mean, median, …, BigO) are none, and read only where they are all there is.
 */
export function googleBenchmark(): FormatReader {
  const reader = new GoogleBenchmarkReader();
  return {
    file: (path) => {
      const rows = reader.rows(path);
      const inner = jsonList(path, reader.book, {
        key: 'benchmarks',
        record: rows.record,
        rest: ({ context }) => {
          for (const name of CONTEXT) reader.book.environment(name, objectOr(context)[name]);
        },
      });
      const end = () => {
        inner.end();
        rows.end();
      };
      return asUtf8(path, reader.book, { bytes: (chunk) => inner.bytes(chunk), end });
    },
    finish: () => reader.finish(),
  };
}

/** Of its `context`, what does not differ between two runs on machines of one kind. */
const CONTEXT = ['num_cpus', 'library_version', 'library_build_type'] as const;

/** What a row says besides figures. */
const NO_COUNTER: ReadonlySet<string> = new Set([
  'name',
  'family_index',
  'per_family_instance_index',
  'run_name',
  'run_type',
  'repetitions',
  'repetition_index',
  'threads',
  'iterations',
  'time_unit',
  'label',
  'error_occurred',
  'error_message',
  'skipped',
  'skip_message',
  'aggregate_name',
  'aggregate_unit',
  'big_o',
  'cpu_coefficient',
  'real_coefficient',
  'rms',
]);

/** Figures that the library itself writes; any other is a counter of the benchmark's own. */
const KNOWN: ReadonlyMap<string, MetricKind> = new Map(
  (
    [
      { metric: 'bytes_per_second', unit: 'B/s', better: 'higher' },
      { metric: 'items_per_second', unit: '1/s', better: 'higher' },
      { metric: 'allocs_per_iter', unit: '1', better: 'lower', exact: true },
      { metric: 'max_bytes_used', unit: 'B', better: 'lower' },
      { metric: 'total_allocated_bytes', unit: 'B', better: 'lower' },
    ] satisfies MetricKind[]
  ).map((kind) => [kind.metric, kind]),
);
/** What the library writes for a figure of memory that was not taken: the smallest 64-bit integer. */
const NOT_TAKEN = -(2 ** 63);

/** Versions before 1.5 tell an aggregate by its name alone. */
const AGGREGATE_NAME = /^(.+)_(mean|median|stddev|cv|BigO|RMS)$/s;

interface Aggregate {
  readonly place: Place;
  readonly name: string;
  readonly row: JsonObject;
}

class GoogleBenchmarkReader {
  readonly book = new MeasurementBook();
  /** By the name of the case: the aggregate that stands for its repeats. */
  readonly #aggregates = new Map<string, Aggregate>();
  /** By the name of the case: aggregates that are no time of it, stddev and cv among them. */
  readonly #others = new Map<string, { readonly place: Place; readonly names: string[] }>();

  /** Takes the rows of one file. */
  rows(file: string): { record: (row: JsonObject, line: number) => void; end: () => void } {
    // Rows of old versions have no number: those of one name in a row are repeats where aggregates of them follow.
    let before: { name: string; count: number; entry: CaseEntry; places: Place[] } | null = null;
    const settle = (): void => {
      if (before !== null && before.count > 1) this.#tellTwice(before.entry, before.places[1] ?? before.entry.first);
      before = null;
    };
    const record = (row: JsonObject, line: number): void => {
      const place = { file, line };
      if (row.run_type === 'aggregate') {
        this.#aggregate(place, row.run_name, row.aggregate_name, row);
        return;
      }
      const isOld = row.run_type === undefined && typeof row.name === 'string';
      const old = isOld ? AGGREGATE_NAME.exec(String(row.name)) : null;
      if (old !== null && (before?.name === old[1] || this.#aggregates.has(old[1] ?? '') || old[2] === 'mean')) {
        if (before?.name === old[1]) before = null;
        this.#aggregate(place, old[1], old[2], row);
        return;
      }
      const skipped = row.skipped === true || (row.skip_message !== undefined && row.error_occurred !== true);
      if (skipped) {
        this.book.warns(place, `${quoted(String(row.name))} was skipped: ${quoted(wordOr(row.skip_message, ''))}.`);
        return;
      }
      const entry = this.book.caseOf(place, null, row.name);
      if (entry === null) return;
      let index = typeof row.repetition_index === 'number' ? row.repetition_index : 0;
      if (isOld && row.repetition_index === undefined) {
        if (before?.name !== row.name) settle();
        index = before === null ? 0 : before.count;
        if (before === null) before = { name: entry.name, count: 1, entry, places: [place] };
        else {
          before.count += 1;
          if (before.places.length < 2) before.places.push(place);
        }
      }
      this.#iteration(place, entry, index, row);
    };
    return { record, end: settle };
  }

  finish() {
    for (const [name, { place, name: aggregate, row }] of this.#aggregates) {
      const entry = this.book.caseOf(place, null, name);
      if (entry === null || entry.repeats > 0) continue;
      this.book.warns(
        place,
        `${quoted(name)} has aggregates and no repeats: its ${aggregate} counts. Without --benchmark_report_aggregates_only the repeats would be there.`,
      );
      if (row.error_occurred === true) this.book.failed(entry, wordOr(row.error_message, ''));
      else this.#figures(place, entry, row);
    }
    for (const [name, { place, names }] of this.#others) {
      if (this.#aggregates.has(name) || this.book.has(name)) continue;
      this.book.warns(
        place,
        `${quoted(name)} has no more than ${names
          .slice(0, 5)
          .map((name) => quoted(name))
          .join(', ')}, which is no time of it: neither a repeat nor a mean or median.`,
      );
    }
    return this.book.finish();
  }

  #iteration(place: Place, entry: CaseEntry, index: number, row: JsonObject): void {
    const shown =
      row.error_occurred === true ? 'an error' : `${String(row.real_time)} ${String(row.time_unit ?? 'ns')}`;
    if (!this.book.isNewRepeat(place, entry, index, shown)) return;
    if (row.error_occurred === true) this.book.failed(entry, wordOr(row.error_message, ''));
    else if (row.iterations === 0) this.book.failed(entry, 'it ran no iteration');
    else {
      this.book.condition(entry, 'threads', row.threads);
      this.#figures(place, entry, row);
    }
  }

  #figures(place: Place, entry: CaseEntry, row: JsonObject): void {
    const unit = wordOr(row.time_unit, 'ns');
    this.book.value(place, entry, { metric: 'real_time', unit, better: 'lower' }, row.real_time);
    if (row.cpu_time !== undefined)
      this.book.value(place, entry, { metric: 'cpu_time', unit, better: 'lower' }, row.cpu_time);
    for (const key in row) {
      if (NO_COUNTER.has(key) || key === 'real_time' || key === 'cpu_time') continue;
      const value = row[key];
      if (value === NOT_TAKEN && KNOWN.has(key)) continue;
      this.book.value(place, entry, KNOWN.get(key) ?? { metric: key, unit: '1', better: null }, value);
    }
  }

  /** The median stands for the repeats, as it would have become of them; else the mean. */
  #aggregate(place: Place, caseName: unknown, aggregate: unknown, row: JsonObject): void {
    if (typeof caseName !== 'string') return;
    if (aggregate !== 'median' && aggregate !== 'mean') {
      // How times grow with the size is of all sizes together, and of no case.
      if (aggregate === 'BigO' || aggregate === 'RMS') return;
      const others = this.#others.get(caseName) ?? { place, names: [] };
      this.#others.set(caseName, others);
      if (others.names.length < MOST_METRICS) others.names.push(String(aggregate));
      return;
    }
    const known = this.#aggregates.get(caseName);
    if (known?.name === aggregate) this.book.invalidates(place, twice(caseName, known.row, row));
    else if (known === undefined || aggregate === 'median')
      this.#aggregates.set(caseName, { place, name: aggregate, row });
  }

  #tellTwice(entry: CaseEntry, place: Place): void {
    const [series] = entry.series.values();
    const [first, second] = series?.values ?? [];
    this.book.invalidates(place, twice(entry.name, { real_time: first }, { real_time: second }));
  }
}

const twice = (name: string, first: JsonObject, second: JsonObject): string =>
  `${quoted(name)} stands twice, with ${String(first.real_time)} and with ${String(second.real_time)}: neither repeats the other. Give each benchmark a name of its own.`;
