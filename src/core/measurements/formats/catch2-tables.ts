import type { CaseEntry, MeasurementBook, MetricKind, Place } from './measurement-book.ts';
import { shownText } from './terminal-text.ts';
import type { LineConsumer } from './text-lines.ts';

const TIME: MetricKind = { metric: 'time', unit: 'ns', better: 'lower' };

/** What the console reporter of Catch2 begins with: `bench is a Catch2 v3.4.0 host application.` */
export const CATCH2_CONSOLE = /\bis a Catch2? v\d\S* host application\b/;

const RULE = /^-{60,}$/;
const TABLE = /^std dev\s+low std dev\s+high std dev$/;
const DURATION = String.raw`(\d[\d.]*(?:e[+-]?\d+)?) (ns|us|ms|s|m)`;
/** A name, samples, iterations and the estimated time. */
const ROW = new RegExp(String.raw`^(.*?)\s+\d+\s+\d+\s+${DURATION}$`);
/** Mean or deviation, behind what does not fit the line above of a long name. */
const FIGURES = new RegExp(String.raw`^(.*?)\s+${DURATION}\s+${DURATION}\s+${DURATION}$`);
/** A line of a long name above its row: the three columns behind it are empty. */
const NAME_ABOVE = / {40}\r?$/;
const END = /^(?:test cases: |All tests passed|No tests ran)/;
const NANOSECONDS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, ms: 1e6, s: 1e9, m: 6e10 };

/**
 * What Catch2 prints where no reporter is named: tables of benchmarks below the name of their test case and sections. Its figures
 * are rounded to the digits of a person, so an effect of a short benchmark may be lost in them: the XML has all of them.
 */
export class Catch2Console implements LineConsumer {
  readonly #path: string;
  readonly #book: MeasurementBook;
  /** `title` is what stands between two rules: the test case, its sections. */
  #state: 'text' | 'title' | 'heading' | 'rows' = 'text';
  #names: string[] = [];
  /** The benchmark whose rows are read: its name is known when all of them are. */
  #open: { readonly name: string[]; readonly place: Place; nanoseconds: number | null } | null = null;
  /** By test case: it is known to be right only at the end. */
  readonly #tests = new Map<string, CaseEntry[]>();
  readonly #failed = new Set<string>();
  /** Of the next benchmark, whose name does not fit one line. */
  #nameAbove: string[] = [];
  #found = 0;
  #isOver = false;

  constructor(path: string, book: MeasurementBook) {
    this.#path = path;
    this.#book = book;
  }

  line(given: string, number: number): void {
    const text = shownText(given);
    if (RULE.test(text)) this.#rule();
    else if (END.test(text)) this.#end();
    else if (this.#state === 'title') this.#names.push(text.trim());
    else if (TABLE.test(text.trim())) this.#state = 'heading';
    else if (/: FAILED:$|^FAILED:$/.test(text.trim())) this.#failed.add(this.#names[0] ?? '');
    else if (this.#state === 'rows') this.#row(text, NAME_ABOVE.test(given), { file: this.#path, line: number });
  }

  end(): void {
    this.#close();
    for (const test of this.#failed)
      for (const entry of this.#tests.get(test) ?? []) this.#book.failed(entry, 'its test case failed');
    const place = { file: this.#path, line: null };
    if (!this.#isOver) this.#book.invalidates(place, 'The file is cut off: the run was ended before it was written.');
    else if (this.#found === 0) this.#book.invalidates(place, 'There is no benchmark in it: nothing was measured.');
  }

  #end(): void {
    this.#close();
    this.#isOver = true;
    this.#state = 'text';
  }

  #rule(): void {
    if (this.#state === 'heading') this.#state = 'rows';
    else if (this.#state === 'title') this.#state = 'text';
    else {
      this.#close();
      this.#state = 'title';
      this.#names = [];
      this.#isOver = false;
    }
  }

  #row(line: string, isNameAbove: boolean, place: Place): void {
    const text = line.trim();
    if (text === '') {
      this.#close();
      return;
    }
    const row = ROW.exec(` ${text}`);
    if (row !== null) {
      const above = this.#nameAbove;
      this.#close();
      this.#open = { name: [...above, (row[1] ?? '').trim()], place, nanoseconds: null };
      return;
    }
    if (this.#open === null) {
      if (isNameAbove) this.#nameAbove.push(text);
      return;
    }
    const figures = FIGURES.exec(` ${text}`);
    const [, more = text, mean = '', unit = ''] = figures ?? [];
    this.#open.name.push(more.trim());
    // The mean stands first, the deviation below it.
    if (figures !== null) this.#open.nanoseconds ??= Number(mean) * (NANOSECONDS[unit] ?? Number.NaN);
  }

  #close(): void {
    this.#nameAbove = [];
    if (this.#open === null) return;
    const { name, place, nanoseconds } = this.#open;
    this.#open = null;
    this.#found += 1;
    const full = [...this.#names, name.filter((part) => part !== '').join(' ')].join(' / ');
    const entry = this.#book.caseOf(place, null, full);
    const shown = nanoseconds === null ? 'no mean' : `${nanoseconds} ns`;
    if (entry === null || !this.#book.isNewRepeat(place, entry, 0, shown)) return;
    const test = this.#names[0] ?? '';
    this.#tests.set(test, [...(this.#tests.get(test) ?? []), entry]);
    if (nanoseconds === null) this.#book.failed(entry, 'it has no mean: it did not run to its end');
    // A product of decimals has a last digit that nobody wrote.
    else this.#book.value(place, entry, TIME, Number(nanoseconds.toPrecision(12)));
  }
}
