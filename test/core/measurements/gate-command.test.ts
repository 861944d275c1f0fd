import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GateOptions, runGate } from '../../../src/commands/judge-folders.ts';
import { GATE_DEFAULTS } from '../../../src/core/gate/criteria.ts';
import type { DuetConclusion, DuetSeries } from '../../../src/core/gate/duet-series.ts';
import { parseVerdict } from '../../../src/core/gate/parse-verdict.ts';
import { gateExitCode } from '../../../src/core/gate/verdict-exit.ts';
import { Stop } from '../../../src/core/problem.ts';
import { readGateFolder } from '../../../src/effects/bench-folder.ts';
import { readResultFolder, UNKNOWN_ORIGIN } from '../../../src/effects/result-folder.ts';
import { gateMarkdown } from '../../../src/report/gate-markdown.ts';
import { HEADER, type RowText, rowText } from './read-text.ts';

const CASES = join(import.meta.dirname, '../../cases');
const harness = (name: string) => join(CASES, 'harness', name);
const FINAL = join(CASES, 'recorded/perf5_final_20260213_152949');
const IMPROVED = join(CASES, 'recorded/perf5_netzlink_improved_20260213_154754');

const concluded = (conclusion: Partial<DuetConclusion>): DuetConclusion => ({
  status: 'inconclusive',
  effects: [],
  controls: [],
  boundary: 0.0137,
  resolution: null,
  reasons: [],
  due: [],
  ...conclusion,
});

const origin = { repository: null, now: new Date('2026-02-14T09:00:00Z'), program: '1.2.3' };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gate-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function gate(options: Partial<GateOptions>, judgeDuet = (_: readonly DuetSeries[]) => concluded({})) {
  return runGate(
    { baseline: [], candidate: [], settings: GATE_DEFAULTS, onInconclusive: 'block', ...options },
    { readFolder: readGateFolder, tokens: [], judgeDuet, origin },
  );
}

const blocking = (outcome: Awaited<ReturnType<typeof gate>>) =>
  outcome.verdict.reasons.filter((reason) => reason.effect === 'blocks').map((reason) => reason.text);

async function refusal(promise: Promise<unknown>): Promise<string[]> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Stop)) throw new Error(`no refusal: ${String(error)}`);
  return error.problems.map((problem) => `${problem.code}: ${problem.what}`);
}

async function runFolder(name: string, rows: readonly RowText[]): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'metrics.csv'), `${[HEADER, ...rows.map(rowText)].join('\n')}\n`);
  return path;
}

describe('the recorded pair of 2026-02-13', () => {
  it('passes, shows the repaired row as its maintainers did, and the interval as advisory', async () => {
    const outcome = await gate({ baseline: [FINAL], candidate: [IMPROVED] });
    expect([outcome.verdict.status, outcome.exitCode]).toEqual(['pass', 0]);
    const markdown = gateMarkdown(outcome.verdict);
    expect(markdown).toContain(
      [
        '| scenario | throughput(msg/s) baseline | throughput(msg/s) new | incomplete_ratio baseline | incomplete_ratio new | drain_timeout baseline | drain_timeout new | pass_fail baseline | pass_fail new |',
        '| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |',
        '| `net-zlink-s2` | 9,532.20 | 311,318.50 | 0.000010 | 0.000000 | 1 | 0 | FAIL | PASS |',
        '',
      ].join('\n'),
    );
    expect(markdown).toContain('gating_violation 0 -> 0, throughput +301,786.30 msg/s (+3165.97%, x32.66)');
    expect(markdown).toContain('| −0.92 % | [−6.0 %, −0.9 %] | advisory pass |');
    expect(markdown).toMatch(
      /zlink-s2: throughput changed within .*Advisory: a recorded comparison claims no error rate/,
    );
    expect(outcome.verdict.controls.map((control) => [control.stack, control.change.toFixed(4)])).toEqual([
      ['asio', '0.0545'],
      ['dotnet', '0.0477'],
      ['cppserver', '0.0660'],
    ]);
  });

  it('is a regression the other way round', async () => {
    const outcome = await gate({ baseline: [IMPROVED], candidate: [FINAL] });
    expect([outcome.verdict.status, outcome.exitCode]).toEqual(['regression', 1]);
    expect(outcome.verdict.sentence).toBe('Regression: net-zlink-s2 failed.');
  });

  it('writes verdict.json, which the schema and the reader accept, with its two companions', async () => {
    const out = join(folder, 'out', 'deep');
    const { verdict } = await gate({ baseline: [FINAL], candidate: [IMPROVED], out });
    const text = await readFile(join(out, 'verdict.json'), 'utf8');
    expect(parseVerdict(text, 'verdict.json')).toEqual({ ok: true, value: verdict });
    const schema: object = JSON.parse(
      await readFile(join(import.meta.dirname, '../../../schema/verdict.schema.json'), 'utf8'),
    );
    const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...verdict, status: 'passed' })).toBe(false);
    expect(validate({ ...verdict, extra: 1 })).toBe(false);
    expect(await readFile(join(out, 'verdict.md'), 'utf8')).toContain('net-zlink-s2');
    expect(await readFile(join(out, 'verdict.html'), 'utf8')).toContain('</html>');
  });
});

describe('real outputs of the harness', () => {
  it('a stack without a row blocks, though fail_rows is 0', async () => {
    const outcome = await gate({ baseline: [harness('smoke')], candidate: [harness('fail_asio_backend_default')] });
    expect(outcome.exitCode).toBe(1);
    expect(outcome.verdict.sentence).toContain('asio produced no row');
    expect(blocking(outcome)[0]).toContain('asio produced no row; the baseline has s0, s1, s2');
  });

  it('too few descriptors: the failing counts, and errno 24 explained', async () => {
    const outcome = await gate({ baseline: [harness('smoke')], candidate: [harness('fail_fdlimit')] });
    expect(outcome.exitCode).toBe(1);
    const text = blocking(outcome).join('\n');
    for (const [id, count, errors] of [
      ['zlink-s1', 112, 336],
      ['zlink-s2', 125, 375],
      ['asio-s1', 74, 2510],
      ['asio-s2', 93, 261],
    ]) {
      expect(text).toContain(`${id} failed (FAIL, connect_fail=${count}; ${errors} × errno 24 (EMFILE: too many open`);
    }
    expect(text).toContain('ulimit -n');
  });

  it('another ccu is not the same experiment', async () => {
    const outcome = await gate({ baseline: [harness('smoke')], candidate: [harness('ccu1000')] });
    expect([outcome.verdict.status, outcome.exitCode]).toEqual(['incomparable', 2]);
    expect(outcome.verdict.sentence).toContain('(ccu)');
    expect(outcome.verdict.effects).toEqual([]);
  });

  it.each(['fail_drain', 'killed', 'appended'])('%s never passes against smoke', async (name) => {
    const outcome = await gate({ baseline: [harness('smoke')], candidate: [harness(name)] });
    expect(outcome.exitCode).not.toBe(0);
  });

  it('a killed run lacks its summary and its last stack', async () => {
    const read = await readResultFolder(harness('killed'), UNKNOWN_ORIGIN, null);
    if (!read.ok) throw new Error('unreadable');
    expect([...read.value.rows.keys()].at(-1)).toBe('asio-s1');
    expect(read.value.defects.map((defect) => defect.text)).toEqual(['Missing, as after a killed run.']);
    expect(read.value.profile.get('io_threads')).toBe(2);
  });

  it('an appended file counts the median of its runs', async () => {
    const read = await readResultFolder(harness('appended'), UNKNOWN_ORIGIN, null);
    if (!read.ok) throw new Error('unreadable');
    expect(read.value.rows.get('asio-s2')?.figures.throughput).toBe(190_452.5);
  });

  it('is the same against itself', async () => {
    const same = join(folder, 'same');
    await symlink(harness('smoke'), same);
    expect((await gate({ baseline: [harness('smoke')], candidate: [same] })).exitCode).toBe(0);
  });
});

describe('what is wrong with the files', () => {
  it('is told once for all runs, by the name that the folder has for a reader', async () => {
    const runs = [];
    for (const name of ['one', 'two', 'three']) {
      const path = join(folder, `named-${name}`);
      await symlink(harness('smoke'), path);
      runs.push(path);
    }
    const baseline = await runFolder('named-baseline', [{ id: 'zlink-s2' }]);
    const { verdict } = await runGate(
      { baseline: [baseline], candidate: runs, settings: GATE_DEFAULTS, onInconclusive: 'block' },
      {
        readFolder: (path, stack) => readGateFolder(path, stack, path === baseline ? 'before' : 'after'),
        tokens: [],
        judgeDuet: () => concluded({}),
        origin,
      },
    );
    const texts = verdict.reasons.filter((reason) => reason.rule === 'defect').map((reason) => reason.text);
    expect(texts).toContain('before/summary.json: Missing, as after a killed run.');
    expect(new Set(texts).size).toBe(texts.length);
    expect(JSON.stringify(verdict)).not.toContain(folder);

    const killed = await gate({ baseline: [FINAL], candidate: [harness('killed'), ...runs.slice(0, 1)] });
    expect(killed.verdict.reasons.filter((reason) => reason.text.includes('Missing, as after'))).toHaveLength(1);

    const twice = await gate({
      baseline: [harness('smoke')],
      candidate: [await runFolder('bare-one', [{ id: 'zlink-s2' }]), await runFolder('bare-two', [{ id: 'zlink-s2' }])],
    });
    expect(twice.verdict.reasons.map((reason) => reason.text).filter((text) => text.includes('Missing, as'))).toEqual([
      `${join(folder, 'bare-one')}/summary.json: Missing, as after a killed run. (The same in 1 more.)`,
    ]);
  });
});

describe('a baseline that nobody has recorded yet', () => {
  it.each([
    ['pass', 0],
    ['block', 3],
  ] as const)('is an empty folder, and follows gate.without-baseline: %s', async (withoutBaseline, exitCode) => {
    const empty = join(folder, `none-${withoutBaseline}`);
    await mkdir(empty, { recursive: true });
    const outcome = await gate({
      baseline: [empty],
      candidate: [harness('smoke')],
      settings: { ...GATE_DEFAULTS, withoutBaseline },
    });
    expect([outcome.verdict.status, outcome.exitCode]).toEqual(['not-measured', exitCode]);
    expect(outcome.verdict.sentence).toMatch(/baseline has no benchmark.*nothing to compare zlink-/);
  });
});

describe('folders', () => {
  it('are refused with every problem at once', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await mkdir(join(folder, 'empty'), { recursive: true });
    expect(
      await refusal(gate({ baseline: [join(folder, 'absent'), file], candidate: [join(folder, 'empty')] })),
    ).toEqual([
      'result-folder-unreadable: The result folder does not exist.',
      'result-folder-unreadable: The result folder is not a folder.',
      'result-folder-unreadable: The result folder is empty.',
    ]);
    expect(await refusal(gate({}))).toEqual(['input-invalid: No result folder of the candidate is given.']);
    expect(await refusal(gate({ candidate: [harness('smoke')] }))).toEqual([
      'input-invalid: No result folder of the baseline is given.',
    ]);
    expect(await refusal(gate({ baseline: [FINAL], candidate: [IMPROVED, IMPROVED] }))).toEqual([
      'input-invalid: A folder is given twice.',
    ]);
  });

  it('do not follow links of a downloaded folder', async () => {
    const path = join(folder, 'linked');
    await mkdir(path);
    await symlink(join(harness('smoke'), 'metrics.csv'), join(path, 'metrics.csv'));
    expect(await refusal(gate({ baseline: [FINAL], candidate: [path] }))).toEqual([
      'result-folder-unreadable: The result folder has a symbolic link where a file should be.',
    ]);
  });

  it('say which file has a line too long to be a row', async () => {
    const path = await runFolder('long', [{ id: 'zlink-s2' }]);
    await writeFile(join(path, 'metrics.csv'), `${HEADER}\n${rowText({ id: 'zlink-s2' })}\n${'x'.repeat(200_000)}`);
    const outcome = await gate({ baseline: [harness('smoke')], candidate: [path] });
    expect([outcome.verdict.status, outcome.exitCode]).toEqual(['invalid', 3]);
    expect(blocking(outcome)[0]).toBe(`${path}/metrics.csv:3: This line is too long to be a row.`);
  });

  it('are read across chunk borders as without them', async () => {
    const path = await runFolder('chunks', [{ id: 'zlink-s2' }]);
    const rows = Array.from({ length: 9_000 }, (_, index) =>
      rowText({ id: `zlink-s${index % 90}`, throughput: `${index}.00` }),
    );
    await writeFile(join(path, 'metrics.csv'), `${HEADER}\r\n${rows.join('\r\n')}\r\n`);
    const result = 'RESULT scenario=zlink-s2 drain_timeout=0 gating_violation=0 pass_fail=PASS';
    const noise = Array.from({ length: 30_000 }, (_, index) => `line ${index} ${'é'.repeat(index % 40)}`).join('\n');
    await writeFile(join(path, 'scenario.log'), `${noise}\n${result}\n${'y'.repeat(600_000)}\n${noise}`);
    const read = await readResultFolder(path, UNKNOWN_ORIGIN, null);
    if (!read.ok) throw new Error('unreadable');
    expect(read.value.rows.size).toBe(90);
    expect(read.value.rows.get('zlink-s89')).toMatchObject({ line: 9_001, figures: { throughput: 4_544 } });
    expect(read.value.rows.get('zlink-s2')?.drainTimeout).toBe(0);
  });

  it('with several runs inside are several runs', async () => {
    await runFolder('many/20260101_1', [{ id: 'zlink-s2' }, { id: 'asio-s2' }, { id: 'dotnet-s2' }]);
    await runFolder('many/20260101_2', [{ id: 'zlink-s2' }, { id: 'asio-s2' }, { id: 'dotnet-s2' }]);
    const one = await runFolder('one', [{ id: 'zlink-s2' }, { id: 'asio-s2' }, { id: 'dotnet-s2' }]);
    const outcome = await gate({ baseline: [one], candidate: [join(folder, 'many')] });
    expect([outcome.exitCode, outcome.verdict.rounds]).toEqual([0, 2]);
  });

  it('cannot be written where a file stands', async () => {
    const out = join(folder, 'file');
    expect((await refusal(gate({ baseline: [FINAL], candidate: [IMPROVED], out })))[0]).toMatch(/^output-unwritable/);
  });
});

describe('duet rounds', () => {
  async function rounds(name: string, hosts: readonly string[], candidate = 900): Promise<string> {
    for (const [index, cpuModel] of hosts.entries()) {
      const round = `${name}/rounds/${String(index + 1).padStart(4, '0')}`;
      for (const run of ['run-1', 'run-2']) {
        // The second half of the machine is faster by half.
        const half = run === 'run-1' ? 1 : 1.5;
        const rows = (figure: number) => [
          { id: 'zlink-s2', throughput: (figure * half).toFixed(2) },
          ...(index % 2 === 0 ? [{ id: 'asio-s2' }] : []),
        ];
        await runFolder(`${round}/baseline/${run}`, rows(1000));
        await runFolder(`${round}/candidate/${run}`, rows(candidate));
      }
      const host = { cpuModel, kernel: 'k', logicalCores: 2, loadBefore: 0.1 };
      const about = { index: index + 1, host, trees: { baseline: 'b'.repeat(40), candidate: 'c'.repeat(40) } };
      await writeFile(join(folder, round, 'round.json'), JSON.stringify(about));
    }
    await mkdir(join(folder, name, 'rounds', '0009.part'), { recursive: true });
    return join(folder, name);
  }

  it('become one d a round, with host and tree, and unfinished rounds are passed over', async () => {
    const bench = await rounds('duet', ['a', 'a', 'a']);
    let seen: readonly DuetSeries[] = [];
    const outcome = await gate({ candidate: [bench] }, (series) => {
      seen = series;
      return concluded({ status: 'regression' });
    });
    const zlink = seen.find((each) => each.scenarioId === 'zlink-s2' && each.figure === 'throughput');
    expect(zlink?.d.map((d) => d?.toFixed(4))).toEqual(['-0.1054', '-0.1054', '-0.1054']);
    expect(zlink?.role).toBe('subject');
    expect(seen.find((each) => each.scenarioId === 'asio-s2' && each.figure === 'throughput')?.d).toEqual([0, null, 0]);
    expect(outcome.exitCode).toBe(1);
    expect(outcome.verdict).toMatchObject({
      mode: 'duet',
      rounds: 3,
      measuredTree: { baseline: 'b'.repeat(40), candidate: 'c'.repeat(40) },
      host: { candidate: { cpuModel: 'a' } },
    });
  });

  it.each([
    ['pass', 'pass', 0],
    ['regression', 'regression', 1],
    ['inconclusive', 'inconclusive', 3],
    ['continue', 'inconclusive', 3],
    ['invalid', 'invalid', 3],
  ] as const)('concluded as %s are %s', async (concludedAs, status, exitCode) => {
    const bench = await rounds(`as-${concludedAs}`, ['a']);
    const outcome = await gate({ candidate: [bench], baseline: [bench] }, () => concluded({ status: concludedAs }));
    expect([outcome.verdict.status, outcome.exitCode]).toEqual([status, exitCode]);
  });

  it('of a host that changed are invalid, and of two machines in two folders are not', async () => {
    const changed = await rounds('changed', ['a', 'b']);
    const pass = () => concluded({ status: 'pass' });
    expect((await gate({ candidate: [changed] }, pass)).verdict.status).toBe('invalid');
    const [one, two] = [await rounds('shard-1', ['a']), await rounds('shard-2', ['b'])];
    expect((await gate({ candidate: [one, two] }, pass)).verdict.status).toBe('pass');
  });

  it('can be made of single runs in order', async () => {
    const before = [await runFolder('b1', [{ id: 'zlink-s2' }]), await runFolder('b2', [{ id: 'zlink-s2' }])];
    const after = [await runFolder('c1', [{ id: 'zlink-s2' }]), await runFolder('c2', [{ id: 'zlink-s2' }])];
    const outcome = await gate({ baseline: before, candidate: after, mode: 'duet' }, (series) => {
      expect(series[0]?.d).toEqual([0, 0]);
      return concluded({ status: 'pass' });
    });
    expect(outcome.exitCode).toBe(0);
    expect(await refusal(gate({ baseline: before, candidate: [FINAL], mode: 'duet' }))).toEqual([
      'input-invalid: A duet needs pairs: 2 baseline runs and 1 candidate run are given.',
    ]);
  });

  it('whose halves do not match are refused', async () => {
    const bench = await rounds('uneven', ['a']);
    await rm(join(bench, 'rounds/0001/candidate/run-2'), { recursive: true });
    expect(await refusal(gate({ candidate: [bench] }))).toEqual([
      'result-folder-unreadable: The result folder does not have the same runs of baseline and candidate.',
    ]);
  });
});

describe('exit codes', () => {
  it.each([
    ['pass', 0, 0],
    ['regression', 1, 1],
    ['incomparable', 2, 2],
    ['inconclusive', 3, 0],
    ['invalid', 3, 3],
  ] as const)('%s: %i, and %i where inconclusive warns', (status, blocked, warned) => {
    const exits = (['block', 'warn'] as const).map((onInconclusive) =>
      gateExitCode({ status, reasons: [] }, { onInconclusive, withoutBaseline: 'block' }),
    );
    expect(exits).toEqual([blocked, warned]);
  });
});

describe('a metric that one side does not have', () => {
  const line = (more: string) => `pkg: codec\nBenchmarkDecode-8 \t100\t2400 ns/op${more}\nok  \tcodec\t1s\n`;
  const side = async (name: string, text: string): Promise<string> => {
    const path = await mkdtemp(join(folder, `${name}-`));
    await writeFile(join(path, 'go.txt'), text);
    return path;
  };
  const allocs = {
    ...GATE_DEFAULTS,
    metrics: new Map([['allocs/op', { decides: 'block' as const, exact: true, margin: 0 }]]),
  };

  it('is told where it warned of a change before', async () => {
    const [baseline, candidate] = [await side('before', line('\t2 allocs/op')), await side('after', line(''))];
    const { verdict } = await gate({ baseline: [baseline], candidate: [candidate] });
    const warnings = verdict.reasons.filter(({ effect }) => effect === 'warns').map(({ text }) => text);
    expect(verdict.status).toBe('pass');
    expect(warnings.join()).toContain('allocs/op was measured in the baseline and is not in the candidate');
    const { verdict: other } = await gate({ baseline: [candidate], candidate: [baseline] });
    expect(other.reasons.map(({ text }) => text).join()).not.toContain('was measured in the baseline');
  });

  it('is no pass where it decides', async () => {
    const [baseline, candidate] = [await side('before', line('\t2 allocs/op')), await side('after', line(''))];
    const outcome = await gate({ baseline: [baseline], candidate: [candidate], settings: allocs });
    expect(outcome.verdict.status).toBe('invalid');
    expect(blocking(outcome).join()).toContain('codec/Decode passed on both sides, but its allocs/op is unknown');
  });
});
