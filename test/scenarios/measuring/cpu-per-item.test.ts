import { describe, expect, it } from 'vitest';
import { CPU_PER_ITEM, withCpuPerItem } from '../../../src/core/measurements/cpu-per-item.ts';
import type { HarnessRow } from '../../../src/core/measurements/harness-result.ts';
import { joinHarnessFiles } from '../../../src/core/measurements/harness-result.ts';
import { HEADER, readMetricsText, rowText } from '../../core/measurements/read-text.ts';
import { measuredTrees, measureHere } from '../../support/measured-trees.ts';

/** User CPU time an item, which bench measures itself. */

/** Works in user time as long as src/work says, in a child of its own, and sleeps twice that long. */
const BENCH = `awk -v n="$(cat src/work)" 'BEGIN { for (i = 0; i < n; i++) s += i; if (s < 0) print s }'
sleep 0.05
cat <<END > "$OUT/measurements.jsonl"
{"case":"echo","metric":"throughput","unit":"msg/s","better":"higher","value":1000.$(od -An -N1 -tu1 /dev/urandom | tr -d ' ')}
{"case":"echo","metric":"items","unit":"1","value":1000}
END
`;
const CONFIG = `bench:
  command: [sh, bench/run.sh]
  cpu-per-item: true
gate:
  controls: []
  floor: 0.5
  margin: 0.6
  metrics: {cpu-per-item: {decides: block, margin: 60 %}}
`;

describe('user CPU time an item', () => {
  it('finds what throughput does not show, of both sides at once', async () => {
    const trees = measuredTrees(
      { 'bench/run.sh': BENCH, 'src/work': '600000\n' },
      { 'bench/run.sh': BENCH, 'src/work': '4000000\n' },
    );
    const { outcome } = await measureHere(trees, CONFIG);
    const found = Object.fromEntries((outcome.verdict?.effects ?? []).map((each) => [each.figure, each]));
    expect(found[CPU_PER_ITEM]?.conclusion, outcome.verdict?.sentence).toBe('regression');
    expect(found[CPU_PER_ITEM]?.unit).toBe('ns');
    expect(found.throughput?.conclusion).toBe('pass');
  });

  it('is shown where nobody asked for more, and is not there where nobody asked', async () => {
    const trees = measuredTrees(
      { 'bench/run.sh': BENCH, 'src/work': '300000\n' },
      { 'bench/run.sh': BENCH, 'src/work': '300000\n' },
    );
    const shown = await measureHere(trees, CONFIG.replace(/ {2}metrics:.*\n/, ''), { rounds: 5 });
    expect(shown.outcome.verdict?.status).toBe('pass');
    expect(shown.outcome.verdict?.effects.find(({ figure }) => figure === CPU_PER_ITEM)).toMatchObject({
      decides: 'show',
      conclusion: 'reported',
    });
  });

  it('of a stack is that of the one row that received messages; of several nobody knows', () => {
    const run = (rows: Parameters<typeof rowText>[0][]) =>
      joinHarnessFiles({
        folder: 'run',
        metrics: readMetricsText(`${[HEADER, ...rows.map(rowText)].join('\n')}\n`, 'run/metrics.csv'),
        log: null,
        summary: null,
        summaryDefects: [],
        host: null,
        tree: null,
        binaries: new Map(),
        defaultStack: null,
      });
    const of = (row: HarnessRow | undefined) => row?.metrics.get(CPU_PER_ITEM)?.value;
    // A row of these texts has received 100.
    const one = withCpuPerItem(run([{ id: 'lib-s2' }, { id: 'ctl-s2' }]), new Map([['lib', 2]]));
    expect([of(one.rows.get('lib-s2')), of(one.rows.get('ctl-s2'))]).toEqual([2e7, undefined]);
    const two = withCpuPerItem(run([{ id: 'lib-s2' }, { id: 'lib-s3' }]), new Map([['lib', 2]]));
    expect([of(two.rows.get('lib-s2')), of(two.rows.get('lib-s3'))]).toEqual([undefined, undefined]);
  });
});
