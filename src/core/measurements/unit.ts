/** Units that say the same in other sizes: how many of the smallest one is. */
const SIZES: readonly ReadonlyMap<string, number>[] = [
  new Map([
    ['ps', 1e-3],
    ['picoseconds', 1e-3],
    ['ns', 1],
    ['nanoseconds', 1],
    ['us', 1e3],
    ['microseconds', 1e3],
    ['µs', 1e3],
    ['μs', 1e3],
    ['ms', 1e6],
    ['milliseconds', 1e6],
    ['s', 1e9],
    ['sec', 1e9],
    ['second', 1e9],
    ['seconds', 1e9],
    ['min', 6e10],
    ['minutes', 6e10],
    ['h', 3.6e12],
    ['hours', 3.6e12],
  ]),
  new Map([
    ['B', 1],
    ['byte', 1],
    ['bytes', 1],
    ['KB', 1e3],
    ['kB', 1e3],
    ['KiB', 1024],
    ['MB', 1e6],
    ['MiB', 1024 ** 2],
    ['GB', 1e9],
    ['GiB', 1024 ** 3],
    ['TB', 1e12],
    ['TiB', 1024 ** 4],
    ['PB', 1e15],
    ['PiB', 1024 ** 5],
  ]),
  new Map([
    ['bit', 1],
    ['bits', 1],
    ['Kbit', 1e3],
    ['kbit', 1e3],
    ['Mbit', 1e6],
    ['Gbit', 1e9],
  ]),
  new Map([
    ['Hz', 1],
    ['kHz', 1e3],
    ['MHz', 1e6],
    ['GHz', 1e9],
  ]),
];

/**
 * How many of `to` one of `from` is; null: they are not the same quantity. Of `MB/s` and `ops/ms` both parts convert, each by
 * itself; `ns/op` is never `op/ns`.
 */
export function unitFactor(from: string, to: string): number | null {
  if (from === to) return 1;
  const [above, ...below] = from.split('/');
  const [aboveTo, ...belowTo] = to.split('/');
  if (below.length !== belowTo.length) return null;
  let factor = sizeFactor(above ?? '', aboveTo ?? '');
  for (const [at, part] of below.entries()) {
    const each = sizeFactor(part, belowTo[at] ?? '');
    factor = factor === null || each === null ? null : factor / each;
  }
  return factor;
}

function sizeFactor(from: string, to: string): number | null {
  if (from === to) return 1;
  for (const sizes of SIZES) {
    const [one, another] = [sizes.get(from), sizes.get(to)];
    if (one !== undefined && another !== undefined) return one / another;
  }
  return null;
}

/**
 * The same for an amount that people write without what it is of: `2 ns` of a metric in `ns/op`. An amount of time or size, in
 * a rate of it (`MB/s`), is not meant.
 */
export function amountFactor(from: string, to: string): number | null {
  const factor = unitFactor(from, to);
  if (factor !== null || from.includes('/')) return factor;
  const [amount = '', of, ...more] = to.split('/');
  const isCounted = of !== undefined && more.length === 0 && !SIZES.some((sizes) => sizes.has(of));
  return isCounted ? sizeFactor(from, amount) : null;
}
