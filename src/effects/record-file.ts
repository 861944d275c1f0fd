import { renameSync, writeFileSync } from 'node:fs';
import type { ReleaseRecord } from '../core/release/record.ts';

/** Writes the record so that a reader sees the old one or the new one, never a torn one. */
export const saveRecord = (path: string, record: ReleaseRecord): void =>
  saveWhole(path, `${JSON.stringify(record, null, 2)}\n`);

/** Writes the page about a release, in the same way. */
export const saveReport = (path: string, html: string): void => saveWhole(path, html);

/** Writes a text so that a reader sees the old one or the new one, never a torn one. */
export function saveWhole(path: string, content: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}
