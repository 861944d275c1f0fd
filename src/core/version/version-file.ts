import { applyEdits, asBytes, type FileText, lineAt, readFileText, type TextEdit } from '../file-text.ts';
import { type Checked, checked, failed, problem } from '../problem.ts';
import { bumpConandata, readConandata } from './conandata.ts';
import { findCMacros } from './preset-c-macros.ts';
import { findCMakeProject } from './preset-cmake-project.ts';
import { findJson } from './preset-json.ts';
import { findKeyValue } from './preset-key-value.ts';
import { editLines, readLines } from './preset-lines.ts';
import { findPlain } from './preset-plain.ts';
import { findRegex } from './preset-regex.ts';
import { findToml } from './preset-toml.ts';
import { findYaml } from './preset-yaml.ts';
import { versionParts } from './semver.ts';
import { firstPackaging } from './vcpkg-port-version.ts';
import type { BumpedFile, BumpTarget, FoundVersion } from './version-bump.ts';
import type { FoundPlaces, VersionPlace } from './version-place.ts';

/** A file that carries the version, and how. */
export type VersionFileSpec = { readonly path: string } & (
  | { readonly preset: 'key-value'; readonly prefix: string }
  | { readonly preset: 'plain' }
  | { readonly preset: 'c-macros'; readonly prefix: string }
  | { readonly preset: 'cmake-project' }
  | { readonly preset: 'json'; readonly at: string }
  | { readonly preset: 'yaml'; readonly at: string }
  | { readonly preset: 'toml'; readonly at: string }
  | { readonly preset: 'conandata'; readonly url?: string }
  | {
      readonly preset: 'lines';
      readonly lines: readonly string[];
      /** Only lines that say one of these versions: others of the same form are about something else. Never configured. */
      readonly says?: readonly string[];
    }
  | { readonly preset: 'regex'; readonly pattern: string; readonly matches?: number }
);

/** Files that carry a version are small. Bytes. */
const MAXIMUM_SIZE = 5 * 1024 * 1024;

function findPlaces(
  spec: Exclude<VersionFileSpec, { preset: 'conandata' | 'lines' }>,
  file: FileText,
): Checked<FoundPlaces> {
  switch (spec.preset) {
    case 'key-value':
      return findKeyValue(file.text, spec.prefix);
    case 'plain':
      return findPlain(file.text);
    case 'c-macros':
      return findCMacros(file.text, spec.prefix);
    case 'cmake-project':
      return findCMakeProject(file.text);
    case 'json':
      return findJson(file.text, spec.at);
    case 'yaml':
      return findYaml(file.text, spec.at);
    case 'toml':
      return findToml(file.text, spec.at);
    case 'regex':
      return findRegex(file.text, spec.pattern, spec.matches ?? 1);
  }
}

/** The versions a file carries today; parts that contradict each other inside it are a problem. */
export function readVersionFile(spec: VersionFileSpec, bytes: Uint8Array): Checked<readonly FoundVersion[]> {
  const text = textOf(spec, bytes);
  if (!text.ok) return text;
  const file = text.value;
  if (spec.preset === 'conandata') return located(spec, readConandata(file));
  if (spec.preset === 'lines') {
    const said = located(spec, readLines(file.text, spec.lines, spec.says));
    return said.ok ? agreeing(spec.path, said.value) : said;
  }
  const found = located(spec, findPlaces(spec, file));
  if (!found.ok) return found;
  const { places } = found.value;
  const at = (part: VersionPlace['part']) => places.find((place) => place.part === part);
  const versions: FoundVersion[] = places
    .filter((place) => place.part === 'whole')
    .map((place) => ({ version: place.value, line: lineAt(file.text, place.start) }));
  const [major, minor, patch] = [at('major'), at('minor'), at('patch')];
  if (major !== undefined && minor !== undefined && patch !== undefined) {
    versions.push({ version: `${major.value}.${minor.value}.${patch.value}`, line: lineAt(file.text, major.start) });
  }
  return agreeing(spec.path, versions);
}

function agreeing(path: string, versions: readonly FoundVersion[]): Checked<readonly FoundVersion[]> {
  if (new Set(versions.map((each) => each.version)).size < 2) return checked(versions);
  const list = versions.map((each) => `${each.version} in line ${each.line}`).join(', ');
  return failed(problem('version-files-disagree', `${path} contradicts itself: ${list}.`, { where: path }));
}

/** The same place in a tree that says another version. */
export const placeSaying = (spec: VersionFileSpec, version: string): VersionFileSpec =>
  spec.preset === 'lines' && spec.says !== undefined ? { ...spec, says: [version] } : spec;

/** The file with the new version in it, every other byte as it was. */
export function bumpVersionFile(spec: VersionFileSpec, bytes: Uint8Array, target: BumpTarget): Checked<BumpedFile> {
  const text = textOf(spec, bytes);
  if (!text.ok) return text;
  const file = text.value;
  if (spec.preset === 'conandata') return located(spec, bumpConandata(file, target, spec.url));
  const before = readVersionFile(spec, bytes);
  if (!before.ok) return before;
  const edits =
    spec.preset === 'lines'
      ? located(spec, editLines(file, spec, target.version))
      : editPlaces(spec, file, target.version);
  if (!edits.ok) return edits;
  const isOther = before.value.some(({ version }) => version !== target.version);
  const first = spec.preset === 'json' && isOther ? firstPackaging(spec.path, file.text) : [];
  const edited = applyEdits(file, [...edits.value, ...first]);
  return checked({
    bytes: edited,
    before: before.value[0]?.version ?? null,
    changed: Buffer.compare(edited, bytes) !== 0,
  });
}

function editPlaces(
  spec: Exclude<VersionFileSpec, { preset: 'conandata' | 'lines' }>,
  file: FileText,
  version: string,
): Checked<readonly TextEdit[]> {
  const found = located(spec, findPlaces(spec, file));
  if (!found.ok) return found;
  const parts = versionParts(version);
  if (found.value.needsPlain && !parts.isPlain) {
    return failed(
      problem('version-invalid', `${spec.path} can hold MAJOR.MINOR.PATCH only, not ${version}.`, { where: spec.path }),
    );
  }
  return checked(
    found.value.places.map((place) => ({
      start: place.start,
      end: place.end,
      replacement: asBytes(place.part === 'whole' ? version : parts[place.part]),
    })),
  );
}

function textOf(spec: VersionFileSpec, bytes: Uint8Array): Checked<FileText> {
  return bytes.byteLength <= MAXIMUM_SIZE
    ? checked(readFileText(bytes))
    : failed(problem('file-too-large', `${spec.path} has ${bytes.byteLength} bytes.`, { where: spec.path }));
}

/** Presets know lines, not paths. */
function located<T>(spec: VersionFileSpec, result: Checked<T>): Checked<T> {
  if (result.ok) return result;
  return failed(
    ...result.problems.map((each) => ({
      ...each,
      what: `${spec.path}: ${each.what}`,
      where: each.where === undefined ? spec.path : `${spec.path}:${each.where}`,
    })),
  );
}
