import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Side } from '../../core/bench/round-plan.ts';
import { problem, Stop } from '../../core/problem.ts';
import { staysInside } from '../small-file.ts';
import { committedFiles } from './checkout-tree.ts';

/**
 * Puts the candidate's benchmark in place of the baseline's: its committed files that fit the globs, and no other of the
 * baseline's that do.
 *
 * @throws Stop where there is no such file
 */
export async function takeSources(
  { baseline, candidate }: Readonly<Record<Side, string>>,
  globs: readonly string[],
): Promise<void> {
  const taken = await committedFiles(candidate, globs);
  if (taken.length === 0)
    throw new Stop([
      problem('bench-harness-missing', 'No committed file fits `bench.source-files`.', {
        where: 'bench.source-files',
        remedy: 'Name the files of the benchmark as globs from the root of the repository.',
      }),
    ]);
  for (const path of await committedFiles(baseline, globs)) await rm(join(baseline, path), { force: true });
  for (const path of taken) {
    requireWayInside(baseline, path);
    await mkdir(dirname(join(baseline, path)), { recursive: true });
    // What stands there may be a link, which would be written through.
    await rm(join(baseline, path), { recursive: true, force: true });
    await copyFile(join(candidate, path), join(baseline, path));
  }
}

/** @throws Stop where a folder on the way to the path leads out of the tree */
function requireWayInside(tree: string, path: string): void {
  let at = dirname(path);
  while (at !== '.' && !existsSync(join(tree, at))) at = dirname(at);
  if (at === '.' || staysInside(tree, at)) return;
  throw new Stop([
    problem('path-outside-repository', `${path} leads out of the tree through a symbolic link.`, {
      where: 'bench.source-files',
    }),
  ]);
}
