import { quoted } from '../defect.ts';
import type { Better } from '../measurement.ts';
import type { FormatReader } from './format-reader.ts';
import { jsonListFormat } from './json-list-format.ts';
import { isObject, type JsonObject, listOr, objectOr } from './json-words.ts';
import { type CaseEntry, type MeasurementBook, type MetricKind, type Place, wordOr } from './measurement-book.ts';

/** JSON of BenchmarkDotNet's exporters: full, with every measurement, else brief, with their statistics. */
export const benchmarkDotNet = (): FormatReader => jsonListFormat('Benchmarks', benchmark, { rest: environment });

const ENVIRONMENT = ['BenchmarkDotNetVersion', 'ProcessorName', 'RuntimeVersion', 'Configuration'] as const;

function environment(book: MeasurementBook, { HostEnvironmentInfo: host }: JsonObject): void {
  for (const name of ENVIRONMENT) book.environment(name, objectOr(host)[name]);
}

const TIME: MetricKind = { metric: 'time', unit: 'ns', better: 'lower' };
const ALLOCATED: MetricKind = { metric: 'allocated', unit: 'B', better: 'lower', exact: true };
/** What the table of Metrics calls what `Memory` says too. */
const ALLOCATED_ID = 'Allocated Memory';

function benchmark(book: MeasurementBook, place: Place, each: JsonObject): void {
  const name = wordOr(
    each.FullName,
    [each.Namespace, each.Type, each.MethodTitle ?? each.Method].filter(Boolean).join('.'),
  );
  const entry = book.caseOf(place, null, name, job(each));
  if (entry === null) return;
  const { times, from } = timesOf(each);
  if (!book.isNewRepeat(place, entry, 0, times.length === 0 ? 'no time' : `${String(times[0])} ns`)) return;
  if (times.length === 0) {
    book.failed(entry, 'it has no statistics: it did not run to its end');
    return;
  }
  if (from === 'median' || from === 'mean')
    book.warns(
      place,
      `${quoted(entry.name)} has statistics and no measurements: its ${from} counts. Export the full JSON.`,
    );
  for (const value of times) book.value(place, entry, TIME, value);
  others(book, place, entry, each);
}

/** Of `Codec.Decode: Job-A(Runtime=.NET 8.0) [text=x]` the job: what tells apart two rows of one name. */
function job({ DisplayInfo: info, Parameters: parameters }: JsonObject): string {
  if (typeof info !== 'string') return '';
  const behind = info.slice(info.indexOf(': ') + 2);
  const own = typeof parameters === 'string' && parameters !== '' ? behind.lastIndexOf(` [${parameters}]`) : -1;
  return ` (${own < 0 ? behind : behind.slice(0, own)})`;
}

/** Nanoseconds of one operation: of every measurement of the result, else what the statistics were made of. */
function timesOf({ Measurements: measurements, Statistics: statistics }: JsonObject): {
  times: readonly unknown[];
  from: 'measurements' | 'values' | 'median' | 'mean';
} {
  const results = listOr(measurements)
    .filter(isObject)
    // Versions before 0.11 have the stage in the mode.
    .filter(({ IterationMode: mode, IterationStage: stage }) =>
      stage === undefined ? mode === 'Result' : stage === 'Result' && mode !== 'Overhead',
    )
    .map(({ Nanoseconds: time, Operations: count }) =>
      typeof time === 'number' && typeof count === 'number' && count > 0 ? time / count : null,
    );
  if (results.length > 0) return { times: results, from: 'measurements' };
  const { OriginalValues: values, Median: median, Mean: mean } = objectOr(statistics);
  if (listOr(values).length > 0) return { times: listOr(values), from: 'values' };
  if (median !== undefined && median !== null) return { times: [median], from: 'median' };
  return { times: mean === undefined || mean === null ? [] : [mean], from: 'mean' };
}

function others(book: MeasurementBook, place: Place, entry: CaseEntry, each: JsonObject): void {
  const allocated = objectOr(each.Memory).BytesAllocatedPerOperation;
  if (allocated !== undefined && allocated !== null) book.value(place, entry, ALLOCATED, allocated);
  for (const metric of listOr(each.Metrics).filter(isObject)) {
    const about = objectOr(metric.Descriptor);
    const id = wordOr(about.Id, wordOr(about.DisplayName, ''));
    if (id === '') continue;
    if (id === ALLOCATED_ID) {
      if (!entry.series.has(ALLOCATED.metric)) book.value(place, entry, ALLOCATED, metric.Value);
      continue;
    }
    const kind = { metric: id, unit: wordOr(about.Unit, '1'), better: betterOf(about.TheGreaterTheBetter) };
    if (!entry.series.has(id)) book.value(place, entry, kind, metric.Value);
  }
}

const betterOf = (greater: unknown): Better => (greater === true ? 'higher' : greater === false ? 'lower' : null);
