import { renameSync, writeFileSync } from 'node:fs';
import type { ReleaseRecord } from '../core/release/record.ts';

/** Writes the record so that a reader sees the old one or the new one, never a torn one. */
export function saveRecord(path: string, record: ReleaseRecord): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(temporary, path);
}
