import { dateLineOf } from './date-line.ts';
import { decoded } from './heading-lines.ts';
import { isAnchor, type Markup } from './markup.ts';
import type { ChangelogDocument, Section } from './sections.ts';

/** What a section says, without its heading, as text with line feeds. */
export function sectionText(document: ChangelogDocument, section: Section): string {
  return plainText(document.file.text.slice(bodyStart(document, section), section.end), document.markup);
}

/** Below the heading, and below the line with the date where there is one. */
function bodyStart(document: ChangelogDocument, section: Section): number {
  const { heading, name } = section;
  return name.kind === 'unreleased' ? heading.end : (dateLineOf(document, { ...section, name })?.end ?? heading.end);
}

export function plainText(bytes: string, markup: Markup): string {
  const text = decoded(bytes).replaceAll('\r\n', '\n').trim();
  // A rule between two sections belongs to neither.
  const rule = markup === 'asciidoc' ? /\n'{3,}$/ : /\n[ \t]*(?:-{3,}|\*{3,}|_{3,})$/;
  return text.replace(rule, '').trim();
}

/** What stands where nothing was written yet. */
const NOTHING = /^(nothing( here)?( yet)?|none( yet)?|n\/?a|tbd|tba|todo|to do|to be written|tbw|\.{3}|…)$/i;

/** Whether a section says anything: sub-headings, rules, comments and marks of a list alone do not. */
export function isEmptySection(document: ChangelogDocument, section: Section): boolean {
  const { file, markup, headings } = document;
  const { heading, end } = section;
  let body = '';
  let from = bodyStart(document, section);
  for (const each of headings) {
    if (each.start < heading.end || each.start >= end) continue;
    body += file.text.slice(from, each.start);
    from = each.end;
  }
  return saysNothing(decoded(body + file.text.slice(from, end)), markup);
}

export function saysNothing(text: string, markup: Markup): boolean {
  return withoutComments(text)
    .split('\n')
    .every((line) => isEmptyLine(line, markup));
}

function isEmptyLine(line: string, markup: Markup): boolean {
  const content = line.trim();
  if (content === '' || /^(#{1,6}(\s.*)?|[-=^*_]{3,})$/.test(content) || isAnchor(content, markup)) return true;
  if (markup === 'restructured-text' && /^\.\.( |$)(?!.*::)/.test(content)) return true;
  if (markup === 'asciidoc' && content.startsWith('//')) return true;
  if (content.length > 200) return false;
  const words = content.replace(/^([-*+•o]|\d+[.)])(?=\s|$)/, '').replace(/^[\s_*(]+|[\s_*).!]+$/g, '');
  return words === '' || NOTHING.test(words);
}

function withoutComments(text: string): string {
  let rest = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf('<!--', at);
    const end = start === -1 ? -1 : text.indexOf('-->', start + 4);
    if (end === -1) return rest + text.slice(at);
    rest += text.slice(at, start);
    at = end + 3;
  }
}
