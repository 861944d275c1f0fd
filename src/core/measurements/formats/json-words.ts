/** Strings of JSON, or the bare words that programs write where a figure is no number. */
const STRING_OR_WORD = /"[^"\\]*(?:\\.[^"\\]*)*"|[+-]?\b(?:nan|inf(?:inity)?)\b/gi;

/**
 * Parses JSON in which NaN, Infinity and their like may stand bare, as many programs write them: such a word becomes the
 * string of its name.
 *
 * @throws SyntaxError when it is not JSON even so
 */
export function parseLenientJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const quoted = text.replace(STRING_OR_WORD, (match) => (match.startsWith('"') ? match : `"${match}"`));
    if (quoted === text) throw error;
    return JSON.parse(quoted);
  }
}

export type JsonObject = { readonly [key: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const objectOr = (value: unknown): JsonObject => (isObject(value) ? value : {});

export const listOr = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
