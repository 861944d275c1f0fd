import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GATE_DEFAULTS } from '../../../src/core/gate/criteria.ts';
import type { DuetConclusion } from '../../../src/core/gate/duet-series.ts';
import { judge } from '../../../src/core/gate/judge.ts';
import { parseVerdict } from '../../../src/core/gate/parse-verdict.ts';
import type { Verdict } from '../../../src/core/gate/verdict.ts';
import { contradictionsIn } from '../../../src/core/gate/verdict-contradictions.ts';
import type { HarnessResult } from '../../../src/core/measurements/harness-result.ts';
import { gateHtml } from '../../../src/report/gate-html.ts';
import { gateMarkdown } from '../../../src/report/gate-markdown.ts';
import { type RowText, runOf } from './read-text.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 120);
const duetPasses = (): DuetConclusion => ({
  status: 'pass',
  effects: [],
  controls: [],
  boundary: null,
  resolution: null,
  reasons: [],
  due: [],
});
const recorded = (baseline: readonly HarnessResult[], candidate: readonly HarnessResult[]): Verdict =>
  judge({ mode: 'recorded', baseline, candidate }, GATE_DEFAULTS, duetPasses);

const number = fc.oneof(
  fc.constantFrom('', '0', '0.00', 'NaN', 'Infinity', '-1', '1e999', '1000.00', '950.00', '800.00', '1e-320'),
  fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value.toFixed(2)),
);
const row: fc.Arbitrary<RowText> = fc.record(
  {
    id: fc.constantFrom('zlink-s0', 'zlink-s2', 'net-zlink-s2', 'asio-s2', 'dotnet-s2', 's2', 'zlink-s3-hwm-1'),
    throughput: number,
    passFail: fc.constantFrom('PASS', 'PASS', 'PASS', 'FAIL', 'SKIP', '', 'pass', 'PAS'),
    connectFail: fc.oneof({ weight: 5, arbitrary: fc.constant('0') }, number),
    errors: fc.constantFrom('', '', '24:336', '11:1', 'x', '9:1;;'),
    ratio: fc.oneof({ weight: 5, arbitrary: fc.constant('0.000000') }, number),
    p50: number,
  },
  { requiredKeys: ['id'] },
);
const log = fc.option(
  fc
    .array(
      fc
        .constantFrom('zlink-s2', 'asio-s2', 's2')
        .chain((id) =>
          fc
            .constantFrom('0', '1', 'NaN')
            .map((drain) => `RESULT scenario=${id} drain_timeout=${drain} pass_fail=PASS\n`),
        ),
      { maxLength: 3 },
    )
    .map((lines) => lines.join('')),
  { nil: undefined },
);
const run: fc.Arbitrary<HarnessResult> = fc
  .record({ rows: fc.array(row, { maxLength: 8 }), log })
  .map(({ rows, log: text }) => runOf(text === undefined ? { rows } : { rows, log: text }));

describe('no input passes by accident', () => {
  it('where there is nothing to compare with, and something has to be repeated', () => {
    const verdict = recorded(
      [],
      [
        runOf({
          rows: [
            { id: 'zlink-s0', passFail: 'FAIL', errors: '11:1' },
            { id: 'zlink-s2', throughput: '1000.00' },
          ],
        }),
      ],
    );
    expect([verdict.status, contradictionsIn(verdict)]).toEqual(['inconclusive', []]);
  });

  it('a pass has a judged or repaired subject, and nothing that blocks', () => {
    fc.assert(
      fc.property(fc.array(run, { maxLength: 3 }), fc.array(run, { maxLength: 3 }), (baseline, candidate) => {
        const verdict = recorded(baseline, candidate);
        // Let through because there is nothing to compare with: then there really is nothing.
        if (verdict.status === 'not-measured') {
          const own = verdict.rows.filter(({ role, passFail }) => role === 'subject' && passFail.candidate === 'PASS');
          expect(own.length).toBeGreaterThan(0);
          expect(
            own.map(({ passFail }) => passFail.baseline).filter((each) => each !== null && each !== 'SKIP'),
          ).toEqual([]);
          expect(contradictionsIn(verdict)).toEqual([]);
          return;
        }
        if (verdict.status !== 'pass') {
          expect(verdict.reasons.some((reason) => reason.effect === 'blocks')).toBe(true);
          return;
        }
        expect(verdict.reasons.filter((reason) => reason.effect === 'blocks')).toEqual([]);
        const judged = verdict.effects.filter((effect) => effect.role === 'subject' && effect.figure === 'throughput');
        const repaired = verdict.reasons.filter((reason) => reason.rule === 'improvement');
        expect(judged.length + repaired.length).toBeGreaterThan(0);
        for (const effect of judged) {
          const own = verdict.rows.find((each) => each.scenarioId === effect.scenarioId);
          expect(own?.passFail).toEqual({ baseline: 'PASS', candidate: 'PASS' });
          expect(effect.interval.high).toBeGreaterThanOrEqual(-GATE_DEFAULTS.recordedMargin);
        }
      }),
      { numRuns },
    );
  });

  it('every verdict can be written, read back and reported', () => {
    fc.assert(
      fc.property(fc.array(run, { maxLength: 2 }), fc.array(run, { maxLength: 2 }), (baseline, candidate) => {
        const verdict = recorded(baseline, candidate);
        const text = JSON.stringify(verdict);
        const again = parseVerdict(text, 'verdict.json');
        expect(again).toEqual({ ok: true, value: JSON.parse(text) });
        expect(gateMarkdown(verdict).length).toBeLessThanOrEqual(60_000);
        // Reasons may quote such words from a file; figures and charts may not hold them.
        const figures = gateHtml(verdict).replace(/<li>.*<\/li>|<h1>.*<\/h1>/g, '');
        expect(figures).not.toMatch(/NaN|undefined|Infinity/);
      }),
      { numRuns },
    );
  });

  it('a candidate never gains by losing a row, a run of it, or its PASS', () => {
    const rank = { pass: 0, inconclusive: 1, invalid: 1, regression: 1, incomparable: 1, 'not-measured': 0 } as const;
    const clean = fc.record({
      zlink: fc.double({ min: 900, max: 1100, noNaN: true }),
      asio: fc.double({ min: 900, max: 1100, noNaN: true }),
    });
    const rows = (figures: { zlink: number; asio: number }): RowText[] => [
      { id: 'zlink-s2', throughput: figures.zlink.toFixed(2) },
      { id: 'asio-s2', throughput: figures.asio.toFixed(2) },
    ];
    const worse: ((rows: RowText[]) => RowText[])[] = [
      (all) => all.slice(1),
      (all) => all.slice(0, 1),
      (all) => all.map((each) => ({ ...each, passFail: 'FAIL' })),
      (all) => all.map((each) => ({ ...each, passFail: 'SKIP' })),
      (all) => all.map((each) => ({ ...each, throughput: 'NaN' })),
      (all) => all.map((each) => ({ ...each, throughput: '' })),
      (all) => all.map((each) => ({ ...each, throughput: '0.00' })),
      (all) => all.map((each) => ({ ...each, connectFail: 'NaN' })),
      () => [],
    ];
    fc.assert(
      fc.property(clean, clean, fc.constantFrom(...worse), (before, after, spoil) => {
        const baseline = [runOf({ rows: rows(before) })];
        expect(rank[recorded(baseline, [runOf({ rows: spoil(rows(after)) })]).status]).toBe(1);
      }),
      { numRuns },
    );
  });

  it.each<[string, RowText[], RowText[], Verdict['status']]>([
    ['nothing at all', [], [], 'invalid'],
    ['an empty candidate', [{ id: 'zlink-s2' }], [], 'regression'],
    ['an empty baseline', [], [{ id: 'zlink-s2' }], 'invalid'],
    ['all SKIP', [{ id: 'zlink-s2', passFail: 'SKIP' }], [{ id: 'zlink-s2', passFail: 'SKIP' }], 'inconclusive'],
    ['controls only', [{ id: 'asio-s2' }], [{ id: 'asio-s2' }], 'inconclusive'],
    [
      'connects only',
      [{ id: 'zlink-s1', throughput: '0.00' }],
      [{ id: 'zlink-s1', throughput: '0.00' }],
      'inconclusive',
    ],
    [
      'known failures only',
      [{ id: 'zlink-s2', passFail: 'FAIL' }],
      [{ id: 'zlink-s2', passFail: 'FAIL' }],
      'inconclusive',
    ],
    ['a baseline of zero', [{ id: 'zlink-s2', throughput: '0' }], [{ id: 'zlink-s2' }], 'invalid'],
    ['a repaired control only', [{ id: 'asio-s2', passFail: 'FAIL' }], [{ id: 'asio-s2' }], 'inconclusive'],
  ])('%s is %s', (_, before, after, status) => {
    expect(recorded([runOf({ rows: before })], [runOf({ rows: after })]).status).toBe(status);
  });

  it('an unreadable figure of the baseline excuses nothing', () => {
    const before = runOf({ rows: [{ id: 'zlink-s2', connectFail: 'NaN', passFail: 'FAIL' }, { id: 'net-zlink-s2' }] });
    const after = runOf({ rows: [{ id: 'zlink-s2', passFail: 'FAIL' }, { id: 'net-zlink-s2' }] });
    expect(recorded([before], [after]).status).toBe('invalid');
  });

  it('rounds without a usable figure are not a pass, whatever the statistics say of the rest', () => {
    const good = runOf({ rows: [{ id: 'zlink-s2' }] });
    const bad = runOf({ rows: [{ id: 'zlink-s2', throughput: '' }] });
    const round = (candidate: HarnessResult, index: number) => ({
      shard: 's',
      index,
      runs: [{ baseline: good, candidate, outOfStepMs: null }],
      host: null,
    });
    const of = (...candidates: HarnessResult[]) =>
      judge({ mode: 'duet', rounds: candidates.map(round) }, GATE_DEFAULTS, duetPasses).status;
    expect(of(good, good, good)).toBe('pass');
    expect(of(good, bad, good)).toBe('invalid');
    expect(of()).toBe('invalid');
  });

  it('a verdict edited into a pass is none', () => {
    const verdict = recorded([runOf({ rows: [{ id: 'zlink-s2' }] })], [runOf({ rows: [] })]);
    expect(verdict.status).toBe('regression');
    const edited = parseVerdict(JSON.stringify({ ...verdict, status: 'pass' }), 'verdict.json');
    expect(edited.ok ? [] : edited.problems.map((problem) => problem.code)).toEqual(['verdict-invalid']);
  });

  it('parseVerdict never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseVerdict(text, 'x').ok).toBe(false);
      }),
      { numRuns },
    );
  });
});
