import type { Colors } from 'picocolors/types.js';
import type { Problem } from '../core/problem.ts';
import { printable } from './printable.ts';
import { ENGLISH, type Words } from './words.ts';

/**
 * Problems as a person reads them: what happened, where, and what to do.
 *
 * @param next the one command that continues when that is done; null where there is none
 * @param words in which it is told
 */
export function problemLines(
  problems: readonly Problem[],
  colors: Colors,
  next: string | null = null,
  words: Words = ENGLISH,
): string[] {
  const [where, remedy, goOn] = [words.say('where'), words.say('remedy'), words.say('then go on with')];
  const lines = problems
    .map(words.problem)
    .flatMap((each) => [
      `${colors.red(`✗ ${each.code}`)}  ${printable(each.what, 2_000)}`,
      ...(each.where === undefined ? [] : [`    ${`${where}:`.padEnd(7)} ${printable(each.where)}`]),
      `    ${`${remedy}:`.padEnd(7)} ${printable(each.remedy, 1_000)}`,
      ...(each.paste ?? []).map((line) => `      ${printable(line)}`),
      ...(each.excerpt ?? []).map((line) => colors.dim(`    | ${printable(line)}`)),
    ]);
  return next === null ? lines : [...lines, `  ${goOn}:  ${printable(next, 2_000)}`];
}
