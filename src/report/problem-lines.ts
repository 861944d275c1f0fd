import type { Colors } from 'picocolors/types.js';
import type { Problem } from '../core/problem.ts';
import { printable } from './printable.ts';

/**
 * Problems as a person reads them: what happened, where, and what to do.
 *
 * @param next the one command that continues when that is done; null where there is none
 */
export function problemLines(problems: readonly Problem[], colors: Colors, next: string | null = null): string[] {
  const lines = problems.flatMap((each) => [
    `${colors.red(`✗ ${each.code}`)}  ${printable(each.what, 2_000)}`,
    ...(each.where === undefined ? [] : [`    where:  ${printable(each.where)}`]),
    `    remedy: ${printable(each.remedy, 1_000)}`,
    ...(each.paste ?? []).map((line) => `      ${printable(line)}`),
    ...(each.excerpt ?? []).map((line) => colors.dim(`    | ${printable(line)}`)),
  ]);
  return next === null ? lines : [...lines, `  then go on with:  ${printable(next, 2_000)}`];
}
