import type { HarnessResult, HarnessRow } from './harness-result.ts';

/** User CPU time that an item took, in nanoseconds. The kernel's part does not dilute it, and nobody else's load is in it. */
export const CPU_PER_ITEM = 'cpu-per-item';
/** What a command calls the number of items that it worked through. */
export const ITEMS = 'items';

/** What the user CPU time of one process is divided by: the items of its one row that has any. */
function itemsOf(row: HarnessRow): number {
  return row.isRecord === true ? (row.metrics.get(ITEMS)?.value ?? 0) : (row.figures.recv ?? 0);
}

/**
 * The run with that metric, where it is known how many items the process worked through: messages that a stack of the harness
 * received, or `items` of a case. Where several rows of one process have items, nothing says which of them took the time.
 *
 * @param seconds user CPU time by stack; of a command, by the empty name
 */
export function withCpuPerItem(run: HarnessResult, seconds: ReadonlyMap<string, number>): HarnessResult {
  const rows = new Map(run.rows);
  for (const [stack, time] of seconds) {
    const having = [...run.rows.values()].filter(
      (row) => (row.isRecord === true ? stack === '' : row.stack === stack) && itemsOf(row) > 0,
    );
    const [row] = having;
    if (row === undefined || having.length > 1 || !(time > 0)) continue;
    const value = { value: (time / itemsOf(row)) * 1e9, unit: 'ns', better: 'lower', exact: false } as const;
    rows.set(row.id, { ...row, metrics: new Map(row.metrics).set(CPU_PER_ITEM, value) });
  }
  return { ...run, rows };
}
