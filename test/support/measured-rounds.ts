import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShardClaim } from '../../src/core/bench/shards.ts';
import { HEADER, type RowText, rowText } from '../core/measurements/read-text.ts';

/** A folder as the gate leaves it for upload: a duet's rounds, and what the run says of them. */
export interface MeasuredFolder {
  readonly folder: string;
  /** Tree of the candidate, as the rounds say. */
  readonly tree: string;
  readonly baselineTree?: string;
  /** Speed of the candidate, the baseline's being 1. */
  readonly speed: number;
  readonly rounds?: number;
  /** Stack that is judged. */
  readonly subject?: string;
  /** Where in the folder. */
  readonly place?: string;
  /** What a part of a family says of itself. */
  readonly shard?: ShardClaim;
  /** Rows beside those of the three stacks, on both sides. */
  readonly more?: readonly RowText[];
}

/** Writes `bench/` of such a folder. The noise is small and always the same. */
export function writeRounds({ folder, tree, speed, rounds = 10, more = [], ...given }: MeasuredFolder): void {
  const host = { cpuModel: 'cpu', kernel: 'k', logicalCores: 4, loadBefore: 0.1 };
  const trees = { baseline: given.baselineTree ?? 'b'.repeat(40), candidate: tree };
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const { place: where = 'bench', subject = 'framed', shard } = given;
  write(`${where}/bench.json`, JSON.stringify({ host, trees, ...(shard === undefined ? {} : { shard }) }));
  for (let round = 1; round <= rounds; round += 1) {
    const noise = 1 + 0.002 * Math.sin(round * 7);
    const place = `${where}/rounds/${String(round).padStart(4, '0')}`;
    for (const [side, factor] of [
      ['baseline', 1],
      ['candidate', speed * noise],
    ] as const) {
      const rows = [
        { id: `${subject}-s2`, throughput: (100_000 * factor).toFixed(2) },
        { id: 'raw-s2', throughput: (120_000 * (side === 'baseline' ? 1 : noise)).toFixed(2) },
        { id: 'lines-s2', throughput: (90_000 * (side === 'baseline' ? 1 : 2 - noise)).toFixed(2) },
        ...more,
      ];
      write(`${place}/${side}/run-1/metrics.csv`, `${[HEADER, ...rows.map(rowText)].join('\n')}\n`);
    }
    write(`${place}/round.json`, JSON.stringify({ index: round, host, trees, runs: [{ outOfStepMs: 3 }] }));
  }
}
