import process from 'node:process';
import { createInterface, type Interface } from 'node:readline';

/** One thing that a person may answer. */
export interface Choice<Answer> {
  /** What is typed. */
  readonly key: string;
  readonly label: string;
  readonly answer: Answer;
}

/** Where a person is asked. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** Questions go where everything goes that is no result. */
export const OWN_TERMINAL: Terminal = { input: process.stdin, output: process.stderr };

/** Whether a person is there to be asked. */
export const canAsk = ({ input, output }: Terminal): boolean => input.isTTY === true && output.isTTY === true;

/** Questions to a person, one after the other. What is typed before a question is asked answers it. */
export class Conversation {
  readonly #terminal: Terminal;
  #lines: Interface | null = null;
  #typed: AsyncIterator<string> | null = null;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /**
   * Asks until the answer is one of the choices.
   *
   * @returns the answer; null when the input ends or nothing is typed: it stays open
   */
  async ask<Answer>(question: string, choices: readonly Choice<Answer>[]): Promise<Answer | null> {
    const { input, output } = this.#terminal;
    this.#lines ??= createInterface({ input, output, terminal: false });
    this.#typed ??= this.#lines[Symbol.asyncIterator]();
    const shown = choices.map(({ key, label }) => `  ${key}  ${label}`).join('\n');
    for (;;) {
      output.write(`${question}\n${shown}\n> `);
      const line = await this.#typed.next();
      const typed = line.done === true ? '' : line.value.trim();
      if (typed === '') return null;
      const chosen = choices.find(({ key }) => key === typed);
      if (chosen !== undefined) return chosen.answer;
    }
  }

  /** Lets go of the input: the process may end. */
  close(): void {
    this.#lines?.close();
  }
}
