import { type Checked, failed, Problems, problem } from '../problem.ts';
import { type HistoryLine, historyLineShape, sameMeasurement } from './history-line.ts';

/** A history of ten years of hundreds of cases is below this. Bytes. */
export const LARGEST_HISTORY = 64 * 2 ** 20;
const MOST_PROBLEMS = 10;

/** The lines of history.jsonl in their order. It may come from a branch that others write to: each line is checked. */
export function readHistory(text: string, where: string): Checked<readonly HistoryLine[]> {
  const problems = new Problems();
  const wrong = (line: number, what: string) =>
    problem('history-invalid', `Line ${line + 1}: ${what}`.slice(0, 300), { where });
  if (text.length > LARGEST_HISTORY) return failed(wrong(0, `the file has more than ${LARGEST_HISTORY} characters.`));
  const found: HistoryLine[] = [];
  let faults = 0;
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = historyLineShape.safeParse(parsed(line));
    if (read.success) {
      found.push(read.data);
      continue;
    }
    faults += 1;
    const issue = read.error.issues[0];
    const place = issue === undefined || issue.path.length === 0 ? 'it' : issue.path.map(String).join('.');
    if (faults <= MOST_PROBLEMS) problems.add(wrong(at, `${place}: ${issue?.message ?? 'is no line of a history'}`));
  }
  return problems.over(() => found);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

export interface Appended {
  readonly text: string;
  /** Lines that were not there. */
  readonly added: number;
}

/**
 * The history with more lines at its end. A measurement that is in it already is not added: appending twice is appending once,
 * by whichever of two jobs comes first.
 *
 * @param text what is there, already checked; a last line without an end gets one
 */
export function appendedTo(text: string, present: readonly HistoryLine[], more: readonly HistoryLine[]): Appended {
  const known = new Set(present.map(sameMeasurement));
  const added: string[] = [];
  for (const line of more) {
    const key = sameMeasurement(line);
    if (known.has(key)) continue;
    known.add(key);
    added.push(`${JSON.stringify(line)}\n`);
  }
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return { text: added.length === 0 ? text : `${start}${added.join('')}`, added: added.length };
}
