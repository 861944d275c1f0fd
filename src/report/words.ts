import type { ProblemRecord } from '../core/problem-record.ts';

/** The words around what is told: a language has all of them. */
export interface Labels {
  readonly where: string;
  readonly remedy: string;
  readonly output: string;
  /** Before the one command that continues. */
  readonly goOn: string;
  readonly stopped: string;
}

/**
 * In which words a person is told something. What the program decides and keeps (records, verdicts, `--json`) is always
 * English; words are put on where it is shown.
 */
export interface Words {
  readonly labels: Labels;
  /** The problem with its sentence and its remedy in these words; codes, places, lines and output stay as they are. */
  readonly problem: <P extends ProblemRecord>(problem: P) => P;
  /** The sentence of a verdict. */
  readonly verdict: (sentence: string) => string;
}

export const ENGLISH: Words = {
  labels: {
    where: 'where',
    remedy: 'remedy',
    output: 'output',
    goOn: 'then go on with',
    stopped: 'What stopped it',
  },
  problem: (problem) => problem,
  verdict: (sentence) => sentence,
};
