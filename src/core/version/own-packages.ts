import { readFileText } from '../file-text.ts';
import { isLockFile } from './lock-files.ts';
import { pathRequirements, pythonName } from './packages/cargo-packages.ts';
import { findPackages, saysPackages } from './packages/find-packages.ts';
import { npmRequirements } from './packages/npm-packages.ts';
import { readVersionFile, type VersionFileSpec } from './version-file.ts';

type Files = ReadonlyMap<string, Uint8Array>;

/** A package whose version a manifest of this release says. */
interface OwnPackage {
  readonly kind: 'cargo' | 'npm' | 'python' | 'gem';
  readonly name: string;
  /** With a slash at the end; empty for the root. */
  readonly folder: string;
  readonly version: string;
}

/** Folders whose manifests and lock files are somebody else's. */
const NOT_OURS = /(^|\/)(node_modules|third[_-]?party|vendor(ed)?|target)\//i;
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const named = (path: string, name: string): boolean => path === name || path.endsWith(`/${name}`);

/**
 * What the repository says of its own packages besides their versions: what they require of each other by number, and
 * their entries in lock files. A package of the same name from elsewhere has no path, or a source.
 */
export function ownPackageEntries(files: Files, manifests: readonly VersionFileSpec[]): VersionFileSpec[] {
  const packages = manifests.flatMap((each) => packagesOf(files, each));
  if (packages.length === 0) return [];
  const entries = [...files].flatMap(([path, bytes]): VersionFileSpec[] => {
    if (!saysPackages(path) || NOT_OURS.test(path)) return [];
    const { text } = readFileText(bytes);
    const names = [...new Set(namesSaid(path, text, packages, files))].sort();
    const found = names.length === 0 ? null : findPackages(path, text, names);
    return found?.ok === true && found.value.places.length > 0 ? [{ path, preset: 'packages', names }] : [];
  });
  const order = ({ path }: VersionFileSpec) => `${isLockFile(path) ? 1 : 0} ${path}`;
  return entries.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** The packages of a release that a file may speak of. */
function namesSaid(path: string, text: string, packages: readonly OwnPackage[], files: Files): string[] {
  const folder = folderOf(path);
  const of = (kind: OwnPackage['kind']) => packages.filter((each) => each.kind === kind);
  if (named(path, 'Cargo.toml')) return cargoNames(folder, text, of('cargo'));
  if (named(path, 'Cargo.lock')) return of('cargo').map(({ name }) => name);
  if (named(path, 'uv.lock')) return of('python').map(({ name }) => name);
  if (named(path, 'Gemfile.lock')) return of('gem').map(({ name }) => name);
  return named(path, 'package.json') ? npmNames(folder, text, of('npm'), files) : of('npm').map(({ name }) => name);
}

/** Crates that a manifest requires by the folder they stand in, whatever it calls them. */
function cargoNames(folder: string, text: string, crates: readonly OwnPackage[]): string[] {
  const required = pathRequirements(text);
  if (!required.ok) return [];
  return required.value.flatMap(({ name, path }) => {
    const target = folderFrom(folder, path);
    return crates.some((crate) => crate.name === name && crate.folder === target) ? [name] : [];
  });
}

/** The folder that a relative path leads to; null where it leads out of the repository. */
function folderFrom(folder: string, path: string): string | null {
  const parts: string[] = [];
  for (const part of `${folder}${path}`.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.length === 0 ? '' : `${parts.join('/')}/`;
}

/**
 * Packages of a workspace find each other by name; without one, a package of the release that requires another at exactly
 * this version belongs to it.
 */
function npmNames(folder: string, text: string, packages: readonly OwnPackage[], files: Files): string[] {
  const isOwn = packages.some((each) => each.folder === folder);
  const inWorkspace = isInWorkspace(folder, files);
  return npmRequirements(text).flatMap(({ name, value }) => {
    const own = packages.find((each) => each.name === name);
    if (own === undefined) return [];
    return value.startsWith('workspace:') || inWorkspace || (isOwn && value === own.version) ? [name] : [];
  });
}

/** Whether a folder above says that it holds several packages. */
function isInWorkspace(folder: string, files: Files): boolean {
  for (let at = folder; ; at = at.replace(/[^/]+\/$/, '')) {
    if (files.has(`${at}pnpm-workspace.yaml`) || files.has(`${at}lerna.json`)) return true;
    const manifest = files.get(`${at}package.json`);
    if (manifest !== undefined && /"workspaces"\s*:/.test(readFileText(manifest).text)) return true;
    if (at === '') return false;
  }
}

/** The packages whose version an entry says: one, or all crates that inherit it from their workspace. */
function packagesOf(files: Files, manifest: VersionFileSpec): OwnPackage[] {
  const folder = folderOf(manifest.path);
  const bytes = files.get(manifest.path);
  const read = bytes === undefined ? null : readVersionFile(manifest, bytes);
  const version = read?.ok === true ? read.value[0]?.version : undefined;
  if (bytes === undefined || version === undefined) return [];
  const one = (kind: OwnPackage['kind'], name: string | null): OwnPackage[] =>
    name === null ? [] : [{ kind, name, folder, version }];
  if (named(manifest.path, 'package.json')) return one('npm', npmName(files, folder, bytes));
  if (manifest.path.endsWith('.gemspec')) return one('gem', gemName(manifest.path, bytes));
  if (named(manifest.path, 'pyproject.toml')) {
    const name = stringAt(manifest.path, bytes, 'project.name') ?? stringAt(manifest.path, bytes, 'tool.poetry.name');
    return one('python', name === null ? null : pythonName(name));
  }
  if (manifest.preset !== 'toml' || !named(manifest.path, 'Cargo.toml')) return [];
  if (manifest.at === 'package.version') return one('cargo', stringAt(manifest.path, bytes, 'package.name'));
  return [...files].flatMap(([path, member]): OwnPackage[] => {
    if (!path.startsWith(folder) || !named(path, 'Cargo.toml') || NOT_OURS.test(path)) return [];
    const name = INHERITED.test(readFileText(member).text) ? stringAt(path, member, 'package.name') : null;
    return name === null ? [] : [{ kind: 'cargo', name, folder: folderOf(path), version }];
  });
}

/** In `[package]`: the version is the one of the workspace. */
const INHERITED =
  /^[ \t]*version[ \t]*(?:\.[ \t]*workspace[ \t]*=[ \t]*true\b|=[ \t]*\{[ \t]*workspace[ \t]*=[ \t]*true\b)/m;

/** A name is a string in a table like a version, so it is read in the same way. */
function stringAt(path: string, bytes: Uint8Array, at: string): string | null {
  const preset = path.endsWith('.json') ? 'json' : 'toml';
  const read = readVersionFile({ path, preset, at }, bytes);
  const name = read.ok ? read.value[0]?.version : undefined;
  return name !== undefined && /^[@\w./-]{1,200}$/.test(name) ? name : null;
}

/** A package without a name is locked under that of its folder. */
function npmName(files: Files, folder: string, bytes: Uint8Array): string | null {
  const own = stringAt('package.json', bytes, 'name');
  const lock = files.get(`${folder}package-lock.json`);
  return own ?? (lock === undefined ? null : stringAt('package-lock.json', lock, 'name'));
}

function gemName(path: string, bytes: Uint8Array): string {
  const written = /^[ \t]*[a-z_]+\.name[ \t]*=[ \t]*["']([\w.-]{1,200})["']/m.exec(readFileText(bytes).text)?.[1];
  return written ?? path.slice(path.lastIndexOf('/') + 1).replace(/\.gemspec$/, '');
}
