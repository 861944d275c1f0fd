import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

/** One round: figures of both sides, natural logarithms of throughput. */
export interface Round {
  readonly baseline: number;
  readonly candidate: number;
}

export interface Series {
  readonly name: string;
  /** Slowdown that was built into the candidate on purpose and measured apart; null for the same code. */
  readonly variant: string | null;
  readonly rounds: readonly Round[];
}

export interface DataSet {
  readonly name: string;
  readonly about: string;
  /** Trials are drawn from its rounds, or are its own rounds in their order. */
  readonly trials: 'resampled' | 'replayed';
  readonly series: readonly Series[];
}

const folder = fileURLToPath(new URL('../../test/cases/rounds', import.meta.url));
type Row = Readonly<Record<string, string>>;
const rowsOf = (name: string): Row[] =>
  parse(readFileSync(`${folder}/${name}.csv`, 'utf8'), { columns: true }) as Row[];
const log = (row: Row, column = 'throughput'): number => Math.log(Number(row[column]));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function groupedBy(rows: readonly Row[], ...columns: readonly string[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = columns.map((column) => row[column]).join(' ');
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

/** Rounds measured by both sides at the same time; a balanced round is the mean of its two runs. */
function concurrentSeries(rows: readonly Row[]): Series[] {
  return [...groupedBy(rows, 'stack', 'variant')].map(([name, all]) => ({
    name,
    variant: name.endsWith(' A') ? null : (name.split(' ')[1] ?? null),
    rounds: [...groupedBy(all, 'round').values()].map((round) => ({
      baseline: mean(round.filter((row) => row.side === 'baseline').map((row) => log(row))),
      candidate: mean(round.filter((row) => row.side === 'candidate').map((row) => log(row))),
    })),
  }));
}

/** One after the other: a slow variant beside the unchanged code of its round; the unchanged code beside its next round. */
function sequentialSeries(rows: readonly Row[]): Series[] {
  const plain = new Map(
    rows.filter((row) => row.variant === 'A').map((row) => [`${row.stack} ${row.round}`, log(row)]),
  );
  return [...groupedBy(rows, 'stack', 'variant')].map(([name, all]) => {
    if (name.endsWith(' A')) return { name, variant: null, rounds: pairs(all.map((row) => log(row))) };
    const rounds = all.flatMap((row) => {
      const baseline = plain.get(`${row.stack} ${row.round}`);
      return baseline === undefined ? [] : [{ baseline, candidate: log(row) }];
    });
    return { name, variant: name.split(' ')[1] ?? null, rounds };
  });
}

function pairs(values: readonly number[]): Round[] {
  return Array.from({ length: Math.floor(values.length / 2) }, (_, index) => ({
    baseline: values[2 * index] ?? 0,
    candidate: values[2 * index + 1] ?? 0,
  }));
}

export function dataSets(): DataSet[] {
  const balanced = rowsOf('balanced');
  const concurrent = rowsOf('concurrent');
  const sequential = rowsOf('sequential');
  const duets = (['calm', 'disturbed'] as const).flatMap((condition): DataSet[] => {
    const of = (rows: readonly Row[]) => rows.filter((row) => row.condition === condition);
    return [
      {
        name: `balanced, ${condition}`,
        about: 'pinned to halves, swapped',
        trials: 'resampled',
        series: concurrentSeries(of(balanced)),
      },
      {
        name: `pinned, ${condition}`,
        about: 'pinned to halves, not swapped',
        trials: 'resampled',
        series: concurrentSeries(of(concurrent).filter((row) => row.mode === 'pinned')),
      },
      {
        name: `shared, ${condition}`,
        about: 'both on all cores',
        trials: 'resampled',
        series: concurrentSeries(of(concurrent).filter((row) => row.mode === 'shared')),
      },
      {
        name: `sequential, ${condition}`,
        about: 'one after the other',
        trials: 'resampled',
        series: sequentialSeries(of(sequential)),
      },
    ];
  });
  const fastify = [...groupedBy(rowsOf('fastify'), 'stack', 'version')].map(([name, rows]) => ({
    name,
    variant: null,
    rounds: pairs(rows.map((row) => log(row, 'requests_per_s'))),
  }));
  const libzmq = [...groupedBy(rowsOf('zlink_vs_libzmq'), 'series')].map(([name, rows]) => ({
    name,
    variant: null,
    rounds: pairs(rows.map((row) => log(row))),
  }));
  return [
    ...duets,
    {
      name: 'fastify',
      about: 'public series, same version, neighbouring snapshots',
      trials: 'replayed',
      series: fastify,
    },
    { name: 'zlink and libzmq', about: 'ten iterations of 28 cases, neighbours', trials: 'resampled', series: libzmq },
  ];
}
