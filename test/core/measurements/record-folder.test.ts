import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GATE_DEFAULTS } from '../../../src/core/gate/criteria.ts';
import { primaryMetric, ruleOf } from '../../../src/core/gate/metric-rules.ts';
import { FORMATS } from '../../../src/core/measurements/formats/formats.ts';
import type { ReadRule } from '../../../src/core/measurements/read-rule.ts';
import { readGateFolder } from '../../../src/effects/bench-folder.ts';
import { formatCases, readFormat } from '../../support/format-case.ts';
import { scratchFolder } from '../../support/scratch.ts';

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = join(scratchFolder('run'), 'r');
  mkdirSync(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
async function runIn(folder: string, rules: readonly ReadRule[] | null = null) {
  const read = await readGateFolder(folder, null, 'r', rules);
  if (!read.ok || read.value.kind !== 'runs') throw new Error(JSON.stringify(read));
  const [run] = read.value.runs;
  if (run === undefined) throw new Error('no run');
  return run;
}
const casesOf = (name: string) => formatCases('test/cases/gate').find(({ file }) => file === name)?.cases ?? [];
const published = casesOf('published-formats.yml');
/** Of other gates' formats those that are whole, and whose direction stands in the file. */
const others = casesOf('formats-of-other-gates.yml').filter(
  ({ format, expected }) =>
    !format.endsWith('-is-better') && expected.defects?.every(({ severity }) => severity !== 'invalidates'),
);
const google = (name: string): string =>
  `{"benchmarks": [{"name": "${name}", "run_type": "iteration", "repetition_index": 0, "iterations": 1, "real_time": 2, "cpu_time": 1, "time_unit": "ns"}]}`;

describe('a folder with the files of a benchmark program', () => {
  it.each([...published, ...others])('is a run, recognised by what is in it: $name', async ({ format, files }) => {
    const { rows, defects } = await runIn(folderOf(files));
    const read = readFormat(format, files);
    expect(new Set(rows.keys()).size).toBe(
      new Set([...read.measurements, ...read.failed].map((each) => JSON.stringify([each.subject, each.case]))).size,
    );
    expect(defects.filter(({ severity }) => severity === 'invalidates')).toEqual([]);
  });

  it.each(published)('is judged by what docs/formats.md says decides: $name', async ({ format, files }) => {
    const { rows } = await runIn(folderOf(files));
    for (const row of rows.values()) {
      if (row.passFail === 'FAIL') continue;
      const primary = primaryMetric(row.metrics, []);
      const blocking = [...row.metrics]
        .filter(([name, value]) => ruleOf(row, name, value, primary, GATE_DEFAULTS).decides === 'block')
        .map(([name]) => name);
      expect(blocking).toHaveLength(1);
      expect(FORMATS[format].decides).toContain(blocking[0]);
    }
  });

  it('is judged by the metric that bench.read names, also where it is counted', () => {
    const counted = { value: 5, unit: '1', better: 'lower', exact: true } as const;
    const settings = { ...GATE_DEFAULTS, primary: ['instructions'] };
    const primary = primaryMetric(new Map([['instructions', counted]]), settings.primary);
    const name = { id: 'a', stack: 'a' };
    expect(ruleOf(name, 'instructions', counted, primary, settings).decides).toBe('block');
    expect(ruleOf(name, 'instructions', counted, null, GATE_DEFAULTS).decides).toBe('warn');
  });

  it('is read as bench.read says', async () => {
    const folder = folderOf({ 'a.json': google('a'), 'b.json': google('b') });
    const { rows } = await runIn(folder, [{ format: 'google-benchmark', files: 'b.json', metric: null }]);
    expect([...rows.keys()]).toEqual(['b']);
  });

  it('without a file that bench.read names is invalid, and says which', async () => {
    const folder = folderOf({ 'a.json': google('a') });
    const { defects } = await runIn(folder, [{ format: 'hyperfine', files: 'h.json', metric: null }]);
    expect(defects).toMatchObject([{ severity: 'invalidates', text: expect.stringContaining('h.json') }]);
  });

  it('follows no link out of it', async () => {
    const folder = folderOf({ 'a.json': google('a') });
    symlinkSync(folderOf({ 'b.json': google('b') }), join(folder, 'elsewhere'));
    expect([...(await runIn(folder)).rows.keys()]).toEqual(['a']);
  });

  it('of two programs has the cases of both', async () => {
    const hyperfine = published.find(({ format }) => format === 'hyperfine')?.files['h.json'] ?? '';
    const { rows } = await runIn(folderOf({ 'a.json': google('a'), 'h.json': hyperfine }));
    expect([...rows.keys()]).toContain('a');
    expect(rows.size).toBe(3);
  });

  it.each(['bench.json', 'round.json', 'cpu.json', 'summary.json'])(
    'is read whatever its file is called, also as one of bench: %s',
    async (name) => {
      const folder = folderOf({ [name]: google('a'), 'harness-output.log': 'BenchmarkX 10 5 ns/op' });
      expect([...(await runIn(folder)).rows.keys()]).toEqual(['a']);
      const named = await runIn(folder, [{ format: 'google-benchmark', files: '*.json', metric: null }]);
      expect([...named.rows.keys()]).toEqual(['a']);
    },
  );

  it('has files of bench beside it that are none of its own', async () => {
    const ofBench = { 'bench.json': '{"host": null}', 'cpu.json': '{"a": 1}', 'summary.json': '{"overall_rc": 0}' };
    const folder = folderOf({ ...ofBench, 'r.json': google('a') });
    const named = await runIn(folder, [{ format: 'google-benchmark', files: '*.json', metric: null }]);
    expect([...named.rows.keys()]).toEqual(['a']);
    expect(named.defects).toEqual([]);
  });

  it('of go test as JSON is recognised whatever it is called', async () => {
    const event = (text: string) =>
      `${JSON.stringify({ Time: '2026-01-02T03:04:05Z', Action: 'output', Package: 'p', Output: text })}\n`;
    const text = `{"Action":"start","Package":"p"}\n${event('goos: linux\n')}${event('BenchmarkA-4 \t')}${event('100\t 25 ns/op\n')}`;
    expect([...(await runIn(folderOf({ 'bench.json': text }))).rows.keys()]).toEqual(['p/A']);
  });

  it('with nothing of a known program in it is refused, and says what is there and how to say whose it is', async () => {
    const read = await readGateFolder(folderOf({ 'x.txt': 'hello', 'below/y.json': '{"a": 1}' }), null);
    expect(read).toMatchObject({ ok: false, problems: [{ code: 'result-folder-unreadable' }] });
    const [problem] = read.ok ? [] : read.problems;
    expect(problem?.what).toContain('"below/y.json", "x.txt"');
    expect(problem?.remedy).toContain('`bench: {read: [{format: FORMAT, files: NAME}]}`');
  });

  describe('with a file that says nothing of which way is better', () => {
    const custom = '[{"name": "start", "unit": "ms", "value": 12}]';

    it('is invalid, and says which lines to write', async () => {
      const { rows, defects } = await runIn(folderOf({ 'g.json': google('a'), 'c.json': custom }));
      expect([...rows.keys()]).toEqual(['a']);
      expect(defects).toMatchObject([{ severity: 'invalidates', file: 'r/c.json' }]);
      for (const format of ['smaller-is-better', 'bigger-is-better'])
        expect(defects[0]?.text).toContain(`\`read: [{format: ${format}, files: "c.json"}]\``);
    });

    it.each([
      ['smaller-is-better', 'lower'],
      ['bigger-is-better', 'higher'],
    ] as const)('is read by those lines: %s', async (format, better) => {
      const rules = [{ format, files: 'c.json', metric: null }];
      const { rows, defects } = await runIn(folderOf({ 'c.json': custom }), rules);
      expect(defects).toEqual([]);
      expect(rows.get('start')?.metrics.get('value')).toMatchObject({ value: 12, unit: 'ms', better });
    });
  });
});
