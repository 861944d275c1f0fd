import { type Checked, Problems, problem } from '../problem.ts';
import { addPlace, exactlyOne, type FoundPlaces, type VersionPlace } from './version-place.ts';

const PARTS = ['major', 'minor', 'patch'] as const;
const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_.-]*)([ \t]*=[ \t]*)(["']?)([^"'\s#]*)\3/gm;

/** `PREFIX=1.2.0` and, where present, `PREFIX_MAJOR=1` and so on: all three of them or none. */
export function findKeyValue(text: string, prefix: string): Checked<FoundPlaces> {
  const byKey = new Map<string, VersionPlace[]>();
  const wanted = new Map<string, VersionPlace['part']>([
    [prefix, 'whole'],
    ...PARTS.map((part) => [`${prefix}_${part.toUpperCase()}`, part] as const),
  ]);
  for (const match of text.matchAll(ASSIGNMENT)) {
    const [, key = '', equals = '', quote = '', value = ''] = match;
    const part = wanted.get(key);
    if (part === undefined) continue;
    const start = match.index + key.length + equals.length + quote.length;
    addPlace(byKey, key, { start, end: start + value.length, part, value });
  }
  return completeParts(text, wanted, byKey);
}

/** All parts with the whole, or either of them alone; each exactly once. */
export function completeParts(
  text: string,
  wanted: ReadonlyMap<string, VersionPlace['part']>,
  byKey: ReadonlyMap<string, readonly VersionPlace[]>,
): Checked<FoundPlaces> {
  const places: VersionPlace[] = [];
  const problems = new Problems();
  const hasParts = [...wanted].some(([key, part]) => part !== 'whole' && byKey.has(key));
  const hasWhole = [...wanted].some(([key, part]) => part === 'whole' && byKey.has(key));
  for (const [key, part] of wanted) {
    if (part === 'whole' ? !hasWhole : !hasParts) continue;
    const one = problems.take(exactlyOne(text, byKey.get(key) ?? [], key));
    if (one !== null) places.push(one);
  }
  if (problems.none && places.length === 0) {
    problems.add(problem('version-not-found', `there is no ${[...wanted.keys()].join(' nor ')}.`));
  }
  return problems.over(() => ({ places, needsPlain: hasParts }));
}
