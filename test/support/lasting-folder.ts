import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { scratchRoot } from './scratch-root.ts';

const lasting: string[] = [];
// One listener for all of them: a process warns about more than ten.
process.once('exit', () => {
  for (const folder of lasting) rmSync(folder, { recursive: true, force: true });
});

/** A folder that stays until this process ends: what is made once in it serves every file of tests. */
export function lastingFolder(name: string): string {
  const folder = mkdtempSync(join(scratchRoot(), `zlink-${name}-`));
  lasting.push(folder);
  return folder;
}
