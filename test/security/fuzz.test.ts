import { describe, expect, it } from 'vitest';
import { ALL_TARGETS } from '../../scripts/fuzzing/all-targets.ts';
import { type FuzzTarget, fuzz, smallest } from '../../scripts/fuzzing/fuzz-target.ts';

const runs = Number(process.env.FUZZ_RUNS ?? 300);

/** Inputs that once broke a property, by target; they stay broken for nobody. */
const FOUND: readonly (readonly [target: string, input: string])[] = [
  ['config-yaml', '{ a: { b: c } }: x'],
  ['config-yaml', '['.repeat(5_000)],
  ['changelog', '## Unreleased\n[unreleased]://compare/1...E'],
  ['log-lines', 'a1b2c3d4e5f6a7b8'],
  ['log-lines', '\u061c::error::x'],
  ['markup', '\\|'],
  ['expression', `${"format('{0}{0}',".repeat(45)}'x'${')'.repeat(45)}`],
  ['shell-words', Array.from({ length: 60 }, (_, n) => `A${n + 1}=$A${n}$A${n}x`).join('\n')],
  ['secrets', '"https://","mail":"a@b"'],
];

describe('parsers of text from outside', () => {
  it.each(ALL_TARGETS.map(({ name }) => name))('%s holds what it promises', (name) => {
    const target = ALL_TARGETS.find((each) => each.name === name) as FuzzTarget;
    expect(fuzz(target, { runs, seed: Number(process.env.FUZZ_SEED ?? 42) })).toEqual({ runs, failure: null });
  });

  it.each(FOUND)('%s: %j stays repaired', (name, input) => {
    const target = ALL_TARGETS.find((each) => each.name === name) as FuzzTarget;
    target.check(input, Buffer.from(input));
  });

  it('no two are of one name', () => {
    expect(new Set(ALL_TARGETS.map(({ name }) => name)).size).toBe(ALL_TARGETS.length);
  });
});

describe('the search itself', () => {
  const broken: FuzzTarget = {
    name: 'broken',
    samples: ['a long and valid text that needs [one] mark'],
    words: ['[', ']', 'x'],
    check(text) {
      if (text.includes('[]')) throw new Error('it cannot hold nothing');
    },
  };

  it('finds what is broken, and the smallest input that shows it', () => {
    expect(fuzz(broken, { runs: 5_000, seed: 1 }).failure).toMatchObject({
      input: '[]',
      why: expect.stringContaining('nothing'),
    });
  });

  it('makes the same inputs of the same seed', () => {
    const inputs = (seed: number) => {
      const seen: string[] = [];
      fuzz({ ...broken, check: (text) => void seen.push(text) }, { runs: 50, seed });
      return seen;
    };
    expect(inputs(7)).toEqual(inputs(7));
    expect(inputs(7)).not.toEqual(inputs(8));
  });

  it('takes away all that can be taken away', () => {
    expect(smallest('aaaXbbbYccc', (text) => /X.*Y/.test(text))).toBe('XY');
  });
});
