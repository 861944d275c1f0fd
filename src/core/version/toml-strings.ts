/** Keys and indices from the root of a TOML document to a value. */
export type TomlPath = readonly (string | number)[];

/** A string on one line without escapes. Offsets count characters of the text and enclose what stands in the quotes. */
export interface TomlString {
  readonly path: TomlPath;
  readonly start: number;
  readonly value: string;
}

/** Deeper values are no manifest's. */
const MAXIMUM_DEPTH = 50;
const BLANK = /[ \t]*/y;
const SPACE = /(?:[ \t\r\n]|#[^\n]*)*/y;
const BARE = /[A-Za-z0-9_-]+/y;
const SCALAR = /[^,\]}#\r\n]*/y;

/**
 * Where the strings of a valid TOML document stand: in tables, dotted keys, inline tables and arrays. Work is linear in
 * the text. A document that is not valid yields what was understood.
 *
 * Source: TOML 1.0.0.
 */
export function tomlStrings(text: string): readonly TomlString[] {
  return new Reader(text).read();
}

class Reader {
  readonly #text: string;
  readonly #found: TomlString[] = [];
  /** Arrays of tables, by their path → index of the last one. */
  readonly #arrays = new Map<string, number>();
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): readonly TomlString[] {
    let table: TomlPath = [];
    for (;;) {
      this.#skip(SPACE);
      if (this.#at >= this.#text.length) return this.#found;
      if (this.#text[this.#at] === '[') table = this.#header() ?? table;
      else {
        const key = this.#key();
        if (key !== null && this.#take('=')) this.#value([...table, ...key], 0);
      }
      this.#skipLine();
    }
  }

  #header(): TomlPath | null {
    const isArray = this.#text.startsWith('[[', this.#at);
    this.#at += isArray ? 2 : 1;
    this.#skip(BLANK);
    const key = this.#key();
    if (key === null) return null;
    const path: (string | number)[] = [];
    for (const [index, part] of key.entries()) {
      path.push(part);
      const name = JSON.stringify(path);
      const isLast = index === key.length - 1;
      if (isLast && isArray) this.#arrays.set(name, (this.#arrays.get(name) ?? -1) + 1);
      const last = this.#arrays.get(name);
      if (last !== undefined) path.push(last);
    }
    return path;
  }

  #key(): string[] | null {
    const parts: string[] = [];
    do {
      this.#skip(BLANK);
      const quote = this.#text[this.#at];
      const part = quote === '"' || quote === "'" ? this.#string(quote).value : this.#skip(BARE);
      if (part === '') return null;
      parts.push(part);
      this.#skip(BLANK);
    } while (this.#take('.'));
    return parts;
  }

  #value(path: TomlPath, depth: number): void {
    this.#skip(BLANK);
    const long = ['"""', "'''"].find((each) => this.#text.startsWith(each, this.#at));
    const character = this.#text[this.#at];
    if (depth > MAXIMUM_DEPTH) this.#at = this.#text.length;
    else if (long !== undefined) this.#skipLong(long);
    else if (character === '"' || character === "'") {
      const { start, value, isPlain } = this.#string(character);
      if (isPlain) this.#found.push({ path, start, value });
    } else if (character === '{') this.#inlineTable(path, depth);
    else if (character === '[') this.#array(path, depth);
    else this.#skip(SCALAR);
  }

  #inlineTable(path: TomlPath, depth: number): void {
    this.#at += 1;
    for (;;) {
      this.#skip(SPACE);
      if (this.#take('}') || this.#at >= this.#text.length) return;
      const key = this.#key();
      if (key === null || !this.#take('=')) return;
      this.#value([...path, ...key], depth + 1);
      this.#skip(SPACE);
      if (!this.#take(',') && this.#text[this.#at] !== '}') return;
    }
  }

  #array(path: TomlPath, depth: number): void {
    this.#at += 1;
    for (let index = 0; ; index += 1) {
      this.#skip(SPACE);
      if (this.#take(']') || this.#at >= this.#text.length) return;
      this.#value([...path, index], depth + 1);
      this.#skip(SPACE);
      if (!this.#take(',') && this.#text[this.#at] !== ']') return;
    }
  }

  #string(quote: string): { readonly start: number; readonly value: string; readonly isPlain: boolean } {
    const start = this.#at + 1;
    let at = start;
    let isPlain = true;
    while (at < this.#text.length && this.#text[at] !== quote && this.#text[at] !== '\n') {
      if (quote === '"' && this.#text[at] === '\\') {
        isPlain = false;
        at += 1;
      }
      at += 1;
    }
    this.#at = at + 1;
    return { start, value: this.#text.slice(start, at), isPlain };
  }

  #skipLong(quotes: string): void {
    let at = this.#at + 3;
    while (at < this.#text.length && !this.#text.startsWith(quotes, at))
      at += quotes === '"""' && this.#text[at] === '\\' ? 2 : 1;
    this.#at = at + 3;
    // Up to two quotes may stand before the closing ones.
    while (this.#text[this.#at] === quotes[0]) this.#at += 1;
  }

  #skip(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const skipped = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += skipped.length;
    return skipped;
  }

  #take(character: string): boolean {
    this.#skip(BLANK);
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #skipLine(): void {
    const newline = this.#text.indexOf('\n', this.#at);
    this.#at = newline === -1 ? this.#text.length : newline + 1;
  }
}

/** `package.version` and `target.'cfg(unix)'.dependencies.a.version` as keys. */
export function tomlKeys(at: string): readonly string[] {
  const parts = at.match(/"[^"]*"|'[^']*'|[^.]+/g) ?? [];
  return parts.map((part) => part.trim().replace(/^(["'])(.*)\1$/, '$2'));
}

/** What a parsed document holds at a path; undefined where there is nothing. */
export function valueAt(document: unknown, path: TomlPath): unknown {
  let node = document;
  for (const part of path)
    node = typeof node === 'object' && node !== null && Object.hasOwn(node, part) ? Reflect.get(node, part) : undefined;
  return node;
}
