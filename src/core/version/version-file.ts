import { applyEdits, asBytes, type FileText, lineNumbers, readFileText, type TextEdit } from '../file-text.ts';
import { finalWord } from '../final-word.ts';
import { largestVersionFile } from '../largest-file.ts';
import { type Checked, checked, failed, Problems, problem } from '../problem.ts';
import { bumpConanVersions, readConanVersions } from './conan-versions.ts';
import { bumpConandata, readConandata } from './conandata.ts';
import { findInManifest } from './formats/manifest-formats.ts';
import { findPackages } from './packages/find-packages.ts';
import { findCMacros } from './preset-c-macros.ts';
import { findCMakeProject } from './preset-cmake-project.ts';
import { findJson } from './preset-json.ts';
import { findKeyValue } from './preset-key-value.ts';
import { editLines, readLines } from './preset-lines.ts';
import { findPlain } from './preset-plain.ts';
import { findRegex } from './preset-regex.ts';
import { findToml } from './preset-toml.ts';
import { findYaml } from './preset-yaml.ts';
import { followRequirement } from './requirement.ts';
import { versionParts } from './semver.ts';
import { readVcpkgPort } from './vcpkg-port.ts';
import { firstPackaging } from './vcpkg-port-version.ts';
import { asLongAs, type BumpedFile, type BumpTarget, type FoundVersion } from './version-bump.ts';
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
  | { readonly preset: 'conan-versions' }
  | { readonly preset: 'vcpkg-port' }
  | { readonly preset: 'manifest' }
  | { readonly preset: 'packages'; readonly names: readonly string[] }
  | {
      readonly preset: 'lines';
      readonly lines: readonly string[];
      /** Only lines that say one of these versions: others of the same form are about something else. Never configured. */
      readonly says?: readonly string[];
    }
  | { readonly preset: 'regex'; readonly pattern: string; readonly matches?: number }
);

/** Entries whose file is edited at places, each of which says the version or a part of it. */
type PlacedSpec = Exclude<VersionFileSpec, { preset: 'conandata' | 'conan-versions' | 'vcpkg-port' | 'lines' }>;

function findPlaces(spec: PlacedSpec, file: FileText): Checked<FoundPlaces> {
  const found = placesIn(spec, file);
  return found.ok ? checked({ ...found.value, places: found.value.places.map(withoutWord) }) : found;
}

/** The word for final releases stays beside the numbers: `2.1.12-stable` becomes `2.1.13-stable`. */
function withoutWord(place: VersionPlace): VersionPlace {
  const word = place.part === 'whole' ? finalWord(place.value) : '';
  if (word === '') return place;
  return { ...place, value: place.value.slice(0, -word.length), end: place.end - word.length };
}

function placesIn(spec: PlacedSpec, file: FileText): Checked<FoundPlaces> {
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
    case 'manifest':
      return (findInManifest(spec.path) ?? unknownManifest)(file.text);
    case 'packages':
      return findPackages(spec.path, file.text, spec.names);
    case 'regex':
      return findRegex(file.text, spec.pattern, spec.matches ?? 1);
  }
}

const unknownManifest = (): Checked<never> =>
  failed(
    problem('config-invalid', 'Nothing is known of files of this name.', {
      remedy: 'Say where the version stands with another preset: `lines` takes any line.',
    }),
  );

/** The versions a file carries today; parts that contradict each other inside it are a problem. */
export function readVersionFile(spec: VersionFileSpec, bytes: Uint8Array): Checked<readonly FoundVersion[]> {
  const found = versionsIn(spec, bytes);
  return found.ok && !MAY_DIFFER.has(spec.preset) ? agreeing(spec.path, found.value) : found;
}

/** Presets that list versions beside each other; what a lock file repeats may lag behind in part: nobody wrote it. */
const MAY_DIFFER: ReadonlySet<VersionFileSpec['preset']> = new Set([
  'conandata',
  'conan-versions',
  'vcpkg-port',
  'packages',
]);

/** All versions that a file says, also where they contradict each other, as after half a bump by hand. */
export function versionsIn(spec: VersionFileSpec, bytes: Uint8Array): Checked<readonly FoundVersion[]> {
  const text = textOf(spec, bytes);
  if (!text.ok) return text;
  const file = text.value;
  switch (spec.preset) {
    case 'conandata':
      return located(spec, readConandata(file));
    case 'conan-versions':
      return located(spec, readConanVersions(file));
    case 'vcpkg-port':
      return located(spec, readVcpkgPort(spec.path, file));
    case 'lines':
      return located(spec, readLines(file.text, spec.lines, spec.says));
    default: {
      const found = located(spec, findPlaces(spec, file));
      if (!found.ok) return found;
      return checked(versionsAt(file.text, found.value.places));
    }
  }
}

/** What places say: whole versions, and each three numbers that follow each other. */
function versionsAt(text: string, places: readonly VersionPlace[]): FoundVersion[] {
  const whole: FoundVersion[] = [];
  const ofParts: FoundVersion[] = [];
  const lineOf = lineNumbers(text);
  let parts = new Map<string, VersionPlace>();
  for (const place of places) {
    if (place.part === 'whole') whole.push({ version: place.value, line: lineOf(place.start) });
    if (place.part !== 'major' && place.part !== 'minor' && place.part !== 'patch') continue;
    parts.set(place.part, place);
    const [major, minor, patch] = [parts.get('major'), parts.get('minor'), parts.get('patch')];
    if (major === undefined || minor === undefined || patch === undefined) continue;
    ofParts.push({ version: `${major.value}.${minor.value}.${patch.value}`, line: lineOf(major.start) });
    parts = new Map();
  }
  return [...whole, ...ofParts];
}

/** 1.14 may be said as 1.14.0, where each number stands by itself. */
const isSame = (a: string, b: string): boolean => a === b || `${a}.0` === b || a === `${b}.0`;

function agreeing(path: string, versions: readonly FoundVersion[]): Checked<readonly FoundVersion[]> {
  const [first] = versions;
  if (versions.every(({ version }) => isSame(version, first?.version ?? ''))) return checked(versions);
  const list = versions
    .slice(0, 10)
    .map((each) => `${each.version} in line ${each.line}`)
    .join(', ');
  return failed(problem('version-files-disagree', `${path} contradicts itself: ${list}.`, { where: path }));
}

/** The same place in a tree that says another version. */
export const placeSaying = (spec: VersionFileSpec, version: string): VersionFileSpec =>
  spec.preset === 'lines' && spec.says !== undefined
    ? { ...spec, says: /^\d+\.\d+$/.test(version) ? [version, `${version}.0`] : [version] }
    : spec;

/** The file with the new version in it, every other byte as it was. */
export function bumpVersionFile(spec: VersionFileSpec, bytes: Uint8Array, target: BumpTarget): Checked<BumpedFile> {
  const text = textOf(spec, bytes);
  if (!text.ok) return text;
  const file = text.value;
  if (spec.preset === 'conandata') return located(spec, bumpConandata(file, target, spec.url));
  if (spec.preset === 'conan-versions') return located(spec, bumpConanVersions(file, target.version));
  const before = readVersionFile(spec, bytes);
  if (!before.ok) return before;
  const was = before.value[0]?.version ?? null;
  // The archive that it needs exists only after the tag.
  if (spec.preset === 'vcpkg-port') return checked({ bytes, before: was, changed: false });
  const isOther = before.value.some(({ version }) => !isSame(version, target.version));
  const edits =
    spec.preset === 'lines' ? located(spec, editLines(file, spec, target)) : editPlaces(spec, file, target, isOther);
  if (!edits.ok) return edits;
  const first = spec.preset === 'json' && isOther ? firstPackaging(spec.path, file.text) : [];
  const edited = applyEdits(file, [...edits.value, ...first]);
  return checked({ bytes: edited, before: was, changed: Buffer.compare(edited, bytes) !== 0 });
}

/** Whether a file says a version already, as far as its entry goes: making it say it would change nothing. */
export function alreadySays(spec: VersionFileSpec, bytes: Uint8Array, target: BumpTarget): boolean {
  const bumped = bumpVersionFile(spec, bytes, target);
  return bumped.ok && !bumped.value.changed;
}

/** @param isOther the file says another version than the target's */
function editPlaces(
  spec: PlacedSpec,
  file: FileText,
  target: BumpTarget,
  isOther: boolean,
): Checked<readonly TextEdit[]> {
  const found = located(spec, findPlaces(spec, file));
  if (!found.ok) return found;
  if (found.value.needsPlain && !versionParts(target.version).isPlain) {
    return failed(
      problem('version-invalid', `${spec.path} can hold MAJOR.MINOR.PATCH only, not ${target.version}.`, {
        where: spec.path,
      }),
    );
  }
  const problems = new Problems();
  const lineOf = lineNumbers(file.text);
  const edits = found.value.places.map((place) => {
    const where = String(lineOf(place.start));
    const written = problems.take(located(spec, writtenAt(place, target, isOther), where));
    return { start: place.start, end: place.end, replacement: asBytes(written ?? place.value) };
  });
  return problems.over(() => edits);
}

/** What has to stand at a place. */
function writtenAt(place: VersionPlace, target: BumpTarget, isOther: boolean): Checked<string> {
  const { part, value, style = 'cargo' } = place;
  switch (part) {
    case 'whole':
      return checked(asLongAs(value, target));
    case 'requirement':
      return followRequirement(value, { style, from: target.from ?? null, version: target.version });
    case 'date':
      return checked(isOther ? (target.date ?? value) : value);
    case 'packaging':
      return checked(isOther ? '1' : value);
    default:
      return checked(versionParts(target.version)[part]);
  }
}

function textOf(spec: VersionFileSpec, bytes: Uint8Array): Checked<FileText> {
  return bytes.byteLength <= largestVersionFile(spec.path)
    ? checked(readFileText(bytes))
    : failed(problem('file-too-large', `${spec.path} has ${bytes.byteLength} bytes.`, { where: spec.path }));
}

/**
 * Presets know lines, not paths.
 *
 * @param line of problems that name none
 */
function located<T>(spec: VersionFileSpec, result: Checked<T>, line?: string): Checked<T> {
  if (result.ok) return result;
  return failed(
    ...result.problems.map((each) => {
      const at = each.where === spec.path ? undefined : (each.where ?? line);
      return {
        ...each,
        what: `${spec.path}: ${each.what}`,
        where: at === undefined ? spec.path : `${spec.path}:${at}`,
      };
    }),
  );
}
