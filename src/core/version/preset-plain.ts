import { type Checked, checked, failed, problem } from '../problem.ts';
import type { FoundPlaces } from './version-place.ts';

/** A file that holds the version and nothing else but blanks, or a `v` before it. */
export function findPlain(text: string): Checked<FoundPlaces> {
  const match = /^(\s*v?)(\d+\.\d[0-9A-Za-z.+-]*)\s*$/.exec(text);
  if (match === null) return failed(problem('version-not-found', 'it does not hold a version and nothing else.'));
  const [, blank = '', value = ''] = match;
  const start = blank.length;
  return checked({ places: [{ start, end: start + value.length, part: 'whole', value }], needsPlain: false });
}
