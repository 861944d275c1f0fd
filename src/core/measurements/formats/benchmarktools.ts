import { quoted } from '../defect.ts';
import type { FormatReader } from './format-reader.ts';
import { jsonDocument } from './json-document.ts';
import { type JsonObject, listOr, objectOr } from './json-words.ts';
import { MeasurementBook, type MetricKind, type Place } from './measurement-book.ts';

/** What `BenchmarkTools.save` of Julia writes: groups in groups, with trials or with estimates made of them. */
export function benchmarkTools(): FormatReader {
  const book = new MeasurementBook();
  return {
    file: (path) => jsonDocument(path, book, (json) => document(book, { file: path, line: null }, json)),
    finish: () => book.finish(),
  };
}

const TIME: MetricKind = { metric: 'time', unit: 'ns', better: 'lower' };
const MEMORY: MetricKind = { metric: 'memory', unit: 'B', better: 'lower', exact: true };
const ALLOCATIONS: MetricKind = { metric: 'allocs', unit: '1', better: 'lower', exact: true };
/** Groups in groups. More is no suite that anybody keeps, and no stack has room for any depth. */
const DEEPEST = 100;

/** The versions, then all values that were saved. */
function document(book: MeasurementBook, place: Place, json: unknown): void {
  const [versions, values] = listOr(json);
  if (objectOr(versions).BenchmarkTools === undefined || !Array.isArray(values)) {
    book.invalidates(place, 'Not what BenchmarkTools writes.');
    return;
  }
  if (values.length === 0) book.invalidates(place, 'No benchmark was saved in it: nothing was measured.');
  for (const [at, value] of values.entries()) tagged(book, place, value, values.length === 1 ? [] : [String(at + 1)]);
}

/** A value with what it is in front: `["Trial", {…}]`. */
function tagged(book: MeasurementBook, place: Place, value: unknown, names: readonly string[]): void {
  const [tag, rest] = listOr(value);
  const content = objectOr(rest);
  if (tag === 'BenchmarkGroup') {
    if (names.length >= DEEPEST) book.invalidates(place, `Its groups stand in each other more than ${DEEPEST} deep.`);
    else for (const [name, each] of Object.entries(objectOr(content.data))) tagged(book, place, each, [...names, name]);
  } else if (tag === 'Trial' || tag === 'TrialEstimate') trial(book, place, content, names);
  else
    book.warns(
      place,
      `${quoted(names.join('/'))} is ${quoted(String(tag ?? 'nothing'))}, which is no measurement; left out.`,
    );
}

function trial(book: MeasurementBook, place: Place, content: JsonObject, names: readonly string[]): void {
  // One that was saved by itself has no name.
  const entry = book.caseOf(place, null, names.length === 0 ? 'benchmark' : names.join('/'));
  if (entry === null) return;
  const times = content.times === undefined ? [content.time] : listOr(content.times);
  if (!book.isNewRepeat(place, entry, 0, `${String(times[0] ?? 'no time')} ns`)) return;
  if (times.length === 0) {
    book.failed(entry, 'it has no times: it did not run');
    return;
  }
  for (const time of times) book.value(place, entry, TIME, time);
  if (content.memory !== undefined) book.value(place, entry, MEMORY, content.memory);
  if (content.allocs !== undefined) book.value(place, entry, ALLOCATIONS, content.allocs);
}
