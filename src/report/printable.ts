/**
 * Text from outside as one harmless line: no control or bidirectional characters, no terminal escapes, nothing that the
 * Actions runner takes for a workflow command, at most `limit` characters.
 */
export function printable(text: string, limit = 500): string {
  // Only so much is looked at that no text, however long, takes more than its share of time.
  const looked = text.slice(0, limit * 20);
  const clean = looked
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is removed
    .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|.)?/g, '')
    .replace(/[\r\n\t\p{Zl}\p{Zp}]+/gu, ' ')
    // What cannot be seen can reorder or hide what can (Boucher and Anderson, "Trojan Source", 2021).
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '\ufffd')
    // The runner reads `::command::` at the start of a line and `##[command]` anywhere in it.
    .replace(/^\s*::/, ': :')
    .replaceAll('##[', '## [');
  return clean.length <= limit && looked.length === text.length ? clean : `${clean.slice(0, limit - 1)}…`;
}
