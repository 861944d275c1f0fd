import { readFileText } from '../file-text.ts';
import { dateLike } from './date-in-line.ts';
import { findInManifest } from './formats/manifest-formats.ts';
import { findLines } from './preset-lines.ts';
import type { VersionFileSpec } from './version-file.ts';

/** Whether a version file may carry the day of the release: those whose format has a place for it, and lines with a date. */
export const mayCarryDate = (spec: VersionFileSpec): boolean =>
  (spec.preset === 'manifest' && spec.path.endsWith('CITATION.cff')) ||
  (spec.preset === 'lines' && spec.lines.some((line) => line.includes('{date:')));

/** A day as a file has it. */
export interface DateInFile {
  /** YYYY-MM-DD; the first of the month where no day is written. */
  readonly date: string;
  readonly hasDay: boolean;
}

/** The day that such a file names for a version; null where it names none. */
export function dateInFile(spec: VersionFileSpec, bytes: Uint8Array, version: string): DateInFile | null {
  const { text } = readFileText(bytes);
  if (spec.preset !== 'lines') {
    const found = findInManifest(spec.path)?.(text);
    const date = found?.ok === true ? found.value.places.find(({ part }) => part === 'date')?.value : undefined;
    return date === undefined ? null : { date, hasDay: true };
  }
  for (const line of spec.lines.filter((each) => each.includes('{date:'))) {
    const found = findLines(text, [line], [version]);
    const said = found.ok ? found.value.find(({ piece }) => piece.kind === 'date') : undefined;
    const date = said === undefined ? null : dateLike(said.value);
    if (date !== null) return { date: date.iso, hasDay: date.write('2001-02-03') !== date.write('2001-02-28') };
  }
  return null;
}
