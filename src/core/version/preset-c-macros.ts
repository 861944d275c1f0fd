import type { Checked } from '../problem.ts';
import { completeParts } from './preset-key-value.ts';
import { addPlace, type FoundPlaces, type VersionPlace } from './version-place.ts';

const DEFINE = /^([ \t]*#[ \t]*define[ \t]+)([A-Za-z_][A-Za-z0-9_]*)([ \t]+)("?)([0-9][0-9A-Za-z.+-]*)\4/gm;

/** `#define PREFIX_MAJOR 1` and so on; a string macro `PREFIX` or `PREFIX_STRING` is kept in step where there is one. */
export function findCMacros(text: string, prefix: string): Checked<FoundPlaces> {
  const stringNames = [prefix, `${prefix}_STRING`];
  const byKey = new Map<string, VersionPlace[]>();
  const wanted = new Map<string, VersionPlace['part']>([
    [`${prefix}_MAJOR`, 'major'],
    [`${prefix}_MINOR`, 'minor'],
    [`${prefix}_PATCH`, 'patch'],
  ]);
  for (const match of text.matchAll(DEFINE)) {
    const [, define = '', name = '', gap = '', quote = '', value = ''] = match;
    // A macro of that name that is no string is computed from the parts.
    const part = wanted.get(name) ?? (quote === '"' && stringNames.includes(name) ? 'whole' : undefined);
    if (part === undefined) continue;
    const start = match.index + define.length + name.length + gap.length + quote.length;
    addPlace(byKey, name, { start, end: start + value.length, part, value });
    if (part === 'whole') wanted.set(name, 'whole');
  }
  return completeParts(text, wanted, byKey);
}
