import type { Better } from '../measurement.ts';
import type { FormatReader } from './format-reader.ts';
import { jsonListFormat } from './json-list-format.ts';
import type { JsonObject } from './json-words.ts';
import { type MeasurementBook, type Place, wordOr } from './measurement-book.ts';

/**
 * The JSON of github-action-benchmark's customSmallerIsBetter and customBiggerIsBetter: a list of values with a name and a
 * unit. Which way is better stands nowhere in it.
 */
export const oneDirection = (better: Better) => (): FormatReader =>
  jsonListFormat(null, (book, place, each) => value(book, place, each, better));

/** Programs that put their JSON together from texts write figures in quotation marks. */
const WRITTEN = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

function value(book: MeasurementBook, place: Place, each: JsonObject, better: Better): void {
  const entry = book.caseOf(place, null, each.name);
  if (entry === null) return;
  const unit = wordOr(each.unit, '1').trim();
  const figure = typeof each.value === 'string' && WRITTEN.test(each.value) ? Number(each.value) : each.value;
  if (!book.isNewRepeat(place, entry, 0, `${String(figure)} ${unit}`)) return;
  book.value(place, entry, { metric: 'value', unit, better }, figure);
}

/** Up to the end of the first object, which a brace in a name is not. */
const LIST_OF_OBJECTS = /(?:^\ufeff?|\n)[ \t]*\[\s*\{((?:"(?:[^"\\]|\\.)*"|[^}"])*)/;

/** Whether a file is one of the two, which nothing in it says. */
export function isOneDirection(head: string): boolean {
  const [, first = ''] = LIST_OF_OBJECTS.exec(head) ?? [];
  return /"name"\s*:\s*"/.test(first) && /"value"\s*:/.test(first) && /"unit"\s*:/.test(first);
}
