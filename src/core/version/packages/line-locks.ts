import { isMap, isScalar, type YAMLMap } from 'yaml';
import { type Checked, checked } from '../../problem.ts';
import { type FoundPlaces, placeAt, type VersionPlace } from '../version-place.ts';
import { readVersionYaml } from '../version-yaml.ts';

/**
 * The gems of the repository in a Gemfile.lock: those below PATH.
 *
 * Source: Bundler, the file as it writes it.
 */
export function findGemLocked(text: string, names: ReadonlySet<string>): Checked<FoundPlaces> {
  const places: VersionPlace[] = [];
  let isPath = false;
  let at = 0;
  for (const line of text.split('\n')) {
    if (/^[A-Z]/.test(line)) isPath = /^PATH\s*$/.test(line);
    const gem = isPath ? /^ {4}(?<name>[\w.-]+) \((?<version>[^()\s]+)\)\s*$/.exec(line)?.groups : undefined;
    if (gem?.name !== undefined && gem.version !== undefined && names.has(gem.name))
      places.push(placeAt(at + line.indexOf('(') + 1, gem.version));
    at += line.length + 1;
  }
  return checked({ places, needsPlain: false });
}

/**
 * What a pnpm-lock.yaml repeats of the requirements of the repository's own packages.
 *
 * Source: pnpm, specification of lockfile 6.0 and later, importers.
 */
export function findPnpmLocked(text: string, names: ReadonlySet<string>): Checked<FoundPlaces> {
  const read = readVersionYaml(text);
  if (!read.ok) return read;
  const importers: unknown = read.value.get('importers', true);
  const places: VersionPlace[] = [];
  for (const importer of mapsIn(importers)) {
    for (const table of mapsIn(importer)) {
      for (const { key, value } of table.items) {
        const specifier: unknown =
          isScalar(key) && names.has(String(key.value)) && isMap(value) ? value.get('specifier', true) : null;
        if (!isScalar(specifier) || !specifier.range) continue;
        const raw = text.slice(specifier.range[0], specifier.range[1]);
        const quoted = /^["']/.test(raw) ? 1 : 0;
        if (raw.slice(quoted, raw.length - quoted) !== specifier.value) continue;
        places.push({
          ...placeAt(specifier.range[0] + quoted, String(specifier.value), 'requirement'),
          style: 'npm',
        });
      }
    }
  }
  return checked({ places, needsPlain: false });
}

const mapsIn = (node: unknown): YAMLMap[] =>
  isMap(node) ? node.items.flatMap(({ value }) => (isMap(value) ? [value] : [])) : [];

/**
 * What the yarn.lock of Yarn 2 and later repeats of the requirements of the repository's own packages: in the keys of
 * workspaces, and where they require each other.
 *
 * Source: Yarn, "Lockfiles", the file as it writes it.
 */
export function findYarnLocked(text: string, names: ReadonlySet<string>): Checked<FoundPlaces> {
  const places: VersionPlace[] = [];
  const add = (start: number, value: string) => {
    if (/\d/.test(value)) places.push({ ...placeAt(start, value, 'requirement'), style: 'npm' });
  };
  let at = 0;
  for (const line of text.split('\n')) {
    // Keys of workspaces list every requirement that they answer.
    if (/^"[^"]*@workspace:[^"]*":\s*$/.test(line)) {
      for (const match of line.matchAll(/(?<=["\s])(?<name>(?:@[\w.-]+\/)?[\w.-]+)@(?:npm:)?(?<value>[^",]+)/g)) {
        const { name = '', value = '' } = match.groups ?? {};
        if (names.has(name)) add(at + match.index + match[0].length - value.length, value);
      }
    }
    const required = /^ {4}"?(?<name>(?:@[\w.-]+\/)?[\w.-]+)"?: "?(?:npm:)?(?<value>[^"\s]+)"?\s*$/.exec(line);
    const { name = '', value = '' } = required?.groups ?? {};
    if (names.has(name)) add(at + line.lastIndexOf(value), value);
    at += line.length + 1;
  }
  return checked({ places, needsPlain: false });
}
