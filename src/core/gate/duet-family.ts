import { fewestRounds } from '../statistics/alpha-spending.ts';
import { type FamilyLimits, FamilyTest } from '../statistics/family-test.ts';
import { type SignRows, signRows } from '../statistics/sign-rows.ts';

/** One benchmark of a family: d of every round, null where it was not measured in it or failed. */
export interface FamilySeries {
  readonly d: readonly (number | null)[];
  readonly limits: FamilyLimits;
}

/** What the rounds that are there say of one benchmark. */
export interface FamilyMember {
  readonly state: 'undecided' | 'passed' | 'slower';
  /** Values of it that its state rests on, counted from its first. */
  readonly rounds: number;
  /** What came of rounds of its own after an alarm; null where there was none. */
  readonly alarm: {
    /** Values up to the alarm. */
    readonly atRound: number;
    readonly outcome: 'confirmed' | 'refuted' | 'unconfirmed';
    /** Rounds of its own that are still to be measured. */
    readonly missing: number;
  } | null;
  /** Whether the next round has to measure it. */
  readonly isDue: boolean;
}

export interface FamilyFinding {
  readonly members: readonly FamilyMember[];
  /** Rounds that had a part in it; those after it are not looked at. */
  readonly roundsUsed: number;
}

/** A fixed seed: the same rounds have the same verdict wherever they are judged. */
const SEED = 0x7a6c;

/** The signs by budget: they do not depend on what was measured, and a duet asks for the same after every round. */
const known = new Map<number, SignRows>();

function signsOf(maximumRounds: number): SignRows {
  const before = known.get(maximumRounds);
  if (before !== undefined) return before;
  const signs = signRows(maximumRounds, coin(SEED));
  known.set(maximumRounds, signs);
  return signs;
}

/**
 * Plays the rounds of a duet through the test of a family. A benchmark that is found slower is held against rounds of its
 * own: those in which it is measured after its alarm, also beyond the budget. Where no more of them can be run the alarm
 * stands, unconfirmed.
 *
 * @param confirms whether an alarm waits for rounds of its own at all
 * @returns null where a budget of so many rounds decides nothing at this rate
 */
export function judgeFamily(
  series: readonly FamilySeries[],
  { alpha, maximumRounds }: { readonly alpha: number; readonly maximumRounds: number },
  confirms: boolean,
): FamilyFinding | null {
  if (maximumRounds < fewestRounds(alpha)) return null;
  const test = new FamilyTest(
    series.map(({ limits }) => limits),
    { alpha, maximumRounds },
    signsOf(maximumRounds),
  );
  const alarms = new Map<number, Alarm>();
  const counts = series.map(() => 0);
  const decidedWith = series.map(() => 0);
  const total = Math.max(0, ...series.map(({ d }) => d.length));
  let roundsUsed = 0;
  for (let round = 0; round < total; round += 1) {
    const due = new Set(test.due);
    const waiting = test.toConfirm;
    if (due.size === 0 && waiting.length === 0) break;
    const values = new Map<number, number>();
    for (const [index, { d }] of series.entries()) {
      const value = d[round] ?? null;
      if (value === null) continue;
      counts[index] = (counts[index] ?? 0) + 1;
      values.set(index, value);
    }
    for (const { index } of waiting) {
      const value = values.get(index);
      if (value !== undefined) alarms.get(index)?.take(value, test, index);
      decidedWith[index] = counts[index] ?? 0;
    }
    if (test.rounds < maximumRounds) test.addRound(values);
    for (const index of due) decidedWith[index] = counts[index] ?? 0;
    for (const { index, rounds } of test.toConfirm) {
      if (alarms.has(index)) continue;
      alarms.set(index, new Alarm(counts[index] ?? 0, rounds));
      if (!confirms) test.confirm(index, null);
    }
    roundsUsed = round + 1;
  }
  const due = new Set(test.due);
  const members = series.map((_, index): FamilyMember => {
    const { state } = test.member(index);
    const alarm = alarms.get(index);
    const waits = state === 'suspect';
    return {
      state: state === 'passed' ? 'passed' : waits || state === 'slower' ? 'slower' : 'undecided',
      rounds: decidedWith[index] ?? 0,
      alarm:
        alarm === undefined
          ? null
          : {
              atRound: alarm.atRound,
              outcome: waits || !alarm.isOver ? 'unconfirmed' : state === 'slower' ? 'confirmed' : 'refuted',
              missing: waits ? alarm.missing : 0,
            },
      isDue: waits || due.has(index),
    };
  });
  return { members, roundsUsed };
}

/** An alarm and the rounds of its own that came after it. */
class Alarm {
  readonly atRound: number;
  readonly #asked: number;
  readonly #own: number[] = [];

  constructor(atRound: number, asked: number) {
    this.atRound = atRound;
    this.#asked = asked;
  }

  get missing(): number {
    return this.#asked - this.#own.length;
  }

  get isOver(): boolean {
    return this.missing === 0;
  }

  take(value: number, test: FamilyTest, index: number): void {
    this.#own.push(value);
    if (this.isOver) test.confirm(index, this.#own);
  }
}

/** The mulberry32 generator. */
function coin(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
