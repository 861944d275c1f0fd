import type { ProblemRecord } from '../core/problem-record.ts';
import { escapeMarkdown, markdownCode } from './escape.ts';
import { ENGLISH, type Words } from './words.ts';

/** Problems as a list in GitHub Flavored Markdown: a line each, with its place, its remedy and its output below. */
export function problemsMarkdown(problems: readonly ProblemRecord[], words: Words = ENGLISH): string[] {
  const label = (text: string) => `**${text.slice(0, 1).toUpperCase()}${text.slice(1)}:**`;
  const { say } = words;
  return problems.map(words.problem).flatMap(({ code, what, where, remedy, paste = [], excerpt = [] }) => [
    `- ${markdownCode(code)} ${escapeMarkdown(what, 2_000)}`,
    ...(where === undefined ? [] : [`  - ${label(say('where'))} ${markdownCode(where, 500)}`]),
    // A fence could be ended by what is inside it; a line of code cannot.
    `  - ${label(say('remedy'))} ${[escapeMarkdown(remedy, 1_000), ...paste.map((line) => markdownCode(line, 500))].join('<br>')}`,
    ...(excerpt.length === 0
      ? []
      : [`  - ${label(say('output'))}<br>${excerpt.map((line) => markdownCode(line, 500)).join('<br>')}`]),
  ]);
}
