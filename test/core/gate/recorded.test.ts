import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GATE_DEFAULTS } from '../../../src/core/gate/criteria.ts';
import { distinctControls } from '../../../src/core/gate/distinct-controls.ts';
import { orientedLogRatio } from '../../../src/core/gate/log-ratio.ts';
import { MetricIndex } from '../../../src/core/gate/metric-index.ts';
import { judgeRecorded as judged } from '../../../src/core/gate/recorded.ts';
import { roleOf } from '../../../src/core/gate/roles.ts';
import type { HarnessResult, HarnessRow, Host } from '../../../src/core/measurements/harness-result.ts';
import { streamMetrics } from '../../../src/core/measurements/metric-value.ts';
import { HEADER, readMetricsText, runOf } from '../measurements/read-text.ts';

const judgeRecorded = (baseline: readonly HarnessResult[], candidate: readonly HarnessResult[]) =>
  judged(
    {
      baseline,
      candidate,
      index: new MetricIndex([...baseline, ...candidate], GATE_DEFAULTS),
      isCorrect: (row: HarnessRow) => row.passFail === 'PASS',
    },
    GATE_DEFAULTS,
  );
const figures = (byStack: Record<string, number>, host: Host | null = null) =>
  runOf({
    host,
    rows: Object.entries(byStack).map(([stack, throughput]) => ({
      id: `${stack}-s2`,
      throughput: throughput.toFixed(4),
    })),
  });
const judge = (before: Record<string, number>, after: Record<string, number>) =>
  judgeRecorded([figures(before)], [figures(after)]);
const throughputOf = (conclusion: ReturnType<typeof judge>, id = 'zlink-s2') =>
  conclusion.effects.find((effect) => effect.scenarioId === id && effect.figure === 'throughput');

describe('recorded comparison', () => {
  it('spans from ignoring the controls to believing their median', () => {
    const { effects, regressed, reasons } = judge(
      { zlink: 181310.7, asio: 1993289.7, dotnet: 1689780.6, cppserver: 3753486.6 },
      { zlink: 179647.8, asio: 2101876.1, dotnet: 1770329.3, cppserver: 4001353.3 },
    );
    const zlink = effects.find((effect) => effect.scenarioId === 'zlink-s2' && effect.figure === 'throughput');
    // By hand: ln(179647.8/181310.7) = −0.009214; minus ln(2101876.1/1993289.7) = 0.053044.
    expect(Math.log1p(zlink?.interval.high ?? 0)).toBeCloseTo(-0.009214, 5);
    expect(Math.log1p(zlink?.interval.low ?? 0)).toBeCloseTo(-0.062258, 5);
    expect(regressed).toBe(false);
    const reason = reasons.find((each) => each.subject === 'zlink-s2' && each.rule === 'throughput');
    expect(reason?.effect).toBe('informs');
    expect(reason?.text).toContain('[−6.0 %, −0.9 %]');
    expect(reason?.text).toContain('Advisory');
    expect(reason?.text).toContain('believing the controls is what makes it look worse');
  });

  it.each([
    // Two controls do not show how noisy the host is: it blocks beyond −40 %, and asks for more before.
    ['all beyond −40 %', 590, 1000, true, 'blocks'],
    ['all beyond −10 %', 880, 1000, false, 'blocks'],
    ['one end beyond −10 %', 880, 900, false, 'informs'],
    ['all beyond −5 %', 940, 1000, false, 'warns'],
    ['faster', 1100, 1000, false, 'informs'],
  ])('%s', (_, subject, control, regressed, effect) => {
    const before = { zlink: 1000, asio: 1000, dotnet: 1000 };
    const conclusion = judge(before, { zlink: subject, asio: control, dotnet: control });
    expect(conclusion.regressed).toBe(regressed);
    expect(
      conclusion.reasons.find(({ subject: of, metric }) => of === 'zlink-s2' && metric === 'throughput')?.effect,
    ).toBe(effect);
  });

  it('takes a throughput of zero for a regression, and an unknown one for no judgement', () => {
    const control = { asio: 1000, dotnet: 1000 };
    expect(judge({ zlink: 1000, ...control }, { zlink: 0, ...control }).regressed).toBe(true);
    const before = figures({ zlink: 1000, ...control });
    const after = runOf({ rows: [{ id: 'zlink-s2', throughput: '' }, { id: 'asio-s2' }, { id: 'dotnet-s2' }] });
    const unknown = judgeRecorded([before], [after]);
    expect([unknown.judged, unknown.unusable]).toEqual([[], ['zlink-s2']]);
  });

  it('warns of slower p50 and p95, and of p99 beyond the recorded margin', () => {
    const run = (p: number) => runOf({ rows: [`zlink-s2,tcp,200,10,1024,200,0,0,1,1,0,1000,${p},${p},${p},"",PASS`] });
    const conclusion = judgeRecorded([run(100)], [run(150)]);
    expect(conclusion.regressed).toBe(false);
    const warned = conclusion.reasons.filter((reason) => reason.rule === 'latency');
    expect(warned.map((reason) => [reason.effect, reason.text.slice(0, 13)])).toEqual([
      ['warns', 'zlink-s2: p50'],
      ['warns', 'zlink-s2: p95'],
      ['warns', 'zlink-s2: p99'],
    ]);
    const p99 = conclusion.effects.find((effect) => effect.figure === 'p99');
    expect(p99?.change).toBeCloseTo(Math.exp(-Math.log(1.5)) - 1, 10);
  });

  it.each([
    [{ zlink: 1000 }, 'No control was measured'],
    [{ zlink: 1000, asio: 1000 }, 'Only one distinct control'],
  ])('says so with fewer than two controls', (runs, text) => {
    const said = judge(runs, runs).reasons.filter((reason) => reason.rule === 'control');
    expect(said.map((reason) => [reason.effect, reason.text.slice(0, text.length)])).toEqual([['warns', text]]);
  });

  it('counts controls that share a backend once', () => {
    const table = (asio: number, cpp: number, dotnet: number, backend: string) =>
      runOfTable(`${HEADER},backend`, [
        ['zlink', 1000, 'zlink'],
        ['asio', asio, backend],
        ['cppserver', cpp, backend],
        ['dotnet', dotnet, 'clr'],
      ] as const);
    const effect = (backend: string) => {
      const conclusion = judgeRecorded([table(1000, 1000, 1000, backend)], [table(1200, 1200, 1000, backend)]);
      return Math.log1p(throughputOf(conclusion)?.interval.low ?? 0);
    };
    // Apart, the median of three is asio's move; as one program, it is the mean of that move and none.
    expect(effect('')).toBeCloseTo(-Math.log(1.2), 6);
    expect(effect('epoll')).toBeCloseTo(-Math.log(1.2) / 2, 6);
    expect(
      new Set(
        distinctControls(
          ['a', 'b', 'c', 'd'],
          new Map([
            ['a', new Set(['x'])],
            ['b', new Set(['x', 'y'])],
            ['c', new Set(['y'])],
          ]),
        ).values(),
      ).size,
    ).toBe(2);
  });

  it('compares a run with the baselines of its own host where there are any', () => {
    const host = (cpuModel: string): Host => ({ cpuModel, kernel: 'k', logicalCores: 2, loadBefore: null });
    const baseline = [figures({ zlink: 1000 }, host('a')), figures({ zlink: 500 }, host('b'))];
    const candidate = [figures({ zlink: 1000 }, host('a')), figures({ zlink: 500 }, host('b'))];
    expect(throughputOf(judgeRecorded(baseline, candidate))?.change).toBeCloseTo(0, 12);
  });

  it('does not depend on the unit, nor on the order of runs', () => {
    const run = fc.record({
      zlink: fc.double({ min: 1, max: 1e6, noNaN: true }),
      asio: fc.double({ min: 1, max: 1e6, noNaN: true }),
      dotnet: fc.double({ min: 1, max: 1e6, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(run, { minLength: 1, maxLength: 4 }),
        fc.array(run, { minLength: 1, maxLength: 4 }),
        (b, c) => {
          const effect = (before: typeof b, after: typeof c, unit: number) => {
            const scaled = (each: (typeof b)[number]) =>
              figures(Object.fromEntries(Object.entries(each).map(([stack, value]) => [stack, value * unit])));
            const conclusion = judgeRecorded(before.map(scaled), after.map(scaled));
            return throughputOf(conclusion)?.interval;
          };
          const one = effect(b, c, 1);
          const other = effect([...b].reverse(), [...c].reverse(), 8);
          expect(Math.log1p(other?.low ?? 0)).toBeCloseTo(Math.log1p(one?.low ?? 0), 2);
          expect(one && one.low <= one.high).toBe(true);
        },
      ),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 120) },
    );
  });
});

function runOfTable(header: string, rows: readonly (readonly [string, number, string])[]) {
  const lines = rows.map(
    ([stack, throughput, backend]) => `${stack}-s2,tcp,200,10,1024,200,0,0,1,1,0,${throughput},,,,"",PASS,${backend}`,
  );
  const metrics = readMetricsText(`${[header, ...lines].join('\n')}\n`);
  const base = runOf({ rows: [] });
  const joined = [...metrics.rows].map(([id, row]) => {
    const more = { id, stack: row.stack ?? '', drainTimeout: null, gatingViolation: null, resultPassFail: null };
    const metrics = streamMetrics(row.figures, row.scenario);
    return [id, { ...row, ...more, metrics }] as const;
  });
  return { ...base, rows: new Map(joined) };
}

describe('the parts', () => {
  it('orients ratios so that negative is worse', () => {
    expect(orientedLogRatio('higher', 100, 50)).toBeCloseTo(Math.log(0.5));
    expect(orientedLogRatio('lower', 100, 50)).toBeCloseTo(Math.log(2));
    expect(orientedLogRatio('higher', 0, 50)).toBeNull();
    expect(orientedLogRatio('higher', null, 50)).toBeNull();
    expect(orientedLogRatio('lower', 100, 0)).toBeNull();
  });

  it.each([
    ['zlink', null, null, 'subject'],
    ['net-zlink', null, null, 'subject'],
    ['asio', null, null, 'control'],
    ['something-new', null, null, 'subject'],
    ['asio', ['echo'], null, 'control'],
    ['echo', ['echo'], null, 'subject'],
    ['zlink', ['echo'], null, 'control'],
    ['zlink', null, ['pipe'], 'subject'],
    ['asio', null, ['pipe'], 'subject'],
    ['pipe', ['echo'], ['pipe'], 'control'],
    ['other', ['echo'], ['pipe'], 'subject'],
    ['both', ['both'], ['both'], 'subject'],
  ] as const)('gives %s with subjects %j and controls %j the role %s', (stack, subjects, controls, role) => {
    expect(roleOf(stack, { subjects, controls, knowsZlink: true })).toBe(role);
  });
});

describe('a least change that counts', () => {
  const time = (value: number) => runOf({ rows: [{ id: 'a-s2', p50: String(value) }] });
  const runs = (value: number) => [time(value), time(value + 0.001), time(value - 0.001)];
  it.each([
    [5, 'pass'],
    // Of so few runs, for a throughput and a latency that decide.
    [2, 'undecided'],
  ])('of %d us: 3 us more of 10 us is %s', (value, conclusion) => {
    const metrics: typeof GATE_DEFAULTS.metrics = new Map([
      ['p50', { decides: 'block', margin: 0.05, andAtLeast: { value, unit: 'us' } }],
    ]);
    const settings = { ...GATE_DEFAULTS, metrics };
    const index = new MetricIndex([...runs(10), ...runs(13)], settings);
    const { effects } = judged({ baseline: runs(10), candidate: runs(13), index, isCorrect: () => true }, settings);
    expect(effects.find(({ figure }) => figure === 'p50')?.conclusion).toBe(conclusion);
  });
});
