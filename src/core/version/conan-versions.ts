import { isMap, isScalar, type Pair } from 'yaml';
import { applyEdits, type FileText, lineAt, lineEnding } from '../file-text.ts';
import { type Checked, checked, failed, problem } from '../problem.ts';
import { compareVersions } from './semver.ts';
import type { BumpedFile, FoundVersion } from './version-bump.ts';
import { readVersionYaml } from './version-yaml.ts';

interface VersionEntry {
  readonly version: string;
  /** First and last character of its lines, the line end included. */
  readonly start: number;
  readonly end: number;
  readonly keyOffset: number;
  readonly keyEnd: number;
}

/** The `versions:` of the config.yml beside the folders of a Conan recipe: each version with its folder. */
function readEntries(text: string): Checked<readonly VersionEntry[]> {
  const read = readVersionYaml(text);
  if (!read.ok) return read;
  const versions: unknown = read.value.get('versions', true);
  if (!isMap(versions) || versions.flow === true)
    return failed(problem('version-not-found', 'it has no `versions:` map that could be added to.'));
  return checked(versions.items.flatMap((each) => entryOf(text, each) ?? []));
}

function entryOf(text: string, { key, value }: Pair<unknown, unknown>): VersionEntry | null {
  if (!isScalar(key) || !key.range || !isMap(value) || !value.range) return null;
  const [keyOffset, keyEnd] = key.range;
  const start = text.lastIndexOf('\n', keyOffset) + 1;
  const lastContent = text.slice(0, value.range[1]).trimEnd().length;
  const newline = text.indexOf('\n', lastContent - 1);
  const end = newline === -1 ? text.length : newline + 1;
  return { version: String(key.value), start, end, keyOffset, keyEnd };
}

/** The entry with the highest version. */
function newestOf(entries: readonly VersionEntry[]): VersionEntry | undefined {
  const [first, ...others] = entries.filter(({ version }) => compareVersions(version, version) !== null);
  let newest = first;
  for (const each of others)
    if (newest !== undefined && (compareVersions(each.version, newest.version) ?? 0) > 0) newest = each;
  return newest;
}

/** The newest version with an entry. */
export function readConanVersions(file: FileText): Checked<readonly FoundVersion[]> {
  const entries = readEntries(file.text);
  if (!entries.ok) return entries;
  const newest = newestOf(entries.value);
  return checked(newest === undefined ? [] : [{ version: newest.version, line: lineAt(file.text, newest.keyOffset) }]);
}

/** Adds the new version in front of the newest one (behind it where they rise), with what that one says: its folder. */
export function bumpConanVersions(file: FileText, version: string): Checked<BumpedFile> {
  const entries = readEntries(file.text);
  if (!entries.ok) return entries;
  const newest = newestOf(entries.value);
  if (newest === undefined) return failed(problem('version-not-found', 'it has no entry that could be followed.'));
  if (entries.value.some((each) => each.version === version))
    return checked({ bytes: applyEdits(file, []), before: newest.version, changed: false });
  const { text } = file;
  const written = text.slice(newest.keyOffset, newest.keyEnd);
  const key = written.replace(newest.version, version);
  const body = text.slice(newest.start, newest.keyOffset) + key + text.slice(newest.keyEnd, newest.end);
  const rises = entries.value.length > 1 && entries.value.at(-1) === newest;
  const isClosed = newest.end < text.length || text.endsWith('\n');
  const end = lineEnding(text);
  const replacement = isClosed ? body : rises ? end + body : body + end;
  const at = rises ? newest.end : newest.start;
  return checked({
    bytes: applyEdits(file, [{ start: at, end: at, replacement }]),
    before: newest.version,
    changed: true,
  });
}
