import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checked, checked, failed, problem } from '../core/problem.ts';
import { hideSecrets } from '../core/secrets.ts';
import { describeFileError } from './regular-file.ts';

/**
 * Writes files into a folder, making it where needed. Each appears under its name only when it is whole and on disk, in
 * the order given. `output-unwritable` leaves none half-written.
 */
export async function writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<Checked<null>> {
  const unfinished: string[] = [];
  let at = folder;
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, content] of files) {
      at = join(folder, name);
      const part = `${at}.part`;
      unfinished.push(part);
      const handle = await open(part, 'w');
      try {
        await handle.writeFile(content, 'utf8');
        await handle.sync();
      } finally {
        await handle.close();
      }
    }
    for (const name of files.keys()) {
      at = join(folder, name);
      await rename(`${at}.part`, at);
    }
    return checked(null);
  } catch (error) {
    for (const part of unfinished) await rm(part, { force: true }).catch(() => undefined);
    return failed(problem('output-unwritable', `The output ${describeFileError(error)}.`, { where: at }));
  }
}

/** The same for files that quote what others wrote: a token that came along is not in them. */
export const fileWriterWithout =
  (tokens: readonly string[]): typeof writeFiles =>
  (folder, files) =>
    writeFiles(folder, new Map([...files].map(([name, text]) => [name, hideSecrets(text, tokens)])));
