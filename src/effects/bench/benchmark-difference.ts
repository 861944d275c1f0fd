import { pathGlob } from '../../core/path-glob.ts';
import { changedPaths } from './checkout-tree.ts';

/** Files that are shown; that there are more is nothing new. */
const MOST_SHOWN = 20;

/**
 * The files of the benchmark itself that differ between two commits: whoever compares each side's own benchmark compares two.
 *
 * @param globs the benchmark's files; none: it is not known which they are
 */
export async function benchmarkDifference(
  directory: string,
  from: string,
  to: string,
  globs: readonly string[],
): Promise<string[]> {
  if (globs.length === 0) return [];
  const fits = globs.map(pathGlob);
  const changed = await changedPaths(directory, from, to);
  return changed.filter((path) => fits.some((each) => each(path))).slice(0, MOST_SHOWN);
}
