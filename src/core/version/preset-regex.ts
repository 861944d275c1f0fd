import { RE2JS } from 're2js';
import { counted } from '../counted.ts';
import { asBytes, lineAt } from '../file-text.ts';
import { type Checked, checked, failed, problem } from '../problem.ts';
import { remembered } from '../remembered.ts';
import type { FoundPlaces, VersionPlace } from './version-place.ts';

/**
 * States of a pattern times characters of a file: what a search takes at worst. A pattern of a line with a hundred states
 * may be looked for in half a megabyte; one of thousands, only in a small file.
 */
const MOST_WORK = 50_000_000;

/** A person's own pattern with one group `(?<version>…)`. RE2: time is linear in the text, whatever the pattern. */
export function findRegex(text: string, pattern: string, matches: number): Checked<FoundPlaces> {
  let expression: RE2JS;
  try {
    expression = compiled(pattern);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it cannot be compiled';
    return failed(
      problem('config-invalid', `the pattern is not valid RE2: ${why}.`, {
        remedy: 'RE2 has no look-around and no back references.',
      }),
    );
  }
  if (!Object.hasOwn(expression.namedGroups(), 'version')) {
    return failed(
      problem('config-invalid', 'the pattern has no group (?<version>…).', {
        remedy: 'Put (?<version>…) around the version.',
      }),
    );
  }
  if (expression.programSize() * text.length > MOST_WORK) {
    return failed(
      problem('version-not-found', 'it is too large to be searched for such a pattern.', {
        remedy: 'Make the pattern simpler: repetitions of repetitions cost most.',
      }),
    );
  }
  const places: VersionPlace[] = [];
  const matcher = expression.matcher(text);
  while (matcher.find() && places.length <= matches + 10) {
    const value = matcher.group('version');
    if (value === null || value === undefined || value === '') continue;
    const start = matcher.start('version');
    places.push({ start, end: start + value.length, part: 'whole', value });
  }
  if (places.length === 0) return failed(problem('version-not-found', 'the pattern matches nowhere.'));
  if (places.length !== matches) {
    const lines = places
      .slice(0, 10)
      .map((place) => lineAt(text, place.start))
      .join(', ');
    const code = places.length < matches ? 'version-not-found' : 'version-ambiguous';
    return failed(
      problem(code, `the pattern matches ${counted(places.length, 'time')} (lines ${lines}) instead of ${matches}.`),
    );
  }
  return checked({ places, needsPlain: false });
}

/**
 * A pattern is looked for at the base, at the last release and in what is made of both, and compiling it costs most.
 * Throws where it is not valid RE2.
 */
const compiled = remembered(100, (pattern) => RE2JS.compile(asBytes(pattern), RE2JS.MULTILINE));
