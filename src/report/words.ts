import type { ProblemRecord } from '../core/problem-record.ts';

/**
 * In which words a person is told something. What the program decides and keeps (records, verdicts, `--json`) is always
 * English; words are put on where it is shown.
 */
export interface Words {
  /** As pages declare it. */
  readonly language: string;
  /** A finished sentence, phrase or label of the program, with what was put into it. */
  readonly say: (text: string) => string;
  /** The problem with its sentence and its remedy in these words; codes, places, lines and output stay as they are. */
  readonly problem: <P extends ProblemRecord>(problem: P) => P;
}

export const ENGLISH: Words = { language: 'en', say: (text) => text, problem: (problem) => problem };
