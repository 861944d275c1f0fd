import { type AlphaSpending, alphaSpending, passSpending } from './alpha-spending.ts';
import { ClippedSums } from './clipped-sums.ts';
import { CrossingRows, TIE } from './crossing-rows.ts';
import { signFlipLowerTail } from './sign-flip-test.ts';
import type { SignRows } from './sign-rows.ts';

/** What a family of benchmarks is tested by. */
export interface FamilySettings {
  /** Rate of false alarms over all benchmarks and looks. */
  readonly alpha: number;
  readonly maximumRounds: number;
}

/** What one benchmark is held against: natural logarithms of a ratio, margin ≤ floor < 0. */
export interface FamilyLimits {
  /** Slowdown that must not pass. */
  readonly margin: number;
  /** Smallest slowdown that can be an alarm. */
  readonly floor: number;
}

export type MemberState =
  /** It is neither proved slower nor proved not slower. */
  | 'undecided'
  | 'passed'
  /** Slower: by the rounds of the family, and by rounds of its own after that where they could be run. */
  | 'slower'
  /** The family's rounds say slower, and rounds of its own are due. */
  | 'suspect'
  /** Rounds of its own did not agree that it is slower. */
  | 'not-confirmed';

/** How far the test of one benchmark is. */
export interface Member {
  readonly state: MemberState;
  /** Rounds of the budget in which it was measured. */
  readonly rounds: number;
  /** Round after which it became what it is; null while undecided. */
  readonly decidedAt: number | null;
  /** Whether rounds of its own agreed that it is slower. */
  readonly isConfirmed: boolean;
}

/** A chance of one in this many that a benchmark that did not change confirms its alarm. */
const CONFIRMATION_ODDS = 32;
const FEWEST_CONFIRMATIONS = 8;
/**
 * The test of a family of benchmarks that are measured together, round by round: which are slower, and which are not slower
 * by the margin. The rate of false alarms holds over the whole family, of one benchmark or of hundreds, and does not make a
 * single slow one harder to see.
 *
 * - Slower: the joint sign-flip test of the least studentised mean, against the floor (Westfall and Young, Resampling-Based
 *   Multiple Testing, 1993, step-down; signs turn whole rounds, so that dependence between benchmarks is kept), at the rate
 *   that is spent up to this look. An alarm is confirmed by rounds of its own: that is what keeps the rate when rounds depend
 *   on each other.
 * - Not slower by the margin: each benchmark by itself, by the sign-flip test of its distance from the margin, no round
 *   counting for more than one and a half median distances (three from twenty rounds on), so that one odd round does not
 *   undo the others. Rounds of its own count here as any others of the budget do: when a benchmark is looked at does not
 *   depend on its alarm, and one that was refuted would else have too few left to pass.
 *
 * What is decided is not measured again.
 */
export class FamilyTest {
  readonly #settings: FamilySettings;
  readonly #limits: readonly FamilyLimits[];
  readonly #spending: AlphaSpending;
  readonly #passSpending: AlphaSpending;
  readonly #signs: SignRows;
  readonly #d: number[][];
  readonly #members: {
    state: MemberState;
    decidedAt: number | null;
    isConfirmed: boolean;
    /** Rounds of its own that its alarm asks for. */
    ownRounds: number;
  }[];
  readonly #passing: { readonly rows: CrossingRows; readonly sums: ClippedSums }[];
  /** Of one look at one benchmark, by row. */
  readonly #statistics: Float64Array;
  /** Of one look at one benchmark: rows that lie below a limit. */
  readonly #belowRows: Uint16Array;
  #sums: readonly ClippedSums[];
  /** What was seen at each look: a smaller family is held against the same. */
  #looks: readonly Look[] = [];
  /** Whether looks have every row that is below the floor. */
  #isWhole = false;
  #alarms: Alarms;
  #rounds = 0;

  /**
   * @param limits of each benchmark
   * @param signs of the budget
   * @throws RangeError where so few rounds can decide nothing at this rate: `fewestRounds` says how many could
   */
  constructor(limits: readonly FamilyLimits[], settings: FamilySettings, signs: SignRows) {
    const spending = alphaSpending(settings.alpha, settings.maximumRounds);
    const ofPasses = passSpending(settings.alpha, settings.maximumRounds);
    if (spending === null || ofPasses === null)
      throw new RangeError(`${settings.maximumRounds} rounds decide nothing at ${settings.alpha}`);
    this.#settings = settings;
    this.#limits = limits;
    this.#spending = spending;
    this.#passSpending = ofPasses;
    this.#signs = signs;
    this.#statistics = new Float64Array(signs.rows);
    this.#belowRows = new Uint16Array(signs.rows);
    const each = Array.from({ length: limits.length });
    this.#d = each.map(() => []);
    this.#members = each.map(() => ({ state: 'undecided', decidedAt: null, isConfirmed: false, ownRounds: 0 }));
    this.#passing = each.map(() => ({ rows: new CrossingRows(signs.rows), sums: new ClippedSums(signs) }));
    this.#sums = each.map(() => new ClippedSums(signs));
    this.#alarms = this.#noAlarms(each.map((_, index) => index));
  }

  /** Benchmarks that the next round measures, by index; empty when the test is at its end. */
  get due(): readonly number[] {
    if (this.#rounds >= this.#settings.maximumRounds) return [];
    return this.#members.flatMap(({ state }, index) => (isMeasured(state) ? [index] : []));
  }

  /** Benchmarks that wait for rounds of their own, with how many. */
  get toConfirm(): readonly { readonly index: number; readonly rounds: number }[] {
    return this.#members.flatMap(({ state, ownRounds }, index) =>
      state === 'suspect' ? [{ index, rounds: ownRounds }] : [],
    );
  }

  get rounds(): number {
    return this.#rounds;
  }

  member(index: number): Member {
    const member = this.#members[index];
    if (member === undefined) throw new RangeError(`no benchmark ${index}`);
    const { state, decidedAt, isConfirmed } = member;
    return { state, decidedAt, isConfirmed, rounds: this.#d[index]?.length ?? 0 };
  }

  /**
   * Takes a round.
   *
   * @param d natural logarithm of candidate over baseline, negative is worse, by index, also of those that wait for rounds of
   *   their own. A benchmark that is measured and not in it has no such round: it failed, or was not run
   */
  addRound(d: ReadonlyMap<number, number>): void {
    const measured = this.#members.flatMap(({ state }, index) =>
      isMeasured(state) || state === 'suspect' ? [index] : [],
    );
    for (const index of measured) {
      const value = d.get(index);
      if (value === undefined) continue;
      if (!Number.isFinite(value)) throw new RangeError(`no number of benchmark ${index}`);
      this.#d[index]?.push(value);
    }
    this.#rounds += 1;
    if (this.#rounds < this.#spending.firstLook) return;
    // An alarm takes a benchmark out of the family for good: of one that is all decided nothing is asked any more.
    if (this.#alarms.family.some((index) => this.#members[index]?.state === 'undecided')) this.#lookForAlarms();
    this.#lookForPasses(measured);
  }

  /**
   * Takes the rounds of its own of a suspect.
   *
   * @param d as many as `toConfirm` asked for; null where none can be run: the alarm stands, unconfirmed
   */
  confirm(index: number, d: readonly number[] | null): void {
    const member = this.#members[index];
    if (member?.state !== 'suspect') throw new RangeError(`benchmark ${index} is not to be confirmed`);
    const agrees = d === null || isSlower(d);
    member.isConfirmed = d !== null && agrees;
    if (agrees) member.state = 'slower';
    else if (this.#passing[index]?.rows.has(0) !== true) member.state = 'not-confirmed';
    else {
      member.state = 'passed';
      member.decidedAt = this.#rounds;
    }
  }

  #confirmationRounds(index: number): number {
    const { spread } = spreadOf(this.#d[index] ?? []);
    const needed = Math.ceil(12 * (spread / this.#limit(index).margin) ** 2);
    return Math.min(
      Math.max(FEWEST_CONFIRMATIONS, needed),
      Math.max(FEWEST_CONFIRMATIONS, this.#settings.maximumRounds),
    );
  }

  #noAlarms(family: readonly number[]): Alarms {
    return new Alarms(family, this.#signs, this.#spending);
  }

  #limit(index: number): FamilyLimits {
    const limits = this.#limits[index];
    if (limits === undefined) throw new RangeError(`no benchmark ${index}`);
    return limits;
  }

  /** Alarms take a benchmark out of the family; the others are then held against a family that is smaller. */
  #lookForAlarms(): void {
    const look = this.#lookAt(this.#alarms.family, this.#rounds, (index) => this.#d[index] ?? []);
    this.#looks = [...this.#looks, look];
    if (!this.#alarms.look(look)) this.#lookAgain();
    for (;;) {
      const suspects = this.#alarms.below.filter((index) => isMeasured(this.#members[index]?.state ?? 'passed'));
      if (suspects.length === 0) return;
      for (const index of suspects) {
        const member = this.#members[index];
        if (member === undefined) continue;
        member.state = 'suspect';
        member.decidedAt = this.#rounds;
        member.ownRounds = this.#confirmationRounds(index);
      }
      const left = this.#alarms.family.filter((index) => !suspects.includes(index));
      this.#alarms = this.#noAlarms(left);
      if (left.length === 0) return;
      if (!this.#looks.every((each) => this.#alarms.look(each))) this.#lookAgain();
    }
  }

  /** Where rows that were left out could have a say: all looks from the first, and none is left out any more. */
  #lookAgain(): void {
    const { family } = this.#alarms;
    this.#isWhole = true;
    this.#sums = this.#sums.map(() => new ClippedSums(this.#signs));
    this.#looks = this.#looks.map(({ round, lowered }) =>
      this.#lookAt(family, round, (index) => (this.#d[index] ?? []).slice(0, lowered.get(index)?.rounds ?? 0)),
    );
    this.#alarms = this.#noAlarms(family);
    for (const each of this.#looks) this.#alarms.look(each);
  }

  #lookAt(family: readonly number[], round: number, roundsOf: (index: number) => readonly number[]): Look {
    const lowered = new Map<number, Lowered>();
    for (const index of family) {
      const found = this.#lower(index, roundsOf(index), round);
      if (found !== null) lowered.set(index, found);
    }
    return { round, lowered };
  }

  /**
   * What a look says of a benchmark against its floor; null while it has too few rounds. What is not measured any more keeps
   * what was measured of it in row 0; in the others its rounds begin again from its first.
   */
  #lower(index: number, measured: readonly number[], round: number): Lowered | null {
    const sums = this.#sums[index];
    if (sums === undefined || measured.length < this.#spending.firstLook) return null;
    const { floor } = this.#limit(index);
    sums.take(measured, round);
    const { bound, squares } = sums;
    const [rows, statistics] = [this.#belowRows, this.#statistics];
    // In loud noise nearly half of all rows are below the floor, and the boundary is far from there.
    const near = round * floor - LEFT_OUT * Math.sqrt(squares);
    const least = studentised(near, squares, round, floor);
    const leavesOut = !this.#isWhole && least > this.#alarms.boundary / 2;
    const found = sums.below(leavesOut ? near : round * floor, rows, statistics);
    for (let at = 0; at < found; at += 1) statistics[at] = studentised(statistics[at] ?? 0, squares, round, floor);
    let [total, ownSquares] = [0, 0];
    for (const value of measured) {
      const d = Math.max(-bound, Math.min(bound, value));
      total += d;
      ownSquares += d * d;
    }
    return {
      rounds: measured.length,
      own: studentised(total, ownSquares, measured.length, floor),
      rows: rows.slice(0, found),
      statistics: statistics.slice(0, found),
      leftOut: leavesOut ? least : null,
    };
  }

  #lookForPasses(of: readonly number[]): void {
    const spent = this.#passSpending.spentBy(this.#rounds);
    const statistics = this.#statistics;
    for (const index of of) {
      const member = this.#members[index];
      const passing = this.#passing[index];
      const measured = this.#d[index] ?? [];
      // What failed in so many rounds that the others could point one way by chance is not decided by them.
      if (member === undefined || passing === undefined || measured.length < this.#spending.firstLook) continue;
      const { margin } = this.#limit(index);
      const { rows, sums } = passing;
      sums.take(
        measured.map((d) => d - margin),
        measured.length,
      );
      sums.write(statistics, -1);
      rows.look(statistics, spent);
      if (!rows.has(0) || !isMeasured(member.state)) continue;
      member.state = 'passed';
      member.decidedAt = this.#rounds;
    }
  }
}

const isMeasured = (state: MemberState): boolean => state === 'undecided' || state === 'not-confirmed';

/** What one look says of one benchmark, against its floor. */
interface Lowered {
  /** Rounds that were measured of it. */
  readonly rounds: number;
  /** Its own statistic: that of row 0. */
  readonly own: number;
  /** The other rows whose statistic is below 0, and theirs: what is not below 0 never crosses. */
  readonly rows: Uint16Array;
  readonly statistics: Float64Array;
  /** No row that is not among them has a lower statistic than this; null: than 0. */
  readonly leftOut: number | null;
}

interface Look {
  readonly round: number;
  /** By benchmark; none of one that has too few rounds. */
  readonly lowered: ReadonlyMap<number, Lowered>;
}

/** Rows are left out whose sum is no further below the floor than so many times the root of the sum of the squares. */
const LEFT_OUT = 1.5;

/** The boundary for alarms of one family, look by look. */
class Alarms {
  readonly family: readonly number[];
  readonly #spending: AlphaSpending;
  readonly #rows: CrossingRows;
  readonly #least: Float64Array;
  #below: readonly number[] = [];
  #boundary = 0;

  constructor(family: readonly number[], signs: SignRows, spending: AlphaSpending) {
    this.family = family;
    this.#spending = spending;
    this.#rows = new CrossingRows(signs.rows);
    this.#least = new Float64Array(signs.rows);
  }

  /** Benchmarks whose own statistic is below the boundary of the last look. */
  get below(): readonly number[] {
    return this.#below;
  }

  /** Of the last look that had one. */
  get boundary(): number {
    return this.#boundary;
  }

  /** @returns false where rows that the look left out could have a say: then nothing that it found counts */
  look({ round, lowered }: Look): boolean {
    const least = this.#least.fill(Number.POSITIVE_INFINITY);
    let leftOut = 0;
    for (const index of this.family) {
      const of = lowered.get(index);
      if (of === undefined) continue;
      const { own, rows, statistics } = of;
      if (own < (least[0] ?? 0)) least[0] = own;
      for (let at = 0; at < rows.length; at += 1) {
        const [row, statistic] = [rows[at] ?? 0, statistics[at] ?? 0];
        if (statistic < (least[row] ?? 0)) least[row] = statistic;
      }
      if (of.leftOut !== null) leftOut = Math.min(leftOut, of.leftOut - LAST_DIGITS);
    }
    const boundary = this.#rows.look(least, this.#spending.spentBy(round));
    if (Number.isFinite(boundary)) this.#boundary = boundary;
    const limit = boundary - tieWidth(boundary);
    this.#below = this.family.filter((index) => (lowered.get(index)?.own ?? 0) < limit);
    return leftOut === 0 || boundary < leftOut;
  }
}

/** More than rounding can change of a statistic that is near the boundary. */
const LAST_DIGITS = 1e-6;

/** (mean − floor)·√n/s. Rounds without any spread prove a difference, as they do for a single benchmark. */
function studentised(sum: number, squares: number, n: number, floor: number): number {
  const mean = sum / n;
  const variance = (squares - n * mean * mean) / (n - 1);
  if (!(variance > NO_VARIANCE)) return mean < floor ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return ((mean - floor) * Math.sqrt(n)) / Math.sqrt(variance);
}

const NO_VARIANCE = 1e-24;

const tieWidth = (boundary: number): number => (Number.isFinite(boundary) ? TIE : 0);

function spreadOf(d: readonly number[]): { readonly spread: number } {
  const mean = d.reduce((sum, value) => sum + value, 0) / Math.max(1, d.length);
  const squares = d.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { spread: Math.sqrt(squares / Math.max(1, d.length - 1)) };
}

const isSlower = (d: readonly number[]): boolean => signFlipLowerTail(d) <= 1 / CONFIRMATION_ODDS;
