import { createHash } from 'node:crypto';
import { counted } from '../core/counted.ts';
import { escapeHtml, oneLine } from './escape.ts';
import { ENGLISH, type Words } from './words.ts';

/**
 * The skeleton of every page of this program: one file, no script, no network, readable on a phone, in the dark and by a
 * screen reader.
 */

const STYLE = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --shade: #f6f8fa;
  --link: #0550ae; --good: #116329; --bad: #b42318; --warn: #7d4e00; --added: #e6f6ea; --removed: #fdeceb; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #0d1117; --ink: #e6edf3; --soft: #9da7b3; --line: #30363d; --shade: #161b22;
    --link: #79b8ff; --good: #56d364; --bad: #ff8a80; --warn: #e3b341; --added: #12261a; --removed: #2d1517; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 78rem; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
/* Korean breaks between words. */
:lang(ko) { word-break: keep-all; }
p, li, h1 { max-width: 68rem; }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0.5rem 0; }
h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.2rem 0 0.3rem; }
a { color: var(--link); } a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); }
.status { display: inline-block; padding: 0.1rem 0.7rem; border: 2px solid currentColor; border-radius: 1rem; font-weight: 700; }
.good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); }
.soft { color: var(--soft); } ul { padding-left: 1.2rem; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; }
pre { white-space: pre-wrap; margin: 0.5rem 0; padding: 0.6rem; background: var(--shade); border: 1px solid var(--line); }
summary { cursor: pointer; }
.scroll { overflow-x: auto; scrollbar-width: thin;
  /* A shadow at the side where there is more: the covers move with the table, the shadows do not. */
  background: linear-gradient(to right, var(--paper) 30%, transparent) left / 2.5rem calc(100% + 2px) no-repeat local,
    linear-gradient(to left, var(--paper) 30%, transparent) right / 2.5rem calc(100% + 2px) no-repeat local,
    linear-gradient(to right, var(--soft), transparent) left / 0.7rem calc(100% - 2px) no-repeat scroll,
    linear-gradient(to left, var(--soft), transparent) right / 0.7rem calc(100% - 2px) no-repeat scroll; }
.scroll:focus-visible { outline: 2px solid var(--link); }
table { min-width: min(100%, 22rem); border-collapse: collapse; font-size: 0.9rem; } caption { text-align: left; color: var(--soft); padding-bottom: 0.3rem; }
th, td { padding: 0.25rem 0.6rem; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
th.long { white-space: normal; min-width: 11rem; max-width: 20rem; overflow-wrap: anywhere; }
td.text { white-space: normal; min-width: 10rem; max-width: 44rem; overflow-wrap: break-word; }
td.id { white-space: normal; min-width: 10rem; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
thead th { white-space: normal; overflow-wrap: normal; vertical-align: bottom; }
/* What a table is about stays in sight while it is scrolled. */
caption span { position: sticky; left: 0; display: inline-block; max-width: calc(100vw - 4rem); overflow-wrap: break-word; }
/* On a phone a row is a block of lines, each named: nothing of it lies behind a scroll. */
@media (max-width: 40rem) {
  .stacked, .stacked caption, .stacked tbody, .stacked tr, .stacked th, .stacked td { display: block; }
  .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacked tr { padding: 0.3rem 0; border-bottom: 1px solid var(--line); }
  .stacked tbody th, .stacked tbody td { padding: 0.1rem 0; border: 0; text-align: left; white-space: normal;
    min-width: 0; max-width: none; overflow-wrap: anywhere; }
  .stacked td:empty { display: none; }
  .stacked td::before { content: attr(data-label) ": "; color: var(--soft); } }
.plain th, .plain td { white-space: normal; vertical-align: top; } .plain th { overflow-wrap: break-word; }
`;

const MOST_ROWS = 500;

/** Untrusted text as one visible line of HTML. */
export const safe = (text: string, limit = 500): string => escapeHtml(oneLine(text, limit));

/** An address as a link, where it is one of the web; else as text. Addresses of a rehearsal lead nowhere later. */
export function linked(url: string, text: string, isRehearsal = false): string {
  const isWeb = /^https?:\/\/[^\s"'<>]+$/.test(url) && url.length <= 2_000;
  return isWeb && !isRehearsal ? `<a href="${escapeHtml(url)}">${safe(text)}</a>` : safe(text);
}

/** Lines shown of somebody's text: a comment or a message. */
const MOST_LINES = 400;

/** Untrusted text whose lines stay lines. */
export function preformatted(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  const shown = lines.slice(0, MOST_LINES).map((line) => safe(line.replaceAll('\t', '    '), 1_000));
  if (lines.length > MOST_LINES) shown.push(`… and ${counted(lines.length - MOST_LINES, 'more line')}`);
  return `<pre>${shown.join('\n')}</pre>`;
}

export interface HtmlPage {
  readonly title: string;
  /** HTML already. */
  readonly body: string;
  /** Rules of this page alone. */
  readonly style?: string;
  readonly language?: string;
}

/** A whole page. Its policy lets it load and run nothing; only its own style sheet counts, whatever text came from a file. */
export function htmlPage({ title, body, style = '', language = 'en' }: HtmlPage): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(contentPolicy(style))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${safe(title, 200)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

/** The policy of a page with these rules of its own, as the page states it; a server repeats it as a header. */
export function contentPolicy(style = ''): string {
  const digest = createHash('sha256').update(`${STYLE}${style}`).digest('base64');
  return `default-src 'none'; img-src data:; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
}

/** A part of a page under its heading; nothing when it has no content. */
export const section = (title: string, ...content: readonly string[]): string => {
  const shown = content.filter((each) => each !== '').join('\n');
  return shown === '' ? '' : `<section><h2>${safe(title)}</h2>${shown}</section>`;
};

export interface Column {
  readonly title: string;
  readonly number?: boolean;
  /** Sentences: they break, where all else stays on one line. */
  readonly text?: boolean;
  /** Long ids and addresses: they break anywhere. */
  readonly id?: boolean;
}

/** Where rows are left out, the reader is told where they all are. */
export interface TableOptions {
  readonly wholeIn?: string;
  readonly words?: Words;
  /** Many columns of figures that are compared down the rows: they stay side by side on a phone, and scroll. */
  readonly sideBySide?: boolean;
}

/** Names of a row that are not kept on one line: they would push everything else out of sight. */
const LONGEST_NAME = 40;
const isLong = (cell: string): boolean => cell.replaceAll(/<[^>]*>/g, '').length > LONGEST_NAME;

/** Cells are HTML already. Wide tables scroll by themselves, also with the keyboard; the page does not. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { wholeIn, words: { say } = ENGLISH, sideBySide = false }: TableOptions = {},
): string {
  const kind = (column: Column | undefined) =>
    column?.number === true
      ? ' class="number"'
      : column?.text === true
        ? ' class="text"'
        : column?.id === true
          ? ' class="id"'
          : '';
  const label = (column: Column | undefined) =>
    sideBySide || column === undefined ? '' : ` data-label="${column.title.replaceAll('"', '&quot;')}"`;
  const head = columns.map((column) => `<th scope="col"${kind(column)}>${column.title}</th>`).join('');
  const body = rows
    .slice(0, MOST_ROWS)
    .map((cells) => {
      const [first = '', ...others] = cells;
      const rest = others
        .map((cell, index) => `<td${kind(columns[index + 1])}${label(columns[index + 1])}>${cell}</td>`)
        .join('');
      return `<tr><th scope="row"${isLong(first) ? ' class="long"' : ''}>${first}</th>${rest}</tr>`;
    })
    .join('\n');
  const left = rows.length - MOST_ROWS;
  const more =
    left > 0
      ? `<p class="soft">${say(wholeIn === undefined ? `… and ${counted(left, 'more row')}.` : `… and ${counted(left, 'more row')}: see ${safe(wholeIn)}.`)}</p>`
      : '';
  return `<div class="scroll" role="region" aria-label="${safe(caption)}" tabindex="0"><table${sideBySide ? '' : ' class="stacked"'}><caption><span>${safe(caption)}</span></caption><thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table></div>${more}`;
}

/** Names and what they stand for; values are HTML already. */
export function definitionTable(caption: string, lines: readonly (readonly [string, string])[]): string {
  const rows = lines
    .slice(0, MOST_ROWS)
    .map(([label, value]) => `<tr><th scope="row">${safe(label, 120)}</th><td>${value}</td></tr>`);
  return `<table class="plain"><caption>${safe(caption)}</caption><tbody>${rows.join('\n')}</tbody></table>`;
}
