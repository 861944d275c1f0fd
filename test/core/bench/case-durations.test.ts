import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededUniform } from '../../../scripts/calibration/random.ts';
import { caseDurations } from '../../../src/core/bench/case-durations.ts';
import { dealOut } from '../../../src/core/bench/shards.ts';

const total = (names: readonly string[], of: ReadonlyMap<string, number>) =>
  names.reduce((sum, name) => sum + (of.get(name) ?? 0), 0);

describe('how long cases take, from how long several took together', () => {
  it('adds up to what was measured, whatever was known before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 9 })), {
          minLength: 1,
          maxLength: 9,
        }),
        fc.dictionary(fc.constantFrom('0.0', '1.0', '1.1', 'gone'), fc.double({ min: 0, max: 1e6, noNaN: true })),
        (shards, known) => {
          const before = new Map(Object.entries(known));
          const timed = shards.map(([milliseconds, count], at) => ({
            cases: Array.from({ length: count }, (_, index) => `${at}.${index}`),
            milliseconds,
          }));
          const found = caseDurations(timed, before);
          for (const { cases, milliseconds } of timed) expect(total(cases, found)).toBeCloseTo(milliseconds, 3);
          expect(found.get('gone')).toBe(before.get('gone'));
        },
      ),
    );
  });

  it('is one figure of the same cases measured again: the median, which one odd round does not move', () => {
    const timed = [100, 102, 9_000, 98, 100].map((milliseconds) => ({ cases: ['a', 'b'], milliseconds }));
    expect(total(['a', 'b'], caseDurations(timed))).toBeCloseTo(100);
  });

  it('finds the single ones where rounds measured fewer of them, as what is decided drops out', () => {
    const found = caseDurations([
      { cases: ['a', 'b', 'c'], milliseconds: 111 },
      { cases: ['b', 'c'], milliseconds: 11 },
      { cases: ['c'], milliseconds: 1 },
    ]);
    expect([...found].map(([name, time]) => [name, Math.round(time)])).toEqual([
      ['a', 100],
      ['b', 10],
      ['c', 1],
    ]);
  });

  it('is of no use where nothing took any time', () => {
    expect(caseDurations([]).size).toBe(0);
    expect(
      caseDurations([
        { cases: ['a'], milliseconds: 0 },
        { cases: [], milliseconds: 5 },
      ]).size,
    ).toBe(0);
  });

  it('makes shards more equal from run to run, by nothing but the times of their rounds', () => {
    const real = new Map(Array.from({ length: 200 }, (_, at) => [`c${at}`, 1 + ((at * 7919) % 97) ** 2 / 50]));
    const uniform = seededUniform(1);
    let known = new Map<string, number>();
    const longest: number[] = [];
    for (let run = 0; run < 8; run += 1) {
      const dealt = [...real.keys()].map((name) => ({ name, duration: known.get(name) ?? null }));
      const shards = dealOut(dealt, 8);
      longest.push(Math.max(...shards.map((names) => total(names, real))));
      // Each case is decided after some round, and then left out.
      const timed = shards.flatMap((names) => {
        const last = new Map(names.map((name) => [name, Math.floor(12 * uniform())]));
        return Array.from({ length: 12 }, (_, round) => names.filter((name) => (last.get(name) ?? 0) >= round));
      });
      known = caseDurations(
        timed.map((cases) => ({ cases, milliseconds: total(cases, real) })),
        known,
      );
    }
    const fair = total([...real.keys()], real) / 8;
    expect(longest[0]).toBeGreaterThan(1.2 * fair);
    expect(longest.at(-1)).toBeLessThan(1.1 * fair);
  });
});
