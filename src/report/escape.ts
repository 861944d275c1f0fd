/**
 * Untrusted text made harmless for where it is shown. Everything that a benchmark, a repository or GitHub said is
 * untrusted: it may try to mention people, to link, to hide, to end a table, or to be markup.
 */

/** One visible line: control, format and bidirectional characters and line ends replaced, cut at `limit` characters. */
export function oneLine(text: string, limit = 500): string {
  // Only so much is looked at that no text, however long, takes more than its share of time.
  const looked = text.slice(0, limit * 20);
  const clean = looked
    .replace(/[\r\n\t\p{Zl}\p{Zp}]+/gu, ' ')
    // What cannot be seen can reorder or hide what can (Boucher and Anderson, "Trojan Source", 2021).
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '\u{FFFD}');
  const characters = [...clean];
  return characters.length <= limit && looked.length === text.length
    ? clean
    : `${characters.slice(0, limit - 1).join('')}…`;
}

/** Text and attribute values of HTML and SVG. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** An address of the web, without what ends a sentence or a bracket behind it. */
const ADDRESS = /https?:\/\/[^\s<>"'`|\\]*[^\s<>"'`|\\.,;:!?)\]}]/gi;

/**
 * Text in GitHub Flavored Markdown, also inside a table cell. Markup characters become entities or are escaped. Addresses
 * are code: no link, and whole when they are copied. A zero-width space keeps `@name`, `#12` and `GH-12` from becoming
 * mentions and references, which GitHub makes after rendering, so that an escape alone does not stop them (GitHub Docs,
 * "Autolinked references and URLs").
 */
export function escapeMarkdown(text: string, limit = 500): string {
  const line = oneLine(text, limit);
  const addresses = line.match(ADDRESS) ?? [];
  return line
    .split(ADDRESS)
    .map(
      (part, index) => `${index === 0 ? escapeStart(escapeWords(part)) : escapeWords(part)}${codeOf(addresses[index])}`,
    )
    .join('');
}

const codeOf = (address: string | undefined): string => (address === undefined ? '' : markdownCode(address, 2_000));

const escapeWords = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/@(?=[\p{L}\p{N}_-])/gu, '@\u200b')
    .replace(/#(?=[\p{L}\p{N}_-])/gu, '#\u200b')
    .replace(/:\/\//g, ':\u200b//')
    .replace(/\bwww\./gi, (match) => `${match.slice(0, -1)}\u200b.`)
    .replace(/\b(gh)-(?=\d)/gi, '$1\u200b-');

/** What would make a list, a heading or a rule of the line. */
const escapeStart = (text: string): string => text.replace(/^(\s*(?:\d{1,9}(?=[.)]))?)([-+=.)#])/, '$1\\$2');

/** A link in Markdown: nothing in its address may end it. Text is untrusted; what is no address of the web stays text. */
export function markdownLink(url: string, text: string): string {
  const target = linkTarget(url);
  return target === null ? escapeMarkdown(text) : `[${escapeLinkText(oneLine(text))}](${target})`;
}

function linkTarget(url: string): string | null {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) return null;
  return new URL(url).href.replace(/[()<>\s\\|]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

/**
 * Untrusted text in which words of the program's own lead somewhere, as "#12" to its pull request.
 *
 * @param own word → address; null where it leads nowhere any more, and is code
 */
export function linkedMarkdown(text: string, own: ReadonlyMap<string, string | null>, limit = 500): string {
  const words = [...own.keys()].filter((word) => word !== '').sort((a, b) => b.length - a.length);
  if (words.length === 0) return escapeMarkdown(text, limit);
  const found = new RegExp(`(${words.map(literally).join('|')})(?![\\p{L}\\p{N}_/-])`, 'gu');
  return oneLine(text, limit)
    .split(found)
    .map((part, index) => {
      const target = index % 2 === 1 ? own.get(part) : undefined;
      if (target === undefined) return escapeMarkdown(part, limit);
      const shown = target === null ? null : linkTarget(target);
      return shown === null ? markdownCode(part, 2_000) : `[${escapeLinkText(part)}](${shown})`;
    })
    .join('');
}

const literally = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** A word of our own as the text of its link: GitHub makes no reference inside of one. */
const escapeLinkText = (text: string): string =>
  text.replace(/[&<>]/g, (each) => `&#${each.charCodeAt(0)};`).replace(/[\\`*_[\]|~$]/g, '\\$&');

/** A name as inline code, which GitHub neither links nor mentions; fit for a table cell. */
export function markdownCode(text: string, limit = 120): string {
  // In a table, a pipe ends the cell even inside code unless it is escaped.
  // Some readers take `\\|` for an escaped backslash and a pipe, which would end the cell: a space comes between.
  // The lines are printed too, and the runner reads `##[command]` anywhere in one.
  const clean = oneLine(text, limit).replaceAll('##[', '## [').replaceAll('\\|', '\\ |').replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || clean.trim() === '' ? ' ' : '';
  return `${fence}${pad}${clean}${pad}${fence}`;
}
