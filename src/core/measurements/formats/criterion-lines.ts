import { quoted } from '../defect.ts';
import type { CaseEntry, MeasurementBook, MetricKind, Place } from './measurement-book.ts';
import { shownText } from './terminal-text.ts';
import type { LineConsumer } from './text-lines.ts';

const BOUNDS = String.raw`\[(\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\]$`;
const TIME_ROW = new RegExp(String.raw`^time:\s+${BOUNDS}`);
const RATE_ROW = new RegExp(String.raw`^thrpt:\s+${BOUNDS}`);
/** Of the block `change`: per cent of the run before. */
const CHANGE = /^(?:time|thrpt):\s+\[[+\-−]?[\d.,]+%/;
const PROGRESS = /^Benchmarking (.+?)(?:: (?:Warming up for |Collecting |Analyzing|Profiling for |Complete ).*)?$/;
const PANIC = /^thread '.*' (?:\(\d+\) )?panicked at |^error: bench failed/;

/** What criterion.rs prints of a benchmark: an estimate between its bounds. */
export const CRITERION_RESULT =
  /\btime:\s+\[[\d.]+(?:e[+-]?\d+)? \S+ [\d.]+(?:e[+-]?\d+)? \S+ [\d.]+(?:e[+-]?\d+)? \S+\]\s*$/m;

const NANOSECONDS: Readonly<Record<string, number>> = { ps: 1e-3, ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9 };
/** What is done a second, in sizes of one unit. */
const RATES: Readonly<Record<string, readonly [unit: string, factor: number]>> = {
  'B/s': ['B/s', 1],
  'KiB/s': ['B/s', 1024],
  'MiB/s': ['B/s', 1024 ** 2],
  'GiB/s': ['B/s', 1024 ** 3],
  'TiB/s': ['B/s', 1024 ** 4],
  'KB/s': ['B/s', 1e3],
  'MB/s': ['B/s', 1e6],
  'GB/s': ['B/s', 1e9],
  'TB/s': ['B/s', 1e12],
  'elem/s': ['elem/s', 1],
  'Kelem/s': ['elem/s', 1e3],
  'Melem/s': ['elem/s', 1e6],
  'Gelem/s': ['elem/s', 1e9],
};

/**
 * What criterion.rs prints to the console: the name, on a line of its own where it is long, and the time of an iteration. The
 * estimate in the middle counts, rounded to the digits of a person.
 */
export class CriterionConsole implements LineConsumer {
  readonly #path: string;
  readonly #book: MeasurementBook;
  /** The line before, where it can be the name of a benchmark. */
  #name: string | null = null;
  /** What a figure below the time belongs to. */
  #last: CaseEntry | null = null;
  /** The benchmark that was begun and has no result yet, where its progress is in the file. */
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
    const at = Math.max(text.lastIndexOf('time:'), text.lastIndexOf('thrpt:'));
    const figures = at < 0 ? '' : text.slice(at);
    const before = this.#name;
    this.#name = null;
    if (figures !== '' && CHANGE.test(figures)) return;
    const isTime = /^time:\s+\[/.test(figures);
    if (isTime) this.#time(text.slice(0, at).trim() || before, figures, text, place);
    else if (/^thrpt:\s+\[/.test(figures) && text.slice(0, at).trim() === '') this.#rate(figures, place);
    else this.#other(text, place);
  }

  end(): void {
    this.#abandon('was begun and has no result');
    if (this.#found === 0)
      this.#book.invalidates(
        { file: this.#path, line: null },
        'There is no result of criterion in it: nothing was measured.',
      );
  }

  #other(text: string, place: Place): void {
    const progress = PROGRESS.exec(text);
    if (progress !== null) {
      const [, name = ''] = progress;
      if (name !== this.#running?.name) this.#abandon('was begun and has no result');
      this.#running = { name, place };
    } else if (PANIC.test(text)) {
      this.#found += 1;
      if (!this.#isStopped) this.#book.warns(place, `${quoted(text)}: the benchmarks after it did not run.`);
      this.#isStopped = true;
      this.#abandon(text.slice(0, 200));
    } else if (text !== '' && !/^\s/.test(text)) this.#name = text;
  }

  #time(name: string | null, figures: string, text: string, place: Place): void {
    this.#found += 1;
    this.#last = null;
    const row = TIME_ROW.exec(figures);
    const { name: running } = this.#running ?? {};
    const isBuried = running !== undefined && name !== running && name?.endsWith(running) === true;
    if (name === null || row === null || isBuried) {
      this.#book.warns(
        place,
        `${quoted(text.trim())} is no result of ${name === null ? 'a benchmark whose name is there' : quoted(isBuried ? running : name)}: something was printed into it, or it is cut off. It counts as without a result.`,
      );
      return;
    }
    if (this.#running?.name === name) this.#running = null;
    const [, , , value = '', unit = ''] = row;
    const entry = this.#book.caseOf(place, null, name);
    if (entry === null || !this.#book.isNewRepeat(place, entry, 0, `${value} ${unit}`)) return;
    this.#last = entry;
    const size = NANOSECONDS[unit];
    const kind: MetricKind = { metric: 'time', unit: size === undefined ? unit : 'ns', better: 'lower' };
    this.#book.value(place, entry, kind, scaled(value, size ?? 1));
  }

  #rate(figures: string, place: Place): void {
    const [, , , value, unit = ''] = RATE_ROW.exec(figures) ?? [];
    if (this.#last === null || value === undefined) return;
    const [base, factor] = RATES[unit] ?? [unit, 1];
    this.#book.value(place, this.#last, { metric: 'throughput', unit: base, better: 'higher' }, scaled(value, factor));
    this.#last = null;
  }

  #abandon(why: string): void {
    if (this.#running === null) return;
    const { name, place } = this.#running;
    this.#running = null;
    this.#found += 1;
    const entry = this.#book.caseOf(place, null, name);
    if (entry !== null && this.#book.isNewRepeat(place, entry, 0, 'no result')) this.#book.failed(entry, why);
  }
}

/** A product of decimals has a last digit that nobody wrote. */
const scaled = (value: string, factor: number): number | string =>
  /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(value) ? Number((Number(value) * factor).toPrecision(12)) : value;
