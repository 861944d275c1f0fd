import { readFileText } from '../file-text.ts';
import { findInManifest } from './formats/manifest-formats.ts';
import type { VersionFileSpec } from './version-file.ts';

/** Whether a version file may carry the day of the release: those whose format has a place for it. */
export const mayCarryDate = ({ path, preset }: VersionFileSpec): boolean =>
  preset === 'manifest' && path.endsWith('CITATION.cff');

/** The day that such a file names, YYYY-MM-DD; null where it names none. */
export function dateInFile(path: string, bytes: Uint8Array): string | null {
  const found = findInManifest(path)?.(readFileText(bytes).text);
  return found?.ok === true ? (found.value.places.find(({ part }) => part === 'date')?.value ?? null) : null;
}
