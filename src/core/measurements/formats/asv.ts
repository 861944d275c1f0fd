import { quoted } from '../defect.ts';
import type { Better } from '../measurement.ts';
import type { FormatReader } from './format-reader.ts';
import { type LineMeaning, lineFormat } from './line-format.ts';
import type { CaseEntry, MeasurementBook, MetricKind, Place } from './measurement-book.ts';

/**
 * What asv (airspeed velocity) prints of a benchmark: `[ 35.00%] ··· suite.time_keys   11.1±0.01μs`, rounded; of one with
 * parameters `ok`, and a table of them below. Where a terminal has no such letters, asv prints `-`, `~` and `u` for them.
 */
const LINE = /^\[ *[\d.]+%\] [·-]+ (.*)$/u;
const ENVIRONMENT = /^Benchmarking (\S+)$/;
const RESULT = /^(\S+) +(\S+|\d+\/\d+ failed)$/;
const TIME = /^(\d[\d.]*(?:e[+-]?\d+)?)(?:[±~][\d.]+(?:e[+-]?\d+)?)?(ns|[uμµ]s|ms|s|m|h)$/u;
const AMOUNT = /^(-?\d[\d.]*(?:e[+-]?\d+)?)(?:[±~][\d.]+(?:e[+-]?\d+)?)?([kMGT]?)$/u;
const THOUSANDS = ['', 'k', 'M', 'G', 'T'];
/** How a benchmark's own name says what it measures. */
const TIMED = /(?:^|\.)time(?:raw)?(?:_|[A-Z])[^.]*$/;
const MEMORY = /(?:^|\.)(?:peak)?mem(?:_|[A-Z])[^.]*$/;
/** The frame of a table, which shows how wide its columns are. */
const FRAME = /^=+(?: =+)*$/;
const RULE = /^-+(?: -+)*$/;
/** Parameters whose values stand side by side, in a head or in a name. */
const BESIDE = ' / ';

/** What was said of a benchmark before what shows whether it has a table. */
interface Pending {
  readonly name: string;
  readonly shown: string;
  readonly place: Place;
}

export const asv = (): FormatReader =>
  lineFormat((book) => {
    let environment = '';
    let pending: Pending | null = null;
    let table: ParameterTable | null = null;

    const caseOf = (place: Place, name: string): CaseEntry | null =>
      book.caseOf(place, null, name, environment === '' ? '' : ` (${environment})`);

    /** Ends what was begun: a table in the middle, or a benchmark that has none. */
    function settle(): void {
      if (table !== null && !table.isWhole)
        book.warns(table.of.place, `The table of ${quoted(table.of.name)} is not whole: it was cut off.`);
      if (table === null && pending !== null) {
        const { name, shown, place } = pending;
        const entry = caseOf(place, name);
        if (entry !== null && shown === 'failed') book.failed(entry, shown);
      }
      table = null;
      pending = null;
    }

    function line(text: string, place: Place, isWhole: boolean): LineMeaning {
      const [, rest] = LINE.exec(text) ?? [];
      if (rest === undefined) {
        if (table === null) return 'other';
        const meaning = table.line(text, place, isWhole);
        if (table.isWhole) settle();
        return meaning;
      }
      if (pending !== null && table === null && FRAME.test(rest)) {
        table = new ParameterTable(book, caseOf, pending, rest);
        return 'other';
      }
      settle();
      environment = ENVIRONMENT.exec(rest)?.[1] ?? environment;
      const [, name, shown = ''] = RESULT.exec(rest) ?? [];
      if (name === undefined || !/\.|^[a-z]+_/.test(name)) return 'other';
      if (shown === 'ok' || shown.endsWith('failed')) {
        pending = { name, shown, place };
        return 'result';
      }
      const found = figureOf(name, shown);
      if (found === null) return /[±~]/u.test(shown) ? 'torn' : 'other';
      if (!isWhole) return 'torn';
      const entry = caseOf(place, name);
      if (entry !== null && book.isNewRepeat(place, entry, 0, shown)) book.value(place, entry, found.kind, found.value);
      return 'result';
    }

    return { line, end: settle };
  });

/** The table of a benchmark's parameters: one of them a row, others side by side where they fit, above the figures. */
class ParameterTable {
  readonly of: Pending;
  readonly #book: MeasurementBook;
  readonly #caseOf: (place: Place, name: string) => CaseEntry | null;
  readonly #columns: readonly (readonly [from: number, to: number])[];
  /** How many columns are parameters. */
  #parameters: number;
  /** What stands above the figures. */
  #head: readonly string[] = [];
  #state: 'top' | 'rule' | 'head' | 'rows' = 'top';
  /** How far its lines are indented. */
  #indent = 0;
  isWhole = false;

  constructor(
    book: MeasurementBook,
    caseOf: (place: Place, name: string) => CaseEntry | null,
    of: Pending,
    frame: string,
  ) {
    this.#book = book;
    this.#caseOf = caseOf;
    this.of = of;
    this.#columns = [...frame.matchAll(/=+/g)].map(({ 0: column, index }) => [index, index + column.length]);
    this.#parameters = this.#columns.length - 1;
  }

  line(line: string, place: Place, isWhole: boolean): LineMeaning {
    const text = line.trimStart();
    const indent = line.length - text.length;
    if (FRAME.test(text)) {
      this.isWhole = this.#state === 'rows';
      this.#state = 'rows';
    } else if (this.#state === 'top') {
      // Only what begins with a rule has names above the columns.
      this.#state = text.startsWith('--') ? 'rule' : 'head';
    } else if (this.#state === 'rule') {
      const [left = ''] = text.split(' ');
      this.#parameters = this.#columns.filter(([, to]) => to <= left.length).length;
      this.#indent = indent;
      this.#state = 'head';
    } else if (this.#state === 'head') {
      if (RULE.test(text)) {
        this.#indent = indent;
        this.#state = 'rows';
      } else this.#head = this.#cells(line);
    } else if (text !== '') return this.#row(line, place, isWhole);
    return 'other';
  }

  #row(text: string, place: Place, isWhole: boolean): LineMeaning {
    const cells = this.#cells(text);
    const parameters = cells.slice(0, this.#parameters);
    let meaning: LineMeaning = 'other';
    for (const [at, shown] of cells.entries()) {
      // Of parameters that are left out, asv says that they are not available.
      if (at < this.#parameters || shown === 'n/a') continue;
      const values = [...parameters, this.#head[at] ?? ''].filter((value) => value !== '');
      const name = `${this.of.name}(${values.join(', ').replaceAll(BESIDE, ', ')})`;
      const found = figureOf(this.of.name, shown);
      if ((found === null && shown !== 'failed') || !isWhole) return 'torn';
      const entry = this.#caseOf(place, name);
      meaning = 'result';
      if (entry === null || !this.#book.isNewRepeat(place, entry, 0, shown)) continue;
      if (found === null) this.#book.failed(entry, shown);
      else this.#book.value(place, entry, found.kind, found.value);
    }
    return meaning;
  }

  #cells(text: string): readonly string[] {
    const letters = [...text].slice(this.#indent);
    return this.#columns.map(([from, to]) => letters.slice(from, to).join('').trim());
  }
}

function figureOf(name: string, shown: string): { kind: MetricKind; value: number } | null {
  const [, time, unit = ''] = TIME.exec(shown) ?? [];
  if (time !== undefined) {
    const written = unit === 'm' ? 'min' : /^[uμµ]s$/u.test(unit) ? 'us' : unit;
    return { kind: { metric: 'time', unit: written, better: 'lower' }, value: Number(time) };
  }
  const [, amount, size = ''] = AMOUNT.exec(shown) ?? [];
  if (amount === undefined || TIMED.test(name)) return null;
  const value = Number(amount) * 1_000 ** THOUSANDS.indexOf(size);
  const better: Better = MEMORY.test(name) ? 'lower' : null;
  return {
    kind: better === null ? { metric: 'value', unit: '1', better } : { metric: 'memory', unit: 'B', better },
    value,
  };
}

export const isAsv = (head: string): boolean => /^\[ *[\d.]+%\] (?:·{1,6}|-{1,6}) /mu.test(head);
