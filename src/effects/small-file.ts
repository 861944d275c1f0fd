import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';

/** Why a named file could not be read, as a clause that follows its name. */
export type SmallFile = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/**
 * Reads a text file that a person named. Only a regular file, so that no pipe or device holds us up, and none larger than
 * it has reason to be.
 *
 * @param limit bytes
 */
export function readNamedFile(path: string, limit: number): SmallFile {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const about = fstatSync(descriptor);
    if (!about.isFile()) return { ok: false, why: 'is not a regular file' };
    if (about.size > limit) return { ok: false, why: `is larger than ${limit} bytes` };
    const bytes = Buffer.alloc(about.size);
    let length = 0;
    while (length < bytes.length) {
      const read = readSync(descriptor, bytes, length, bytes.length - length, length);
      if (read === 0) break;
      length += read;
    }
    return { ok: true, text: bytes.toString('utf8', 0, length) };
  } catch (error) {
    return { ok: false, why: `cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}` };
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

/** Whether a path that exists stays in a folder once every symbolic link on the way is followed. */
export function staysInside(folder: string, path: string): boolean {
  try {
    const way = relative(realpathSync(folder), realpathSync(resolve(folder, path)));
    return way !== '' && !/^\.\.($|[\\/])/.test(way) && resolve(way) !== way;
  } catch {
    return false;
  }
}
