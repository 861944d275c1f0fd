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
        outputHtml(excerpt, words),
        '</li>',
      ].join(''),
    );
  return `<ul>${items.join('\n')}</ul>`;
}

/** Lines of output that are shown at once: what failed stands at its end, and what to do next stays in sight. */
const SHOWN_AT_ONCE = 8;

function outputHtml(excerpt: readonly string[], { say }: Words): string {
  if (excerpt.length === 0) return '';
  const shown = (lines: readonly string[]) => preformatted(lines.map((line) => oneLine(line)).join('\n'));
  if (excerpt.length <= SHOWN_AT_ONCE) return shown(excerpt);
  return `<details><summary>${say('Output, from its beginning')}</summary>${shown(excerpt.slice(0, -SHOWN_AT_ONCE))}</details>${shown(excerpt.slice(-SHOWN_AT_ONCE))}`;
}
