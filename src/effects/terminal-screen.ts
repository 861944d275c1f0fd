import stringWidth from 'string-width';

/** The part of a terminal's stream that is used. */
export interface TerminalStream {
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  write(text: string): unknown;
}

const STANDARD_SIZE = { columns: 80, rows: 24 };

/**
 * A block of lines at the end of what a terminal shows, drawn again in its place.
 *
 * Each write is whole in itself: it takes the old block away, writes the new one, and leaves the cursor below it with every
 * mode of the terminal as it was. So a process may be killed at any time, and there is nothing to restore.
 */
export class TerminalScreen {
  readonly #stream: TerminalStream;
  #lines: readonly string[] = [];
  #block: ((size: { columns: number; rows: number }) => readonly string[]) | null = null;

  constructor(stream: TerminalStream) {
    this.#stream = stream;
  }

  /** Draws the block. Writes nothing when it has not changed. */
  draw(block: (size: { columns: number; rows: number }) => readonly string[]): void {
    this.#block = block;
    const lines = block(this.#size());
    if (lines.length === this.#lines.length && lines.every((line, index) => line === this.#lines[index])) return;
    this.#replace(lines);
  }

  /** Writes a line above the block, where it stays. */
  print(line: string): void {
    const block = this.#block;
    const before = this.#erasure();
    this.#lines = block === null ? [] : block(this.#size());
    this.#stream.write(`${before}${line}\n${this.#drawing()}`);
  }

  /** Draws a last time; from now on the block is text like any other. */
  leave(lines: readonly string[]): void {
    // Whole lines may be wider than the screen now: nothing is drawn over them any more.
    this.#stream.write(`${this.#erasure()}${lines.map((line) => `${line}\n`).join('')}`);
    this.#lines = [];
    this.#block = null;
  }

  /** The terminal has another size. */
  resized(): void {
    if (this.#block !== null) this.#replace(this.#block(this.#size()));
  }

  #replace(lines: readonly string[]): void {
    const before = this.#erasure();
    this.#lines = lines;
    this.#stream.write(`${before}${this.#drawing()}`);
  }

  /** Without wrapping, a line whose width the terminal sees differently still takes one row. */
  #drawing(): string {
    return this.#lines.length === 0 ? '' : `\u001b[?7l${this.#lines.join('\n')}\n\u001b[?7h`;
  }

  /** Up to the first row of the old block. A terminal that became narrower has broken its lines into several rows. */
  #erasure(): string {
    const { columns } = this.#size();
    const rows = this.#lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(stringWidth(line) / columns)), 0);
    return rows === 0 ? '' : `\r\u001b[${rows}A\u001b[J`;
  }

  #size(): { columns: number; rows: number } {
    // Some terminals say 0 for what they do not know.
    const { columns, rows } = this.#stream;
    return { columns: columns || STANDARD_SIZE.columns, rows: rows || STANDARD_SIZE.rows };
  }
}
