import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SAMPLE_VERDICT } from '../../../scripts/fuzzing/sample-verdict.ts';
import { GATE_DEFAULTS } from '../../../src/core/gate/criteria.ts';
import { parseVerdict } from '../../../src/core/gate/parse-verdict.ts';
import { type AskedGate, heldAgainstNoAnchor, unaskedIn } from '../../../src/core/gate/unasked.ts';
import type { Effect, Reason, RowComparison, Verdict } from '../../../src/core/gate/verdict.ts';
import { contradictionsIn } from '../../../src/core/gate/verdict-contradictions.ts';
import { madeVerdict, STANDARD_GATE } from '../../support/made-verdict.ts';

/** A verdict is believed as far as it proves itself, and used where it is the one that was asked for. */

const PASS = madeVerdict();
const NOISY = madeVerdict({ noise: 0.2 });
const SLOW = madeVerdict({ speed: 0.8 });
const asked = (more: Partial<AskedGate> = {}): AskedGate => ({ ...STANDARD_GATE, ...more });
const row = (verdict: Verdict, id: string, change: Partial<RowComparison>): Verdict => ({
  ...verdict,
  rows: verdict.rows.map((each) => (each.scenarioId === id ? { ...each, ...change } : each)),
});
const effect = (verdict: Verdict, id: string, change: Partial<Effect>): Verdict => ({
  ...verdict,
  effects: verdict.effects.map((each) =>
    each.scenarioId === id && each.figure === 'throughput' ? { ...each, ...change } : each,
  ),
});
const settings = (verdict: Verdict, change: Partial<Verdict['settings']>): Verdict => ({
  ...verdict,
  settings: { ...verdict.settings, ...change },
});
const blocks = (rule: Reason['rule'], subject?: string): Reason => ({
  effect: 'blocks',
  rule,
  text: `${rule} of ${subject ?? 'all'}.`,
  ...(subject === undefined ? {} : { subject }),
});

it('what the program makes contradicts nothing', () => {
  expect([PASS, NOISY, SLOW].map((each) => each.status)).toEqual(['pass', 'inconclusive', 'regression']);
  for (const each of [PASS, NOISY, SLOW]) expect(contradictionsIn(each)).toEqual([]);
});

describe('a verdict that contradicts itself is none', () => {
  const empty: Verdict = {
    ...settings(PASS, { alpha: 0.99, margin: 0.99, floor: 0, recordedMargin: 0.99, maximumRounds: 1 }),
    rounds: 0,
    rows: [],
    effects: [],
    controls: [],
  };
  const five = madeVerdict({ rounds: 5, settings: { maximumRounds: 5 } });
  const cases: [string, Verdict, RegExp][] = [
    ['nothing measured at all', empty, /rests on 0 rounds.*no row and no effect of a subject/],
    ['recorded, and nothing measured', { ...empty, mode: 'recorded' }, /rests on 0 runs.*no row and no effect/],
    [
      'rows of controls alone',
      { ...empty, rounds: 3, rows: PASS.rows.filter((each) => each.role === 'control') },
      /no effect of a subject/,
    ],
    [
      'a noisy duet called a pass',
      { ...NOISY, status: 'pass', reasons: [] },
      /The status is pass, but zlink-s2 throughput is undecided\./,
    ],
    [
      'the same, its effect edited as well',
      effect({ ...NOISY, status: 'pass', reasons: [] }, 'zlink-s2', { conclusion: 'pass' }),
      /zlink-s2 throughput is undecided by its own rounds/,
    ],
    [
      'a slow one that was waived for less',
      effect({ ...SLOW, status: 'pass', reasons: [] }, 'zlink-s2', {
        waived: { atMost: 0.12, until: '2099-12-31', reason: 'bounds checks' },
      }),
      /zlink-s2 throughput is slower than its waiver allows/,
    ],
    [
      'a slow one called a pass',
      { ...SLOW, status: 'pass' },
      /is pass, but a reason blocks: .*is pass, but zlink-s2 throughput is a regression/,
    ],
    [
      'a slow one called inconclusive, which may warn',
      { ...SLOW, status: 'inconclusive' },
      /is inconclusive, but zlink-s2 throughput is a regression/,
    ],
    [
      'the same, without its reasons and conclusion',
      effect({ ...SLOW, status: 'inconclusive', reasons: [] }, 'zlink-s2', { conclusion: 'undecided' }),
      /zlink-s2 throughput is regression by its own rounds/,
    ],
    [
      'fewer rounds than its rule can decide with',
      { ...madeVerdict({ rounds: 5 }), status: 'pass' },
      /rests on 5 rounds; by its own rule \(α 0\.05, at most 10 rounds\) none decide before/,
    ],
    [
      'a budget that decides nothing',
      settings({ ...PASS, rounds: 3 }, { alpha: 0.001, maximumRounds: 3 }),
      /by its own rule \(α 0\.001, at most 3 rounds\) nothing can be decided/,
    ],
    ['a budget that no duet has', settings(PASS, { maximumRounds: 1_000 }), /one of a duet has 3 to 30/],
    [
      'more looks than the boundary is for',
      settings(PASS, { maximumRounds: 5, boundary: five.settings.boundary }),
      /change of zlink-s2, or its interval, is not that of its rounds/,
    ],
    [
      'the boundary of fewer looks',
      settings(PASS, { boundary: 0.049 }),
      /boundary 0\.049 is calibrated for fewer looks than its budget of 10/,
    ],
    ['a duet without a boundary', settings(PASS, { boundary: null }), /boundary null/],
    ['an effect without its rounds', effect(PASS, 'zlink-s2', { perRound: [] }), /rests on 6 rounds and holds 0/],
    ['an effect of more rounds than there are', { ...PASS, rounds: 9 }, /holds 10 rounds, the verdict rests on 9/],
    [
      'another change than that of its rounds',
      effect(PASS, 'zlink-s2', { change: 0.04 }),
      /change of zlink-s2, or its interval/,
    ],
    [
      'a narrower interval',
      effect(PASS, 'zlink-s2', { interval: { low: 0, high: 0 } }),
      /change of zlink-s2, or its interval/,
    ],
    ['an effect of no row', { ...PASS, rows: PASS.rows.slice(1) }, /effect of zlink-s2 and no row of it/],
    [
      'a control that was not checked',
      { ...PASS, controls: PASS.controls.slice(1) },
      /control asio-s2 was measured and not checked/,
    ],
    [
      'a control that vetoes',
      { ...PASS, controls: PASS.controls.map((each) => ({ ...each, vetoes: true })) },
      /control asio-s2 vetoes/,
    ],
    [
      'a subject that is a control elsewhere',
      row(PASS, 'zlink-s2', { role: 'control' }),
      /row of zlink-s2 is a control's, and its throughput a subject's/,
    ],
    ['a row of another name', row(PASS, 'zlink-s2', { stack: 'asio' }), /row zlink-s2 says it is s2 of asio/],
    ['two rows of one scenario', { ...PASS, rows: [...PASS.rows, ...PASS.rows.slice(0, 1)] }, /two rows of zlink-s2/],
    [
      'two effects of one figure',
      { ...PASS, effects: [...PASS.effects, ...PASS.effects.slice(0, 1)] },
      /two effects of zlink-s2 throughput/,
    ],
    [
      'a subject that was not compared',
      { ...PASS, effects: PASS.effects.filter((each) => each.role === 'control') },
      /zlink-s2 passed on both sides and was not compared/,
    ],
    [
      'a candidate that failed',
      row(PASS, 'zlink-s2', { passFail: { baseline: 'PASS', candidate: 'FAIL' } }),
      /pass, but zlink-s2 failed/,
    ],
    [
      'a candidate that was not run',
      row(PASS, 'zlink-s2', { passFail: { baseline: 'PASS', candidate: null } }),
      /pass, but zlink-s2 was not run/,
    ],
    [
      'a candidate that drained late',
      row(PASS, 'zlink-s2', { drainTimeout: { baseline: 0, candidate: 1 } }),
      /zlink-s2 has drain_timeout=1/,
    ],
    [
      'a candidate that is incomplete',
      row(PASS, 'zlink-s2', { incompleteRatio: { baseline: 0, candidate: 0.5 } }),
      /zlink-s2 has incomplete_ratio=0\.5/,
    ],
    ...(['defect', 'profile', 'host', 'control', 'missing-row', 'skipped'] as const).map(
      (rule): [string, Verdict, RegExp] => [
        `an inconclusive one against its ${rule}`,
        { ...NOISY, reasons: [blocks(rule, 'zlink-s2')] },
        /is inconclusive, but a reason blocks/,
      ],
    ),
    [
      'an inconclusive one that is less correct',
      { ...NOISY, reasons: [blocks('correctness', 'zlink-s2')] },
      /is inconclusive, but a reason blocks/,
    ],
    ['more work than a reader does', { ...PASS, ...manyRounds() }, /more rounds than are judged again/],
  ];
  it.each(cases)('%s', (_, verdict, told) => {
    const read = parseVerdict(JSON.stringify(verdict), 'verdict.json');
    expect(read.ok ? [] : read.problems.map((each) => each.code)).toEqual(['verdict-invalid']);
    expect(contradictionsIn(verdict).join(' ')).toMatch(told);
  });

  it('bad news is taken as it is', () => {
    for (const status of ['regression', 'invalid', 'incomparable'] as const)
      expect(parseVerdict(JSON.stringify({ ...PASS, status }), 'v.json').ok).toBe(true);
  });

  it('an s0 that waits for its repetition is inconclusive, as it says', () => {
    const s0 = {
      ...NOISY.rows[0],
      throughput: { baseline: 0, candidate: 0 },
      scenarioId: 'zlink-s0',
      scenario: 's0',
    } as RowComparison;
    const waiting: Verdict = {
      ...NOISY,
      rows: [...NOISY.rows, { ...s0, passFail: { baseline: 'PASS', candidate: 'FAIL' } }],
      reasons: [...NOISY.reasons, blocks('correctness', 'zlink-s0')],
    };
    expect(contradictionsIn(waiting)).toEqual([]);
  });
});

function manyRounds(): Pick<Verdict, 'rows' | 'effects' | 'rounds' | 'settings'> {
  const [first] = PASS.rows;
  const [figure] = PASS.effects;
  if (first === undefined || figure === undefined) throw new Error('a pass has rows');
  const ids = Array.from({ length: 700 }, (_, index) => `s${index + 2}`);
  const perRound = Array.from({ length: 30 }, (_, index) => index / 1e4);
  return {
    rounds: 30,
    settings: { ...PASS.settings, maximumRounds: 30, boundary: 1e-6 },
    rows: ids.map((scenario) => ({ ...first, scenario, scenarioId: `zlink-${scenario}` })),
    effects: ids.map((scenario) => ({ ...figure, scenarioId: `zlink-${scenario}`, rounds: 30, perRound })),
  };
}

describe('a verdict that was not asked for', () => {
  const cases: [string, Verdict, Partial<AskedGate>, string[]][] = [
    ['as configured', PASS, {}, []],
    ['stricter', madeVerdict({ settings: { margin: 0.03, alpha: 0.01, floor: 0.01, recordedMargin: 0.05 } }), {}, []],
    ['another budget, chosen before', madeVerdict({ rounds: 16, settings: { maximumRounds: 16 } }), {}, []],
    ['surplus rounds that the configuration leaves out', madeVerdict({ rounds: 12 }), {}, []],
    [
      'every margin wider',
      madeVerdict({ settings: { margin: 0.5, alpha: 0.2, floor: 0.2, recordedMargin: 0.6 } }),
      {},
      [
        'alpha 0.2 is wider than the configured 0.05.',
        'margin 0.5 is wider than the configured 0.05.',
        'floor 0.2 is wider than the configured 0.03.',
        'recorded-margin 0.6 is wider than the configured 0.1.',
      ],
    ],
    [
      'wider than a stricter configuration',
      PASS,
      { settings: { ...GATE_DEFAULTS, margin: 0.02 } },
      ['margin 0.05 is wider than the configured 0.02.'],
    ],
    [
      'a budget chosen afterwards',
      madeVerdict({ rounds: 10, settings: { maximumRounds: 7 } }),
      {},
      ['10 rounds were measured, and the boundary is calibrated for a budget of 7; the configured one is 10.'],
    ],
    [
      'other subjects',
      madeVerdict({ settings: { subjects: ['asio'] } }),
      {},
      [
        'zlink was judged as a control, and is configured as a subject.',
        'asio was judged as a subject, and is configured as a control.',
      ],
    ],
    [
      'a subject that was not measured',
      PASS,
      { settings: { ...GATE_DEFAULTS, subjects: ['zlink', 'net-zlink'] } },
      ['The configured subject net-zlink was not measured.'],
    ],
    [
      'one that may be skipped',
      PASS,
      { settings: { ...GATE_DEFAULTS, subjects: ['zlink', 'net-zlink'], allowSkipped: ['net-zlink'] } },
      [],
    ],
    [
      'a control that was not measured',
      PASS,
      { settings: { ...GATE_DEFAULTS, controls: ['asio', 'dotnet', 'cppserver'] } },
      ['The configured control cppserver was not measured.'],
    ],
    [
      'a stack that was not measured',
      PASS,
      { stacks: ['zlink', 'net-zlink'] },
      ['The configured stack net-zlink was not measured.'],
    ],
    ['other scenarios', PASS, { scenarios: ['s2', 's3'] }, ['The configured scenario s3 of zlink was not measured.']],
    ['more scenarios', madeVerdict({ scenarios: ['s2', 's3'] }), { scenarios: ['s2'] }, []],
    [
      'what was skipped without leave',
      { ...row(PASS, 'zlink-s2', { passFail: { baseline: 'PASS', candidate: 'SKIP' } }) },
      {},
      ['zlink-s2 was not run, and the configuration does not allow it to be skipped.'],
    ],
    [
      'compared with itself',
      madeVerdict({ baselineTree: 'c'.repeat(40) }),
      {},
      ['Baseline and candidate are the same tree, so nothing was compared.'],
    ],
    [
      'of another repository',
      madeVerdict({ repository: 'other/zlink' }),
      {},
      ['It is of the repository other/zlink, not of sample/zlink.'],
    ],
    [
      'against another baseline than the configured one',
      PASS,
      { baseline: { ref: 'v1.1.0', tree: 'a'.repeat(40) } },
      [`It was measured against tree ${'b'.repeat(10)}, and the configured baseline v1.1.0 is ${'a'.repeat(10)}.`],
    ],
    ['against the configured baseline', PASS, { baseline: { ref: 'v1.1.0', tree: 'b'.repeat(40) } }, []],
    ['of this one, in another spelling', madeVerdict({ repository: 'Sample/ZLink' }), {}, []],
  ];
  it.each(cases)('%s', (_, verdict, more, told) => {
    expect(unaskedIn(verdict, asked(more))).toEqual(told);
  });
});

describe('where slowdowns that add up are configured to block', () => {
  const anchor = { ref: 'v1.0.0', margin: 0.05, floor: 0.02, decides: 'block' } as const;
  const blocking = asked({ settings: { ...GATE_DEFAULTS, anchor } });
  const since = {
    how: 'sum',
    from: { name: 'v1.0.0', commit: null, tree: null },
    margin: 0.05,
    floor: 0.02,
    decides: 'block',
    changes: [],
  } as const;
  it.each([
    ['held against nothing', PASS, [/gate\.anchor blocks, and nothing was held against it.*--history.*--anchor/]],
    ['with nothing to add yet', { ...PASS, sinceAnchor: [] }, []],
    ['held against it as configured', { ...PASS, sinceAnchor: [since] }, []],
    ['held against it more strictly', { ...PASS, sinceAnchor: [{ ...since, margin: 0.03 }] }, []],
    [
      'held against more',
      { ...PASS, sinceAnchor: [{ ...since, margin: 0.5, floor: 0.3 }] },
      [/margin 0\.5/, /floor 0\.3/],
    ],
    ['only warned', { ...PASS, sinceAnchor: [{ ...since, decides: 'warn' }] }, [/only warned/]],
  ] satisfies [string, Verdict, RegExp[]][])('a verdict %s', (_, verdict, told) => {
    expect(heldAgainstNoAnchor(verdict, blocking)).toEqual(told.map((each) => expect.stringMatching(each)));
    expect(heldAgainstNoAnchor(verdict, asked())).toEqual([]);
  });

  it('no pass stands beside a case that became slower', () => {
    const change = {
      scenarioId: 'zlink-s2',
      figure: 'throughput',
      change: -0.1,
      interval: { low: -0.12, high: -0.08 },
    };
    const changes = [{ ...change, releases: 3, conclusion: 'slower', better: 'higher' } as const];
    expect(contradictionsIn({ ...PASS, sinceAnchor: [{ ...since, changes }] })).toEqual([
      'The status is pass, but zlink-s2 has become slower since the anchor, which blocks.',
    ]);
    expect(contradictionsIn({ ...PASS, sinceAnchor: [{ ...since, decides: 'warn', changes }] })).toEqual([]);
  });
});

it('a verdict of an earlier version, without what was compared, is read', () => {
  const { compared: _, ...earlier } = SAMPLE_VERDICT;
  expect(parseVerdict(JSON.stringify(earlier), 'v.json').ok).toBe(true);
  expect(parseVerdict(JSON.stringify(SAMPLE_VERDICT), 'v.json').ok).toBe(true);
  const schema = readFileSync(new URL('../../../schema/verdict.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(schema).required).not.toContain('compared');
});
