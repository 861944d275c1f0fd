import { parse } from 'smol-toml';
import { readFileText } from './file-text.ts';
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

function crateOf(files: ReadonlyMap<string, Uint8Array>, path: string): { name: string; inherits: boolean } | null {
  try {
    const { package: crate } = parse(readFileText(files.get(path) ?? new Uint8Array()).text) as {
      package?: { name?: unknown; version?: { workspace?: unknown } };
    };
    return typeof crate?.name === 'string' && /^[A-Za-z0-9_-]{1,200}$/.test(crate.name)
      ? { name: crate.name, inherits: crate.version?.workspace === true }
      : null;
  } catch {
    return null;
  }
}

const crateEntry = (path: string, crate: string): VersionFileSpec => ({
  path,
  preset: 'regex',
  pattern: `^\\[\\[package\\]\\]\\r?\\nname = "${crate}"\\r?\\nversion = "(?<version>[^"]+)"\\r?\\n(?:dependencies|\\r?\\n|\\z)`,
});
