import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

/** A folder of its own, outside the repository and with a space in its path, removed after the file's tests. */
export function scratchFolder(name = 'test'): string {
  const folder = mkdtempSync(join(tmpdir(), `zlink release ${name}-`));
  made.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});
