/** Units that say the same in other sizes: how many of the smallest one is. */
const SIZES: readonly ReadonlyMap<string, number>[] = [
  new Map([
    ['ps', 1e-3],
    ['ns', 1],
    ['us', 1e3],
    ['µs', 1e3],
    ['μs', 1e3],
    ['ms', 1e6],
    ['s', 1e9],
    ['sec', 1e9],
    ['second', 1e9],
    ['min', 6e10],
  ]),
  new Map([
    ['B', 1],
    ['byte', 1],
    ['KB', 1e3],
    ['kB', 1e3],
    ['KiB', 1024],
    ['MB', 1e6],
    ['MiB', 1024 ** 2],
    ['GB', 1e9],
    ['GiB', 1024 ** 3],
    ['TB', 1e12],
    ['TiB', 1024 ** 4],
  ]),
];

/** How many of `to` one of `from` is; null: they are not the same quantity. `ns/op` and `MB/s` are compared by their first part. */
export function unitFactor(from: string, to: string): number | null {
  if (from === to) return 1;
  const [a = '', ...per] = from.split('/');
  const [b = '', ...other] = to.split('/');
  if (per.join('/') !== other.join('/')) return null;
  for (const sizes of SIZES) {
    const [one, another] = [sizes.get(a), sizes.get(b)];
    if (one !== undefined && another !== undefined) return one / another;
  }
  return null;
}
