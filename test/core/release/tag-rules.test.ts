import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TagRuleset } from '../../../src/core/release/facts.ts';
import { coversRef } from '../../../src/core/release/ruleset-pattern.ts';
import { judgeTagRules, type TagWrite } from '../../../src/core/release/tag-rules.ts';
import { matchesFnmatch } from '../../../src/embedded-github/ref-rules.ts';

const write = (name: string, act: TagWrite['act'], more: Partial<TagWrite> = {}): TagWrite => ({
  name,
  act,
  isAlias: act === 'move',
  isForward: true,
  ...more,
});
const ruleset = (type: string, more: Partial<TagRuleset> = {}, parameters = {}): TagRuleset => ({
  name: 'tags',
  include: ['~ALL'],
  exclude: [],
  rules: [{ type, parameters }],
  canBypass: false,
  ...more,
});

describe('rules for tags', () => {
  const create = write('v1.2.0', 'create');
  const move = write('v1', 'move');
  const named = (operator: string, pattern: string, negate = false) =>
    ruleset('tag_name_pattern', {}, { operator, pattern, negate });
  it.each([
    ['creation', ruleset('creation'), create, 'problem'],
    ['creation, of a tag that is there', ruleset('creation'), move, 'nothing'],
    ['update', ruleset('update'), move, 'problem'],
    ['update, of a tag that is not there', ruleset('update'), create, 'nothing'],
    ['no force pushes, forward', ruleset('non_fast_forward'), move, 'nothing'],
    ['no force pushes, across histories', ruleset('non_fast_forward'), { ...move, isForward: false }, 'problem'],
    ['deletion', ruleset('deletion'), move, 'nothing'],
    ['another name', ruleset('creation', { include: ['refs/tags/core/*'] }), create, 'nothing'],
    ['an excluded name', ruleset('creation', { exclude: ['refs/tags/v*'] }), create, 'nothing'],
    ['a bypass', ruleset('creation', { canBypass: true }), create, 'nothing'],
    ['a bypass that is not told', ruleset('creation', { canBypass: null }), create, 'warning'],
    ['a prefix that it has', named('starts_with', 'v'), create, 'nothing'],
    ['a prefix that it lacks', named('starts_with', 'release-'), create, 'problem'],
    ['a prefix that it must not have', named('starts_with', 'v', true), create, 'problem'],
    ['an end', named('ends_with', '.0'), create, 'nothing'],
    ['a part', named('contains', 'x'), create, 'problem'],
    ['an expression that it meets', named('regex', '^v\\d+'), create, 'nothing'],
    ['an expression that it does not meet', named('regex', '^\\d+'), create, 'problem'],
    ['an expression that nobody here reads', named('regex', '(?<=v)1'), create, 'warning'],
    ['a pattern, of a tag that is there', named('starts_with', 'release-'), move, 'warning'],
    ['signatures', ruleset('required_signatures'), create, 'warning'],
    ['something new', ruleset('unheard_of'), create, 'warning'],
  ] as const)('%s', (_, rules, wanted, outcome) => {
    const { problems, warnings } = judgeTagRules([rules], [wanted], 'releaser[bot]');
    expect([problems.length, warnings.length]).toEqual({ problem: [1, 0], warning: [0, 1], nothing: [0, 0] }[outcome]);
    for (const each of problems) {
      expect(each.what).toContain('"tags"');
      expect(each.remedy).toContain('releaser[bot]');
      expect(each.remedy.includes('alias-tag')).toBe(wanted.isAlias);
    }
  });
});

it('patterns of rulesets are read as the embedded GitHub reads them', () => {
  const short = (alphabet: string) =>
    fc.array(fc.constantFrom(...alphabet), { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(short('ab/*?[]!^-.0\\'), short('ab/.0-'), (pattern, ref) => {
      expect(coversRef({ include: [pattern], exclude: [] }, ref)).toBe(matchesFnmatch(pattern, ref));
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 500) },
  );
});
