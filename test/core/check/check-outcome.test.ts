import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Basis,
  type CheckOutcome,
  conclusionOf,
  outcomeFile,
  parseOutcome,
} from '../../../src/core/check/gate-conclusion.ts';
import type { Verdict, VerdictStatus } from '../../../src/core/gate/verdict.ts';
import { problem } from '../../../src/core/problem.ts';

const judged = (status: VerdictStatus, exitCode: 0 | 1 | 2 | 3): CheckOutcome => ({
  kind: 'judged',
  verdict: { status } as Verdict,
  exitCode,
});
const own: Basis = { kind: 'own' };
const fork = (from: 'rounds' | 'claim' | 'nothing', trusted: boolean): Basis => ({ kind: 'fork', from, trusted });
const unchanged: CheckOutcome = {
  kind: 'unchanged',
  change: { ignored: 2, baseline: null, candidate: 'a'.repeat(40) },
};
const stopped: CheckOutcome = { kind: 'stopped', problems: [problem('tests-failed', 'x')] };

describe('the conclusion', () => {
  it.each([
    ['a pass', judged('pass', 0), own, 'success'],
    ['a regression', judged('regression', 1), own, 'failure'],
    ['inconclusive that blocks', judged('inconclusive', 3), own, 'failure'],
    ['inconclusive that warns', judged('inconclusive', 0), own, 'neutral'],
    ['an invalid measurement', judged('invalid', 3), own, 'failure'],
    ['another experiment', judged('incomparable', 2), own, 'failure'],
    ['no result', stopped, own, 'failure'],
    ['nothing changed', unchanged, own, 'success'],
    ['a fork’s pass', judged('pass', 0), fork('rounds', false), 'action_required'],
    ['a fork’s trusted pass', judged('pass', 0), fork('rounds', true), 'success'],
    ['a fork’s trusted claim', judged('pass', 0), fork('claim', true), 'action_required'],
    ['a fork’s inconclusive that warns', judged('inconclusive', 0), fork('rounds', false), 'action_required'],
    ['a fork’s regression', judged('regression', 1), fork('claim', false), 'failure'],
    ['a fork without result', stopped, fork('nothing', true), 'failure'],
    ['a fork that changes nothing measured', unchanged, fork('nothing', false), 'success'],
  ] as const)('of %s', (_, outcome, basis, conclusion) => {
    expect(conclusionOf(outcome, basis)).toBe(conclusion);
  });

  it('satisfies a rule only for what exits with 0 and is vouched for', () => {
    const statuses = fc.constantFrom<VerdictStatus>('pass', 'regression', 'inconclusive', 'invalid', 'incomparable');
    const codes = fc.constantFrom<0 | 1 | 2 | 3>(0, 1, 2, 3);
    const bases = fc.constantFrom(
      own,
      ...(['rounds', 'claim'] as const).flatMap((from) => [fork(from, true), fork(from, false)]),
    );
    fc.assert(
      fc.property(statuses, codes, bases, (status, exitCode, basis) => {
        const satisfies = ['success', 'neutral'].includes(conclusionOf(judged(status, exitCode), basis));
        const vouched = basis.kind === 'own' || (basis.from === 'rounds' && basis.trusted);
        expect(satisfies).toBe(exitCode === 0 && vouched);
      }),
    );
  });
});

describe('outcome.json', () => {
  it.each([unchanged, stopped])('comes back as it was written', (outcome) => {
    const read = parseOutcome(JSON.stringify(outcomeFile(outcome)), 'outcome.json');
    expect(read).toEqual({ ok: true, value: outcomeFile(outcome) });
  });

  it('of a stranger is refused or plain, whatever it holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const read = parseOutcome(text, 'outcome.json');
        expect(read.ok).toBe(false);
      }),
    );
    for (const text of [
      '{"formatVersion":1,"kind":"judged","verdict":{"status":"pass"}}',
      '{"formatVersion":1,"kind":"stopped","problems":[{"code":"__proto__","what":"x"}]}',
      '{"formatVersion":1,"kind":"stopped","problems":[{"code":"toString","what":"x"}]}',
      '{"formatVersion":1,"kind":"stopped","problems":[{"code":"tests-failed","what":"x","remedy":"run this"}]}',
    ])
      expect(parseOutcome(text, 'outcome.json').ok).toBe(false);
  });
});
