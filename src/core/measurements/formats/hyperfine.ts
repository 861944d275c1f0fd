import { quoted } from '../defect.ts';
import type { FormatReader } from './format-reader.ts';
import { jsonListFormat } from './json-list-format.ts';
import { isObject, type JsonObject, listOr } from './json-words.ts';
import { type CaseEntry, type MeasurementBook, type MetricKind, type Place, wordOr } from './measurement-book.ts';

/** JSON of hyperfine (`--export-json`): of both schemas, the second since version 2. One command is one case. */
export const hyperfine = (): FormatReader => jsonListFormat('results', command);

const TIME: MetricKind = { metric: 'time', unit: 's', better: 'lower' };
const MEMORY: MetricKind = { metric: 'memory', unit: 'B', better: 'lower' };

function command(book: MeasurementBook, place: Place, result: JsonObject): void {
  const entry = book.caseOf(place, null, wordOr(result.name, wordOr(result.command, '')), parameters(result));
  if (entry === null) return;
  const runs = listOr(result.measurements);
  if (runs.length > 0) measurements(book, place, entry, runs);
  else times(book, place, entry, result);
}

/** As `--command-name` makes them of the parameters of a scan. */
function parameters({ parameters: given }: JsonObject): string {
  if (!isObject(given)) return '';
  const words = Object.entries(given).map(([name, value]) => `${name}=${String(value)}`);
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}

function times(book: MeasurementBook, place: Place, entry: CaseEntry, result: JsonObject): void {
  const values = listOr(result.times);
  if (!book.isNewRepeat(place, entry, 0, `${String(values[0] ?? result.median)} s`)) return;
  const failure = listOr(result.exit_codes).find((code) => code !== 0);
  if (failure !== undefined) {
    book.failed(entry, exitOf(failure));
    return;
  }
  for (const value of values) book.value(place, entry, TIME, value);
  if (values.length === 0) {
    const which = result.median === undefined ? 'mean' : 'median';
    book.warns(place, `${quoted(entry.name)} has no times of its runs: its ${which} counts.`);
    book.value(place, entry, TIME, result[which]);
  }
  for (const value of listOr(result.memory_usage_byte)) book.value(place, entry, MEMORY, value);
}

/** Schema 2: one object a run, with a quantity and its unit for each metric. */
function measurements(book: MeasurementBook, place: Place, entry: CaseEntry, runs: readonly unknown[]): void {
  const first = runs.find(isObject)?.time_wall_clock;
  const shown = isObject(first) ? `${String(first.value)} ${String(first.unit)}` : 'no time';
  if (!book.isNewRepeat(place, entry, 0, shown)) return;
  for (const run of runs) {
    if (!isObject(run)) {
      book.warns(place, `${quoted(entry.name)} has a run that is none.`);
      continue;
    }
    if (run.exit_code !== undefined && run.exit_code !== 0) {
      book.failed(entry, exitOf(run.exit_code));
      return;
    }
    for (const [metric, quantity] of Object.entries(run)) {
      if (!isObject(quantity) || quantity.value === null) continue;
      const better = /^(?:time|memory)_/.test(metric) ? 'lower' : null;
      book.value(place, entry, { metric, unit: wordOr(quantity.unit, '1'), better }, quantity.value);
    }
  }
}

/** hyperfine writes null for a command that a signal ended. */
const exitOf = (code: unknown): string =>
  typeof code === 'number' ? `a run ended with exit code ${code}` : 'a run was ended by a signal';
