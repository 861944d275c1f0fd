/** Patterns of more rounds than this are drawn, not counted. */
const COUNTED_ROUNDS = 11;

/**
 * The signs of a joint sign-flip test: each row turns whole rounds, of all benchmarks alike, so that whatever they have in
 * common stays in them. Row 0 turns none. The first columns hold every pattern equally often; later ones come from a coin.
 */
export interface SignRows {
  readonly rows: number;
  /** +1 or −1 by row, of one round. Rounds are counted from 0. */
  column(round: number): Int8Array;
}

/**
 * @param maximumRounds rounds of the budget, at least 1
 * @param coin uniform in [0, 1); drawn only for rounds whose patterns cannot all be counted
 */
export function signRows(maximumRounds: number, coin: () => number): SignRows {
  const counted = Math.min(maximumRounds, COUNTED_ROUNDS);
  const rows = 2 ** counted;
  const columns: Int8Array[] = [];
  for (let round = 0; round < maximumRounds; round += 1) {
    const column = new Int8Array(rows);
    for (let row = 0; row < rows; row += 1) {
      const turns = round < counted ? (row >> round) & 1 : row > 0 && coin() < 0.5;
      column[row] = turns ? -1 : 1;
    }
    columns.push(column);
  }
  return {
    rows,
    column: (round) => {
      const column = columns[round];
      if (column === undefined) throw new RangeError(`no signs for round ${round}`);
      return column;
    },
  };
}
