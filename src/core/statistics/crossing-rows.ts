import { nthSmallest } from './nth-smallest.ts';

/** Room for one look; nothing stays in it. */
let scratch = new Float64Array(0);

/**
 * Which rows of a sign-flip test have crossed the boundary at some look. Row 0 is what was measured; the others are what it
 * would have been by other signs. As many rows cross as the rate allows, so row 0 is one of them with no more than that
 * probability where there is no effect.
 */
export class CrossingRows {
  readonly #crossed: Uint8Array;
  #count = 0;

  constructor(rows: number) {
    this.#crossed = new Uint8Array(rows);
  }

  /**
   * Takes one look: the smallest statistics cross, as far as the rate spent up to here allows, and only below 0.
   *
   * @param statistics by row
   * @param spent the rate that may be used up to and including this look
   * @returns the boundary: what is below it crosses
   */
  look(statistics: Float64Array, spent: number): number {
    const rows = this.#crossed.length;
    const more = Math.floor(spent * rows + 1e-9) - this.#count;
    if (more <= 0) return Number.NEGATIVE_INFINITY;
    if (scratch.length < rows) scratch = new Float64Array(rows);
    let below = 0;
    for (let row = 0; row < rows; row += 1) {
      const value = statistics[row] ?? 0;
      if (value < 0 && this.#crossed[row] === 0) scratch[below++] = value;
    }
    // What is not below 0 never crosses, so the boundary is no higher.
    const boundary = more < below ? nthSmallest(scratch.subarray(0, below), more) : 0;
    for (let row = 0; row < rows; row += 1) {
      if (this.#crossed[row] === 1 || !((statistics[row] ?? 0) < boundary)) continue;
      this.#crossed[row] = 1;
      this.#count += 1;
    }
    return boundary;
  }

  has(row: number): boolean {
    return this.#crossed[row] === 1;
  }
}
