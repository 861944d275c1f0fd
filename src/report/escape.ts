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

/**
 * Text in GitHub Flavored Markdown, also inside a table cell. Markup characters become entities or are escaped; a
 * zero-width space keeps `@name`, `#12`, `GH-12` and bare addresses from becoming mentions, references and links, which
 * GitHub makes after rendering, so that an escape alone does not stop them (GitHub Docs, "Autolinked references and
 * URLs").
 */
export function escapeMarkdown(text: string, limit = 500): string {
  return oneLine(text, limit)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/^(\s*(?:\d{1,9}(?=[.)]))?)([-+=.)])/, '$1\\$2')
    .replaceAll('@', '@\u200b')
    .replaceAll('#', '#\u200b')
    .replace(/:\/\//g, ':\u200b//')
    .replace(/\bwww\./gi, (match) => `${match.slice(0, -1)}\u200b.`)
    .replace(/\b(gh)-(?=\d)/gi, '$1\u200b-');
}

/** A name as inline code, which GitHub neither links nor mentions; fit for a table cell. */
export function markdownCode(text: string, limit = 120): string {
  // In a table, a pipe ends the cell even inside code unless it is escaped.
  // Some readers take `\\|` for an escaped backslash and a pipe, which would end the cell: nothing visible comes between.
  // The lines are printed too, and the runner reads `##[command]` anywhere in one.
  const clean = oneLine(text, limit).replaceAll('##[', '## [').replaceAll('\\|', '\\\u200b|').replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || clean.trim() === '' ? ' ' : '';
  return `${fence}${pad}${clean}${pad}${fence}`;
}
