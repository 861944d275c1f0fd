/** "1 asset", "3 assets", "1,200 more lines": a number and what it counts. The noun comes last, so that it takes the s. */
export const counted = (count: number, what: string, several = `${what}s`): string =>
  `${grouped(count)} ${count === 1 ? what : several}`;

/** "1,200". */
export const grouped = (count: number): string => count.toLocaleString('en-US');
