import { type Checked, checked } from '../../problem.ts';
import { readToml } from '../preset-toml.ts';
import { type TomlPath, tomlStrings, valueAt } from '../toml-strings.ts';
import { type FoundPlaces, placeAt, type VersionPlace } from '../version-place.ts';

const DEPENDENCIES = /^(?:dev[-_]|build[-_])?dependencies$/;

/** A requirement of a manifest on a package that stands in the repository. */
export interface PathRequirement {
  readonly name: string;
  /** As it is written, from the folder of the manifest. */
  readonly path: string;
  readonly place: VersionPlace;
}

/** Whether the keys before it make a key the name of a dependency. Source: The Cargo Book, "The Manifest Format". */
function isDependency(path: TomlPath): boolean {
  const [first, second, third, fourth] = path.map(String);
  if (path.length === 3) return DEPENDENCIES.test(first ?? '');
  if (path.length === 4) return first === 'workspace' && DEPENDENCIES.test(second ?? '');
  return path.length === 5 && first === 'target' && DEPENDENCIES.test(third ?? '') && fourth !== undefined;
}

/** The requirements of a Cargo.toml that have both a path and a version. */
export function pathRequirements(text: string): Checked<readonly PathRequirement[]> {
  const document = readToml(text);
  if (!document.ok) return document;
  const found: PathRequirement[] = [];
  for (const { path, start, value } of tomlStrings(text)) {
    if (path.at(-1) !== 'version' || !isDependency(path)) continue;
    const entry = path.slice(0, -1);
    const folder = valueAt(document.value, [...entry, 'path']);
    const renamed = valueAt(document.value, [...entry, 'package']);
    if (typeof folder !== 'string' || valueAt(document.value, path) !== value) continue;
    const place = { ...placeAt(start, value, 'requirement'), style: 'cargo' as const };
    found.push({ name: typeof renamed === 'string' ? renamed : String(entry.at(-1)), path: folder, place });
  }
  return checked(found);
}

/** What a Cargo.toml requires of packages that stand in the repository. */
export function findCargoRequirements(text: string, names: ReadonlySet<string>): Checked<FoundPlaces> {
  const found = pathRequirements(text);
  if (!found.ok) return found;
  return checked({
    places: found.value.filter(({ name }) => names.has(name)).map(({ place }) => place),
    needsPlain: false,
  });
}

interface LockedPackage {
  readonly name: string;
  readonly version: VersionPlace;
  readonly source: string | null;
  readonly start: number;
  readonly end: number;
}

/**
 * The packages of a Cargo.lock that have no source, which are those of the repository, and where others name them together
 * with their version.
 *
 * Source: The Cargo Book, "Cargo.toml vs Cargo.lock"; the file as cargo writes it.
 */
export function findCargoLocked(text: string, names: ReadonlySet<string>): Checked<FoundPlaces> {
  const packages = lockedPackages(text);
  const own = packages.filter(({ name, source }) => names.has(name) && source === null);
  const places = own.map(({ version }) => version);
  const versions = new Map(own.map(({ name, version }) => [name, version.value]));
  for (const { start, end } of packages) {
    // `"a 1.2.0"`: a name and a version, and no source in parentheses.
    for (const match of text.slice(start, end).matchAll(/^ "(?<name>[\w-]+) (?<version>[^\s"()]+)",?\r?$/gm)) {
      const { name = '', version = '' } = match.groups ?? {};
      if (versions.get(name) === version) places.push(placeAt(start + match.index + 3 + name.length, version));
    }
  }
  return checked({ places, needsPlain: false });
}

function lockedPackages(text: string): LockedPackage[] {
  const found: LockedPackage[] = [];
  const starts = [...text.matchAll(/^\[\[package\]\]\r?$/gm)].map(({ index }) => index);
  for (const [at, start] of starts.entries()) {
    const next = starts[at + 1] ?? text.length;
    const block = text.slice(start, next);
    const end = start + (/^\[(?!\[package\]\])/m.exec(block.slice(2))?.index ?? block.length - 2) + 2;
    const own = text.slice(start, end);
    const name = /^name = "([^"\r\n]*)"/m.exec(own)?.[1];
    const version = /^version = "([^"\r\n]*)"/m.exec(own);
    if (name === undefined || version === null) continue;
    found.push({
      name,
      version: placeAt(start + version.index + 'version = "'.length, version[1] ?? ''),
      source: /^source = (.*)/m.exec(own)?.[1] ?? null,
      start,
      end,
    });
  }
  return found;
}

/** Sources of uv.lock that are folders of the repository. Source: uv documentation, "Locking and syncing". */
const OF_FOLDER = /^\{ (?:editable|virtual|directory) = /;

/** The packages of a uv.lock that are folders of the repository. */
export function findUvLocked(text: string, names: ReadonlySet<string>): Checked<FoundPlaces> {
  const wanted = new Set([...names].map(pythonName));
  return checked({
    places: lockedPackages(text)
      .filter(({ name, source }) => wanted.has(pythonName(name)) && OF_FOLDER.test(source ?? ''))
      .map(({ version }) => version),
    needsPlain: false,
  });
}

/** Source: Python packaging specification, "Names and normalization". */
export const pythonName = (name: string): string => name.replaceAll(/[-_.]+/g, '-').toLowerCase();
