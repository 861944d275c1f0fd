import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgetFault, previewText } from '../../../src/core/bench/bench-preview.ts';
import { selectArguments, selectionFault } from '../../../src/core/bench/case-selection.ts';
import { dueCases } from '../../../src/core/bench/due-scenarios.ts';

const google = { arguments: ['--benchmark_filter=^({cases})$'], separator: '|', escape: 'regex', list: null } as const;

describe('cases named to a command', () => {
  it('by a regular expression match themselves and no other, whatever they are called', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(names, fc.nat(), (all, at) => {
        const chosen = all.filter((_, index) => (at >> (index % 8)) % 2 === 0);
        if (chosen.length === 0) return;
        const [argument = ''] = selectArguments(google, chosen) ?? [];
        const pattern = new RegExp(argument.replace('--benchmark_filter=', ''), 's');
        expect(all.filter((name) => pattern.test(name))).toEqual(chosen);
      }),
    );
  });

  it('one by one stand in arguments of their own, as they are', () => {
    const select = { ...google, arguments: ['--test', '{case}'], escape: 'none' } as const;
    expect(selectArguments(select, ['a b', '$&', '{case}'])).toEqual([
      '--test',
      'a b',
      '--test',
      '$&',
      '--test',
      '{case}',
    ]);
  });

  it('are all run where they are too many for an argument', () => {
    expect(selectArguments(google, ['x'.repeat(60_000), 'y'.repeat(60_000)])).toBeNull();
  });

  it.each([
    [['--filter={cases}'], null],
    [['--only', '{case}'], null],
    [['--filter'], /One of/],
    [['{case}', '{cases}'], /One of/],
  ])('%j says where', (template, fault) => {
    const found = selectionFault({ arguments: template });
    if (fault === null) expect(found).toBeNull();
    else expect(found).toMatch(fault);
  });
});

describe('what is decided is not named again', () => {
  const row = (name: string, role: 'subject' | 'control' = 'subject') => ({
    scenarioId: `g/${name}`,
    stack: 'g',
    scenario: name,
    role,
  });
  it('and controls always are', () => {
    const rows = [row('a'), row('b'), row('c', 'control')];
    expect(dueCases({ rows, due: ['g/b'] })).toEqual(['b', 'c']);
    expect(dueCases({ rows, due: ['g/a', 'g/b'] })).toBeNull();
    expect(dueCases({ rows, due: [] })).toBeNull();
  });
});

describe('a budget of time', () => {
  const minute = 60_000;
  it.each([
    [null, 10 * minute, true],
    [60 * minute, 10 * minute, true],
    [40 * minute + 1, 10 * minute, true],
    [40 * minute, 10 * minute, false],
    [minute, 10 * minute, false],
  ])('of %j ms for rounds of %j ms decides: %j', (budget, round, decides) => {
    expect(budgetFault({ budget, round }, 0.05) === null).toBe(decides);
  });

  it('that cannot decide is refused with one that can', () => {
    const fault = budgetFault({ budget: 20 * minute, round: 6.2 * minute }, 0.05);
    expect(fault?.what).toContain('room for 4 rounds of about 6.2 min');
    const enough = Number(/at least (\d+) minutes/.exec(fault?.remedy ?? '')?.[1]);
    expect(budgetFault({ budget: enough * minute, round: 6.2 * minute }, 0.05)).toBeNull();
  });

  it('is told before it is spent', () => {
    expect(previewText({ cases: 60, firstLook: 6, rounds: 10, round: 2 * minute, budget: 15 * minute })).toBe(
      '60 cases, about 2 min a round: decided after 6 rounds (12 min) at the earliest, at most 10 (20 min) besides rounds of confirmation, and no round begins after 15 min.',
    );
  });
});
