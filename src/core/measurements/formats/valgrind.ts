import { quoted } from '../defect.ts';
import { asUtf8 } from './file-encoding.ts';
import type { FileReader, FormatReader } from './format-reader.ts';
import { type CaseEntry, MeasurementBook, type MetricKind, type Place } from './measurement-book.ts';
import { textLines } from './text-lines.ts';

/**
 * callgrind.out and cachegrind.out of Valgrind: what the whole program executed, counted and not timed. The case is the
 * command; events other than instructions are there where the run asked for them.
 */
export function valgrind(): FormatReader {
  const book = new MeasurementBook();
  /** Parts of one process are added up: Callgrind writes one a dump, and one a thread. */
  const parts = new Map<CaseEntry, { process: string; sums: Map<string, number>; place: Place }>();
  return {
    file: (path) => asUtf8(path, book, new ValgrindFile(path, book, parts).reader()),
    finish() {
      for (const [entry, { sums, place }] of parts)
        for (const [event, sum] of sums) book.value(place, entry, kindOf(event), sum);
      return book.finish();
    },
  };
}

type Parts = Map<CaseEntry, { process: string; sums: Map<string, number>; place: Place }>;

/** What was executed. Misses of a simulated cache depend on where things happen to lie in memory, times on the machine. */
const EXECUTED: ReadonlySet<string> = new Set(['Ir', 'Dr', 'Dw', 'Bc', 'Bi']);

const kindOf = (event: string): MetricKind => ({
  metric: event === 'Ir' ? 'instructions' : event,
  unit: '1',
  better: 'lower',
  exact: EXECUTED.has(event),
});

const MOST_EVENTS = 64;

class ValgrindFile {
  readonly #path: string;
  readonly #book: MeasurementBook;
  readonly #parts: Parts;
  #command: string | null = null;
  #process = '';
  #events: readonly string[] = [];
  #totals: { numbers: readonly number[]; line: number } | null = null;
  /** Whether a part has begun whose totals have not come yet. */
  #isOpen = false;
  #isBroken = false;

  constructor(path: string, book: MeasurementBook, parts: Parts) {
    this.#path = path;
    this.#book = book;
    this.#parts = parts;
  }

  reader(): FileReader {
    return textLines({
      line: (text, number, end) => this.#line(text, number, end === 'whole'),
      end: () => this.#end(),
    });
  }

  #line(text: string, line: number, isWhole: boolean): void {
    const first = text.charCodeAt(0);
    // Costs of single lines are nearly all there is: digits, +, - and *.
    if (first < 0x61 || this.#isBroken) return;
    const [, key, value = ''] = /^(cmd|pid|events|totals|summary|part):\s*(.*)$/.exec(text) ?? [];
    if (key === undefined) return;
    if (key === 'cmd') {
      // With several parts each has its head.
      this.#endPart();
      this.#command = value.trim();
      this.#isOpen = true;
    } else if (key === 'pid') {
      this.#endPart();
      this.#process = value.trim();
    } else if (key === 'events') {
      this.#events = value.trim().split(/\s+/).slice(0, MOST_EVENTS);
      this.#isOpen = true;
    } else if (key === 'part') {
      this.#endPart();
      this.#isOpen = true;
    }
    // Callgrind's summary stands in the head: a file that has it may be cut off behind it.
    else if (isWhole && (key === 'totals' || this.#process === '')) this.#sum(value, line);
  }

  #sum(value: string, line: number): void {
    const words = value.trim() === '' ? [] : value.trim().split(/\s+/);
    if (words.some((word) => !/^\d{1,19}$/.test(word)) || words.length === 0 || words.length > this.#events.length) {
      this.#broken(line, `${quoted(value)} is no sum of the events ${quoted(this.#events.join(' '))}.`);
      return;
    }
    this.#totals = { numbers: words.map(Number), line };
  }

  #broken(line: number | null, text: string): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.#book.invalidates({ file: this.#path, line }, text);
  }

  #end(): void {
    this.#endPart();
    if (this.#isBroken) return;
    if (this.#isOpen) this.#broken(null, 'The file is cut off: it has no totals.');
    else if (this.#command === null) this.#broken(null, 'Neither a callgrind.out nor a cachegrind.out.');
  }

  /** Callgrind leaves out what is zero at the end of a line. */
  #endPart(): void {
    if (this.#totals === null || this.#isBroken) return;
    const { numbers, line } = this.#totals;
    this.#totals = null;
    this.#isOpen = false;
    const place = { file: this.#path, line };
    const entry = this.#command === null ? null : this.#book.caseOf(place, null, this.#command);
    if (entry === null) {
      if (this.#command === null) this.#broken(line, 'It does not say which command it is of.');
      return;
    }
    const before = this.#parts.get(entry);
    if (before !== undefined && (before.process !== this.#process || this.#process === '')) {
      this.#book.invalidates(
        place,
        `${quoted(entry.name)} ran twice, with ${numbers[0] ?? 0} instructions here and ${[...before.sums.values()][0] ?? 0} at ${before.place.file}: neither repeats the other.`,
      );
      return;
    }
    const part = before ?? { process: this.#process, sums: new Map<string, number>(), place };
    for (const [at, event] of this.#events.entries())
      part.sums.set(event, (part.sums.get(event) ?? 0) + (numbers[at] ?? 0));
    this.#parts.set(entry, part);
  }
}
