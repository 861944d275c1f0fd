import { quoted } from '../defect.ts';
import { asUtf8 } from './file-encoding.ts';
import type { FormatReader } from './format-reader.ts';
import { MeasurementBook, type MetricKind, type Place } from './measurement-book.ts';
import { groupedNumber, shownText } from './terminal-text.ts';
import { type LineConsumer, textLines } from './text-lines.ts';

/**
 * What Rust's test harness prints of its benchmarks (`cargo bench` with `#[bench]`), and what criterion.rs prints with
 * `--output-format bencher`: a line each, several targets one after the other.
 */
export function libtest(): FormatReader {
  const book = new MeasurementBook();
  return { file: (path) => asUtf8(path, book, textLines(new LibtestFile(path, book))), finish: () => book.finish() };
}

/** A result, at the beginning of a text or of a file. */
export const LIBTEST_RESULT = /^test \S.* \.\.\. bench:\s/m;

const TIME: MetricKind = { metric: 'time', unit: 'ns/iter', better: 'lower' };
const THROUGHPUT: MetricKind = { metric: 'throughput', unit: 'MB/s', better: 'higher' };
const NANOSECONDS: Readonly<Record<string, number>> = { ps: 1e-3, ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9 };
const RESULT = /^bench:\s+([\d,.]+) ([^\s/]+\/\w+) \(\+\/- [\d,.]+\)(?: = ([\d,.]+) MB\/s)?$/;
/** A result whose name is not in its line any more. */
const BURIED = /bench:\s+[\d,.]+ \S+\/iter \(\+\/- /;
const TARGET = /^\s+Running (?:unittests )?([^(]*[^( ])/;
const PANIC = /^thread '.*' (?:\(\d+\) )?panicked at |^error: bench failed/;
const HASH = /-[0-9a-f]{16}$/;

class LibtestFile implements LineConsumer {
  readonly #path: string;
  readonly #book: MeasurementBook;
  /** What cargo says it runs; tells benchmarks of one name apart. */
  #target = '';
  /** Whether a target said how many tests it runs, and not yet how they ended. */
  #isOpen = false;
  /** The test that was begun and has no outcome yet. */
  #running: { readonly name: string; readonly place: Place } | null = null;
  #found = 0;
  /** Whether it was told what ended it early. */
  #isStopped = false;

  constructor(path: string, book: MeasurementBook) {
    this.#path = path;
    this.#book = book;
  }

  line(given: string, number: number): void {
    const text = shownText(given);
    const place = { file: this.#path, line: number };
    if (text.startsWith('test result: ')) {
      this.#outcomeMissing();
      this.#isOpen = false;
    } else if (text.startsWith('test ')) this.#test(text.slice(5), text, place);
    else if (/^running \d+ tests?$/.test(text)) {
      if (this.#isOpen) this.#cutOff(place.line);
      this.#isOpen = true;
    } else if (BURIED.test(text)) {
      this.#found += 1;
      const of = this.#running === null ? '' : ` of ${quoted(this.#running.name)}`;
      this.#running = null;
      this.#book.warns(
        place,
        `${quoted(text)} is a result${of} behind something that was printed into its line. It counts as without a result.`,
      );
    } else if (!this.#isOpen) this.#beside(text, place);
  }

  end(): void {
    if (this.#isOpen || this.#running !== null) this.#cutOff(null);
    else if (this.#found === 0)
      this.#book.invalidates({ file: this.#path, line: null }, 'There is no result of a benchmark in it.');
  }

  #beside(text: string, place: Place): void {
    const target = TARGET.exec(text);
    if (target !== null) this.#target = ` (${(target[1] ?? '').replace(HASH, '')})`;
    else if (PANIC.test(text) && !this.#isStopped) {
      this.#isStopped = true;
      this.#found += 1;
      this.#book.warns(place, `${quoted(text)}: the benchmarks after it did not run.`);
    }
  }

  #test(text: string, line: string, place: Place): void {
    const result = text.lastIndexOf(' ... bench:');
    const at = result < 0 ? text.lastIndexOf(' ...') : result;
    if (at < 0) return;
    this.#outcomeMissing();
    const name = text.slice(0, at).trimEnd();
    const outcome = text.slice(at + 4).trim();
    if (outcome.startsWith('bench:')) this.#result(name, outcome, line, place);
    else if (outcome === 'FAILED') this.#failed(name, place);
    else if (!/^(?:ok|ignored)(?:$|[ ,<])/.test(outcome)) this.#running = { name, place };
  }

  #result(name: string, outcome: string, line: string, place: Place): void {
    this.#found += 1;
    const [, figure = '', unit = '', rate] = RESULT.exec(outcome) ?? [];
    const value = groupedNumber(figure);
    if (value === null) {
      this.#book.warns(
        place,
        `${quoted(line)} is no result of ${quoted(name)}: something was printed into its line, or it is cut off. It counts as without a result.`,
      );
      return;
    }
    const entry = this.#book.caseOf(place, null, name, this.#target);
    if (entry === null || !this.#book.isNewRepeat(place, entry, 0, `${figure} ${unit}`)) return;
    const size = unit.endsWith('/iter') ? NANOSECONDS[unit.slice(0, -5)] : undefined;
    if (size === undefined) this.#book.value(place, entry, kindOf(unit), value);
    else this.#book.value(place, entry, TIME, size === 1 ? value : Number((value * size).toPrecision(12)));
    if (rate !== undefined) this.#book.value(place, entry, THROUGHPUT, groupedNumber(rate) ?? rate);
  }

  #failed(name: string, place: Place): void {
    this.#found += 1;
    this.#isStopped = true;
    const entry = this.#book.caseOf(place, null, name, this.#target);
    if (entry !== null && this.#book.isNewRepeat(place, entry, 0, 'a failure')) this.#book.failed(entry, 'FAILED');
  }

  #outcomeMissing(): void {
    if (this.#running === null) return;
    const { name, place } = this.#running;
    this.#running = null;
    this.#found += 1;
    this.#book.warns(place, `${quoted(name)} was begun and has no result.`);
  }

  #cutOff(line: number | null): void {
    const { name } = this.#running ?? {};
    this.#running = null;
    const last = name === undefined ? '' : ` ${quoted(name)} was begun and has no result.`;
    this.#book.invalidates(
      { file: this.#path, line },
      `The file is cut off: the run was ended before it was written.${last}`,
    );
  }
}

/** Other harnesses that print lines of this form measure in units of their own: cycles an iteration, or something a second. */
const kindOf = (unit: string): MetricKind => ({
  metric: unit,
  unit,
  better: unit.endsWith('/s') ? 'higher' : unit === 'cycles/iter' ? 'lower' : null,
});
