import type { FormatReader } from './format-reader.ts';
import { jsonListFormat } from './json-list-format.ts';
import { isObject, type JsonObject, listOr } from './json-words.ts';
import { type MeasurementBook, type MetricKind, type Place, wordOr } from './measurement-book.ts';

/** JSON of `vitest bench --outputJson`: files with groups, which name the file and its suites, with benchmarks. */
export const vitestBench = (): FormatReader =>
  jsonListFormat('files', (book, place, file) => {
    for (const group of listOr(file.groups).filter(isObject))
      for (const each of listOr(group.benchmarks).filter(isObject))
        benchmark(book, place, wordOr(group.fullName, ''), each);
  });

const TIME: MetricKind = { metric: 'time', unit: 'ms', better: 'lower' };

function benchmark(book: MeasurementBook, place: Place, group: string, each: JsonObject): void {
  const name = wordOr(each.name, '');
  const entry = book.caseOf(place, null, group === '' || name === '' ? name : `${group} > ${name}`);
  if (entry === null) return;
  const samples = listOr(each.samples);
  const middle = each.median ?? each.mean;
  if (!book.isNewRepeat(place, entry, 0, `${String(samples[0] ?? middle ?? 'no time')} ms`)) return;
  // Of a benchmark that threw, its name is all there is.
  if (samples.length === 0 && (middle === undefined || middle === null)) {
    book.failed(entry, 'it has no statistics: it did not run to its end');
    return;
  }
  for (const value of samples.length > 0 ? samples : [middle]) book.value(place, entry, TIME, value);
}
