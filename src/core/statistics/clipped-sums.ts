import type { SignRows } from './sign-rows.ts';

/**
 * A round counts for no more than so many times the median distance. It is the same for either sign, so a test by signs stays
 * exact; and one odd round of ten neither makes an alarm nor undoes what the other nine prove. Where there are more rounds one
 * in ten has less to undo, and a nearer bound would only cost power: of 300 benchmarks of the same code one would be left
 * undecided after 30 rounds in 16 of 100 verdicts, instead of 4.
 */
const mostOfOneRound = (rounds: number): number => Math.max(1.5, Math.min(3, 0.15 * rounds));

/**
 * The sums of a benchmark's rounds under every row of signs, no round counting for more than some median distances.
 * They are kept from look to look: a value at the bound is counted, and the counts are multiplied by the bound of the day,
 * so that a new median touches only the values that cross it.
 */
export class ClippedSums {
  readonly #signs: SignRows;
  readonly #free: Float64Array;
  /** At most as many as there are rounds. */
  readonly #atBound: Int16Array;
  /** Of every column, whether its value is counted at the bound, by its sign, or as it is. */
  readonly #columns: boolean[] = [];
  /** Of the values that there were at the last look, smallest first. */
  readonly #distances: number[] = [];
  #bound = 0;
  #squares = 0;

  constructor(signs: SignRows) {
    this.#signs = signs;
    this.#free = new Float64Array(signs.rows);
    this.#atBound = new Int16Array(signs.rows);
  }

  /** No value counts for more. */
  get bound(): number {
    return this.#bound;
  }

  /** The sum of the squares over all columns: the same in every row. */
  get squares(): number {
    return this.#squares;
  }

  /**
   * Takes the values of a look: those of the look before and more. Where there are more columns than values, the values
   * begin again from the first.
   */
  take(values: readonly number[], columns: number): void {
    const known = this.#distances.length;
    // A column that held a value begun again gets one of its own: everything after it moves as well.
    if (values.length > known && this.#columns.length > known) this.#clear();
    for (let at = known; at < values.length; at += 1) insert(this.#distances, Math.abs(values[at] ?? 0));
    const bound = mostOfOneRound(values.length) * medianOfSorted(this.#distances);
    let squares = 0;
    for (let at = 0; at < columns; at += 1) {
      const value = values[at % values.length] ?? 0;
      const isAtBound = Math.abs(value) > bound;
      squares += (isAtBound ? bound : value) ** 2;
      const before = this.#columns[at];
      if (before === isAtBound) continue;
      this.#columns[at] = isAtBound;
      const signs = this.#signs.column(at);
      const way = Math.sign(value);
      if (before !== undefined)
        move(this.#free, this.#atBound, signs, isAtBound ? -value : value, isAtBound ? way : -way);
      else if (isAtBound) count(this.#atBound, signs, way);
      else add(this.#free, signs, value);
    }
    this.#bound = bound;
    this.#squares = squares;
  }

  /** Writes the sum of every row into `sums`, times `factor`. */
  write(sums: Float64Array, factor: 1 | -1): void {
    const [free, counts, bound] = [this.#free, this.#atBound, this.#bound];
    for (let row = 0; row < sums.length; row += 1) {
      sums[row] = factor * ((free[row] ?? 0) + bound * (counts[row] ?? 0));
    }
  }

  /**
   * Writes the rows whose sum is below a limit, and their sums: most are not. Row 0 is left out.
   *
   * @param rows with room for all rows, as `sums`
   * @returns how many there are
   */
  below(limit: number, rows: Uint16Array, sums: Float64Array): number {
    const [free, counts, bound] = [this.#free, this.#atBound, this.#bound];
    let found = 0;
    for (let row = 1; row < free.length; row += 1) {
      const sum = (free[row] ?? 0) + bound * (counts[row] ?? 0);
      // Written over where it is not below: a branch that goes either way costs more than the two writes.
      rows[found] = row;
      sums[found] = sum;
      found += sum < limit ? 1 : 0;
    }
    return found;
  }

  #clear(): void {
    this.#free.fill(0);
    this.#atBound.fill(0);
    this.#columns.length = 0;
  }
}

// One loop for each kind of array: a loop over both kinds would be several times as slow.

/** A value that is counted as it is. */
function add(free: Float64Array, signs: Int8Array, value: number): void {
  for (let row = 0; row < free.length; row += 1) free[row] = (free[row] ?? 0) + (signs[row] ?? 0) * value;
}

/** A value at the bound, by its sign. */
function count(atBound: Int16Array, signs: Int8Array, way: number): void {
  for (let row = 0; row < atBound.length; row += 1) atBound[row] = (atBound[row] ?? 0) + (signs[row] ?? 0) * way;
}

/** A value that crosses the bound: both at once. */
function move(free: Float64Array, atBound: Int16Array, signs: Int8Array, value: number, way: number): void {
  for (let row = 0; row < free.length; row += 1) {
    const sign = signs[row] ?? 0;
    free[row] = (free[row] ?? 0) + sign * value;
    atBound[row] = (atBound[row] ?? 0) + sign * way;
  }
}

/** Puts a number where it belongs among sorted ones. */
function insert(sorted: number[], value: number): void {
  let at = sorted.length;
  while (at > 0 && (sorted[at - 1] ?? 0) > value) {
    sorted[at] = sorted[at - 1] ?? 0;
    at -= 1;
  }
  sorted[at] = value;
}

function medianOfSorted(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
