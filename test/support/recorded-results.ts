import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const RECORDED = new URL('../cases/recorded/perf5_final_20260213_152949/', import.meta.url).pathname;

/** Recorded results of the benchmark as files of a folder, changed as asked. */
export function recordedResults(
  folder: string,
  change: (text: string) => string = (text) => text,
): Record<string, string> {
  return Object.fromEntries(
    readdirSync(RECORDED).map((name) => [`${folder}/${name}`, change(readFileSync(join(RECORDED, name), 'utf8'))]),
  );
}
