import { counted } from '../counted.ts';
import type { ObjectId, TreeListing } from './git-tree.ts';

/** Files that are named before the rest is only counted. */
const NAMED = 10;

/** Path → mode and id of everything in a complete listing that is no directory. */
function contents(listing: TreeListing): Map<string, string> {
  const found = new Map<string, string>();
  for (const [directory, entries] of listing) {
    for (const { path, mode, sha } of entries)
      if (mode !== '040000') found.set(directory === '' ? path : `${directory}/${path}`, `${mode} ${sha}`);
  }
  return found;
}

/**
 * The paths in which a tree differs from a base with edits: changed, added or missing, sorted. Both listings are complete.
 *
 * @param edits blob by path, replacing files of the base
 */
export function differingPaths(
  base: TreeListing,
  edits: ReadonlyMap<string, ObjectId>,
  other: TreeListing,
): readonly string[] {
  const planned = contents(base);
  for (const [path, blob] of edits) planned.set(path, `${planned.get(path)?.split(' ', 1)[0] ?? '100644'} ${blob}`);
  const found = contents(other);
  const paths = new Set([...planned.keys(), ...found.keys()]);
  return [...paths].filter((path) => planned.get(path) !== found.get(path)).sort();
}

/** The same for a person, as in "differs from the plan in …". null: it could not be told. */
export function namedPaths(paths: readonly string[] | null): string {
  if (paths === null) return 'files that could not be listed';
  const rest = paths.length - NAMED;
  return rest > 0 ? `${paths.slice(0, NAMED).join(', ')} and ${counted(rest, 'more file')}` : paths.join(', ');
}
