import { describe, expect, it } from 'vitest';
import { SAMPLE_VERDICT } from '../../../scripts/fuzzing/sample-verdict.ts';
import type { Verdict, VerdictStatus } from '../../../src/core/gate/verdict.ts';
import { judgeEvidence } from '../../../src/core/release/evidence.ts';
import { isMeasured } from '../../../src/core/release/record.ts';
import { STANDARD_GATE } from '../../support/made-verdict.ts';

const tree = 'a'.repeat(40);

/** A verdict of this status that nothing contradicts: bad news has to prove nothing. */
const verdict = (status: VerdictStatus, candidate: string | null = tree): Verdict => ({
  ...SAMPLE_VERDICT,
  status,
  sentence: `${status}.`,
  measuredTree: { baseline: null, candidate },
});
/** Rows of a first benchmark. */
const first = SAMPLE_VERDICT.rows.map((row) => ({
  ...row,
  passFail: { baseline: null, candidate: 'PASS' as const },
}));

const codesOf = (
  status: VerdictStatus,
  options: { measured?: string | null; onInconclusive?: 'block' | 'warn' } = {},
): string[] =>
  judgeEvidence(
    {
      kind: 'verdict',
      verdict: verdict(status, options.measured === undefined ? tree : options.measured),
      where: 'verdict.json',
      text: '',
      sha256: 'f'.repeat(64),
      asked: STANDARD_GATE,
    },
    [tree],
    { onInconclusive: options.onInconclusive ?? 'block', withoutBaseline: 'pass', rehearsal: false },
  ).problems.map((each) => each.code);

describe('the evidence of a release', () => {
  it.each([
    { status: 'pass', codes: [] },
    { status: 'regression', codes: ['gate-not-passed'] },
    { status: 'incomparable', codes: ['gate-incomparable'] },
    { status: 'inconclusive', codes: ['gate-inconclusive'] },
    { status: 'invalid', codes: ['gate-inconclusive'] },
  ] as const)('a verdict of $status stops it with $codes', ({ status, codes }) => {
    expect(codesOf(status)).toEqual(codes);
  });

  it.each<[string, 'pass' | 'block', Partial<Verdict>, string[]]>([
    ['goes on where the configuration allows it', 'pass', {}, []],
    ['stops it where it does not, whatever judged it', 'block', {}, ['gate-without-baseline']],
    [
      'that was held back where it was judged stops it',
      'pass',
      { reasons: [{ effect: 'blocks', rule: 'baseline', text: 'There is nothing to compare with.' }] },
      ['gate-without-baseline'],
    ],
    ['whose rows have a baseline is none', 'pass', { rows: SAMPLE_VERDICT.rows }, ['verdict-invalid']],
    ['that measured nothing is none', 'pass', { rows: [] }, ['verdict-invalid']],
    [
      'whose case failed is none',
      'pass',
      { rows: first.map((row) => ({ ...row, passFail: { baseline: null, candidate: 'FAIL' } })) },
      ['verdict-invalid'],
    ],
  ])('a verdict without baseline %s', (_, withoutBaseline, change, codes) => {
    const shown = { ...verdict('not-measured'), rows: first, effects: [], controls: [], reasons: [], ...change };
    const { problems, warnings, record } = judgeEvidence(
      {
        kind: 'verdict',
        verdict: shown,
        where: 'verdict.json',
        text: '',
        sha256: 'f'.repeat(64),
        asked: STANDARD_GATE,
      },
      [tree],
      { onInconclusive: 'block', withoutBaseline, rehearsal: false },
    );
    expect(problems.map((each) => each.code)).toEqual(codes);
    if (codes.length > 0) return;
    // It goes on, and is said; somebody measured it.
    expect(warnings).toContain('not-measured.');
    expect([record.status, isMeasured(record)]).toEqual(['not-measured', true]);
  });

  it('only an inconclusive verdict may warn instead', () => {
    const codes = (['inconclusive', 'invalid', 'incomparable', 'regression'] as const).map((status) =>
      codesOf(status, { onInconclusive: 'warn' }),
    );
    expect(codes).toEqual([[], ['gate-inconclusive'], ['gate-incomparable'], ['gate-not-passed']]);
  });

  it('a verdict about another tree stops it; one that names no tree is believed with a warning', () => {
    expect(codesOf('pass', { measured: 'b'.repeat(40) })).toEqual(['gate-other-tree']);
    expect(codesOf('pass', { measured: null })).toEqual([]);
  });

  it('nothing measured stops a release, and not a rehearsal', () => {
    const codes = [false, true].map((rehearsal) =>
      judgeEvidence({ kind: 'not-measured' }, [tree], {
        onInconclusive: 'block',
        withoutBaseline: 'pass',
        rehearsal,
      }).problems.map((each) => each.code),
    );
    expect(codes).toEqual([['gate-not-measured'], []]);
  });
});
