/**
 * A value as JSON for a log as well as for a machine: what cannot be seen and what the Actions runner takes for a command
 * (`##[command]`, anywhere in a line) is written as an escape, which reads as the same value.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replaceAll('##[', '#\\u0023[')
    .replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu, escaped);
}

const escaped = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
