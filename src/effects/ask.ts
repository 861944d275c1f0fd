import process from 'node:process';
import { createInterface } from 'node:readline/promises';

/** One thing that a person may answer. */
export interface Choice<Answer> {
  /** What is typed. */
  readonly key: string;
  readonly label: string;
  readonly answer: Answer;
}

/** Whether a person is there to be asked. */
export const canAsk = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

/**
 * Asks a person at the terminal until the answer is one of the choices.
 *
 * @returns the answer; null when the input ends or nothing is typed: it stays open
 */
export async function ask<Answer>(question: string, choices: readonly Choice<Answer>[]): Promise<Answer | null> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const shown = choices.map(({ key, label }) => `  ${key}  ${label}`).join('\n');
    for (;;) {
      const typed = (await terminal.question(`${question}\n${shown}\n> `)).trim();
      if (typed === '') return null;
      const chosen = choices.find(({ key }) => key === typed);
      if (chosen !== undefined) return chosen.answer;
    }
  } catch {
    return null;
  } finally {
    terminal.close();
  }
}
