import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HEADER } from '../../core/measurements/read-text.ts';
import { rowText } from './case-input.ts';
import type { CaseRow, GateCase, RecordedRows } from './gate-case.ts';

/** The results of a case as folders, for who judges what lies on a disk. */
export interface CaseFolders {
  /** One a line, as the inputs of an action have them; none for a duet, whose rounds hold both sides. */
  readonly baseline: readonly string[];
  readonly candidate: readonly string[];
}

/** @param root a folder that is there @param tree that of the candidate */
export function writeCase(given: GateCase, root: string, tree: string): CaseFolders {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const table = (rows: readonly CaseRow[]) => `${[HEADER, ...rows.map(rowText)].join('\n')}\n`;
  if (given.recorded !== undefined) {
    const side = (name: string, rows: RecordedRows) =>
      (Array.isArray(rows[0]) ? (rows as readonly (readonly CaseRow[])[]) : [rows as readonly CaseRow[]]).map(
        (each, at) => {
          write(`${name}-${at}/metrics.csv`, table(each));
          return join(root, `${name}-${at}`);
        },
      );
    return {
      baseline: side('baseline', given.recorded.baseline),
      candidate: side('candidate', given.recorded.candidate),
    };
  }
  const trees = { baseline: 'b'.repeat(40), candidate: tree };
  const host = { cpuModel: 'cpu', kernel: 'k', logicalCores: 4, loadBefore: 0.1 };
  write('bench/bench.json', JSON.stringify({ host, trees }));
  const series = Object.entries(given.rounds ?? {}) as [string, readonly number[]][];
  const length = Math.max(...series.map(([, d]) => d.length));
  for (let round = 0; round < length; round += 1) {
    const place = `bench/rounds/${String(round + 1).padStart(4, '0')}`;
    for (const side of ['baseline', 'candidate'] as const)
      write(
        `${place}/${side}/run-1/metrics.csv`,
        table(
          series.map(([id, d]) => ({
            id,
            throughput: side === 'baseline' ? '1000' : (1000 * Math.exp(d[round] ?? 0)).toFixed(6),
          })),
        ),
      );
    write(`${place}/round.json`, JSON.stringify({ index: round + 1, host, trees, runs: [{ outOfStepMs: 3 }] }));
  }
  return { baseline: [], candidate: [join(root, 'bench')] };
}
