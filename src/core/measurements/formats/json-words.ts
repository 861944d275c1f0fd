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

/** How many keys there are in it, at every depth. */
export function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) for (const each of value) count += typeof each === 'object' ? keysIn(each) : 0;
  else
    for (const key in value) {
      const each = (value as JsonObject)[key];
      count += 1 + (typeof each === 'object' ? keysIn(each) : 0);
    }
  return count;
}

/** How many keys a JSON text has: as many as colons outside its strings. */
export function keysWritten(text: string): number {
  let count = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (inString && letter === BACKSLASH) at += 1;
    else if (letter === QUOTE) inString = !inString;
    else if (letter === COLON && !inString) count += 1;
  }
  return count;
}

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g;

/**
 * A key that stands twice in one object of a JSON text with different values, of which a parser takes the last; null: there is
 * none.
 */
export function contradictoryKey(
  text: string,
): { readonly key: string; readonly values: readonly [string, string] } | null {
  /** From outermost to innermost; of a list there are no keys. */
  const open: { readonly known: Map<string, string>; key: string | null; from: number }[] = [];
  let word = '';
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const inner = open.at(-1);
    if (token === '{' || token === '[') open.push({ known: new Map(), key: null, from: 0 });
    else if (token === ':' && inner !== undefined) {
      inner.key = String(JSON.parse(word));
      inner.from = index + 1;
    } else if (token === ',' || token === '}' || token === ']') {
      if (inner !== undefined && inner.key !== null) {
        const value = text.slice(inner.from, index).trim();
        const before = inner.known.get(inner.key);
        if (before !== undefined && before !== value) return { key: inner.key, values: [before, value] };
        inner.known.set(inner.key, value);
        inner.key = null;
      }
      if (token !== ',') open.pop();
    } else word = token;
  }
  return null;
}
