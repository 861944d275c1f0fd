/** How a changelog is written, as far as its name says: what its headings look like, and what hides a heading. */
export type Markup = 'markdown' | 'restructured-text' | 'asciidoc' | 'plain';

/** A name without an ending, `.txt` and anything else is plain text: its headings are looked for in every form. */
export function markupOf(path: string): Markup {
  const extension = /\.([a-z]+)$/i.exec(path.slice(path.lastIndexOf('/') + 1))?.[1]?.toLowerCase() ?? '';
  if (['md', 'markdown', 'mkd', 'mkdn', 'mdx'].includes(extension)) return 'markdown';
  if (['rst', 'rest'].includes(extension)) return 'restructured-text';
  return ['adoc', 'asciidoc', 'asc'].includes(extension) ? 'asciidoc' : 'plain';
}

/** Tells, line after line, which lines are code or comment: what stands there is no heading. */
export type Verbatim = (line: string) => boolean;

export function verbatimOf(markup: Markup): Verbatim {
  if (markup === 'asciidoc') return asciidocBlocks();
  if (markup === 'restructured-text') return () => false;
  return fencesAndComments(markup === 'markdown');
}

/**
 * Fences, and in Markdown also HTML that goes over several lines. A fence may begin behind the mark of a list entry.
 *
 * Source: CommonMark 0.31.2, "Fenced code blocks" and "HTML blocks".
 */
function fencesAndComments(isMarkdown: boolean): Verbatim {
  let fence: string | null = null;
  let closing: string | null = null;
  return (line) => {
    if (line === '') return fence !== null || closing !== null;
    if (fence !== null) {
      const close: string | undefined = /^[ \t]*(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
      if (close !== undefined && close[0] === fence[0] && close.length >= fence.length) fence = null;
      return true;
    }
    if (closing !== null) {
      if (line.toLowerCase().includes(closing)) closing = null;
      return true;
    }
    const opening = /^ {0,3}(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})(.*)$/.exec(line);
    const [, marks = '', info = ''] = opening ?? [];
    // In plain text a row of tildes underlines a title.
    if (marks !== '' && (marks[0] === '~' ? isMarkdown : !info.includes('`'))) {
      fence = marks;
      return true;
    }
    if (!isMarkdown) return false;
    const html = /^ {0,3}<(!--|pre|script|style|textarea)(?=[\s>]|$|(?<=!--))/i.exec(line)?.[1]?.toLowerCase();
    if (html === undefined) return false;
    const end = html === '!--' ? '-->' : `</${html}>`;
    if (line.toLowerCase().indexOf(end, line.indexOf('<') + 4) === -1) closing = end;
    return true;
  };
}

/** Listing, literal, example, sidebar, passthrough and comment blocks. Source: AsciiDoc language documentation, "Blocks". */
function asciidocBlocks(): Verbatim {
  let block: string | null = null;
  let isAfterText = false;
  return (line) => {
    if (line === '') {
      isAfterText = false;
      return block !== null;
    }
    const mark = /^(-{4,}|\.{4,}|\/{4,}|\+{4,}|={4,}|\*{4,}|_{4,}|```+)[ \t]*$/.exec(line)?.[1];
    if (block !== null) {
      if (mark === block) block = null;
      return true;
    }
    // Below a line of text it underlines a title.
    if (mark !== undefined && !isAfterText) {
      block = mark;
      return true;
    }
    isAfterText = line.trim() !== '' && !/^(\[.*\]|\..+)[ \t]*$/.test(line);
    return line.startsWith('//');
  };
}

/** A line that names a place for the heading below it. */
export function isAnchor(line: string, markup: Markup): boolean {
  if (markup === 'restructured-text') return /^\.\. _[^:]{1,200}:[ \t]*$/.test(line);
  if (markup === 'asciidoc') return /^\[(\[[^\]]{1,200}\]|#[^\]]{1,200})\][ \t]*$/.test(line);
  return /^<a[ \t][^>]{1,300}>([ \t]*<\/a>)?[ \t]*$/i.test(line);
}
