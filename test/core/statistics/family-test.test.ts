import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alphaSpending, fewestRounds } from '../../../src/core/statistics/alpha-spending.ts';
import { ClippedSums } from '../../../src/core/statistics/clipped-sums.ts';
import { CrossingRows } from '../../../src/core/statistics/crossing-rows.ts';
import { type FamilyLimits, FamilyTest, type MemberState } from '../../../src/core/statistics/family-test.ts';
import { signRows } from '../../../src/core/statistics/sign-rows.ts';
import { mulberry32, normalDraws } from '../../support/random-draws.ts';

/** So many benchmarks with the margins of the settings. */
const limits = (benchmarks: number, { margin, floor } = SETTINGS): FamilyLimits[] =>
  Array.from({ length: benchmarks }, () => ({ margin: Math.log1p(-margin), floor: Math.log1p(-floor) }));

const SETTINGS = { alpha: 0.05, margin: 0.05, floor: 0.03, maximumRounds: 10 };

describe('what may be spent', () => {
  it.each([
    [0.05, 10, 6, 2 ** -6],
    [0.01, 10, 8, 2 ** -8],
    [0.05, 6, 6, 0.05],
    [0.05, 5, 5, 0.05],
    [0.01, 7, 7, 0.01],
  ])('at %f over %i rounds begins at round %i with %f', (alpha, rounds, first, least) => {
    const spending = alphaSpending(alpha, rounds);
    expect(spending?.firstLook).toBe(first);
    expect(spending?.spentBy(first - 1)).toBe(0);
    expect(spending?.spentBy(first)).toBeCloseTo(least, 12);
    expect(spending?.spentBy(rounds)).toBe(alpha);
  });

  it.each([
    [0.05, 4, 5],
    [0.01, 6, 7],
  ])('at %f, %i rounds decide nothing, and %i would', (alpha, rounds, enough) => {
    expect(alphaSpending(alpha, rounds)).toBeNull();
    expect(fewestRounds(alpha)).toBe(enough);
    expect(alphaSpending(alpha, enough)).not.toBeNull();
    expect(
      () =>
        new FamilyTest(
          limits(1),
          { ...SETTINGS, alpha, maximumRounds: rounds },
          signRows(rounds, () => 0),
        ),
    ).toThrow(RangeError);
  });
});

/** No value further from 0 than one and a half medians, of more than ten values up to three. */
function clipped(values: readonly number[]): number[] {
  const sorted = values.map(Math.abs).sort((a, b) => a - b);
  const half = sorted.length / 2;
  const median = half % 1 === 0 ? ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2 : (sorted[Math.floor(half)] ?? 0);
  const most = Math.min(3, Math.max(1.5, (1.5 * values.length) / 10));
  return values.map((value) => Math.sign(value) * Math.min(Math.abs(value), most * median));
}

/**
 * The same test in the plainest way: every row, every benchmark and every look anew, no sums kept. Alarms and passes until the
 * first alarm; nothing is confirmed.
 */
function naively(family: readonly (readonly number[])[], { alpha, margin, floor, maximumRounds }: typeof SETTINGS) {
  const spending = alphaSpending(alpha, maximumRounds);
  if (spending === null) throw new Error('the budget decides something');
  const count = Math.min(maximumRounds, 11);
  const rows = Array.from({ length: 2 ** count }, (_, row) =>
    Array.from({ length: count }, (__, at) => ((row >> at) & 1 ? -1 : 1)),
  );
  const measured = family.map(() => maximumRounds);
  const state: MemberState[] = family.map(() => 'undecided');
  const passRows = family.map(() => new Set<number>());
  /** Passes use their rate evenly, and three tenths of it after the last round. */
  const spentOnPasses = (round: number) => {
    const { firstLook } = spending;
    const least = 2 ** -firstLook;
    if (round >= maximumRounds) return alpha;
    return least + ((0.7 * alpha - least) * (round - firstLook)) / (maximumRounds - firstLook);
  };
  const smallest = (values: readonly number[], crossed: ReadonlySet<number>, spent: number) => {
    const more = Math.floor(spent * rows.length + 1e-9) - crossed.size;
    if (more <= 0) return Number.NEGATIVE_INFINITY;
    const open = values.filter((_, row) => !crossed.has(row)).sort((a, b) => a - b);
    return Math.min(0, open[more] ?? 0);
  };
  const T = (index: number, row: number, round: number) => {
    const own = clipped((family[index] ?? []).slice(0, Math.min(round, measured[index] ?? 0)));
    const signs = rows[row] ?? [];
    const turned =
      row === 0 ? own : Array.from({ length: round }, (_, at) => (signs[at] ?? 1) * (own[at % own.length] ?? 0));
    const mean = turned.reduce((sum, d) => sum + d, 0) / turned.length;
    const variance = turned.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (turned.length - 1);
    return ((mean - Math.log(1 - floor)) * Math.sqrt(turned.length)) / Math.sqrt(variance);
  };
  const boundaryAt = (members: readonly number[], round: number) => {
    const crossed = new Set<number>();
    let boundary = Number.NEGATIVE_INFINITY;
    for (let look = spending.firstLook; look <= round; look += 1) {
      const least = rows.map((_, row) => Math.min(...members.map((index) => T(index, row, look))));
      boundary = smallest(least, crossed, spending.spentBy(look));
      for (const [row, value] of least.entries()) if (value < boundary) crossed.add(row);
    }
    return boundary;
  };
  for (let round = spending.firstLook; round <= maximumRounds; round += 1) {
    let members = family.map((_, index) => index).filter((index) => state[index] !== 'suspect');
    for (;;) {
      const boundary = boundaryAt(members, round);
      const found = members.filter((index) => state[index] === 'undecided' && T(index, 0, round) < boundary);
      if (found.length === 0) break;
      for (const index of found) {
        state[index] = 'suspect';
        measured[index] = round;
      }
      members = members.filter((index) => !found.includes(index));
      if (members.length === 0) break;
    }
    for (const [index, d] of family.entries()) {
      if ((measured[index] ?? 0) < round) continue;
      const x = d.slice(0, round).map((value) => value - Math.log(1 - margin));
      const sums = rows.map((signs) => -clipped(x).reduce((sum, value, at) => sum + (signs[at] ?? 1) * value, 0));
      const crossed = passRows[index] ?? new Set();
      const boundary = smallest(sums, crossed, spentOnPasses(round));
      for (const [row, value] of sums.entries()) if (value < boundary) crossed.add(row);
      if (!crossed.has(0) || state[index] !== 'undecided') continue;
      state[index] = 'passed';
      measured[index] = round;
    }
  }
  return state;
}

/** Judges rounds that are there already; suspects stay suspects. */
function judged(family: readonly (readonly number[])[], settings: typeof SETTINGS): MemberState[] {
  const test = new FamilyTest(
    limits(family.length, settings),
    settings,
    signRows(settings.maximumRounds, mulberry32(1)),
  );
  while (test.due.length > 0) {
    const round = test.rounds;
    test.addRound(new Map(test.due.map((index) => [index, family[index]?.[round] ?? Number.NaN])));
  }
  return family.map((_, index) => test.member(index).state);
}

describe('a family of benchmarks', () => {
  it('is judged as by the plainest program that follows the same recipe', () => {
    const families = fc.record({
      seed: fc.integer(),
      rounds: fc.constantFrom(6, 7, 8, 9),
      // In loud noise rows far from the boundary are left out.
      sd: fc.constantFrom(0.01, 0.03, 0.06, 0.2, 0.6),
      effects: fc.array(fc.constantFrom(0, 0, 0, -0.05, -0.1, -0.3), { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(families, ({ seed, rounds, sd, effects }) => {
        const normal = normalDraws(mulberry32(seed));
        const settings = { ...SETTINGS, maximumRounds: rounds };
        const family = effects.map((effect) => Array.from({ length: rounds }, () => effect + sd * normal()));
        expect(judged(family, settings)).toEqual(naively(family, settings));
      }),
      { numRuns: 60 },
    );
  });

  it.each([148, 218, 386])(
    'of which few are left has a boundary that rows left out at first come near: seed %d',
    (seed) => {
      const normal = normalDraws(mulberry32(seed));
      const settings = { ...SETTINGS, maximumRounds: 8 };
      const family = [-0.3, -0.6, 0].map((effect) => Array.from({ length: 8 }, () => effect + 0.2 * normal()));
      expect(judged(family, settings)).toEqual(naively(family, settings));
      expect(judged(family, settings)).toEqual(['suspect', 'suspect', 'undecided']);
    },
  );

  it('of 52 can find one at half speed, and names no other', () => {
    const normal = normalDraws(mulberry32(52));
    const family = Array.from({ length: 52 }, (_, index) =>
      Array.from({ length: 10 }, () => Math.log(index === 0 ? 0.5 : 1) + 0.01 * normal()),
    );
    expect(judged(family, SETTINGS)).toEqual(['suspect', ...Array.from({ length: 51 }, () => 'passed')]);
  });

  it('has no alarm by chance in more families than the rate, whatever the noise has in common', () => {
    let alarms = 0;
    const normal = normalDraws(mulberry32(62));
    for (let trial = 0; trial < 200; trial += 1) {
      const common = Array.from({ length: 10 }, normal);
      const family = Array.from({ length: 12 }, () => common.map((shared) => 0.05 * (0.7 * shared + 0.7 * normal())));
      if (judged(family, SETTINGS).includes('suspect')) alarms += 1;
    }
    // One-sided 95 % of a binomial of 200 at .05.
    expect(alarms).toBeLessThanOrEqual(15);
  });

  it('confirms an alarm by rounds of its own, or says that they did not', () => {
    const slow = () => {
      const test = new FamilyTest(limits(1), SETTINGS, signRows(10, mulberry32(1)));
      for (let round = 0; round < 6; round += 1) test.addRound(new Map([[0, -0.1 - 0.001 * round]]));
      expect(test.member(0).state).toBe('suspect');
      expect(test.due).toEqual([]);
      expect(test.toConfirm).toEqual([{ index: 0, rounds: 8 }]);
      return test;
    };
    const confirmed = slow();
    confirmed.confirm(0, [-0.1, -0.11, -0.09, -0.1, -0.12, -0.1, -0.1, -0.1]);
    expect(confirmed.member(0)).toMatchObject({ state: 'slower', isConfirmed: true, rounds: 6, decidedAt: 6 });
    const refuted = slow();
    refuted.confirm(0, [0.01, -0.01, 0.02, -0.02, 0.01, 0.01, -0.01, 0]);
    expect(refuted.member(0).state).toBe('not-confirmed');
    expect(refuted.due).toEqual([0]);
    const alone = slow();
    alone.confirm(0, null);
    expect(alone.member(0)).toMatchObject({ state: 'slower', isConfirmed: false });
  });

  it('counts rounds of its own towards a pass as any others', () => {
    const settings = { ...SETTINGS, maximumRounds: 30 };
    const play = (d: readonly number[]) => {
      const test = new FamilyTest(limits(1, settings), settings, signRows(30, mulberry32(1)));
      const own: number[] = [];
      for (const value of d) {
        if (test.due.length === 0 && test.toConfirm.length === 0) break;
        const [waiting] = test.toConfirm;
        if (waiting !== undefined) own.push(value);
        if (waiting?.rounds === own.length) test.confirm(0, own);
        test.addRound(new Map([[0, value]]));
      }
      return { ...test.member(0), own: own.length };
    };
    const normal = normalDraws(mulberry32(3));
    const around = (mean: number, count: number) => Array.from({ length: count }, () => mean + 0.01 * normal());
    const refuted = play([...around(-0.08, 6), ...around(0, 24)]);
    expect(refuted).toMatchObject({ state: 'passed', own: 8 });
    // The eight are among the rounds that it passed by.
    expect(refuted.decidedAt).toBe(refuted.rounds);
    // What is between floor and margin from the first round on has passed by the time that its alarm is refuted.
    const between = play([...around(-0.041, 6).map((d) => d / 2 - 0.0205), ...around(0, 24)]);
    expect(between).toMatchObject({ state: 'passed', own: 8, rounds: 13, decidedAt: 13 });
  });

  it('is not undone by one odd round', () => {
    const same = [0.0012, -0.0099, 0.0124, -0.0008, -1.2066, -0.0153, 0.0025, 0.0024, 0.0091, 0.0082];
    expect(judged([same], SETTINGS)).toEqual(['passed']);
    const slower = [-0.203, -0.2172, -0.2062, -0.2215, 1.08, -0.2325, -0.2064, -0.2122, -0.2127, -0.2472];
    expect(judged([slower], SETTINGS)).not.toContain('passed');
  });

  it('takes a round that lacks a benchmark, and decides nothing of one that has too few', () => {
    const test = new FamilyTest(limits(2), SETTINGS, signRows(10, mulberry32(1)));
    for (let round = 0; round < 10; round += 1)
      test.addRound(
        new Map(
          round < 5
            ? [
                [0, -0.2 - round / 1e3],
                [1, round / 1e3],
              ]
            : [[0, -0.2 - round / 1e3]],
        ),
      );
    expect(test.member(0).state).toBe('suspect');
    expect(test.member(1)).toMatchObject({ state: 'undecided', rounds: 5 });
  });

  it('has rounds of numbers only', () => {
    const test = new FamilyTest(limits(2), SETTINGS, signRows(10, mulberry32(1)));
    expect(() => test.addRound(new Map([[1, Number.NaN]]))).toThrow(RangeError);
  });
});

describe('sums that are kept from look to look', () => {
  it('are those of the values clipped anew, whatever came before', () => {
    const value = fc.double({ min: -1, max: 1, noNaN: true });
    const steps = fc.array(fc.tuple(fc.array(value, { maxLength: 3 }), fc.nat(2)), { minLength: 1, maxLength: 12 });
    const signs = signRows(40, mulberry32(7));
    fc.assert(
      fc.property(value, steps, (first, looks) => {
        const sums = new ClippedSums(signs);
        const values = [first];
        let columns = 1;
        for (const [more, skipped] of looks) {
          values.push(...more);
          columns = Math.min(40, Math.max(columns, values.length) + skipped);
          sums.take(values.slice(0, 40), columns);
          const own = clipped(values.slice(0, 40));
          const written = new Float64Array(signs.rows);
          sums.write(written, 1);
          for (const row of [0, 1, 2, 1023, signs.rows - 1]) {
            let expected = 0;
            for (let at = 0; at < columns; at += 1)
              expected += (signs.column(at)[row] ?? 0) * (own[at % own.length] ?? 0);
            expect(written[row]).toBeCloseTo(expected, 9);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('rows that cross', () => {
  it('are those that sorting finds, look by look', () => {
    const value = fc.oneof(
      fc.double({ min: -2, max: 1, noNaN: true }),
      fc.constantFrom(0, -1, -1 - 1e-12, -1e-10, -Infinity),
    );
    const looks = fc.array(
      fc.tuple(fc.array(value, { minLength: 32, maxLength: 32 }), fc.double({ min: 0, max: 1, noNaN: true })),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(looks, (given) => {
        const rows = new CrossingRows(32);
        const crossed = new Set<number>();
        for (const [statistics, spent] of given) {
          const tied = statistics.map((each) => Math.round(each * 1e9) / 1e9);
          const open = tied.filter((each, row) => each < 0 && !crossed.has(row)).sort((a, b) => a - b);
          const more = Math.floor(spent * 32 + 1e-9) - crossed.size;
          const boundary = more <= 0 ? -Infinity : (open[more] ?? 0);
          for (const [row, each] of tied.entries()) if (each < boundary) crossed.add(row);
          expect(rows.look(Float64Array.from(statistics), spent)).toBe(boundary);
          expect(statistics.flatMap((_, row) => (rows.has(row) ? [row] : []))).toEqual(
            [...crossed].sort((a, b) => a - b),
          );
        }
      }),
    );
  });
});
