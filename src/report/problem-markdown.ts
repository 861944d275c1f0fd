import type { ProblemRecord } from '../core/problem-record.ts';
import { escapeMarkdown, markdownCode } from './escape.ts';

/** Problems as a list in GitHub Flavored Markdown: a line each, with its place, its remedy and its output below. */
export function problemsMarkdown(problems: readonly ProblemRecord[]): string[] {
  return problems.flatMap(({ code, what, where, remedy, excerpt = [] }) => [
    `- ${markdownCode(code)} ${escapeMarkdown(what, 2_000)}`,
    ...(where === undefined ? [] : [`  - **Where:** ${markdownCode(where, 500)}`]),
    `  - **Remedy:** ${escapeMarkdown(remedy, 1_000)}`,
    // A fence could be ended by what is inside it; a line of code cannot.
    ...(excerpt.length === 0
      ? []
      : [`  - **Output:**<br>${excerpt.map((line) => markdownCode(line, 500)).join('<br>')}`]),
  ]);
}
