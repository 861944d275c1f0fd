import { copyFile, lstat, mkdir, readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathGlob } from '../../core/path-glob.ts';

/** Path below a tree → when and how large it was last written. */
export type TreeFiles = ReadonlyMap<string, string>;

/** Folders that hold no result of a run, and much else. */
const PASSED_OVER: ReadonlySet<string> = new Set(['.git', 'node_modules']);
const MOST_ENTRIES = 1_000_000;

/**
 * Regular files of a tree that fit one of the globs. Links are not followed.
 *
 * @param without an absolute folder that is passed over
 */
export async function treeFiles(tree: string, globs: readonly string[], without: string): Promise<TreeFiles> {
  const found = new Map<string, string>();
  let entries = 0;
  for (const glob of globs) {
    const fits = pathGlob(glob);
    // What stands before the first wildcard need not be searched for.
    const fixed = glob.slice(0, glob.search(/[*?]|$/)).replace(/[^/]*$/, '');
    const deepest = glob.includes('**') ? Number.POSITIVE_INFINITY : glob.split('/').length;
    const pending = [fixed];
    for (let below = pending.pop(); below !== undefined; below = pending.pop()) {
      if (resolve(tree, below) === without) continue;
      for (const entry of await readdir(join(tree, below), { withFileTypes: true }).catch(() => [])) {
        entries += 1;
        if (entries > MOST_ENTRIES) return found;
        const path = `${below}${entry.name}`;
        if (entry.isDirectory()) {
          if (!PASSED_OVER.has(entry.name) && path.split('/').length < deepest) pending.push(`${path}/`);
        } else if (entry.isFile() && fits(path)) found.set(path, await writtenAt(join(tree, path)));
      }
    }
  }
  return found;
}

async function writtenAt(path: string): Promise<string> {
  const { mtimeNs, ctimeNs, size } = await lstat(path, { bigint: true });
  return `${mtimeNs} ${ctimeNs} ${size}`;
}

/** Copies what was written since: an earlier run's files, or committed ones, are no result of this run. */
export async function copyWritten(tree: string, before: TreeFiles, after: TreeFiles, to: string): Promise<void> {
  for (const [path, written] of after) {
    if (before.get(path) === written) continue;
    await mkdir(dirname(join(to, path)), { recursive: true });
    await copyFile(join(tree, path), join(to, path));
  }
}
