import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { quoted } from '../defect.ts';
import { CATCH2_CONSOLE, Catch2Console } from './catch2-tables.ts';
import { asUtf8 } from './file-encoding.ts';
import type { FormatReader } from './format-reader.ts';
import { type CaseEntry, MeasurementBook, type MetricKind, type Place } from './measurement-book.ts';
import { type LineConsumer, textLines } from './text-lines.ts';

/**
 * XML of Catch2 (`-r xml`), of versions 2 and 3, or what it prints where no reporter is named. A case is test case, sections and benchmark; the file holds the mean of its
 * samples, no repeats. A benchmark whose test case failed ran code that is wrong.
 */
export function catch2(): FormatReader {
  const book = new MeasurementBook();
  return { file: (path) => asUtf8(path, book, textLines(new Catch2File(path, book))), finish: () => book.finish() };
}

const TIME: MetricKind = { metric: 'time', unit: 'ns', better: 'lower' };
const ROOT = /^(?:Catch2TestRun|Catch)$/;
const MAXIMUM_DEPTH = 100;
const END = /<\/(?:Catch2TestRun|Catch)\s*>/;
const START = /<(?:\?xml|Catch2TestRun|Catch)[\s>]/;

interface Benchmark {
  readonly place: Place;
  readonly name: string;
  mean: string | null;
  why: string | null;
}

/** The parser is fed a line at a time, so that what it tells does not depend on how the file came in pieces. */
class Catch2File implements LineConsumer {
  readonly #path: string;
  readonly #book: MeasurementBook;
  #parser: SaxesParser;
  #hasBegun = false;
  /** The first line of what stands beside the documents. */
  #noise: Place | null = null;
  #noiseText = '';
  #isOver = false;
  #linesBefore = 0;
  #depth = 0;
  readonly #names: string[] = [];
  #benchmark: Benchmark | null = null;
  /** Of the present test case: known to be right only at its end. */
  #entries: { entry: CaseEntry; place: Place }[] = [];
  #testPlace: Place;
  #found = 0;
  #isBroken = false;
  /** Where it is what the console reporter printed. */
  #tables: Catch2Console | null = null;

  constructor(path: string, book: MeasurementBook) {
    this.#path = path;
    this.#book = book;
    this.#testPlace = { file: path, line: null };
    this.#parser = this.#newParser();
  }

  #newParser(): SaxesParser {
    const parser = new SaxesParser({ xmlns: false, fragment: false });
    parser.on('error', ({ message }) =>
      this.#broken(`Not XML as Catch2 writes it: ${quoted(message.replace(/^\d+:\d+: /, ''))}.`),
    );
    parser.on('opentag', (tag) => this.#open(tag));
    parser.on('closetag', (tag) => this.#close(tag.name));
    return parser;
  }

  line(text: string, number: number, end: 'whole' | 'cut' | 'unended'): void {
    if (this.#isBroken) return;
    if (!this.#hasBegun && CATCH2_CONSOLE.test(text)) this.#tables ??= new Catch2Console(this.#path, this.#book);
    if (this.#tables !== null) this.#tables.line(text, number);
    else if (end === 'cut') this.#broken('A line in it is too long.');
    else if (this.#hasBegun && !this.#isOver) this.#write(`${text}\n`, number);
    else this.#beside(`${text}\n`, number);
  }

  /** What follows a document in its line may be another one. */
  #write(text: string, number: number): void {
    const end = END.exec(text);
    const at = end === null ? text.length : end.index + end[0].length;
    this.#parser.write(text.slice(0, at));
    const rest = text.slice(at);
    if (rest === '' || this.#isBroken) return;
    if (this.#isOver) this.#beside(rest, number);
    else this.#parser.write(rest);
  }

  end(): void {
    if (this.#tables !== null) {
      this.#tables.end();
      return;
    }
    if (!this.#hasBegun) this.#broken('There is no XML of Catch2 in it, and nothing that its console reporter prints.');
    if (!this.#isOver) this.#broken('The file is cut off: the run was ended before it was written.');
    else if (this.#found === 0 && !this.#isBroken)
      this.#book.invalidates({ file: this.#path, line: null }, 'There is no benchmark in it: nothing was measured.');
    if (this.#noise !== null && this.#hasBegun)
      this.#book.warns(
        this.#noise,
        `${quoted(this.#noiseText)} stands beside the results: the program printed into their file.`,
      );
  }

  #beside(line: string, number: number): void {
    const start = line.search(START);
    const noise = (start < 0 ? line : line.slice(0, start)).trim();
    if (noise !== '' && this.#noise === null) {
      this.#noise = { file: this.#path, line: number };
      this.#noiseText = noise;
    }
    if (start < 0) return;
    // Appending leaves several documents in a file.
    if (this.#hasBegun) this.#parser = this.#newParser();
    this.#hasBegun = true;
    this.#isOver = false;
    this.#linesBefore = number - 1;
    this.#write(line.slice(start), number);
  }

  #broken(text: string): void {
    if (this.#isBroken) return;
    const line = this.#hasBegun ? this.#here().line : null;
    this.#isOver = true;
    this.#isBroken = true;
    this.#book.invalidates({ file: this.#path, line }, text);
  }

  #here(): Place {
    return { file: this.#path, line: this.#parser.line + this.#linesBefore };
  }

  #open({ name, attributes }: SaxesTagPlain): void {
    this.#depth += 1;
    if (this.#depth > MAXIMUM_DEPTH) this.#broken('It is nested too deeply.');
    if (this.#isOver) return;
    if (this.#depth === 1 && !ROOT.test(name)) this.#broken(`Its root is ${quoted(name)}, which is not Catch2’s.`);
    if (name === 'TestCase') {
      this.#names.length = 0;
      this.#entries = [];
      this.#testPlace = this.#here();
    }
    if (name === 'TestCase' || name === 'Section') this.#names.push(attributes.name ?? '');
    else if (name === 'BenchmarkResults')
      this.#benchmark = {
        place: this.#here(),
        name: [...this.#names, attributes.name ?? ''].join(' / '),
        mean: null,
        why: null,
      };
    else if (this.#benchmark !== null && name === 'mean') this.#benchmark.mean = attributes.value ?? null;
    else if (this.#benchmark !== null && name === 'failed') this.#benchmark.why = attributes.message ?? '';
    else if (name === 'OverallResult' && attributes.success === 'false') this.#testFailed();
  }

  #close(name: string): void {
    this.#depth -= 1;
    if (this.#isOver) return;
    if (name === 'Section') this.#names.pop();
    else if (name === 'BenchmarkResults') this.#endBenchmark();
    else if (this.#depth === 0) this.#isOver = true;
  }

  #endBenchmark(): void {
    if (this.#benchmark === null) return;
    const { place, name, mean, why } = this.#benchmark;
    this.#benchmark = null;
    this.#found += 1;
    const entry = this.#book.caseOf(place, null, name);
    if (entry === null || !this.#book.isNewRepeat(place, entry, 0, why === null ? `${mean} ns` : 'a failure')) return;
    this.#entries.push({ entry, place });
    if (why !== null) this.#book.failed(entry, why);
    else if (mean === null) this.#book.failed(entry, 'it has no mean: it did not run to its end');
    else this.#book.value(place, entry, TIME, numberOf(mean));
  }

  #testFailed(): void {
    const name = this.#names[0] ?? '';
    for (const { entry } of this.#entries) this.#book.failed(entry, 'its test case failed');
    if (this.#entries.length > 0) return;
    this.#found += 1;
    this.#book.warns(this.#testPlace, `The test case ${quoted(name)} failed before any of its benchmarks ran.`);
  }
}

/** What Catch2 prints with a stream: a decimal, or `nan` and `inf`. */
const numberOf = (text: string): number | string =>
  /^[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : text.trim();
