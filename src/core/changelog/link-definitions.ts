import { linesOf } from './heading-lines.ts';
import type { Markup } from './markup.ts';

/** `[1.2.0]: https://…`, in reStructuredText `.. _1.2.0: https://…`. Offsets count characters of the file's text. */
export interface LinkDefinition {
  readonly label: string;
  readonly labelStart: number;
  readonly url: string;
  readonly urlStart: number;
  /** Of its line, without line end. */
  readonly start: number;
  readonly end: number;
}

/** The bounds keep what a pattern may try small. */
const BRACKETS = /^( {0,3}\[)([^\]]{1,200})(\]:[ \t]{0,20})(\S{1,700})[ \t]{0,20}$/;
const UNDERSCORE = /^(\.\. _`?)([^`:]{1,200})(`?:[ \t]{1,20})(\S{1,700})[ \t]{0,20}$/;

const formOf = (markup: Markup): RegExp | null =>
  markup === 'restructured-text' ? UNDERSCORE : markup === 'asciidoc' ? null : BRACKETS;

export const isLinkDefinition = (line: string, markup: Markup): boolean =>
  markup === 'restructured-text' ? /^\.\. _[^:]{1,200}:[ \t]+\S/.test(line) : /^\[[^\]]{1,200}\]:[ \t]/.test(line);

export function readLinkDefinitions(text: string, markup: Markup): LinkDefinition[] {
  const form = formOf(markup);
  const found: LinkDefinition[] = [];
  if (form === null) return found;
  for (const { content, start, end } of linesOf(text)) {
    const [, before = '', label = '', between = '', url = ''] =
      content.length < 5 || content.length > 1_000 ? [] : (form.exec(content) ?? []);
    if (url === '') continue;
    const labelStart = start + before.length;
    found.push({ label, labelStart, url, urlStart: labelStart + label.length + between.length, start, end });
  }
  return found;
}
