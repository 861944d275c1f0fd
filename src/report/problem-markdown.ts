import type { ProblemRecord } from '../core/problem-record.ts';
import { escapeMarkdown, markdownCode } from './escape.ts';

/** Problems as a list in GitHub Flavored Markdown: a line each, with its place, its remedy and its output below. */
export function problemsMarkdown(problems: readonly ProblemRecord[]): string[] {
  return problems.flatMap(({ code, what, where, remedy, paste = [], excerpt = [] }) => [
    `- ${markdownCode(code)} ${escapeMarkdown(what, 2_000)}`,
    ...(where === undefined ? [] : [`  - **Where:** ${markdownCode(where, 500)}`]),
    // A fence could be ended by what is inside it; a line of code cannot.
    `  - **Remedy:** ${[escapeMarkdown(remedy, 1_000), ...paste.map((line) => markdownCode(line, 500))].join('<br>')}`,
    ...(excerpt.length === 0
      ? []
      : [`  - **Output:**<br>${excerpt.map((line) => markdownCode(line, 500)).join('<br>')}`]),
  ]);
}
