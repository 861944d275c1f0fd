/**
 * Text from outside as one harmless line: no control or bidirectional characters, no terminal escapes, nothing that the
 * Actions runner takes for a workflow command, at most `limit` characters.
 */
export function printable(text: string, limit = 500): string {
  const clean = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is removed
    .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|.)?/g, '')
    .replace(/[\r\n\t]+/g, ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '\ufffd')
    // The runner reads `::command::` at the start of a line and `##[command]` anywhere in it.
    .replace(/^\s*::/, ': :')
    .replaceAll('##[', '## [');
  return clean.length <= limit ? clean : `${clean.slice(0, limit - 1)}…`;
}
