import { type DevelopmentMark, withMarks } from '../version/development-marks.ts';
import { bumpVcpkgPort } from '../version/vcpkg-port.ts';
import type { VersionFileSpec } from '../version/version-file.ts';
import { bumpVersionFile } from '../version/version-file.ts';
import type { SourceTree } from './facts.ts';

/** Any version will do: two files that differ in their versions alone are equal once both carry it. */
const COMMON = { version: '0.0.0', tag: 'v0.0.0', repositoryUrl: 'https://example.invalid' };

/** A tree, and where it says its version. */
export interface WorkTree {
  readonly source: SourceTree;
  readonly versionFiles: readonly VersionFileSpec[];
  /** What of it is in development. */
  readonly marks?: readonly DevelopmentMark[];
}

/**
 * Whether a tree holds anything that a release has not: more than other versions in its version files (somebody began the
 * next one), marks of development and the hash of its archive (our follow-up). Trees are compared, not histories: a commit that was reverted is no work.
 */
export function holdsNewWork(
  { source: released, versionFiles: then }: WorkTree,
  { source: now, versionFiles, marks = [] }: WorkTree,
): boolean {
  if (released.tree === now.tree) return false;
  // What was not listed may differ.
  if (released.truncated || now.truncated) return true;
  const [old, present] = [entriesOf(released), entriesOf(now)];
  const changed = [...new Set([...old.keys(), ...present.keys()])].filter(
    (path) => old.get(path) !== present.get(path),
  );
  return changed.some((path) => {
    const [before = [], after = []] = [then, versionFiles].map((specs) => specs.filter((spec) => spec.path === path));
    const ofPath = marks.filter((mark) => mark.path === path);
    const isVersioned = ofPath.length > 0 || (before.length > 0 && after.length > 0);
    const [was, is] = [released.files.get(path), now.files.get(path)];
    if (!isVersioned || was === undefined || is === undefined || was.mode !== is.mode) return true;
    return withoutVersions(before, ofPath, was.bytes) !== withoutVersions(after, ofPath, is.bytes);
  });
}

function entriesOf({ listing }: SourceTree): Map<string, string> {
  const entries = new Map<string, string>();
  for (const [directory, children] of listing) {
    for (const { path, mode, sha } of children) {
      if (mode !== '040000') entries.set(directory === '' ? path : `${directory}/${path}`, `${mode} ${sha}`);
    }
  }
  return entries;
}

/** A version file with one and the same version in it, and a recipe without hashes; as it is where that cannot be made. */
function withoutVersions(
  specs: readonly VersionFileSpec[],
  marks: readonly DevelopmentMark[],
  bytes: Uint8Array,
): string {
  let text = bytes;
  for (const spec of specs) {
    if (spec.preset === 'conandata') {
      text = Buffer.from(
        Buffer.from(text)
          .toString('latin1')
          .replaceAll(/^[ \t]+sha256:.*\r?\n/gm, ''),
        'latin1',
      );
      continue;
    }
    if (spec.preset === 'vcpkg-port') {
      const port = bumpVcpkgPort(spec.path, text, { ...COMMON, sha512: '' });
      if (port.ok) text = port.value;
      continue;
    }
    const bumped = bumpVersionFile(spec, text, COMMON);
    if (bumped.ok) text = bumped.value.bytes;
  }
  return withMarks(Buffer.from(text).toString('latin1'), marks, 'released').text;
}
