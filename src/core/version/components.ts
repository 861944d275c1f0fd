import { readFileText } from '../file-text.ts';
import { candidateVersionPaths, recognise } from './detect.ts';
import { readVersionFile } from './version-file.ts';

/** A folder with a package and a version of its own. */
export interface Component {
  readonly name: string;
  /** Without a slash at the end. */
  readonly folder: string;
  readonly version: string;
  /** The file that says so. */
  readonly from: string;
}

const MANIFEST = /(^|\/)(package\.json|Cargo\.toml|pyproject\.toml|setup\.(py|cfg)|VERSION(\.txt)?|version\.txt)$/;

/**
 * The components of a repository that is not released as a whole: nothing at its root carries a version, and the packages
 * below do not agree on one. Packages that are never published are none. Empty otherwise.
 */
export function findComponents(files: ReadonlyMap<string, Uint8Array>): Component[] {
  const found = new Map<string, Component>();
  for (const path of candidateVersionPaths([...files.keys()])) {
    const bytes = files.get(path);
    const spec = bytes === undefined ? null : recognise(path, bytes);
    const read = spec === null || bytes === undefined ? null : readVersionFile(spec, bytes);
    const version = read?.ok === true ? read.value[0]?.version : undefined;
    if (bytes === undefined || version === undefined || isUnpublished(path, bytes)) continue;
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    if (folder === '') return [];
    if (!MANIFEST.test(path) || found.has(folder)) continue;
    found.set(folder, { name: folder.slice(folder.lastIndexOf('/') + 1), folder, version, from: path });
  }
  const components = [...found.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
  return new Set(components.map((each) => each.version)).size > 1 ? components : [];
}

/** Whether a manifest says that its package is private. */
function isUnpublished(path: string, bytes: Uint8Array): boolean {
  const { text } = readFileText(bytes);
  if (path.endsWith('package.json')) return /"private"\s*:\s*true\b/.test(text);
  return path.endsWith('Cargo.toml') && /^[ \t]*publish[ \t]*=[ \t]*(false|\[[ \t]*\])/m.test(text);
}
