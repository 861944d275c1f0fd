import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ContextLookup,
  conditionHolds,
  evaluateExpression,
  fillExpressions,
  splitExpressions,
  UNKNOWN,
} from '../../../src/core/triggers/expression.ts';
import table from '../../cases/workflow/expression.json' with { type: 'json' };

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);

const known = new Map<string, string | null>([
  ['github.ref', 'refs/tags/core/v1.2.0'],
  ['github.ref_name', 'core/v1.2.0'],
  ['github.event_name', 'push'],
  ['env.yes', 'true'],
  ['env.none', null],
]);
const lookup: ContextLookup = (path) => {
  const value = known.get(path.join('.'));
  return value === undefined ? UNKNOWN : value;
};

describe('the documented cases', () => {
  for (const { section, expression, value } of table.cases) {
    test(`${section}: ${expression}`, () => {
      expect(evaluateExpression(expression, lookup)).toBe(value === 'UNKNOWN' ? UNKNOWN : value);
    });
  }
});

// The documentation's precedence, checked by an oracle that computes while it writes the expression down.
test('agrees with the values its parts were made of', () => {
  type Written = { text: string; value: boolean };
  const { written } = fc.letrec<{ written: Written }>((tie) => ({
    written: fc.oneof(
      { maxDepth: 4 },
      fc.boolean().map((value) => ({ text: String(value), value })),
      fc.tuple(fc.nat(3), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), fc.nat(3)).map(([a, operator, b]) => ({
        text: `${a} ${operator} ${b}`,
        value: { '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b, '==': a === b, '!=': a !== b }[operator] ?? false,
      })),
      tie('written').map(({ text, value }) => ({ text: `!(${text})`, value: !value })),
      fc
        .tuple(tie('written'), tie('written'))
        .map(([a, b]) => ({ text: `(${a.text}) && (${b.text})`, value: a.value && b.value })),
      fc
        .tuple(tie('written'), tie('written'))
        .map(([a, b]) => ({ text: `(${a.text})||(${b.text})`, value: a.value || b.value })),
    ),
  }));
  fc.assert(
    fc.property(written, ({ text, value }) => {
      expect(evaluateExpression(text, lookup)).toBe(value);
      expect(conditionHolds(text, lookup)).toBe(value);
      expect(conditionHolds(`\${{ ${text} }}`, lookup)).toBe(value);
    }),
    { numRuns },
  );
});

test('any text has a value or is unknown', () => {
  const pieces = fc.constantFrom(
    'github',
    '.',
    'ref',
    '(',
    ')',
    '[',
    ']',
    "'",
    '!',
    '==',
    '&&',
    '||',
    '<',
    ',',
    '1',
    'x',
    ' ',
    '*',
    'null',
    'format',
    "'{0}'",
  );
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: pieces, maxLength: 40 })), (text) => {
      expect(['string', 'number', 'boolean', 'object', 'symbol']).toContain(typeof evaluateExpression(text, lookup));
      expect(
        splitExpressions(text)
          .map((each) => each.text)
          .join('').length,
      ).toBeLessThanOrEqual(text.length);
    }),
    { numRuns },
  );
});

test('nesting has an end', () => {
  expect(evaluateExpression(`${'('.repeat(5_000)}1${')'.repeat(5_000)}`, lookup)).toBe(UNKNOWN);
  expect(evaluateExpression(`${'!'.repeat(5_000)}true`, lookup)).toBe(true);
});

describe('if:', () => {
  test('a missing condition holds', () => {
    expect(conditionHolds(null, lookup)).toBe(true);
    expect(conditionHolds(' ', lookup)).toBe(true);
  });
  test('with and without braces', () => {
    expect(conditionHolds("startsWith(github.ref, 'refs/heads/')", lookup)).toBe(false);
    expect(conditionHolds(`\${{ startsWith(github.ref, 'refs/heads/') }}`, lookup)).toBe(false);
  });
  test('text beside braces is true, as on GitHub', () => {
    expect(conditionHolds(`\${{ false }} == true`, lookup)).toBe(true);
  });
  test('what a run decides is unknown', () =>
    expect(conditionHolds("steps.a.outcome == 'success'", lookup)).toBe(UNKNOWN));
});

test('texts are filled in piece by piece', () => {
  const fill = (text: string) => fillExpressions(text, lookup, () => '?');
  expect(fill(`a-\${{ github.ref_name }}-\${{env.none}}-\${{ steps.x.outputs.y }}.zip`)).toBe('a-core/v1.2.0--?.zip');
  expect(fill(`\${{ '}}' }}|\${{ 'it''s' }}`)).toBe("}}|it's");
  expect(fill(`open \${{ github.ref`)).toBe(`open \${{ github.ref`);
});
