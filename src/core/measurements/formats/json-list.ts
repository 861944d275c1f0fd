import { quoted } from '../defect.ts';
import type { FileReader } from './format-reader.ts';
import { contradictoryKey, isObject, type JsonObject, keysIn, parseLenientJson } from './json-words.ts';
import type { MeasurementBook } from './measurement-book.ts';

/**
 * A JSON document that is a list of records, or an object that holds one, read a record at a time: records are found by
 * their braces, and each is parsed by itself. Memory does not grow with the document.
 *
 * Programs print to where their JSON goes: lines before and after the document are passed over and told. Several documents
 * in one file, as appending leaves them, are read one after the other.
 */
export interface JsonList {
  /** Key of the list in the outermost object; null: the document is the list. */
  readonly key: string | null;
  /** The document is no list but an object, whose records have their names before them. */
  readonly isNamed?: boolean;
  /** What else than a print may have made a record no JSON: of programs that do not write it well. */
  readonly otherwise?: string | undefined;
  readonly record: (record: JsonObject, line: number, name: string) => void;
  /** What stands around the list. */
  readonly rest?: ((rest: JsonObject) => void) | undefined;
}

/** In bytes. A record with a million repeats is a third of it. */
const LARGEST_RECORD = 64 * 1_048_576;
/** Of a record, in bytes, as it is written. */
const LONGEST_NAME = 65_536;
/** What stands around the list, in bytes. */
const LARGEST_REST = 4 * 1_048_576;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
const isSpace = (byte: number): boolean => byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09;

/**
 * Where the reader is: outside every document, around the list, between its records, in the name before one, in one, in
 * something that is none, or past what can be read.
 */
type Mode = 'outside' | 'around' | 'between' | 'name' | 'record' | 'stray' | 'broken';

export function jsonList(path: string, book: MeasurementBook, list: JsonList): FileReader {
  return new JsonListReader(path, book, list);
}

class JsonListReader implements FileReader {
  readonly #path: string;
  readonly #book: MeasurementBook;
  readonly #list: JsonList;
  #mode: Mode = 'outside';
  #line = 1;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Bytes of the record, or of what stands around the list, from the chunks before this one. */
  #kept: Buffer[] = [];
  #keptLength = 0;
  /** What stands around the list, while a record is kept in its place. */
  #rest: Buffer[] = [];
  #recordLine = 0;
  /** Keys of the record, as its colons count them. */
  #keys = 0;
  #hasList = false;
  #lists = 0;
  /** Before a record that has one: its bytes, and whether its colon was there. */
  #name: number[] = [];
  #isNamed = false;
  #records = 0;
  /** Between records: whether a comma has to come before the next one. */
  #wantsComma = false;
  #afterComma = false;
  /** Around the list, at depth 1: the last string, and whether a colon followed. */
  #word: number[] = [];
  #isKey = false;
  /** Outside: whether only blanks stood in this line so far, and the first line that is no document. */
  #lineIsBlank = true;
  #noise: { line: number; bytes: number[]; lines: number } | null = null;

  constructor(path: string, book: MeasurementBook, list: JsonList) {
    this.#path = path;
    this.#book = book;
    this.#list = list;
  }

  bytes(chunk: Uint8Array): void {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let at = 0;
    while (at < buffer.length && this.#mode !== 'broken') {
      if (this.#mode === 'record') at = this.#inRecord(buffer, at);
      else if (this.#mode === 'around') at = this.#around(buffer, at);
      else if (this.#mode === 'between') at = this.#between(buffer, at);
      else if (this.#mode === 'name') at = this.#inName(buffer, at);
      else if (this.#mode === 'stray') at = this.#stray(buffer, at);
      else at = this.#outside(buffer, at);
    }
  }

  end(): void {
    if (this.#mode === 'stray') this.#tellStray();
    if (this.#mode === 'broken') return;
    if (this.#mode !== 'outside') {
      const after = `after ${this.#records} whole ${this.#records === 1 ? 'benchmark' : 'benchmarks'}`;
      this.#break(`The file is cut off ${after}: the run was ended before it was written.`);
      return;
    }
    if (this.#lists === 0) {
      this.#break(`There is no list of benchmarks${this.#list.key === null ? '' : ` \`${this.#list.key}\``} in it.`);
      return;
    }
    if (this.#records === 0) this.#break('The list of benchmarks is empty: nothing was measured.');
    this.#tellNoise();
  }

  #break(text: string, line: number | null = this.#line): void {
    this.#mode = 'broken';
    this.#kept = [];
    this.#book.invalidates({ file: this.#path, line }, text);
  }

  #tellNoise(): void {
    if (this.#noise === null) return;
    const { line, bytes, lines } = this.#noise;
    const more = lines === 1 ? '' : ` and ${lines - 1} more ${lines === 2 ? 'line' : 'lines'}`;
    this.#book.warns(
      { file: this.#path, line },
      `${quoted(Buffer.from(bytes).toString('utf8').trim())}${more} beside the results: the program printed into their file.`,
    );
  }

  get #opening(): number {
    return this.#list.key === null && this.#list.isNamed !== true ? OPEN_BRACKET : OPEN_BRACE;
  }

  #outside(buffer: Buffer, from: number): number {
    for (let at = from; at < buffer.length; at += 1) {
      const byte = buffer[at] ?? 0;
      if (this.#lineIsBlank && byte === this.#opening) {
        this.#beginDocument();
        return at + 1;
      }
      if (byte === NEWLINE) {
        this.#line += 1;
        this.#lineIsBlank = true;
      } else if (!isSpace(byte)) this.#noiseByte(byte);
      else if (this.#noise !== null && !this.#lineIsBlank) this.#keepNoise(byte);
    }
    return buffer.length;
  }

  #noiseByte(byte: number): void {
    if (this.#noise === null) this.#noise = { line: this.#line, bytes: [], lines: 1 };
    else if (this.#lineIsBlank) this.#noise.lines += 1;
    this.#lineIsBlank = false;
    this.#keepNoise(byte);
  }

  #keepNoise(byte: number): void {
    if (this.#noise?.lines === 1 && this.#noise.bytes.length < 120) this.#noise.bytes.push(byte);
  }

  #beginDocument(): void {
    this.#lineIsBlank = false;
    this.#depth = 1;
    this.#word = [];
    this.#isKey = false;
    this.#hasList = false;
    if (this.#list.key === null) this.#beginList();
    else {
      this.#mode = 'around';
      this.#keep(Buffer.from('{'));
    }
  }

  #beginList(): void {
    this.#mode = 'between';
    this.#wantsComma = false;
    this.#afterComma = false;
    this.#lists += 1;
    this.#hasList = true;
  }

  /** The next document may stand right behind it, in the same line. */
  #endDocument(): void {
    this.#mode = 'outside';
    this.#lineIsBlank = true;
    this.#kept = [];
    this.#keptLength = 0;
  }

  #keep(bytes: Buffer): void {
    this.#kept.push(bytes);
    this.#keptLength += bytes.length;
  }

  #taken(): string {
    const text =
      this.#kept.length === 1 ? (this.#kept[0]?.toString('utf8') ?? '') : Buffer.concat(this.#kept).toString('utf8');
    this.#kept = [];
    this.#keptLength = 0;
    return text;
  }

  /** What stands around the list is small: it is kept, and has to be JSON by itself. */
  #around(buffer: Buffer, from: number): number {
    for (let at = from; at < buffer.length; at += 1) {
      const byte = buffer[at] ?? 0;
      if (byte === NEWLINE) this.#line += 1;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inString = false;
        if (this.#inString && this.#depth === 1 && this.#word.length < 64) this.#word.push(byte);
      } else if (byte === QUOTE) {
        this.#inString = true;
        if (this.#depth === 1) {
          this.#word = [];
          this.#isKey = false;
        }
      } else if (byte === COLON && this.#depth === 1) this.#isKey = true;
      else if (byte === OPEN_BRACKET && this.#depth === 1 && this.#isKey && this.#isListKey()) {
        this.#keep(Buffer.from(buffer.subarray(from, at + 1)));
        this.#beginList();
        return at + 1;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#depth += 1;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        this.#depth -= 1;
        if (this.#depth === 0) {
          this.#keep(Buffer.from(buffer.subarray(from, at + 1)));
          this.#checkRest();
          return at + 1;
        }
      } else if (byte === COMMA && this.#depth === 1) this.#isKey = false;
    }
    this.#keep(Buffer.from(buffer.subarray(from)));
    if (this.#keptLength > LARGEST_REST) this.#break('What stands around the list of benchmarks is too large.');
    return buffer.length;
  }

  #isListKey(): boolean {
    return !this.#hasList && Buffer.from(this.#word).toString('utf8') === this.#list.key;
  }

  #checkRest(): void {
    let rest: unknown;
    try {
      rest = parseLenientJson(this.#taken());
    } catch {
      this.#break('Not JSON.');
      return;
    }
    this.#endDocument();
    if (isObject(rest)) this.#list.rest?.(rest);
  }

  #between(buffer: Buffer, from: number): number {
    for (let at = from; at < buffer.length; at += 1) {
      const byte = buffer[at] ?? 0;
      if (byte === NEWLINE) this.#line += 1;
      else if (isSpace(byte)) continue;
      else if (byte === COMMA && this.#wantsComma) {
        this.#wantsComma = false;
        this.#afterComma = true;
      } else if (byte === QUOTE && this.#list.isNamed === true && !this.#wantsComma) {
        this.#mode = 'name';
        this.#name = [];
        this.#isNamed = false;
        this.#inString = true;
        return at + 1;
      } else if (byte === OPEN_BRACE && this.#list.isNamed !== true && !this.#wantsComma) {
        this.#beginRecord();
        return at;
      } else if (byte === (this.#list.isNamed === true ? CLOSE_BRACE : CLOSE_BRACKET) && !this.#afterComma) {
        this.#endList();
        return at + 1;
      } else {
        return this.#unexpected(buffer, at);
      }
    }
    return buffer.length;
  }

  #beginRecord(): void {
    this.#mode = 'record';
    this.#rest = this.#kept;
    this.#kept = [];
    this.#keptLength = 0;
    this.#recordLine = this.#line;
    this.#keys = 0;
    this.#depth = 0;
  }

  /** The name of a record, its colon, and the brace after it. */
  #inName(buffer: Buffer, from: number): number {
    for (let at = from; at < buffer.length; at += 1) {
      const byte = buffer[at] ?? 0;
      if (byte === NEWLINE) this.#line += 1;
      if (this.#inString) {
        if (byte === QUOTE && !this.#escaped) this.#inString = false;
        else if (this.#name.length >= LONGEST_NAME) {
          this.#break('The name of a benchmark in it is too long.');
          return at;
        } else this.#name.push(byte);
        this.#escaped = byte === BACKSLASH && !this.#escaped;
      } else if (isSpace(byte)) continue;
      else if (byte === COLON && !this.#isNamed) this.#isNamed = true;
      else if (byte === OPEN_BRACE && this.#isNamed) {
        this.#beginRecord();
        return at;
      } else return this.#unexpected(buffer, at);
    }
    return buffer.length;
  }

  #endList(): void {
    if (this.#list.key === null) {
      this.#endDocument();
      return;
    }
    this.#mode = 'around';
    this.#depth = 1;
    this.#isKey = false;
    this.#keep(Buffer.from(']'));
  }

  #unexpected(buffer: Buffer, at: number): number {
    // A line of a log may begin with a bracket: what was taken for a list was none.
    if (this.#list.key === null && this.#records === 0) {
      this.#lists -= 1;
      this.#endDocument();
      this.#lineIsBlank = true;
      this.#noiseByte(this.#opening);
      return this.#outside(buffer, at);
    }
    this.#mode = 'stray';
    this.#word = [];
    return at;
  }

  /** Collects what does not belong into the list, to its line end. */
  #stray(buffer: Buffer, from: number): number {
    for (let at = from; at < buffer.length; at += 1) {
      const byte = buffer[at] ?? NEWLINE;
      if (byte === NEWLINE || this.#word.length >= 60) {
        this.#tellStray();
        return buffer.length;
      }
      this.#word.push(byte);
    }
    return buffer.length;
  }

  #tellStray(): void {
    const seen = quoted(Buffer.from(this.#word).toString('utf8').trim());
    this.#break(`${seen} stands in the list of benchmarks: something else was printed into it.`);
  }

  #inRecord(buffer: Buffer, from: number): number {
    let depth = this.#depth;
    let inString = this.#inString;
    let escaped = this.#escaped;
    let line = this.#line;
    let keys = this.#keys;
    let at = from;
    let isWhole = false;
    for (; at < buffer.length; at += 1) {
      const byte = buffer[at];
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
        else if (byte === NEWLINE) line += 1;
      } else if (byte === QUOTE) inString = true;
      else if (byte === COLON) keys += 1;
      else if (byte === NEWLINE) line += 1;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        depth -= 1;
        if (depth === 0) {
          at += 1;
          isWhole = true;
          break;
        }
      }
    }
    this.#depth = depth;
    this.#inString = inString;
    this.#escaped = escaped;
    this.#line = line;
    this.#keys = keys;
    if (isWhole) this.#endRecord(buffer, from, at);
    else {
      this.#keep(Buffer.from(buffer.subarray(from)));
      if (this.#keptLength > LARGEST_RECORD) this.#break('A benchmark in it is too large.', this.#recordLine);
    }
    return at;
  }

  #endRecord(buffer: Buffer, from: number, to: number): void {
    let text: string;
    if (this.#kept.length === 0) text = buffer.toString('utf8', from, to);
    else {
      this.#keep(buffer.subarray(from, to));
      text = this.#taken();
    }
    this.#kept = this.#rest;
    this.#keptLength = this.#rest.reduce((sum, { length }) => sum + length, 0);
    this.#rest = [];
    this.#mode = 'between';
    this.#wantsComma = true;
    this.#afterComma = false;
    this.#records += 1;
    let record: unknown;
    let name: unknown = '';
    try {
      record = parseLenientJson(text);
      if (this.#list.isNamed === true) name = JSON.parse(`"${Buffer.from(this.#name).toString('utf8')}"`);
    } catch {
      const otherwise = this.#list.otherwise === undefined ? '' : `, ${this.#list.otherwise}`;
      this.#break(`A benchmark in it is not JSON: something else was printed into it${otherwise}.`, this.#recordLine);
      return;
    }
    // A parser takes the last value of a key that is there twice.
    if (keysIn(record) < this.#keys) this.#tellContradiction(text, String(name));
    if (isObject(record)) this.#list.record(record, this.#recordLine, String(name));
  }

  #tellContradiction(text: string, name: string): void {
    const found = contradictoryKey(text);
    if (found === null) return;
    const [first, second] = found.values.map((value) => quoted(value));
    const of = name === '' ? 'a benchmark in it' : quoted(name);
    this.#book.invalidates(
      { file: this.#path, line: this.#recordLine },
      `${quoted(found.key)} of ${of} stands there twice, with ${first} and with ${second}: neither repeats the other.`,
    );
  }
}
