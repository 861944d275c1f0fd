import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileFilter, compileFilterList, matchesFilter } from '../../../src/core/triggers/filter-pattern.ts';
import table from '../../cases/workflow/filter-pattern.json' with { type: 'json' };
import { anyText } from '../../support/any-text.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);

describe('the documented and probed cases', () => {
  for (const { source, patterns, match, differ } of table.cases) {
    describe(`${patterns.join(' , ')} (${source})`, () => {
      for (const name of match) {
        test(`matches ${JSON.stringify(name)}`, () => expect(matchesFilter(patterns, name).matches).toBe(true));
      }
      for (const name of differ) {
        test(`differs from ${JSON.stringify(name)}`, () => expect(matchesFilter(patterns, name).matches).toBe(false));
      }
    });
  }
  for (const { source, pattern, fault } of table.invalid) {
    test(`${pattern} is invalid (${source})`, () => {
      expect(compileFilter(pattern)).toEqual({ ok: false, fault });
      expect(compileFilter(`!${pattern}`)).toEqual({ ok: false, fault });
    });
  }
});

test('the pattern that decided is named', () => {
  const patterns = ['*.md', '!README.md', 'README*'];
  expect(matchesFilter(patterns, 'hello.md')).toEqual({ matches: true, by: '*.md' });
  expect(matchesFilter(patterns, 'README.md')).toEqual({ matches: true, by: 'README*' });
  expect(matchesFilter(patterns.slice(0, 2), 'README.md')).toEqual({ matches: false, by: '!README.md' });
  expect(matchesFilter(patterns, 'other.txt')).toEqual({ matches: false, by: null });
  expect(matchesFilter([], 'x')).toEqual({ matches: false, by: null });
});

// The oracle: parts of a pattern are made first, then written out; matching tries every split, without an automaton.
type Part =
  | { kind: 'star' }
  | { kind: 'globstar' }
  | { kind: 'char'; set: readonly string[]; text: string; times: 'once' | 'optional' | 'plus' };

const textOf = (parts: readonly Part[]): string =>
  parts
    .map((part) =>
      part.kind === 'star'
        ? '*'
        : part.kind === 'globstar'
          ? '**'
          : part.text + { once: '', optional: '?', plus: '+' }[part.times],
    )
    .join('');

function naive(parts: readonly Part[], name: string): boolean {
  const [part, ...rest] = parts;
  if (part === undefined) return name === '';
  if (part.kind === 'char') {
    const first = name[0];
    const takes = first !== undefined && part.set.includes(first);
    switch (part.times) {
      case 'once':
        return takes && naive(rest, name.slice(1));
      case 'optional':
        return naive(rest, name) || (takes && naive(rest, name.slice(1)));
      case 'plus':
        return (
          takes && (naive(rest, name.slice(1)) || naive([{ ...part, times: 'plus' as const }, ...rest], name.slice(1)))
        );
    }
  }
  for (let length = 0; length <= name.length; length += 1) {
    if (part.kind === 'star' && name.slice(0, length).includes('/')) break;
    if (naive(rest, name.slice(length))) return true;
  }
  return false;
}

const times = fc.constantFrom('once' as const, 'optional' as const, 'plus' as const);
const character = fc.oneof(
  fc.constantFrom('a', 'b', '/', '.').map((each) => ({ set: [each], text: each })),
  fc.constantFrom('*', '?', '+', '[', '!').map((each) => ({ set: [each], text: `\\${each}` })),
  fc.constant({ set: ['a', 'b'], text: '[a-b]' }),
  fc.constant({ set: ['b', '1'], text: '[b1]' }),
);
const part: fc.Arbitrary<Part> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Part>({ kind: 'star' }) },
  { weight: 1, arbitrary: fc.constant<Part>({ kind: 'globstar' }) },
  {
    weight: 4,
    arbitrary: fc
      .record({ kind: fc.constant('char' as const), times })
      .chain((base) => character.map((each) => ({ ...base, ...each }))),
  },
);
/** `**` directly before `/` swallows it and neighbouring stars run together: those are table cases, not oracle cases. */
const readable = (parts: readonly Part[]): boolean =>
  parts.every((each, index) => {
    const next = parts[index + 1];
    if (each.kind === 'char' || next === undefined) return true;
    return next.kind === 'char' && !(each.kind === 'globstar' && next.text === '/');
  });
const parts = fc.array(part, { maxLength: 6 }).filter(readable);
const name = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '1', '*', '?', '+', '[', '!'), maxLength: 8 });

test('agrees with a naive backtracking matcher', () => {
  fc.assert(
    fc.property(parts, name, (pattern, text) => {
      const compiled = compileFilter(textOf(pattern));
      expect(compiled.ok && compiled.value.matches(text)).toBe(naive(pattern, text));
    }),
    { numRuns },
  );
});

test('agrees with the naive reading of a list: the last matching pattern decides', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), parts), { maxLength: 4 }), name, (list, text) => {
      let expected = false;
      for (const [negated, each] of list) if (naive(each, text)) expected = !negated;
      const patterns = list.map(([negated, each]) => (negated ? '!' : '') + textOf(each));
      expect(compileFilterList(patterns).match(text).matches).toBe(expected);
    }),
    { numRuns },
  );
});

test('any text is either a pattern or has a fault', () => {
  fc.assert(
    fc.property(anyText(40), anyText(40), (pattern, text) => {
      const compiled = compileFilter(pattern);
      if (compiled.ok) expect(typeof compiled.value.matches(text)).toBe('boolean');
      else expect(compiled.fault).not.toBe('');
    }),
    { numRuns },
  );
});

test('a pattern made to backtrack does not: the work is bounded by pattern × name', () => {
  const pattern = `${'a?'.repeat(2_000)}${'a'.repeat(2_000)}`;
  expect(matchesFilter([pattern], 'a'.repeat(2_000)).matches).toBe(true);
  expect(matchesFilter([`${'**x'.repeat(500)}`], `${'x'.repeat(2_000)}y`).matches).toBe(false);
});
