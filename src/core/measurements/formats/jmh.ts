import { quoted } from '../defect.ts';
import type { Better } from '../measurement.ts';
import type { FormatReader } from './format-reader.ts';
import { jsonListFormat } from './json-list-format.ts';
import { isObject, type JsonObject, listOr, objectOr } from './json-words.ts';
import { type CaseEntry, type MeasurementBook, type MetricKind, type Place, wordOr } from './measurement-book.ts';

/** JSON of JMH (`-rf json`). A benchmark with its parameters is a case; each mode that it ran in is a metric. */
export const jmh = (): FormatReader => jsonListFormat(null, result);

/** Of each mode; of one that is not known the unit says it, or nothing does. */
const DIRECTIONS: ReadonlyMap<string, Better> = new Map([
  ['thrpt', 'higher'],
  ['avgt', 'lower'],
  ['sample', 'lower'],
  ['ss', 'lower'],
]);

/** Percentiles of mode `sample` that are told besides its mean. */
const TAILS: readonly (readonly [string, string])[] = [
  ['50.0', 'p50'],
  ['95.0', 'p95'],
  ['99.0', 'p99'],
];

const MACHINE = ['jmhVersion', 'jdkVersion', 'vmName'] as const;

function result(book: MeasurementBook, place: Place, each: JsonObject): void {
  const mode = wordOr(each.mode, 'score');
  const parameters = isObject(each.params)
    ? Object.entries(each.params).map(([name, value]) => `${name}=${String(value)}`)
    : [];
  const name = typeof each.benchmark === 'string' ? each.benchmark : '';
  const full = parameters.length === 0 ? name : `${name} (${parameters.join(', ')})`;
  // The same benchmark may have run with other numbers of threads.
  const threads = typeof each.threads === 'number' ? ` (threads=${each.threads})` : '';
  const entry = book.caseOf(place, null, full, threads);
  if (entry === null) return;
  const primary = objectOr(each.primaryMetric);
  const kind: MetricKind = {
    metric: mode,
    unit: wordOr(primary.scoreUnit, '1'),
    better: DIRECTIONS.get(mode) ?? betterOf(wordOr(primary.scoreUnit, '1')),
  };
  const before = entry.series.get(mode);
  if (before !== undefined) {
    book.invalidates(
      place,
      `${quoted(entry.name)} stands in mode ${mode} here with ${String(primary.score)}, and with ${String(before.values[0])} ${before.unit} before: neither repeats the other.`,
    );
    return;
  }
  entry.repeats += 1;
  book.condition(entry, 'threads', each.threads);
  for (const name of MACHINE) book.environment(name, each[name]);
  values(book, place, entry, kind, primary);
  if (mode === 'sample') tails(book, place, entry, kind, primary);
  for (const [metric, secondary] of Object.entries(objectOr(each.secondaryMetrics))) {
    if (!isObject(secondary)) continue;
    // Older versions mark what a profiler measured with a dot in front.
    const own = metric.replace(/^·/, '');
    const unit = wordOr(secondary.scoreUnit, '1');
    // The benchmark may have run in another mode as well, with the same profiler.
    const metricName = entry.series.has(own) ? `${mode}/${own}` : own;
    values(book, place, entry, { metric: metricName, unit, better: betterOf(unit) }, secondary);
  }
}

/** One value an iteration, of all forks; of mode `sample` the mean of each, from its histogram. */
function values(book: MeasurementBook, place: Place, entry: CaseEntry, kind: MetricKind, metric: JsonObject): void {
  const raw = listOr(metric.rawData).flatMap(listOr);
  const found = raw.length > 0 ? raw : listOr(metric.rawDataHistogram).flatMap(listOr).map(meanOf);
  for (const value of found.length > 0 ? found : [metric.score]) book.value(place, entry, kind, value);
}

function meanOf(histogram: unknown): number | null {
  let sum = 0;
  let count = 0;
  for (const [value, times] of listOr(histogram).map(listOr)) {
    if (typeof value !== 'number' || typeof times !== 'number') return null;
    sum += value * times;
    count += times;
  }
  return count === 0 ? null : sum / count;
}

function tails(book: MeasurementBook, place: Place, entry: CaseEntry, kind: MetricKind, primary: JsonObject): void {
  const percentiles = objectOr(primary.scorePercentiles);
  for (const [key, metric] of TAILS) {
    const value = percentiles[key];
    if (value !== undefined) book.value(place, entry, { ...kind, metric }, value);
  }
}

/** A profiler's figure for one operation is a cost; how often something is done in a time is none by itself. */
const betterOf = (unit: string): Better => (/\/op$/.test(unit) ? 'lower' : /^ops\//.test(unit) ? 'higher' : null);
