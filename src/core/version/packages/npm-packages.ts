import type { Node } from 'jsonc-parser';
import { type Checked, checked } from '../../problem.ts';
import { readJson } from '../preset-json.ts';
import { type FoundPlaces, placeAt, type VersionPlace } from '../version-place.ts';

/** Source: npm documentation, "package.json". */
const DEPENDENCIES = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** A value of an object by its key. */
function member(node: Node | undefined, key: string): Node | undefined {
  return members(node).find(([name]) => name === key)?.[1];
}

function members(node: Node | undefined): [string, Node][] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap((property): [string, Node][] => {
    const [key, value] = property.children ?? [];
    return key === undefined || value === undefined ? [] : [[String(key.value), value]];
  });
}

/** A string that is written as it reads. */
function plainString(text: string, node: Node | undefined): { readonly start: number; readonly value: string } | null {
  if (node?.type !== 'string') return null;
  const value = text.slice(node.offset + 1, node.offset + node.length - 1);
  return value === node.value ? { start: node.offset + 1, value } : null;
}

/** What the tables of dependencies of one object require of these packages. */
function requirements(text: string, of: Node | undefined, names: ReadonlySet<string>): VersionPlace[] {
  return DEPENDENCIES.flatMap((table) => members(member(of, table))).flatMap(([name, node]) => {
    const written = names.has(name) ? plainString(text, node) : null;
    return written === null ? [] : [{ ...placeAt(written.start, written.value, 'requirement'), style: 'npm' as const }];
  });
}

/** What a package.json requires of packages of the repository. */
export function findNpmRequirements(text: string, names: ReadonlySet<string>): Checked<FoundPlaces> {
  const tree = readJson(text);
  return tree.ok ? checked({ places: requirements(text, tree.value, names), needsPlain: false }) : tree;
}

/**
 * The packages of the repository in a package-lock.json or npm-shrinkwrap.json of any version, and what they require of
 * each other: the root, and folders outside `node_modules`.
 *
 * Source: npm documentation, "package-lock.json".
 */
export function findNpmLocked(text: string, names: ReadonlySet<string>): Checked<FoundPlaces> {
  const tree = readJson(text);
  if (!tree.ok) return tree;
  const rootName = String(member(tree.value, 'name')?.value ?? '');
  const places: VersionPlace[] = [];
  const version = (node: Node | undefined) => {
    const written = plainString(text, member(node, 'version'));
    if (written !== null) places.push(placeAt(written.start, written.value));
  };
  const isOwnRoot = names.has(rootName) || (rootName === '' && names.size === 1);
  if (isOwnRoot) version(tree.value);
  const packages = members(member(tree.value, 'packages'));
  const linked = linkedFolders(packages);
  for (const [folder, node] of packages) {
    if (/(^|\/)node_modules\//.test(folder)) continue;
    const name = String(
      member(node, 'name')?.value ??
        (folder === '' ? rootName : (linked.get(folder) ?? folder.slice(folder.lastIndexOf('/') + 1))),
    );
    if (folder === '' ? isOwnRoot : names.has(name)) version(node);
    places.push(...requirements(text, node, names));
  }
  return checked({ places, needsPlain: false });
}

/** Folders of the repository → the packages that they are linked as. */
const linkedFolders = (packages: readonly [string, Node][]): Map<string, string> =>
  new Map(
    packages.flatMap(([path, node]): [string, string][] =>
      member(node, 'link')?.value === true
        ? [[String(member(node, 'resolved')?.value), path.replace(/^.*node_modules\//, '')]]
        : [],
    ),
  );

/** The packages of a bun.lock that are workspaces. Source: Bun documentation, "Lockfile". */
export function findBunLocked(text: string, names: ReadonlySet<string>): Checked<FoundPlaces> {
  const tree = readJson(text);
  if (!tree.ok) return tree;
  const places: VersionPlace[] = [];
  for (const [, node] of members(member(tree.value, 'workspaces'))) {
    const written = names.has(String(member(node, 'name')?.value)) ? plainString(text, member(node, 'version')) : null;
    if (written !== null) places.push(placeAt(written.start, written.value));
    places.push(...requirements(text, node, names));
  }
  return checked({ places, needsPlain: false });
}

/** Names that a package.json requires, with what is required. */
export function npmRequirements(text: string): readonly { readonly name: string; readonly value: string }[] {
  const tree = readJson(text);
  if (!tree.ok) return [];
  return DEPENDENCIES.flatMap((table) => members(member(tree.value, table))).map(([name, { value }]) => ({
    name,
    value: String(value),
  }));
}
