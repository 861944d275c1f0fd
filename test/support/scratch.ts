import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterThisFile } from './leftovers.ts';

/** A folder of its own, outside the repository and with a space in its path, removed after the file's tests. */
export function scratchFolder(name = 'test'): string {
  const folder = mkdtempSync(join(tmpdir(), `zlink release ${name}-`));
  afterThisFile(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
