import { readFileText } from '../file-text.ts';
import { readVersionFile, type VersionFileSpec } from './version-file.ts';

/** Lock files name the package itself beside what it depends on. */
export const isLockFile = (path: string): boolean =>
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|Cargo\.lock)$/.test(path);

/**
 * The places of lock files that repeat the version of a manifest: those of the package itself, never of a dependency.
 * A package without a committed lock file has none.
 */
export function ownLockEntries(
  files: ReadonlyMap<string, Uint8Array>,
  manifests: readonly VersionFileSpec[],
): VersionFileSpec[] {
  const specs = manifests.flatMap((manifest): VersionFileSpec[] => {
    const folder = manifest.path.slice(0, manifest.path.lastIndexOf('/') + 1);
    if (/(^|\/)package\.json$/.test(manifest.path)) {
      return ['package-lock.json', 'npm-shrinkwrap.json'].flatMap((name): VersionFileSpec[] => [
        { path: folder + name, preset: 'json', at: 'version' },
        { path: folder + name, preset: 'json', at: 'packages..version' },
      ]);
    }
    if (!/(^|\/)Cargo\.toml$/.test(manifest.path)) return [];
    const lock = lockAbove(files, folder);
    return lock === null ? [] : cratesOf(files, manifest, folder).map((crate) => crateEntry(lock, crate));
  });
  return specs.filter((spec) => {
    const bytes = files.get(spec.path);
    return bytes !== undefined && readVersionFile(spec, bytes).ok;
  });
}

/** The lock file of the workspace that a folder belongs to: the nearest one up to the root. */
function lockAbove(files: ReadonlyMap<string, Uint8Array>, folder: string): string | null {
  for (let at = folder; ; at = at.replace(/[^/]+\/$/, '')) {
    if (files.has(`${at}Cargo.lock`)) return `${at}Cargo.lock`;
    if (at === '') return null;
  }
}

/** Crates whose version a manifest says: its own, or all that inherit the version of the workspace. */
function cratesOf(files: ReadonlyMap<string, Uint8Array>, manifest: VersionFileSpec, folder: string): string[] {
  if (manifest.preset !== 'toml') return [];
  if (manifest.at === 'package.version') return [crateOf(files, manifest.path)?.name ?? []].flat();
  return [...files.keys()].flatMap((path) => {
    if (!path.startsWith(folder) || !/(^|\/)Cargo\.toml$/.test(path)) return [];
    const crate = crateOf(files, path);
    return crate?.inherits === true ? [crate.name] : [];
  });
}

/** In `[package]`: the version is the one of the workspace. */
const INHERITED =
  /^[ \t]*version[ \t]*(?:\.[ \t]*workspace[ \t]*=[ \t]*true\b|=[ \t]*\{[ \t]*workspace[ \t]*=[ \t]*true\b)/m;

function crateOf(files: ReadonlyMap<string, Uint8Array>, path: string): { name: string; inherits: boolean } | null {
  const bytes = files.get(path) ?? new Uint8Array();
  // A name is a string in a table like a version, so it is read in the same way.
  const read = readVersionFile({ path, preset: 'toml', at: 'package.name' }, bytes);
  const name = read.ok ? read.value[0]?.version : undefined;
  if (name === undefined || !/^[A-Za-z0-9_-]{1,200}$/.test(name)) return null;
  return { name, inherits: INHERITED.test(readFileText(bytes).text) };
}

const crateEntry = (path: string, crate: string): VersionFileSpec => ({
  path,
  preset: 'regex',
  pattern: `^\\[\\[package\\]\\]\\r?\\nname = "${crate}"\\r?\\nversion = "(?<version>[^"]+)"\\r?\\n(?:dependencies|\\r?\\n|\\z)`,
});
