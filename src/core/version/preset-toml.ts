import { parse } from 'smol-toml';
import { type Checked, checked, failed, problem } from '../problem.ts';
import { exactlyOne, type FoundPlaces, type VersionPlace } from './version-place.ts';

/** A manifest, or the lock file of a large workspace; the parser takes a hundred times as much memory. Characters. */
const MAXIMUM_LENGTH = 1024 * 1024;
/** Strings and comments of TOML, so that what looks like a table inside one is not taken for one. */
const OPAQUE = /"""[\s\S]*?"""|'''[\s\S]*?'''/g;
const TABLE = /^[ \t]*\[([^[\]\r\n]+)\][ \t]*(?:#.*)?$/;
const STRING = /^([^=]*)(=[ \t]*)(["'])([^"'\\\r\n]*)\3/;
const KEY = /^[A-Za-z0-9_.\- \t"']+$/;

/** A string of a TOML file by dotted path: `package.version`, `project.version`. */
export function findToml(text: string, at: string): Checked<FoundPlaces> {
  if (text.length > MAXIMUM_LENGTH) return failed(problem('file-too-large', `it has ${text.length} characters.`));
  const value = stringAt(text, at);
  if (!value.ok) return value;
  const masked = text.replace(OPAQUE, (part) => part.replace(/[^\r\n]/g, ' '));
  const places: VersionPlace[] = [];
  let table = '';
  let position = 0;
  for (const line of masked.split('\n')) {
    const header = TABLE.exec(line.replace(/\r$/, ''));
    const assignment = STRING.exec(line);
    if (header !== null) table = normalized(header[1] ?? '');
    else if (/^[ \t]*\[\[/.test(line)) table = '\u0000';
    else if (assignment !== null) {
      const [, key = '', equals = '', , content = ''] = assignment;
      if (KEY.test(key) && (table === '' ? '' : `${table}.`) + normalized(key) === at) {
        const start = position + key.length + equals.length + 1;
        places.push({ start, end: start + content.length, part: 'whole', value: content });
      }
    }
    position += line.length + 1;
  }
  const one = exactlyOne(text, places, at);
  if (!one.ok) return one;
  // The parser has the last word: what was found by eye must be what it reads.
  if (one.value.value !== value.value)
    return failed(problem('version-not-found', `${at} is not written in a way that can be edited.`));
  return checked({ places: [one.value], needsPlain: false });
}

const normalized = (key: string): string =>
  key
    .split('.')
    .map((part) => part.trim().replace(/^(["'])(.*)\1$/, '$2'))
    .join('.');

function stringAt(text: string, at: string): Checked<string> {
  let node: unknown;
  try {
    node = parse(text);
  } catch {
    return failed(problem('version-not-found', 'it is not valid TOML.'));
  }
  for (const part of at.split('.')) {
    node =
      typeof node === 'object' && node !== null && Object.hasOwn(node, part)
        ? (node as Record<string, unknown>)[part]
        : undefined;
  }
  return typeof node === 'string' ? checked(node) : failed(problem('version-not-found', `it has no string ${at}.`));
}
