import { quoted } from '../defect.ts';
import type { FormatReader } from './format-reader.ts';
import { jsonListFormat } from './json-list-format.ts';
import { type JsonObject, listOr, objectOr } from './json-words.ts';
import { type MeasurementBook, type MetricKind, type Place, wordOr } from './measurement-book.ts';

/** JSON of pytest-benchmark (`--benchmark-json`, or what `--benchmark-autosave` keeps). */
export const pytestBenchmark = (): FormatReader => jsonListFormat('benchmarks', benchmark, { rest: environment });

function environment(book: MeasurementBook, { machine_info: machine }: JsonObject): void {
  const { python_version: python, cpu } = objectOr(machine);
  const { brand_raw: model, count } = objectOr(cpu);
  for (const [name, value] of Object.entries({ python_version: python, cpu: model, cpu_count: count }))
    book.environment(name, value);
}

const TIME: MetricKind = { metric: 'time', unit: 's', better: 'lower' };

function benchmark(book: MeasurementBook, place: Place, each: JsonObject): void {
  const entry = book.caseOf(place, null, wordOr(each.fullname, wordOr(each.name, '')));
  if (entry === null) return;
  const stats = objectOr(each.stats);
  // Seconds of one call: the program has divided by the calls of a round.
  const data = listOr(stats.data);
  if (!book.isNewRepeat(place, entry, 0, `${String(data[0] ?? stats.median ?? 'no time')} s`)) return;
  for (const value of data) book.value(place, entry, TIME, value);
  if (data.length > 0) return;
  const which = typeof stats.median === 'number' ? 'median' : 'mean';
  if (typeof stats[which] !== 'number') {
    book.failed(entry, 'it has no statistics');
    return;
  }
  book.warns(
    place,
    `${quoted(entry.name)} has statistics and no data: its ${which} counts. With --benchmark-save-data, or --benchmark-json, the data would be there.`,
  );
  book.value(place, entry, TIME, stats[which]);
}
