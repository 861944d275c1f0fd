/** Room for one look; nothing stays in it. */
let leastValues = new Float64Array(0);
let leastRows = new Uint32Array(0);

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
   * Takes one look: the smallest statistics cross, as far as the rate spent up to here allows, and only below 0. What differs
   * in its last digits only is the same.
   *
   * @param statistics by row
   * @param spent the rate that may be used up to and including this look
   * @returns the boundary: what is below it crosses
   */
  look(statistics: Float64Array, spent: number): number {
    const crossed = this.#crossed;
    const more = Math.floor(spent * crossed.length + 1e-9) - this.#count;
    if (more <= 0) return Number.NEGATIVE_INFINITY;
    // Few of thousands can cross. Those and the next one, which is the boundary, are kept as a heap with the greatest on top:
    // nearly every row is told by one comparison to be none of them.
    const room = more + 1;
    if (leastValues.length < room) {
      leastValues = new Float64Array(room);
      leastRows = new Uint32Array(room);
    }
    let held = 0;
    // What is not below 0 never crosses, so the boundary is no higher.
    let limit = 0;
    for (let row = 0; row < statistics.length; row += 1) {
      const value = statistics[row] ?? 0;
      if (!(value < limit) || crossed[row] === 1) continue;
      if (held === room) sink(value, row, held);
      else if (withTies(value) < 0) rise(value, row, held++);
      if (held === room) limit = leastValues[0] ?? 0;
    }
    const boundary = held === room ? withTies(limit) : 0;
    for (let at = 0; at < held; at += 1) {
      if (!(withTies(leastValues[at] ?? 0) < boundary)) continue;
      crossed[leastRows[at] ?? 0] = 1;
      this.#count += 1;
    }
    return boundary;
  }

  has(row: number): boolean {
    return this.#crossed[row] === 1;
  }
}

/** Sums of the same numbers in another order differ in their last digits: a tie has to stay one. */
const withTies = (value: number): number => Math.round(value * TIES_IN_ONE) / TIES_IN_ONE;
const TIES_IN_ONE = 1e9;
/** What two statistics that are not the same differ by at least. */
export const TIE = 1 / TIES_IN_ONE;

/** Puts a value into a heap with room, below what is greater. */
function rise(value: number, row: number, free: number): void {
  let at = free;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const other = leastValues[above] ?? 0;
    if (other >= value) break;
    leastValues[at] = other;
    leastRows[at] = leastRows[above] ?? 0;
    at = above;
  }
  leastValues[at] = value;
  leastRows[at] = row;
}

/** Puts a value into a full heap, in the place of the greatest. */
function sink(value: number, row: number, held: number): void {
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= held) break;
    if (below + 1 < held && (leastValues[below + 1] ?? 0) > (leastValues[below] ?? 0)) below += 1;
    const other = leastValues[below] ?? 0;
    if (other <= value) break;
    leastValues[at] = other;
    leastRows[at] = leastRows[below] ?? 0;
    at = below;
  }
  leastValues[at] = value;
  leastRows[at] = row;
}
