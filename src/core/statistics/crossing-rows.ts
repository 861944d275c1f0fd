/**
 * Which rows of a sign-flip test have crossed the boundary at some look. Row 0 is what was measured; the others are what it
 * would have been by other signs. As many rows cross as the rate allows, so row 0 is one of them with no more than that
 * probability where there is no effect.
 */
export class CrossingRows {
  readonly #crossed: Uint8Array;
  readonly #sorted: Float64Array;
  #count = 0;

  constructor(rows: number) {
    this.#crossed = new Uint8Array(rows);
    this.#sorted = new Float64Array(rows);
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
    const open = this.#sorted.subarray(0, rows - this.#count);
    let at = 0;
    for (let row = 0; row < rows; row += 1) if (this.#crossed[row] === 0) open[at++] = statistics[row] ?? 0;
    const more = Math.floor(spent * rows + 1e-9) - this.#count;
    if (more <= 0) return Number.NEGATIVE_INFINITY;
    const boundary = Math.min(0, more < open.length ? (open.sort()[more] ?? 0) : 0);
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
