import type { ProblemRecord } from '../core/problem-record.ts';
import { printable } from './printable.ts';
import { ENGLISH, type Words } from './words.ts';

/** GitHub shows an annotation in a small box: the end of somebody's output says the most. */
const MOST_LINES = 20;

/** A problem as GitHub shows it beside a run or a check: a title, and lines of plain text. */
export function problemAnnotation(
  problem: ProblemRecord,
  words: Words = ENGLISH,
): { readonly title: string; readonly message: string } {
  const { code, what, where, remedy, paste = [], excerpt = [] } = words.problem(problem);
  const lines = [
    printable(what, 2_000),
    ...(where === undefined ? [] : [`${words.say('where')}: ${printable(where)}`]),
    `${words.say('remedy')}: ${printable(remedy, 1_000)}`,
    ...paste.map((line) => `  ${printable(line)}`),
    ...excerpt.slice(-MOST_LINES).map((line) => `| ${printable(line)}`),
  ];
  return { title: printable(code, 100), message: lines.join('\n') };
}
