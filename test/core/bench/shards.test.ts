import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealOut, parseShard, type Shard, type ShardClaim, shardFaults } from '../../../src/core/bench/shards.ts';

const cases = fc.uniqueArray(
  fc.record({
    name: fc.string({ minLength: 1, maxLength: 8 }),
    duration: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
  }),
  { selector: ({ name }) => name, maxLength: 60 },
);

describe('cases dealt out to shards', () => {
  it('are each in one shard, and in the same one in whatever order a machine has them', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 12 }), fc.nat(), (all, count, turn) => {
        const shards = dealOut(all, count);
        expect(shards).toHaveLength(count);
        expect(shards.flat().sort()).toEqual(all.map(({ name }) => name).sort());
        const turned = [...all.slice(turn % (all.length + 1)), ...all.slice(0, turn % (all.length + 1))].reverse();
        expect(dealOut(turned, count)).toEqual(shards);
      }),
    );
  });

  it('take at most 4/3 of the least time that there can be', () => {
    const timed = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(timed, fc.integer({ min: 1, max: 8 }), (durations, count) => {
        const all = durations.map((duration, at) => ({ name: `c${at}`, duration }));
        const time = (names: readonly string[]) =>
          names.reduce((sum, name) => sum + (durations[Number(name.slice(1))] ?? 0), 0);
        const longest = Math.max(...dealOut(all, count).map(time));
        const sorted = [...durations].sort((a, b) => b - a);
        // Nobody does better than a fair share, the longest case, or the two that have to meet.
        const total = durations.reduce((sum, each) => sum + each, 0);
        const pair = (sorted[count - 1] ?? 0) + (sorted[count] ?? Number.NEGATIVE_INFINITY);
        const bound = Math.max(total / count, sorted[0] ?? 0, pair);
        expect(longest).toBeLessThanOrEqual((4 / 3) * bound + Math.max(0, sorted[count] ?? 0));
      }),
    );
  });

  it.each<[string, Shard | null]>([
    ['1/1', { index: 1, count: 1 }],
    ['3/8', { index: 3, count: 8 }],
    ...['0/8', '9/8', '3', '3/', '/8', '-1/8', '3/8/1', '1/65', ' 3/8', '3/8\n', ''].map((text): [string, null] => [
      text,
      null,
    ]),
  ])('%j is a part: %j', (text, shard) => {
    expect(parseShard(text)).toEqual(shard);
  });
});

describe('shards are one family', () => {
  const claim = (index: number, more: Partial<ShardClaim> = {}): ShardClaim => ({
    index,
    count: 3,
    family: 'f',
    cases: [`a${index}`, `b${index}`],
    of: 6,
    ...more,
  });
  const three = [claim(1), claim(2), claim(3)];
  const faults = (claims: readonly (ShardClaim | null)[], expected: number | null = null) =>
    shardFaults(new Map(claims.map((each, at) => [`s${at + 1}`, each])), expected).join(' ');

  it('in any order, as many as are expected', () => {
    expect(faults(three)).toBe('');
    expect(faults([...three].reverse(), 3)).toBe('');
    expect(faults([null])).toBe('');
  });

  it.each<[string, readonly (ShardClaim | null)[], number | null, RegExp]>([
    ['one is lost', three.slice(0, 2), null, /Shard 3 of 3 is missing/],
    ['all but one are lost', three.slice(1, 2), null, /Shards 1, 3 of 3 are missing/],
    ['one is there twice', [...three, claim(2)], null, /Shard 2\/3 is there 2 times \(s2, s4\)/],
    ['one is doubled and one lost', [claim(1), claim(1), claim(3)], null, /there 2 times.*Shard 2 of 3 is missing/],
    ['more are expected', three, 4, /are of 3, and 4 are expected.*Shard 4 of 4 is missing/],
    ['none is a shard', [null, null], 2, /None of the 2 folders is a shard/],
    ['one folder is no shard', [...three, null], null, /s4 is no shard/],
    ['one is of another whole', [claim(1), claim(2), claim(3, { count: 4 })], null, /different wholes: 3, 4/],
    ['one was dealt out from another list', [claim(1), claim(2), claim(3, { family: 'g' })], null, /different lists/],
    ['a case is in two', [claim(1), claim(2), claim(3, { cases: ['a1', 'b3'] })], null, /5 different cases, and 6/],
    ['a case is in none', [claim(1), claim(2), claim(3, { cases: ['a3'] })], null, /5 different cases, and 6/],
  ])('not where %s', (_, claims, expected, told) => {
    expect(faults(claims, expected)).toMatch(told);
  });

  it('not where any one of them is taken away or doubled', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), fc.nat(), fc.boolean(), (count, which, isDoubled) => {
        const all = Array.from({ length: count }, (_, at) => claim(at + 1, { count, cases: [`c${at}`], of: count }));
        const at = which % count;
        const [one] = all.slice(at);
        const spoilt = isDoubled && one !== undefined ? [...all, one] : all.filter((_, index) => index !== at);
        expect(faults(all)).toBe('');
        expect(faults(spoilt)).not.toBe('');
      }),
    );
  });
});
