import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const path = join(tmpdir(), `zlink-step-summary-${process.pid}.md`);
process.once('exit', () => rmSync(path, { force: true }));

/** An empty file for the summary of steps in this process: `@actions/core` goes on with the first path that it was given. */
export function emptyStepSummary(): string {
  writeFileSync(path, '');
  return path;
}
