import type { FormatReader } from './format-reader.ts';
import { jsonListFormat } from './json-list-format.ts';
import { isObject, type JsonObject } from './json-words.ts';
import type { MeasurementBook, MetricKind, Place } from './measurement-book.ts';

/** The Bencher Metric Format: an object of cases, each an object of its measures. */
export const bmf = (): FormatReader => jsonListFormat(null, benchmark, { isNamed: true });

function benchmark(book: MeasurementBook, place: Place, measures: JsonObject, name: string): void {
  const entry = book.caseOf(place, null, name);
  if (entry === null) return;
  const all = Object.entries(measures);
  const [, first] = all[0] ?? [];
  const shown = isObject(first) ? String(first.value) : 'no figure';
  if (!book.isNewRepeat(place, entry, 0, shown)) return;
  for (const [measure, value] of all) book.value(place, entry, kindOf(measure), isObject(value) ? value.value : value);
}

/** A measure may be called by its name or by what that is in addresses: `File Size`, `file-size`. */
function kindOf(measure: string): MetricKind {
  const slug = measure.trim().toLowerCase().replace(/\s+/g, '-');
  return KINDS.get(slug) ?? { metric: measure, unit: '1', better: null };
}

const cost = (metric: string, unit: string): MetricKind => ({ metric, unit, better: 'lower' });
const counted = (metric: string, unit: string): MetricKind => ({ metric, unit, better: 'lower', exact: true });

/** What Bencher knows by itself, where it is plain which way is better. Of hits and accesses it is not. */
const KINDS: ReadonlyMap<string, MetricKind> = new Map(
  [
    cost('latency', 'ns'),
    { metric: 'throughput', unit: 'ops/s', better: 'higher' } satisfies MetricKind,
    cost('build-time', 's'),
    counted('file-size', 'B'),
    counted('allocated', 'B'),
    counted('instructions', '1'),
    counted('estimated-cycles', '1'),
    counted('total-bytes', 'B'),
    counted('total-blocks', '1'),
    counted('at-t-gmax-bytes', 'B'),
    counted('at-t-gmax-blocks', '1'),
    counted('at-t-end-bytes', 'B'),
    counted('at-t-end-blocks', '1'),
    counted('maximum-bytes', 'B'),
    counted('maximum-blocks', '1'),
  ].map((kind) => [kind.metric, kind]),
);

const ENTRY = '"(?:[^"\\\\]|\\\\.)*"\\s*:\\s*\\{\\s*';
const FIRST_CASE = new RegExp(`(?:^\\ufeff?|\\n)[ \\t]*\\{\\s*${ENTRY}${ENTRY}"(?:lower_|upper_)?value"\\s*:`);

/** By its first case: an object in an object, with a value. */
export const isBmf = (head: string): boolean => FIRST_CASE.test(head);
