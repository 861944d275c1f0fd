import { applyEdits, type FileText, lineAt, readFileText, type TextEdit } from '../file-text.ts';
import { type Checked, checked, failed, problem } from '../problem.ts';
import { cmakeCommands } from './formats/cmake-commands.ts';
import { findJson } from './preset-json.ts';
import { compareVersions } from './semver.ts';
import { firstPackaging } from './vcpkg-port-version.ts';
import type { FoundVersion } from './version-bump.ts';

/**
 * A vcpkg port that fetches the archive of a release tag: its manifest and its portfile say the version together, and the
 * portfile the sha512 of the archive, which exists only after the tag. So both stay at the release commit, a right recipe
 * of the version before, and are changed together afterwards.
 *
 * Source: vcpkg documentation, "vcpkg_from_github", "vcpkg.json reference".
 */

/** Keys of a manifest that hold the version. */
const VERSION_KEYS = ['version', 'version-semver', 'version-string'] as const;

interface Portfile {
  /** `owner/name`. */
  readonly source: string;
  readonly ref: Argument;
  readonly sha512: Argument;
}

interface Argument {
  readonly start: number;
  readonly text: string;
}

/** Characters. */
const LONGEST_REF = 250;

/** The one archive of a tag that a portfile fetches; null where it fetches none, or several. */
function readPortfile(text: string): Portfile | null {
  const found = cmakeCommands(text).flatMap(({ name, arguments: all }) => {
    if (name !== 'vcpkg_from_github') return [];
    const after = (keyword: string): Argument | undefined => all[all.findIndex((each) => each.text === keyword) + 1];
    const has = (keyword: string) => all.some((each) => each.text === keyword);
    const [source, ref, sha512] = [after('REPO'), after('REF'), after('SHA512')];
    if (!['REPO', 'REF', 'SHA512'].every(has) || source === undefined || ref === undefined || sha512 === undefined)
      return [];
    // A longer one is no name of a tag.
    return ref.text.length > LONGEST_REF ? [] : [{ source: source.text, ref, sha512 }];
  });
  const [one, another] = found;
  return one === undefined || another !== undefined ? null : one;
}

/** Whether the reference is made of the version that the manifest says. */
const followsManifest = ({ ref }: Portfile): boolean => /\$\{VERSION\}/.test(ref.text);

const isPortfile = (path: string): boolean => path.endsWith('portfile.cmake');

/** The manifest's version and the line of what a port says about the tag. */
export function readVcpkgPort(path: string, { text }: FileText): Checked<readonly FoundVersion[]> {
  if (isPortfile(path)) {
    const port = readPortfile(text);
    if (port === null) return failed(problem('version-not-found', 'it fetches no archive of a tag, or several.'));
    const version = /\d+\.\d+\.\d[0-9A-Za-z.+-]*/.exec(port.ref.text)?.[0];
    return checked(version === undefined ? [] : [{ version, line: lineAt(text, port.ref.start) }]);
  }
  for (const key of VERSION_KEYS) {
    const found = findJson(text, key);
    const [place] = found.ok ? found.value.places : [];
    if (place !== undefined) return checked([{ version: place.value, line: lineAt(text, place.start) }]);
  }
  return failed(problem('version-not-found', `it has no ${VERSION_KEYS.join(', ')}.`));
}

/** Whether a portfile fetches the archive of one tag that names a version. */
export function fetchesArchive(bytes: Uint8Array): boolean {
  const ref = readPortfile(readFileText(bytes).text)?.ref.text;
  return ref !== undefined && /\$\{VERSION\}|\d+\.\d+\.\d/.test(ref);
}

/** What a port needs for a release. */
export interface PortRelease {
  readonly version: string;
  readonly tag: string;
  /** Of the source archive of the tag, in hex. */
  readonly sha512: string;
}

/** A file of a port that says an earlier release, and where: what a person is shown. */
export interface PortPlace {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/**
 * Where the ports that fetch the tags of this repository say an earlier release than this one. A port that a person has
 * moved to this one, or on to a later one, says none.
 *
 * @param paths of ports, both files of each
 * @param repository `owner/name`
 */
export function duePorts(
  files: ReadonlyMap<string, Uint8Array>,
  paths: readonly string[],
  { version, tag, repository }: { readonly version: string; readonly tag: string; readonly repository: string },
): readonly PortPlace[] {
  const portfiles = paths.filter(isPortfile);
  return portfiles.flatMap((path): PortPlace[] => {
    const manifest = paths.find((each) => each !== path && folderOf(each) === folderOf(path));
    const bytes = files.get(path);
    const manifestBytes = manifest === undefined ? undefined : files.get(manifest);
    if (bytes === undefined || manifest === undefined || manifestBytes === undefined) return [];
    const portfile = readFileText(bytes);
    const port = readPortfile(portfile.text);
    const said = readVcpkgPort(manifest, readFileText(manifestBytes));
    const current = said.ok ? said.value[0] : undefined;
    if (port === null || current === undefined || port.source.toLowerCase() !== repository.toLowerCase()) return [];
    if ((compareVersions(current.version, version) ?? -1) > 0) return [];
    const { ref } = port;
    if (current.version === version && (followsManifest(port) || ref.text === tag)) return [];
    return [
      { path: manifest, line: current.line, text: current.version },
      { path, line: lineAt(portfile.text, ref.start), text: ref.text },
    ];
  });
}

/** A file of a port for a release, every other byte as it was. */
export function bumpVcpkgPort(path: string, bytes: Uint8Array, release: PortRelease): Checked<Uint8Array> {
  const file = readFileText(bytes);
  const edits = isPortfile(path) ? portfileEdits(file.text, release) : manifestEdits(path, file.text, release);
  return edits.ok ? checked(applyEdits(file, edits.value)) : edits;
}

function portfileEdits(text: string, { tag, sha512 }: PortRelease): Checked<readonly TextEdit[]> {
  const port = readPortfile(text);
  if (port === null) return failed(problem('version-not-found', 'it fetches no archive of a tag, or several.'));
  const replaced = ({ start, text: old }: Argument, replacement: string): TextEdit => ({
    start,
    end: start + old.length,
    replacement,
  });
  const ref = followsManifest(port) ? [] : [replaced(port.ref, tag)];
  return checked([...ref, replaced(port.sha512, sha512)]);
}

function manifestEdits(path: string, text: string, { version }: PortRelease): Checked<readonly TextEdit[]> {
  for (const key of VERSION_KEYS) {
    const found = findJson(text, key);
    const [place] = found.ok ? found.value.places : [];
    if (place === undefined) continue;
    const { start, end, value } = place;
    return checked([{ start, end, replacement: version }, ...(value === version ? [] : firstPackaging(path, text))]);
  }
  return failed(problem('version-not-found', `it has no ${VERSION_KEYS.join(', ')}.`));
}
