import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepHistory } from '../../../src/commands/keep-history.ts';
import { readDataJs } from '../../../src/core/history/github-action-benchmark.ts';
import { readHistory } from '../../../src/core/history/history-file.ts';
import { seriesOf } from '../../../src/core/history/history-series.ts';
import { orStop, Stop } from '../../../src/core/problem.ts';
import { historyHtml } from '../../../src/report/history-html.ts';
import { historyLine } from '../../support/history-line.ts';
import { madeVerdict } from '../../support/made-verdict.ts';

const tree = (letter: string) => letter.repeat(40);
const DATA = `window.BENCHMARK_DATA = ${JSON.stringify({
  lastUpdate: 2,
  repoUrl: 'https://github.com/o/n',
  entries: {
    Suite: [
      {
        commit: { id: 'b'.repeat(40) },
        date: 2_000,
        tool: 'customSmallerIsBetter',
        benches: [{ name: 'a', value: 20, unit: 'ns' }],
      },
      {
        commit: { id: 'a'.repeat(40) },
        date: 1_000,
        tool: 'customSmallerIsBetter',
        benches: [{ name: 'a', value: 10, unit: 'ns' }],
      },
    ],
  },
})};`;

function world() {
  const folder = mkdtempSync(join(tmpdir(), 'keep-history-'));
  const verdict = (name: string, speed: number, of: string, base: string) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(madeVerdict({ speed, tree: tree(of), baselineTree: tree(base) })));
    return path;
  };
  const file = join(folder, 'deep/history.jsonl');
  return { folder, file, verdict, request: { file, add: [], name: null, imported: [], page: null } };
}

describe('a history', () => {
  it('is begun, goes on, and holds each measurement once', async () => {
    const { file, request, verdict, folder } = world();
    const first = verdict('1.json', 0.98, '1', '0');
    expect(await keepHistory({ ...request, add: [first], name: 'v1.0.0' }, [])).toEqual({ added: 1, lines: 1 });
    const once = readFileSync(file, 'utf8');
    expect(await keepHistory({ ...request, add: [first, first] }, [])).toEqual({ added: 0, lines: 1 });
    expect(readFileSync(file, 'utf8')).toBe(once);
    const page = join(folder, 'history.html');
    await keepHistory({ ...request, add: [verdict('2.json', 1.1, '2', '1')], page }, []);
    const lines = orStop(readHistory(readFileSync(file, 'utf8'), file));
    expect(lines.map(({ name, candidate }) => [name, candidate.tree])).toEqual([
      ['v1.0.0', tree('1')],
      [null, tree('2')],
    ]);
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('v1.0.0');
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  });

  it('keeps what is broken as it is, and names all that is wrong', async () => {
    const { file, request, folder } = world();
    const broken = join(folder, 'broken.jsonl');
    writeFileSync(broken, 'no\n');
    const stopped = await keepHistory({ ...request, file: broken, add: [join(folder, 'none.json')] }, []).catch(
      (error: unknown) => error,
    );
    expect(stopped instanceof Stop && stopped.problems.map(({ code }) => code)).toEqual([
      'history-invalid',
      'input-invalid',
    ]);
    expect(readFileSync(broken, 'utf8')).toBe('no\n');
    expect(existsSync(file)).toBe(false);
  });

  it('begins with the data of github-action-benchmark, in the order of their days', async () => {
    const { file, request, folder } = world();
    const data = join(folder, 'data.js');
    writeFileSync(data, DATA);
    expect(await keepHistory({ ...request, imported: [data] }, [])).toEqual({ added: 2, lines: 2 });
    expect(await keepHistory({ ...request, imported: [data] }, [])).toEqual({ added: 0, lines: 2 });
    const series = seriesOf(orStop(readHistory(readFileSync(file, 'utf8'), file)));
    expect(series.map((each) => [each.case, each.unit, each.points.map(({ index }) => index)])).toEqual([
      ['a', 'ns', [1, 0.5]],
    ]);
  });

  it.each([
    ['', 'The file has no data of github-action-benchmark.'],
    ['window.BENCHMARK_DATA = {]}', 'The data of the file are not JSON.'],
    ['window.BENCHMARK_DATA = {"entries": {"S": [{"date": 1}]}}', 'entries.S.0.commit: '],
  ])('refuses data that are none: %s', (text, why) => {
    const read = readDataJs(text, 'data.js');
    expect(read.ok ? '' : read.problems[0]?.what).toContain(why);
  });

  it('is shown with names as they are, and runs none of them', () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const effect = {
      scenarioId: hostile,
      role: 'subject',
      figure: hostile,
      change: -0.1,
      interval: { low: -0.2, high: 0.01 },
      rounds: 10,
      standardDeviation: 0.01,
      conclusion: 'regression',
      perRound: [],
    } as const;
    const html = historyHtml([historyLine([effect], 'a', 'b', { name: hostile })]);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img');
    expect(html).toContain('90.0 %');
  });
});
