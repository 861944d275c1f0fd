import type { ProblemRecord } from '../core/problem-record.ts';
import { oneLine } from './escape.ts';
import { linked, preformatted, safe } from './html-page.ts';
import { ENGLISH, type Words } from './words.ts';

/** Problems as a list of a page: what happened, where, what to do, and the output that belongs to it. */
export function problemsHtml(problems: readonly ProblemRecord[], words: Words = ENGLISH, isRehearsal = false): string {
  if (problems.length === 0) return '';
  const { say } = words;
  const items = problems
    .map(words.problem)
    .map(({ code, what, where, remedy, paste = [], excerpt = [] }) =>
      [
        `<li><p><code class="bad">${safe(code)}</code> ${safe(what, 2_000)}</p>`,
        where === undefined ? '' : `<p class="soft">${say('where')}: ${linked(where, where, isRehearsal)}</p>`,
        `<p>${say('Remedy')}: ${safe(remedy, 1_000)}</p>`,
        paste.length === 0 ? '' : preformatted(paste.map((line) => oneLine(line)).join('\n')),
        excerpt.length === 0 ? '' : preformatted(excerpt.map((line) => oneLine(line)).join('\n')),
        '</li>',
      ].join(''),
    );
  return `<ul>${items.join('\n')}</ul>`;
}
