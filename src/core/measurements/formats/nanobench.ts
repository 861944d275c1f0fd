import type { FormatReader } from './format-reader.ts';
import { jsonListFormat } from './json-list-format.ts';
import { isObject, type JsonObject, listOr } from './json-words.ts';
import { type CaseEntry, type MeasurementBook, type MetricKind, type Place, wordOr } from './measurement-book.ts';

/** JSON of ankerl::nanobench (`templates::json()`): every epoch of a benchmark is a repeat of it. */
export const nanobench = (): FormatReader =>
  jsonListFormat('results', result, {
    otherwise: 'or a name has a quotation mark, which nanobench does not escape',
  });

/** What nanobench calls a group of benchmarks that has no title. */
const UNTITLED = 'benchmark';

/** Counted by the processor, and so not alike twice; all are 0 where the machine lets nothing be counted. */
const COUNTERS = ['instructions', 'cpucycles', 'branchinstructions', 'branchmisses', 'pagefaults', 'contextswitches'];

function result(book: MeasurementBook, place: Place, each: JsonObject): void {
  const title = wordOr(each.title, UNTITLED);
  // One benchmark that was measured at several sizes, for its complexity.
  const size = typeof each.complexityN === 'number' && each.complexityN >= 0 ? ` (N=${each.complexityN})` : '';
  const entry = book.caseOf(place, title === UNTITLED ? null : title, each.name, size);
  if (entry === null) return;
  const unit = wordOr(each.unit, 'op');
  const batch = typeof each.batch === 'number' && each.batch > 0 ? each.batch : 1;
  const time: MetricKind = { metric: 'time', unit: `ns/${unit}`, better: 'lower' };
  const epochs = listOr(each.measurements).filter(isObject);
  const median = each['median(elapsed)'];
  // `elapsed` is of one iteration already, and an iteration does a batch.
  const shown = nanoseconds(perOne(epochs[0]?.elapsed ?? median, batch));
  if (!book.isNewRepeat(place, entry, 0, `${String(shown)} ${time.unit}`)) return;
  if (epochs.length === 0) {
    book.value(place, entry, time, nanoseconds(perOne(median, batch)));
    return;
  }
  for (const { elapsed } of epochs) book.value(place, entry, time, nanoseconds(perOne(elapsed, batch)));
  counters(book, place, entry, epochs, batch);
}

function counters(
  book: MeasurementBook,
  place: Place,
  entry: CaseEntry,
  epochs: readonly JsonObject[],
  batch: number,
): void {
  if (!epochs.some((epoch) => COUNTERS.some((name) => typeof epoch[name] === 'number' && epoch[name] > 0))) return;
  for (const metric of COUNTERS)
    for (const { [metric]: value } of epochs)
      if (value !== undefined) book.value(place, entry, { metric, unit: '1', better: 'lower' }, perOne(value, batch));
}

/** What is no number stays as it is, to be told. */
const perOne = (value: unknown, batch: number): unknown => (typeof value === 'number' ? value / batch : value);

/** Of seconds, as nanobench itself shows them; a product of decimals has a last digit that nobody wrote. */
const nanoseconds = (value: unknown): unknown =>
  typeof value === 'number' && Number.isFinite(value) ? Number((value * 1e9).toPrecision(12)) : value;
