import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checked, checked, failed, problem } from '../core/problem.ts';
import { describeFileError } from './regular-file.ts';

/**
 * A folder that a stranger's run left. The longest duet leaves some 500 files of some megabytes together; what is beyond
 * these bounds is no measurement.
 */
export interface ForeignFolderLimits {
  /** Files and folders. */
  readonly entries: number;
  /** Bytes. */
  readonly file: number;
  /** Bytes of all files. */
  readonly total: number;
  readonly depth: number;
}

export const FOREIGN_FOLDER_LIMITS: ForeignFolderLimits = {
  entries: 4_000,
  file: 64 * 2 ** 20,
  total: 256 * 2 ** 20,
  depth: 8,
};

/**
 * Looks at every entry before any is read: regular files and folders only, so that no link leads out of the folder and no
 * pipe holds us up, and no more and no larger than a measurement leaves.
 *
 * @returns whether the folder can be read: `absent` where there is none or nothing in it. Of what is wrong, the first only
 */
export async function vetForeignFolder(
  folder: string,
  limits: ForeignFolderLimits = FOREIGN_FOLDER_LIMITS,
): Promise<Checked<'present' | 'absent'>> {
  const refuse = (what: string, where: string) => failed(problem('artifact-refused', what, { where: where || '.' }));
  let entries = 0;
  let total = 0;
  const look = async (below: string, depth: number): Promise<Checked<null>> => {
    for (const name of await readdir(join(folder, below))) {
      const path = below === '' ? name : `${below}/${name}`;
      entries += 1;
      if (entries > limits.entries) return refuse(`There are more than ${limits.entries} files and folders.`, '');
      const found = await lstat(join(folder, path));
      if (found.isSymbolicLink()) return refuse('A symbolic link.', path);
      if (found.isDirectory()) {
        if (depth >= limits.depth) return refuse(`Folders more than ${limits.depth} deep.`, path);
        const inside = await look(path, depth + 1);
        if (!inside.ok) return inside;
      } else if (!found.isFile()) return refuse('Neither a file nor a folder.', path);
      else if (found.nlink > 1) return refuse('A file with a second name elsewhere.', path);
      else if (found.size > limits.file) return refuse(`${found.size} bytes; at most ${limits.file}.`, path);
      else {
        total += found.size;
        if (total > limits.total) return refuse(`More than ${limits.total} bytes altogether.`, '');
      }
    }
    return checked(null);
  };
  try {
    const root = await lstat(folder);
    if (root.isSymbolicLink() || !root.isDirectory()) return refuse('Not a folder.', '');
    const looked = await look('', 1);
    return looked.ok ? checked(entries === 0 ? 'absent' : 'present') : looked;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return checked('absent');
    return refuse(`The folder ${describeFileError(error)}.`, '');
  }
}
