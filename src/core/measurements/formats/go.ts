import { quoted } from '../defect.ts';
import type { Better } from '../measurement.ts';
import { asUtf8 } from './file-encoding.ts';
import type { FormatReader } from './format-reader.ts';
import { isObject } from './json-words.ts';
import { type CaseEntry, MeasurementBook, type MetricKind, type Place } from './measurement-book.ts';
import { textLines } from './text-lines.ts';

/**
 * What `go test -bench` prints, also as `-json`: the lines of one name in one package are repeats (`-count`). The format is
 * golang.org/design/14313-benchmark-format; lines that are none of it are the tests' own.
 */
export function go(): FormatReader {
  const reader = new GoReader();
  return {
    file: (path) => {
      let isEmpty = true;
      const packages = new Map<string, PackageOutput>();
      const plain = new PackageOutput(reader, null);
      const inner = textLines({
        line(text, number, end) {
          const place = { file: path, line: number };
          const event = text.startsWith('{"') ? parseEvent(text) : null;
          if (event === null) plain.line(text, place, end === 'whole');
          else {
            const output = packages.get(event.package) ?? new PackageOutput(reader, event.package);
            packages.set(event.package, output);
            output.text(event.output, place);
          }
          isEmpty = false;
        },
        end() {
          for (const output of [plain, ...packages.values()]) output.end();
          if (isEmpty || reader.results === 0)
            reader.book.invalidates({ file: path, line: null }, 'There is no result of a benchmark in it.');
        },
      });
      return asUtf8(path, reader.book, inner);
    },
    finish: () => reader.finish(),
  };
}

/** `go test -json`: the output comes in pieces, a result line in two. */
function parseEvent(text: string): { package: string; output: string } | null {
  try {
    const event: unknown = JSON.parse(text);
    if (!isObject(event) || typeof event.Action !== 'string') return null;
    const { Package: name, Output: output } = event;
    return { package: typeof name === 'string' ? name : '', output: typeof output === 'string' ? output : '' };
  } catch {
    return null;
  }
}

const KINDS: ReadonlyMap<string, MetricKind> = new Map(
  (
    [
      { metric: 'ns/op', unit: 'ns/op', better: 'lower' },
      // As benchstat and other tools of the format write the same.
      { metric: 'sec/op', unit: 'sec/op', better: 'lower' },
      { metric: 'B/s', unit: 'B/s', better: 'higher' },
      { metric: 'MB/s', unit: 'MB/s', better: 'higher' },
      { metric: 'B/op', unit: 'B/op', better: 'lower', exact: true },
      { metric: 'allocs/op', unit: 'allocs/op', better: 'lower', exact: true },
    ] satisfies MetricKind[]
  ).map((kind) => [kind.metric, kind]),
);

/** A benchmark's name: what follows `Benchmark` begins with no small letter. */
const NAME = /^Benchmark(?![a-z])(\S*)/u;
const RESULT = /^\s+(\d+)\s+(\S.*)$/;
const FAILED = /^\s*--- FAIL: Benchmark(\S*)/;
const SKIPPED = /^\s*--- SKIP: Benchmark(\S*)/;
/** `ok  \tpackage\t1.2s`, or FAIL. */
const PACKAGE_END = /^(?:ok {2}|FAIL)\t(\S+)/;
/** A result behind something that the benchmark printed, so that its name cannot be told. */
const BURIED = /Benchmark\S*\s+\d+\s+[\d.]+ ns\/op/;
const PROCESSORS = /^(.*?)(-\d+)?$/s;

class GoReader {
  readonly book = new MeasurementBook();
  results = 0;
  /** Units that a file describes: golang.org/design/14313 has the line `Unit name better=higher`. */
  readonly #units = new Map<string, MetricKind>();
  /** Packages with a result that has no number of processors: they ran on one, or on several one after the other. */
  readonly #unnumbered = new Set<string>();
  /** Packages of results that no line `pkg:` stands before, as the line after them names them. */
  readonly #packages = new Map<CaseEntry, string>();
  readonly #failures: { subject: string | null; name: string; why: string; place: Place }[] = [];

  unit(name: string, words: string): void {
    const before = this.#units.get(name) ?? KINDS.get(name) ?? { metric: name, unit: name, better: null };
    const better = /\bbetter=(higher|lower)\b/.exec(words)?.[1] as Better | undefined;
    const exact = /\bassume=exact\b/.test(words);
    this.#units.set(name, { ...before, ...(better === undefined ? {} : { better }), ...(exact ? { exact } : {}) });
  }

  /** @returns the case, where its name is one */
  result(
    place: Place,
    subject: string | null,
    name: string,
    pairs: readonly (readonly [unknown, string])[],
  ): CaseEntry | null {
    this.results += 1;
    const entry = this.#entry(place, subject, name);
    if (entry === null) return null;
    if (entry.variant === '') this.#unnumbered.add(subject ?? '');
    this.book.environment('GOMAXPROCS', entry.variant === '' ? '1' : entry.variant.slice(1));
    entry.repeats += 1;
    for (const [value, unit] of pairs) {
      const kind = this.#units.get(unit) ?? KINDS.get(unit) ?? { metric: unit, unit, better: null };
      this.book.value(place, entry, kind, value);
    }
    return entry;
  }

  /** Results without a line `pkg:` were of this package: those of one name in two are not each other's repeats. */
  endPackage(place: Place, name: string, entries: ReadonlySet<CaseEntry>): void {
    for (const entry of entries) {
      const before = this.#packages.get(entry);
      if (before === undefined) this.#packages.set(entry, name);
      else if (before !== name)
        this.book.invalidates(
          place,
          `${quoted(entry.name)} is a benchmark of ${quoted(before)} and of ${quoted(name)}, and no line \`pkg:\` tells them apart: neither repeats the other. Leave the lines of go test in the file.`,
        );
    }
  }

  failed(place: Place, subject: string | null, name: string, why: string): void {
    this.results += 1;
    this.#failures.push({ place, subject, name, why });
  }

  finish() {
    // A benchmark fails with those inside it: they are named, it is not.
    const names = this.#failures.map(({ subject, name }) => `${subject ?? ''}\0${name}`);
    for (const [at, { place, subject, name, why }] of this.#failures.entries()) {
      if (names.some((other) => other.startsWith(`${names[at]}/`))) continue;
      const known = [...this.book.entries()].filter(
        (entry) => entry.subject === subject && (entry.name === name || entry.name + entry.variant === name),
      );
      for (const entry of known) this.book.failed(entry, why);
      if (known.length > 0) continue;
      const entry = this.#entry(place, subject, name);
      if (entry !== null) this.book.failed(entry, why);
    }
    for (const entry of this.book.entries()) if (this.#unnumbered.has(entry.subject ?? '')) entry.isVariantShown = true;
    return this.book.finish();
  }

  /** The number of processors at the end is no part of the name, unless it tells benchmarks apart. */
  #entry(place: Place, subject: string | null, name: string): CaseEntry | null {
    const [, bare = '', processors = ''] = PROCESSORS.exec(name) ?? [];
    return this.book.caseOf(place, subject, bare === '' ? 'Benchmark' : bare, processors);
  }
}

/** The output of the packages of one file, or of one package. */
class PackageOutput {
  readonly #reader: GoReader;
  #subject: string | null;
  /** The benchmark that was begun and has no result yet. */
  #running: { name: string; place: Place } | null = null;
  #hasFailure = false;
  /** Cases with results that no line `pkg:` stands before, since the end of the last package. */
  readonly #unnamed = new Set<CaseEntry>();
  #pieces = '';
  #pieceAt: Place | null = null;

  constructor(reader: GoReader, subject: string | null) {
    this.#reader = reader;
    this.#subject = subject;
  }

  /** A piece of the output, which need not be a line. */
  text(output: string, place: Place): void {
    const lines = (this.#pieces + output).split('\n');
    this.#pieces = (lines.pop() ?? '').slice(0, 65_536);
    this.#pieceAt = place;
    for (const line of lines) this.line(line, place, true);
  }

  end(): void {
    if (this.#pieces !== '' && this.#pieceAt !== null) this.line(this.#pieces, this.#pieceAt, false);
    this.#pieces = '';
  }

  line(text: string, place: Place, isWhole: boolean): void {
    if (text.startsWith('pkg: ')) {
      this.#subject = text.slice(5).trim();
      this.#running = null;
      return;
    }
    const machine = /^(goos|goarch|cpu): (.*)$/.exec(text);
    if (machine !== null) {
      this.#reader.book.environment(machine[1] ?? '', machine[2]?.trim());
      return;
    }
    if (text.startsWith('Unit ')) {
      const [, name, words] = /^Unit (\S+) (.*)$/.exec(text) ?? [];
      if (name !== undefined) this.#reader.unit(name, words ?? '');
      return;
    }
    const name = NAME.exec(text);
    if (name !== null) this.#benchmark(name[1] ?? '', text.slice(name[0].length), text, place, isWhole);
    else this.#other(text, place);
  }

  #benchmark(name: string, rest: string, text: string, place: Place, isWhole: boolean): void {
    if (rest.trim() === '') {
      this.#running = { name, place };
      return;
    }
    const result = RESULT.exec(rest);
    const pairs = result === null ? null : pairsOf(result[2] ?? '');
    // A line that the file ends in is whole when its last unit is a known one: a number would be cut before it.
    if (pairs !== null && (isWhole || KINDS.has(pairs.at(-1)?.[1] ?? ''))) {
      this.#running = null;
      const entry = this.#reader.result(place, this.#subject, name, pairs);
      if (this.#subject === null && entry !== null) this.#unnamed.add(entry);
      return;
    }
    const panic = /\bpanic: .*/.exec(rest);
    if (panic !== null) {
      this.#running = { name, place };
      this.#panicked(panic[0], place);
      return;
    }
    this.#reader.book.warns(
      place,
      `${quoted(text.trim())} is no result of ${quoted(name)}: something was printed into its line, or it is cut off. It counts as without a result.`,
    );
    this.#reader.results += 1;
  }

  #other(text: string, place: Place): void {
    const over = PACKAGE_END.exec(text);
    if (over !== null && this.#unnamed.size > 0) {
      this.#reader.endPackage(place, over[1] ?? '', this.#unnamed);
      this.#unnamed.clear();
    }
    const failure = FAILED.exec(text);
    if (failure !== null) {
      this.#reader.failed(place, this.#subject, failure[1] ?? '', 'FAIL');
      this.#hasFailure = true;
      this.#running = null;
      return;
    }
    const skipped = SKIPPED.exec(text);
    if (skipped !== null) {
      this.#reader.book.warns(place, `${quoted(skipped[1] ?? '')} was skipped.`);
      this.#running = null;
    } else if (text.startsWith('panic: ')) this.#panicked(text, place);
    else if (BURIED.test(text))
      this.#reader.book.warns(place, `${quoted(text)} holds a result behind something that was printed into its line.`);
    else if (/^FAIL\t/.test(text)) {
      if (!this.#hasFailure) this.#reader.book.warns(place, `${quoted(text)}: the package failed.`);
      this.#hasFailure = false;
      this.#running = null;
    }
  }

  #panicked(text: string, place: Place): void {
    if (this.#running === null || this.#hasFailure) return;
    this.#reader.failed(this.#running.place, this.#subject, this.#running.name, text.slice(0, 200));
    this.#running = null;
    this.#hasFailure = true;
    this.#reader.book.warns(place, `${quoted(text)}: the benchmarks after it did not run.`);
  }
}

/** `2400 ns/op  64 B/op` as pairs; null when it is something else. */
function pairsOf(text: string): (readonly [unknown, string])[] | null {
  const words = text.trim().split(/\s+/);
  if (words.length % 2 !== 0) return null;
  const pairs: (readonly [unknown, string])[] = [];
  for (let at = 0; at < words.length; at += 2) {
    const [value = '', unit = ''] = [words[at], words[at + 1]];
    // One benchmark has one figure in a unit.
    if (pairs.some(([, other]) => other === unit)) return null;
    const isWord = /^[+-]?(?:nan|inf)$/i.test(value);
    if (!isWord && !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value)) return null;
    pairs.push([isWord ? value : Number(value), unit]);
  }
  return pairs;
}
