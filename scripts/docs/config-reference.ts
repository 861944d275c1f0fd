import { configJsonSchema, type JsonSchema } from './config-schema-file.ts';
import { cell, withSection } from './marked-section.ts';

/** docs/configuration.md with a row for every key; keys inside lists and objects by their dotted path. */
export function withConfigReference(page: string): string {
  return withSection(page, 'keys', [
    '| key | type | default | |',
    '|---|---|---|---|',
    ...rowsOf(configJsonSchema(), ''),
  ]);
}

/** A row for every key of a schema; keys inside lists and objects by their dotted path. */
export function rowsOf(schema: JsonSchema, prefix: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, key]) => {
    const path = `${prefix}${name}`;
    const required = schema.required?.includes(name) === true ? 'required' : '';
    const fallback = key.default === undefined ? required : `\`${cell(JSON.stringify(key.default))}\``;
    const row = `| \`${path}\` | ${typeOf(key)} | ${fallback} | ${cell(asText(key.description ?? ''))} |`;
    return [row, ...nested(key, path)];
  });
}

/** The keys inside a key: of an object, of the objects in a list, of the object among alternatives. */
function nested(key: JsonSchema, path: string): string[] {
  if (key.properties !== undefined) return rowsOf(key, `${path}.`);
  if (key.items?.properties !== undefined) return rowsOf(key.items, `${path}[].`);
  const object = key.anyOf?.find((each) => each.properties !== undefined);
  return object === undefined ? [] : rowsOf(object, `${path}.`);
}

function typeOf(key: JsonSchema): string {
  if (key.anyOf !== undefined) return key.anyOf.map(typeOf).join(' or ');
  if (key.const !== undefined) return `\`${String(key.const)}\``;
  if (key.enum !== undefined) return key.enum.map((each) => `\`${each}\``).join(' ');
  if (key.type === 'array')
    return `list of ${key.items?.properties === undefined ? typeOf(key.items ?? {}) : 'objects'}`;
  if (key.type === 'object' && typeof key.additionalProperties === 'object')
    return `map to ${typeOf(key.additionalProperties)}`;
  if (key.type === 'number' || key.type === 'integer') return [key.type, rangeOf(key)].filter(Boolean).join(' ');
  return key.type ?? '';
}

/** What every number is bound by says nothing of this one. */
function rangeOf(key: JsonSchema): string {
  const above = key.exclusiveMinimum === undefined ? null : `> ${key.exclusiveMinimum}`;
  const least = key.minimum === undefined || key.minimum <= Number.MIN_SAFE_INTEGER ? null : `≥ ${key.minimum}`;
  const below = key.exclusiveMaximum === undefined ? null : `< ${key.exclusiveMaximum}`;
  const most = key.maximum === undefined || key.maximum >= Number.MAX_SAFE_INTEGER ? null : `≤ ${key.maximum}`;
  return [above ?? least, below ?? most].filter((each) => each !== null).join(', ');
}

/** `(?<version>…)` is no tag: Markdown shows angle brackets only when they are escaped. */
const asText = (text: string): string => text.replaceAll('<', '&lt;');
