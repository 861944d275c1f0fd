import { quoted } from '../defect.ts';
import { asUtf8 } from './file-encoding.ts';
import type { FormatReader } from './format-reader.ts';
import { countedKind } from './gungraun-metrics.ts';
import { takeSummary } from './gungraun-summary.ts';
import { isObject, type JsonObject } from './json-words.ts';
import { type CaseEntry, MeasurementBook, type Place } from './measurement-book.ts';
import { shownText } from './terminal-text.ts';
import { type LineConsumer, textLines } from './text-lines.ts';

/**
 * What Gungraun (once iai-callgrind) and iai print: figures that a tool of Valgrind counted, below the name of their benchmark; or
 * its summaries as JSON (`--output-format json`, or their files), one line or several each.
 */
export function gungraun(): FormatReader {
  const book = new MeasurementBook();
  return { file: (path) => asUtf8(path, book, textLines(new GungraunFile(path, book))), finish: () => book.finish() };
}

/** `  Instructions:  1734|1650  (+5.1%) [+1.0x]`, or as iai has it, `  Instructions:  1243 (+1.1%)`. */
const FIGURE = /^\s+([A-Z][\w +/-]{0,60}):\s+([\d.]+(?:e[+-]?\d+)?|N\/A)(\|\S+)?(?:\s+\(.*)?$/;
const OF_IAI: ReadonlySet<string> = new Set([
  'Instructions',
  'L1 Accesses',
  'L2 Accesses',
  'RAM Accesses',
  'Estimated Cycles',
]);
/** What a figure begins with, and not what it ends with. */
const UNENDED = /^\s+[A-Z][^)\]]*$/;
const TOOL = /^\s+=+ (\w+) =+$/;
/** With several processes or threads each has its figures, and then all. */
const PART = /^\s+## (.*)$/;
const HEAD = /^\S+::\S+(?: |$)/;
/** What a summary may begin with, and what no other document has. */
const FIRST_KEY =
  /^\s*"(?:baselines|benchmark_exe|benchmark_file|details|function_name|id|kind|module_path|package_dir|profiles|project_root|summary_output|version)"\s*:/;
const OWN_KEY = /"(?:baselines|benchmark_exe|module_path)"\s*:/;
const LONGEST_ROW = 2_000;
/** Of what may be the lines of one name. */
const MOST_NAME_LINES = 20;
/** In characters, of a summary of many lines. */
const LARGEST_SUMMARY = 16 * 1_048_576;

/** Figures or summaries, at the beginning of a file. */
export function isGungraun(head: string): boolean {
  if (/"module_path"\s*:/.test(head) && /"kind"\s*:\s*"(?:Library|Binary)Benchmark"/.test(head)) return true;
  return head.split('\n').some((line) => figureOf(line) !== null);
}

/** The label and the figure that was counted now; null: the line is none. */
function figureOf(line: string): readonly [label: string, figure: string] | null {
  if (!line.startsWith(' ') || line.length > LONGEST_ROW) return null;
  const [, label = '', figure, before] = FIGURE.exec(line) ?? [];
  return figure === undefined || (before === undefined && !OF_IAI.has(label)) ? null : [label, figure];
}

class GungraunFile implements LineConsumer {
  readonly #path: string;
  readonly #book: MeasurementBook;
  /** Lines that may be the name of what follows. */
  #names: string[] = [];
  #entry: CaseEntry | null = null;
  /** Whether the lines belong to a benchmark, be its name one or not. */
  #isInside = false;
  #tool = 'Callgrind';
  #isPart = false;
  /** A summary of several lines whose end has not come. */
  #open: { readonly indent: string; readonly place: Place; lines: string[]; length: number } | null = null;
  #found = 0;

  constructor(path: string, book: MeasurementBook) {
    this.#path = path;
    this.#book = book;
  }

  line(given: string, number: number, end: 'whole' | 'cut' | 'unended'): void {
    const place = { file: this.#path, line: number };
    const first = given.trimStart();
    if (first.startsWith('{')) this.#json(given, first, place);
    else if (this.#open !== null) this.#inside(given);
    else this.#text(shownText(given), place, end);
  }

  end(): void {
    this.#abandon();
    if (this.#found === 0)
      this.#book.invalidates(
        { file: this.#path, line: null },
        'There is no figure of Gungraun or iai in it: nothing was measured.',
      );
  }

  #text(text: string, place: Place, end: 'whole' | 'cut' | 'unended'): void {
    const figure = figureOf(text);
    if (text.trim() === '') this.#over();
    // A number that the file ends in may have had more digits.
    else if (end === 'unended' && UNENDED.test(text) && (this.#isInside || this.#names.length > 0)) {
      this.#found += 1;
      this.#book.invalidates(place, 'The file is cut off: the run was ended before it was written.');
    } else if (figure !== null) {
      const [label, value] = figure;
      this.#found += 1;
      this.#figure(label, value, place);
    } else if (/^\s/.test(text)) this.#heading(text);
    else {
      if (this.#isInside) this.#over();
      if (this.#names.length < MOST_NAME_LINES) this.#names.push(text);
    }
  }

  #leave(): void {
    this.#names = [];
    this.#isInside = false;
    this.#entry = null;
  }

  /** The next benchmark is of Callgrind unless it says so. */
  #over(): void {
    this.#leave();
    this.#tool = 'Callgrind';
    this.#isPart = false;
  }

  #heading(text: string): void {
    const tool = TOOL.exec(text)?.[1];
    if (tool !== undefined) {
      this.#tool = tool;
      this.#isPart = false;
    } else if (PART.test(text)) this.#isPart = !/^\s+## Total/.test(text);
  }

  #figure(label: string, value: string, place: Place): void {
    if (!this.#isInside) this.#begin(value, place);
    if (this.#entry === null || this.#isPart || value === 'N/A') return;
    const kind = countedKind(this.#tool, label);
    if (this.#entry.series.has(kind.metric))
      this.#book.invalidates(place, `${quoted(this.#entry.name)} has two figures of ${quoted(kind.metric)}.`);
    else this.#book.value(place, this.#entry, kind, Number(value));
  }

  #begin(value: string, place: Place): void {
    const names = this.#names;
    this.#leave();
    this.#isInside = true;
    const head = names.findIndex((each) => HEAD.test(each));
    const name = names.slice(head < 0 ? -1 : head).join('\n');
    if (name === '') {
      this.#book.invalidates(place, 'A benchmark has no name.');
      return;
    }
    const entry = this.#book.caseOf(place, null, name);
    if (entry !== null && this.#book.isNewRepeat(place, entry, 0, value)) this.#entry = entry;
  }

  #json(given: string, first: string, place: Place): void {
    if (first.trimEnd() === '{') {
      // The inner objects of a summary that is open stand deeper.
      const indent = given.slice(0, given.length - first.length);
      if (this.#open !== null && indent.length > this.#open.indent.length) this.#inside(given);
      else {
        this.#abandon();
        this.#open = { indent, place, lines: ['{'], length: 1 };
      }
      return;
    }
    const document = parsed(first);
    if (document === null && this.#open !== null) this.#inside(given);
    else {
      this.#abandon();
      if (document !== null) this.#document(document, place);
      else if (OWN_KEY.test(first.slice(0, LONGEST_ROW))) this.#cutOff(place);
    }
  }

  /** A line of an open summary. */
  #inside(line: string): void {
    if (this.#open === null) return;
    const { indent, place, lines } = this.#open;
    if (lines.length === 1 && !FIRST_KEY.test(line)) {
      this.#open = null;
      return;
    }
    this.#open.length += line.length + 1;
    if (this.#open.length > LARGEST_SUMMARY) {
      this.#abandon();
      return;
    }
    lines.push(line);
    if (line.trimEnd() !== `${indent}}`) return;
    const document = parsed(lines.join('\n'));
    if (document === null) this.#abandon();
    else {
      this.#open = null;
      this.#document(document, place);
    }
  }

  /** What was begun is no whole document: another program's, or a summary that is cut off. */
  #abandon(): void {
    if (this.#open === null) return;
    const { lines, place } = this.#open;
    this.#open = null;
    if (lines.slice(0, 40).some((each) => OWN_KEY.test(each))) this.#cutOff(place);
  }

  #cutOff(place: Place): void {
    this.#found += 1;
    this.#book.warns(place, 'The summary that begins here is cut off: its benchmark counts as without a result.');
  }

  #document(document: JsonObject, place: Place): void {
    if (takeSummary(this.#book, place, document)) this.#found += 1;
  }
}

function parsed(text: string): JsonObject | null {
  try {
    const document: unknown = JSON.parse(text);
    return isObject(document) ? document : null;
  } catch {
    return null;
  }
}
