import xterm from '@xterm/headless';

/** A real terminal emulator without a window: what a person would see of what was written. */
export class SeenTerminal {
  readonly #terminal: InstanceType<typeof xterm.Terminal>;
  readonly #resized: (() => void)[] = [];
  /** Everything that was written. */
  written = '';

  constructor(columns: number, rows: number) {
    this.#terminal = new xterm.Terminal({
      cols: columns,
      rows,
      scrollback: 10_000,
      convertEol: true,
      allowProposedApi: true,
    });
  }

  get columns(): number {
    return this.#terminal.cols;
  }

  get rows(): number {
    return this.#terminal.rows;
  }

  write(text: string): boolean {
    this.written += text;
    this.#terminal.write(text);
    return true;
  }

  onResize(listener: () => void): void {
    this.#resized.push(listener);
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.#settled();
    this.#terminal.resize(columns, rows);
    for (const listener of this.#resized) listener();
  }

  /** All lines, those scrolled out of sight too, without empty ones at the end; broken lines are joined again. */
  async lines(): Promise<string[]> {
    await this.#settled();
    const { active } = this.#terminal.buffer;
    const lines: string[] = [];
    for (let row = 0; row < active.length; row += 1) {
      const line = active.getLine(row);
      if (line === undefined) continue;
      const text = line.translateToString(true);
      if (line.isWrapped) lines[lines.length - 1] += text;
      else lines.push(text);
    }
    while (lines.at(-1) === '') lines.pop();
    return lines;
  }

  /** Row of the cursor on the screen, from 0, and whether long lines wrap. */
  async state(): Promise<{ cursorColumn: number; wraps: boolean }> {
    await this.#settled();
    return { cursorColumn: this.#terminal.buffer.active.cursorX, wraps: this.#terminal.modes.wraparoundMode };
  }

  #settled(): Promise<void> {
    return new Promise((resolve) => this.#terminal.write('', resolve));
  }
}
