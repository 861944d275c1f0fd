import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
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
const published = formatCases('test/cases/gate').find(({ file }) => file === 'published-formats.yml')?.cases ?? [];
const google = (name: string): string =>
  `{"benchmarks": [{"name": "${name}", "run_type": "iteration", "repetition_index": 0, "iterations": 1, "real_time": 2, "cpu_time": 1, "time_unit": "ns"}]}`;

describe('a folder with the files of a benchmark program', () => {
  it.each(published)('is a run, recognised by what is in it: $name', async ({ format, files }) => {
    const { rows, defects } = await runIn(folderOf(files));
    const read = readFormat(format, files);
    expect(new Set(rows.keys()).size).toBe(
      new Set([...read.measurements, ...read.failed].map((each) => JSON.stringify([each.subject, each.case]))).size,
    );
    expect(defects.filter(({ severity }) => severity === 'invalidates')).toEqual([]);
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

  it('with nothing of a known program in it is refused', async () => {
    const read = await readGateFolder(folderOf({ 'x.txt': 'hello' }), null);
    expect(read.ok).toBe(false);
  });
});
