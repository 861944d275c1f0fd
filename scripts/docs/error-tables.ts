import { PROBLEM_KINDS } from '../../src/core/problem.ts';
import { cell, withSection } from './marked-section.ts';

/** docs/errors.md with every code there is, in the order of the stages. */
export function withErrorTable(page: string): string {
  const rows = Object.entries(PROBLEM_KINDS).map(
    ([code, { exit, means, remedy }]) => `| \`${code}\` | ${exit} | ${cell(means)} | ${cell(remedy)} |`,
  );
  return withSection(page, 'codes', ['| code | exit | means | what to do |', '|---|---|---|---|', ...rows]);
}
