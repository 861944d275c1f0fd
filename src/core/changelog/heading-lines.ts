import { isAnchor, type Markup, verbatimOf } from './markup.ts';

/** How a heading is marked: by signs before its text, by a line below it, or by nothing but what it says. */
export type HeadingMark =
  | { readonly kind: 'signs'; readonly before: string; readonly after: string }
  | { readonly kind: 'underline'; readonly sign: string; readonly length: number; readonly hasOverline: boolean }
  | { readonly kind: 'none' };

/** A heading of a changelog. Offsets count characters of the file's text, of which there is one a byte. */
export interface HeadingLine {
  /** Its words, decoded, without the marks. */
  readonly text: string;
  readonly mark: HeadingMark;
  /** 1 is the highest. */
  readonly level: number;
  /** Where it begins, with the anchors and the overline above it. */
  readonly start: number;
  /** Of the line with the words, without its end. */
  readonly lineStart: number;
  readonly lineEnd: number;
  /** Of the words in that line. */
  readonly textStart: number;
  readonly textEnd: number;
  /** Where its last line ends: the underline, where there is one. Without line end. */
  readonly end: number;
}

/** A longer line is no heading; the bound keeps what a pattern may try on it small. Characters. */
const LONGEST_HEADING = 1_000;

/** A line, without its end; offsets as in `HeadingLine`. */
export interface TextLine {
  readonly content: string;
  readonly start: number;
  readonly end: number;
}

/** The lines of a text. An iterator by hand: a changelog may have two million of them, and is gone through several times. */
export function linesOf(text: string): Iterable<TextLine> {
  return { [Symbol.iterator]: () => new Lines(text) };
}

class Lines implements Iterator<TextLine, undefined> {
  readonly #text: string;
  #start = 0;

  constructor(text: string) {
    this.#text = text;
  }

  next(): IteratorResult<TextLine, undefined> {
    const text = this.#text;
    const start = this.#start;
    if (start > text.length) return { done: true, value: undefined };
    const feed = text.indexOf('\n', start);
    const last = feed === -1 ? text.length : feed;
    const end = last > start && text[last - 1] === '\r' ? last - 1 : last;
    this.#start = last + 1;
    return { done: false, value: { content: text.slice(start, end), start, end } };
  }
}

/** A line's text as UTF-8; where it is none, as the bytes are. */
export function decoded(bytes: string): string {
  if (!/[\u0080-\u00ff]/.test(bytes)) return bytes;
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return Buffer.from(text, 'utf8').toString('latin1') === bytes ? text : bytes;
}

const UNDERLINES: Readonly<Record<Markup, RegExp>> = {
  markdown: /^ {0,3}([=-])\1+[ \t]*$/,
  'restructured-text': /^([!-/:-@[-`{-~])\1{2,}[ \t]*$/,
  asciidoc: /^([=~^+-])\1{2,}[ \t]*$/,
  plain: /^([=~^+*#_.:"'-])\1{2,}[ \t]*$/,
};

/** Underlines by their rank, where the markup has one; elsewhere the first that is met is the highest. */
const RANKS: Readonly<Partial<Record<Markup, string>>> = { markdown: '=-', asciidoc: '=-~^+' };

/**
 * Every heading that is marked as one. Code and comments hold none.
 *
 * Sources: CommonMark 0.31.2; docutils, "reStructuredText Markup Specification"; AsciiDoc language documentation.
 */
export function readHeadings(text: string, markup: Markup): HeadingLine[] {
  const isVerbatim = verbatimOf(markup);
  const found: HeadingLine[] = [];
  const ranks: string[] = [...(RANKS[markup] ?? '')];
  let title: TextLine | null = null;
  let overline: { readonly sign: string; readonly start: number } | null = null;
  let anchor: number | null = null;
  /** Nothing stands directly above: a paragraph's last line is no title. */
  let isFree = true;
  const above = (line: TextLine) => anchor ?? overline?.start ?? line.start;
  const begin = () => {
    title = null;
    overline = null;
    isFree = true;
  };
  for (const line of linesOf(text)) {
    const { content } = line;
    if (isVerbatim(content)) {
      begin();
      anchor = null;
      continue;
    }
    if (content.length > LONGEST_HEADING || content.trim() === '') {
      const isBlank = content.length <= LONGEST_HEADING;
      begin();
      isFree = isBlank;
      if (!isBlank) anchor = null;
      continue;
    }
    const sign: string | undefined = UNDERLINES[markup].exec(content)?.[1];
    if (sign !== undefined) {
      if (title !== null && (overline === null || overline.sign === sign)) {
        const key = `${sign}${overline === null ? '' : sign}`;
        if (!ranks.includes(key)) ranks.push(key);
        found.push(
          underlined(title, line, { sign, hasOverline: overline !== null, start: above(title) }, ranks.indexOf(key)),
        );
        begin();
        anchor = null;
      } else {
        begin();
        overline = markup === 'markdown' ? null : { sign, start: line.start };
      }
      continue;
    }
    const signed = readSigned(line, markup);
    if (signed !== null) {
      found.push({ ...signed, start: anchor ?? line.start });
      begin();
      anchor = null;
    } else if (isAnchor(content, markup)) {
      anchor ??= line.start;
      begin();
    } else {
      title = (isFree || markup === 'plain') && canBeTitle(content, overline !== null) ? line : null;
      if (title === null) {
        overline = null;
        anchor = null;
      }
      isFree = false;
    }
  }
  return found;
}

/** A list entry, a quotation, a table's row or indented text has no underline. */
const canBeTitle = (content: string, hasOverline: boolean): boolean =>
  !/^([-*+>|]|\d+[.)])[ \t]/.test(content) && (hasOverline || !/^([ \t]{4}|\t)/.test(content));

function underlined(
  title: TextLine,
  underline: TextLine,
  { sign, hasOverline, start }: { readonly sign: string; readonly hasOverline: boolean; readonly start: number },
  rank: number,
): HeadingLine {
  const words = title.content.trim();
  const textStart = title.start + title.content.indexOf(words);
  return {
    text: decoded(words),
    mark: { kind: 'underline', sign, length: underline.content.trim().length, hasOverline },
    level: rank + 1,
    start,
    lineStart: title.start,
    lineEnd: title.end,
    textStart,
    textEnd: textStart + words.length,
    end: underline.end,
  };
}

/** `## Words`, also `## Words ##`; in AsciiDoc and plain text `== Words` too. */
function readSigned({ content, start, end }: TextLine, markup: Markup): HeadingLine | null {
  if (markup === 'restructured-text') return null;
  const isEqualSign = content.startsWith('=');
  if (isEqualSign && markup === 'markdown') return null;
  const before = (isEqualSign ? /^={1,6}[ \t]+/ : /^ {0,3}#{1,6}(?:[ \t]+|$)/).exec(content)?.[0];
  if (before === undefined) return null;
  let rest = content.slice(before.length).trimEnd();
  const sign = isEqualSign ? '=' : '#';
  let words = rest.length;
  while (words > 0 && rest[words - 1] === sign) words -= 1;
  if (words < rest.length && (words === 0 || /[ \t]/.test(rest[words - 1] ?? '')))
    rest = rest.slice(0, words).trimEnd();
  const textStart = start + before.length;
  return {
    text: decoded(rest),
    mark: { kind: 'signs', before, after: content.slice(before.length + rest.length) },
    level: before.trim().length,
    start,
    lineStart: start,
    lineEnd: end,
    textStart,
    textEnd: textStart + rest.length,
    end,
  };
}

/**
 * Lines without a mark that are headings by what they say: flush left (a mark of a list may stand before them), and with
 * nothing directly above unless they are `sure`: the end of a sentence can begin a line.
 */
export function readBareHeadings(
  text: string,
  markup: Markup,
  judge: (text: string) => 'sure' | 'free' | null,
): HeadingLine[] {
  const isVerbatim = verbatimOf(markup);
  const found: HeadingLine[] = [];
  let isFree = true;
  let anchor: number | null = null;
  for (const { content, start, end } of linesOf(text)) {
    const isVerbatimLine = isVerbatim(content);
    if (content === '' || isVerbatimLine) {
      isFree = true;
      continue;
    }
    const words = content.trimEnd();
    const isBlank = words === '' || UNDERLINES.plain.test(words);
    const isAbove = !isBlank && isAnchor(content, markup);
    const canBe = !isBlank && !isAbove && words.length <= LONGEST_HEADING && /^\S/.test(words);
    const judged = canBe && (isFree || /\d\.\d/.test(words)) ? judge(decoded(words)) : null;
    if (judged === 'sure' || (isFree && judged === 'free')) {
      const textEnd = start + words.length;
      found.push({
        text: decoded(words),
        mark: { kind: 'none' },
        level: 1,
        start: anchor ?? start,
        lineStart: start,
        lineEnd: end,
        textStart: start,
        textEnd,
        end,
      });
    }
    if (isAbove) anchor ??= start;
    else if (!isBlank) anchor = null;
    isFree = isBlank || isAbove;
  }
  return found;
}
