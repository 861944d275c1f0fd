import { isMap, isScalar } from 'yaml';
import { applyEdits, asBytes, type FileText, lineAt, lineEnding, readFileText } from '../file-text.ts';
import { type Checked, checked, failed, problem } from '../problem.ts';
import { compareVersions } from './semver.ts';
import type { BumpedFile, BumpTarget, FoundVersion } from './version-bump.ts';
import { readVersionYaml } from './version-yaml.ts';

/** One entry below `sources:`. Offsets count characters; `start` is the first character of its line. */
interface SourceEntry {
  readonly version: string;
  readonly start: number;
  readonly keyOffset: number;
  readonly end: number;
  readonly quote: string;
  readonly url: {
    readonly value: string;
    readonly quote: string;
    readonly lineEnd: number;
    readonly indent: string;
  } | null;
  readonly sha256: string | null;
}

/**
 * Reads a Conan recipe's `conandata.yml`: `sources:` maps a version to the url and sha256 of its archive.
 *
 * Source: Conan documentation, "conandata.yml".
 */
function readSources({ text }: FileText): Checked<readonly SourceEntry[]> {
  if (lastRead?.text !== text) lastRead = { text, entries: sourcesIn(text) };
  return lastRead.entries;
}

/** A recipe is asked for its version, then for its edits, then for what it still lacks: it is read once. */
let lastRead: { readonly text: string; readonly entries: Checked<readonly SourceEntry[]> } | null = null;

function sourcesIn(text: string): Checked<readonly SourceEntry[]> {
  const read = readVersionYaml(text);
  if (!read.ok) return read;
  const sources: unknown = read.value.get('sources', true);
  if (!isMap(sources) || sources.flow === true) {
    return failed(problem('version-not-found', 'it has no `sources:` map that could be added to.'));
  }
  const entries: SourceEntry[] = [];
  for (const pair of sources.items) {
    if (!isScalar(pair.key) || !pair.key.range) continue;
    const [keyOffset, keyEnd] = pair.key.range;
    const raw = text.slice(keyOffset, keyEnd);
    const quote = /^["']/.exec(raw)?.[0] ?? '';
    const value = pair.value;
    const end = isMap(value) && value.range ? value.range[1] : keyEnd;
    let url: SourceEntry['url'] = null;
    let sha256: string | null = null;
    for (const inner of isMap(value) ? value.items : []) {
      if (!isScalar(inner.key) || !isScalar(inner.value) || !inner.value.range || !inner.key.range) continue;
      if (inner.key.value === 'sha256') sha256 = String(inner.value.value);
      if (inner.key.value !== 'url') continue;
      const lineStart = text.lastIndexOf('\n', inner.key.range[0]) + 1;
      const newline = text.indexOf('\n', inner.value.range[1]);
      url = {
        value: String(inner.value.value),
        quote: /^["']/.exec(text.slice(inner.value.range[0], inner.value.range[1]))?.[0] ?? '',
        lineEnd: newline === -1 ? text.length : newline,
        indent: text.slice(lineStart, inner.key.range[0]),
      };
    }
    entries.push({
      version: raw.replace(/^(["'])(.*)\1$/, '$2'),
      start: text.lastIndexOf('\n', keyOffset) + 1,
      keyOffset,
      end,
      quote,
      url,
      sha256,
    });
  }
  return checked(entries);
}

/** The entry with the highest version; the first one where none has a version that can be compared. */
function newestOf(entries: readonly SourceEntry[]): SourceEntry | undefined {
  let newest: SourceEntry | undefined;
  for (const each of entries) {
    const order = compareVersions(each.version, newest?.version ?? each.version);
    if (order !== null && (newest === undefined || order > 0)) newest = each;
  }
  return newest ?? entries[0];
}

/** The newest version with an entry. */
export function readConandata(file: FileText): Checked<readonly FoundVersion[]> {
  const sources = readSources(file);
  if (!sources.ok) return sources;
  const newest = newestOf(sources.value);
  return checked(newest === undefined ? [] : [{ version: newest.version, line: lineAt(file.text, newest.keyOffset) }]);
}

/**
 * Adds an entry for the new version in front of the others, in their style. It has a url but no sha256 yet: the archive
 * exists only after the tag.
 *
 * @param urlTemplate with {version} and {tag}; by default GitHub's archive of the tag
 */
export function bumpConandata(file: FileText, target: BumpTarget, urlTemplate?: string): Checked<BumpedFile> {
  const sources = readSources(file);
  if (!sources.ok) return sources;
  const template = urlTemplate ?? `${target.repositoryUrl}/archive/refs/tags/{tag}.tar.gz`;
  const url = template.replaceAll('{version}', target.version).replaceAll('{tag}', target.tag);
  if (!/^https?:\/\/[\x21\x23-\x26\x28-\x5b\x5d-\x7e]+$/.test(url)) {
    return failed(problem('config-invalid', `${JSON.stringify(url)} is no http(s) address.`));
  }
  const newest = newestOf(sources.value);
  const before = newest?.version ?? null;
  const present = sources.value.find((each) => each.version === target.version);
  if (present !== undefined) {
    if (present.url?.value === url) return checked({ bytes: applyEdits(file, []), before, changed: false });
    const problemText = `it has an entry for ${target.version} already, with the url ${present.url?.value ?? '(none)'}.`;
    return failed(
      problem('version-files-disagree', problemText, {
        where: String(lineAt(file.text, present.keyOffset)),
        remedy: 'Remove that entry, or set `url` of this version file.',
      }),
    );
  }
  const first = sources.value[0];
  if (first?.url == null) {
    return failed(problem('version-not-found', 'it has no entry with a url whose style could be followed.'));
  }
  const end = lineEnding(file.text);
  const { text } = file;
  const quote = first.quote === '' ? '"' : first.quote;
  const entry = `${text.slice(first.start, first.keyOffset)}${quote}${target.version}${quote}:${end}${first.url.indent}url: ${first.url.quote === '' ? '"' : first.url.quote}${url}${first.url.quote === '' ? '"' : first.url.quote}${end}`;
  const bytes = applyEdits(file, [{ start: first.start, end: first.start, replacement: asBytes(entry) }]);
  return checked({ bytes, before, changed: true });
}

/** The address that the entry of a version names; null where there is no such entry. */
export function conandataUrl(bytes: Uint8Array, version: string): string | null {
  const sources = readSources(readFileText(bytes));
  return sources.ok ? (sources.value.find((each) => each.version === version)?.url?.value ?? null) : null;
}

/** Whether a recipe has an entry for a version that still needs the hash of its archive. */
export function lacksSha256(bytes: Uint8Array, version: string): boolean {
  const sources = readSources(readFileText(bytes));
  return (
    sources.ok && sources.value.some((each) => each.version === version && each.url !== null && each.sha256 === null)
  );
}

/** Adds the sha256 to the entry of a version, once. */
export function addConandataSha256(
  bytes: Uint8Array,
  entry: { readonly version: string; readonly sha256: string },
): Checked<{ readonly bytes: Uint8Array; readonly changed: boolean }> {
  const file = readFileText(bytes);
  const sources = readSources(file);
  if (!sources.ok) return sources;
  const present = sources.value.find((each) => each.version === entry.version);
  if (present?.url == null) {
    return failed(problem('version-not-found', `it has no entry with a url for ${entry.version}.`));
  }
  if (present.sha256 === entry.sha256) return checked({ bytes, changed: false });
  if (present.sha256 !== null) {
    return failed(
      problem(
        'version-files-disagree',
        `its entry for ${entry.version} has the sha256 ${present.sha256}, but the archive has ${entry.sha256}.`,
        {
          remedy: 'Find out which archive the other hash belongs to; then correct it by hand.',
        },
      ),
    );
  }
  const { url } = present;
  const end = lineEnding(file.text);
  const carriage = file.text[url.lineEnd - 1] === '\r';
  const at = carriage ? url.lineEnd - 1 : url.lineEnd;
  const quote = url.quote === '' ? '"' : url.quote;
  const line = `${end}${url.indent}sha256: ${quote}${entry.sha256}${quote}`;
  return checked({ bytes: applyEdits(file, [{ start: at, end: at, replacement: line }]), changed: true });
}
