import { describe, expect, it } from 'vitest';
import type { FormatName } from '../../../src/core/measurements/formats/formats.ts';
import type { Measurement, MeasurementsRead } from '../../../src/core/measurements/measurement.ts';
import { type RecordRow, recordResult } from '../../../src/core/measurements/record-result.ts';
import { medianOfRepeats } from '../../../src/core/measurements/repeats.ts';
import { pathGlob } from '../../../src/core/path-glob.ts';

const measured = (
  name: string,
  metric: string,
  values: readonly number[],
  more: Partial<Measurement> = {},
): Measurement => ({
  subject: null,
  case: name,
  metric,
  unit: 'ns',
  better: 'lower',
  exact: false,
  values,
  ...more,
});
const read = (measurements: readonly Measurement[], more: Partial<MeasurementsRead> = {}): MeasurementsRead => ({
  measurements,
  failed: [],
  defects: [],
  ...more,
});
const resultOf = (...reads: readonly (readonly [FormatName, MeasurementsRead, string?])[]) => {
  const result = recordResult({
    folder: 'run',
    host: null,
    tree: null,
    commit: null,
    binaries: new Map(),
    summary: null,
    defects: [],
    reads: reads.map(([format, each, metric]) => ({ format, metric: metric ?? null, read: each })),
  });
  return { ...result, rows: result.rows as ReadonlyMap<string, RecordRow> };
};

describe('the run that the gate judges', () => {
  it('has the median of the repeats', () => {
    const both = read([measured('a', 'real_time', [9, 1, 5]), measured('a', 'cpu_time', [2, 4])]);
    const row = resultOf(['google-benchmark', both]).rows.get('a');
    expect([...(row?.metrics ?? [])].map(([name, { value }]) => [name, value])).toEqual([
      ['real_time', 5],
      ['cpu_time', 3],
    ]);
  });

  it('says that a chosen metric is nowhere', () => {
    const { defects } = resultOf(['google-benchmark', read([measured('a', 'real_time', [9])]), 'cpu']);
    expect(defects).toMatchObject([{ severity: 'invalidates' }]);
  });

  it('has one name for a metric whatever the version of the format calls it', () => {
    const old = resultOf(['hyperfine', read([measured('a', 'time', [1], { unit: 's' })])]);
    const now = resultOf(['hyperfine', read([measured('a', 'time_wall_clock', [1], { unit: 'second' })]), 'time']);
    expect([...(now.rows.get('a')?.metrics.keys() ?? [])]).toEqual([...(old.rows.get('a')?.metrics.keys() ?? [])]);
    expect(now.defects).toEqual([]);
  });

  it('tells what failed, and that the command did although no benchmark says so', () => {
    const failing = read([], { failed: [{ subject: 'p', case: 'a', why: 'FAIL' }] });
    expect(resultOf(['go', failing]).rows.get('p/a')).toMatchObject({ passFail: 'FAIL', why: 'FAIL' });
  });

  it('joins two programs, and refuses one name and metric from both', () => {
    const time = read([measured('a', 'time', [1])]);
    const { rows, defects } = resultOf(['hyperfine', time], ['valgrind', read([measured('a', 'instructions', [7])])]);
    expect([...(rows.get('a')?.metrics.keys() ?? [])]).toEqual(['time', 'instructions']);
    expect(defects).toEqual([]);
    expect(resultOf(['hyperfine', time], ['catch2', time]).defects).toMatchObject([{ severity: 'invalidates' }]);
  });

  it('refuses two that a subject and a case make one name of', () => {
    const { defects } = resultOf([
      'measurements',
      read([measured('b/c', 'time', [1], { subject: 'a' }), measured('c', 'size', [1], { subject: 'a/b' })]),
    ]);
    expect(defects).toMatchObject([{ severity: 'invalidates' }]);
  });

  it.each([
    [[3], 3],
    [[2, 1], 1.5],
    [[10, 9, 2], 9],
    [[Number.MAX_VALUE, Number.MAX_VALUE], Number.MAX_VALUE],
    [[-1, -3, -2], -2],
  ])('the median of %j is %d', (values, median) => {
    expect(medianOfRepeats(values)).toBe(median);
  });
});

describe('globs of files', () => {
  it.each([
    ['*.json', 'r.json', true],
    ['*.json', 'a/r.json', false],
    ['**/*.json', 'r.json', true],
    ['**/*.json', 'a/b/r.json', true],
    ['target/criterion/**/new/*.json', 'target/criterion/a/new/sample.json', true],
    ['target/criterion/**/new/*.json', 'target/criterion/new/sample.json', true],
    ['target/criterion/**/new/*.json', 'target/criterion/a/base/sample.json', false],
    ['*grind.out*', 'callgrind.out.12', true],
    ['a(b)+[c].json', 'a(b)+[c].json', true],
    ['a.json', 'axjson', false],
    ['?.json', '\u{1f600}.json', true],
    ['bench/**', 'bench/a/b.c', true],
    ['bench/**', 'benchmark.c', false],
  ])('%s and %s: %s', (glob, path, fits) => {
    expect(pathGlob(glob)(path)).toBe(fits);
  });
});
