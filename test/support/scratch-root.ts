import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** What the stories of a run leave at the same time, many times over. Bytes. */
const ENOUGH = 2 ** 31;

/**
 * Where tests put their folders: in memory where there is room for them and programs may be started from there, since a
 * repository is many small files that git syncs to the disk; else where the system says.
 */
export function scratchRoot(): string {
  let folder: string | undefined;
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < ENOUGH) return tmpdir();
    folder = mkdtempSync(join(MEMORY, 'zlink-probe-'));
    const program = join(folder, 'program');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    return spawnSync(program).status === 0 ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}
