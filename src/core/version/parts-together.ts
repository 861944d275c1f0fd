import { readFileText } from '../file-text.ts';
import { VERSION_PARTS, type VersionPart } from './line-template.ts';
import { readParts } from './preset-lines.ts';
import type { VersionFileSpec } from './version-file.ts';
import { namedPart } from './version-forms.ts';

/** `version.patch`, `VERSION_MINOR`, `version/major.txt`: the file's name names a part, and a version. */
const NAMES_PART = /(^|\/)(?:[^/]*version[^/]*|version\/[^/]+)$/i;

/** The part of the version that a file holds by its path; null: none. */
export function partOfPath(path: string): VersionPart | null {
  if (!NAMES_PART.test(path)) return null;
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.txt$/i, '');
  return namedPart(name.replaceAll(/[.-]/g, '_'));
}

/** Files beside each other, each of which holds one number of the version and nothing else. */
export interface FilesOfParts {
  /** The third number first: it moves most often. */
  readonly specs: readonly VersionFileSpec[];
  readonly version: string;
}

/** @param paths those that are worth reading, the nearest to the root first */
export function filesOfParts(paths: readonly string[], files: ReadonlyMap<string, Uint8Array>): FilesOfParts[] {
  const groups = new Map<string, Map<VersionPart, string>>();
  for (const path of paths) {
    const part = partOfPath(path);
    const bytes = files.get(path);
    if (part === null || bytes === undefined || !/^\s*\d{1,9}\s*$/.test(readFileText(bytes).text)) continue;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const group = groups.get(folder) ?? new Map<VersionPart, string>();
    if (group.size === 0) groups.set(folder, group);
    if (!group.has(part)) group.set(part, path);
  }
  return [...groups.values()].flatMap((group) => {
    const specs = [...VERSION_PARTS].reverse().flatMap((part): VersionFileSpec[] => {
      const path = group.get(part);
      return path === undefined ? [] : [{ path, preset: 'lines', lines: [`{${part}}`] }];
    });
    const version = versionTogether(specs, (path) => files.get(path));
    return version === null ? [] : [{ specs, version }];
  });
}

/**
 * The version that entries say together, of which each says a part; null where the first says none, where one is missing, or
 * where they contradict each other.
 */
export function versionTogether(
  specs: readonly VersionFileSpec[],
  bytesOf: (path: string) => Uint8Array | undefined,
): string | null {
  const said = new Map<VersionPart, number>();
  for (const spec of specs) {
    const bytes = spec.preset === 'lines' ? bytesOf(spec.path) : undefined;
    const parts =
      spec.preset !== 'lines' || bytes === undefined ? [] : readParts(readFileText(bytes).text, spec.lines, spec.says);
    for (const [part, value] of parts) {
      if ((said.get(part) ?? value) !== value) return null;
      said.set(part, value);
    }
    if (said.size === 0) return null;
  }
  const numbers = VERSION_PARTS.flatMap((part) => said.get(part) ?? []);
  return numbers.length === VERSION_PARTS.length ? numbers.join('.') : null;
}
