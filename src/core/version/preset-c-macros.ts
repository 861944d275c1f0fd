import type { Checked } from '../problem.ts';
import { completeParts } from './preset-key-value.ts';
import { addPlace, type FoundPlaces, type VersionPlace } from './version-place.ts';

const DEFINE = /^([ \t]*#[ \t]*define[ \t]+)([A-Za-z_][A-Za-z0-9_]*)([ \t]+)("?)([0-9][0-9A-Za-z.+-]*)\4/gm;

/**
 * `#define PREFIX_MAJOR 1` and so on, or `#define PREFIX_MAJOR_VERSION 1`; a string macro `PREFIX` or `PREFIX_STRING` is
 * kept in step where there is one.
 */
export function findCMacros(text: string, prefix: string): Checked<FoundPlaces> {
  const stringNames = [prefix, `${prefix}_STRING`];
  const byKey = new Map<string, VersionPlace[]>();
  const matches = [...text.matchAll(DEFINE)];
  const has = (name: string) => matches.some((match) => match[2] === name);
  const suffix = !has(`${prefix}_MAJOR`) && has(`${prefix}_MAJOR_VERSION`) ? '_VERSION' : '';
  const wanted = new Map<string, VersionPlace['part']>([
    [`${prefix}_MAJOR${suffix}`, 'major'],
    [`${prefix}_MINOR${suffix}`, 'minor'],
    [`${prefix}_PATCH${suffix}`, 'patch'],
  ]);
  for (const match of matches) {
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
