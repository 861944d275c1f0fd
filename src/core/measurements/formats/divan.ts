import type { FormatReader } from './format-reader.ts';
import { lineFormat } from './line-format.ts';
import type { CaseEntry, MetricKind, Place } from './measurement-book.ts';

/**
 * What divan prints: a tree of benchmarks, each with the fastest, slowest, median and mean time of an iteration, rounded to four
 * digits. The median counts. Below a time stand rates and what was allocated, in the same columns.
 */
const COLUMNS = ['fastest', 'slowest', 'median', 'mean', 'samples', 'iters'];
const MEDIAN = COLUMNS.indexOf('median');
const HEADER = new RegExp(String.raw`^(?! )(.*\S)( +)${COLUMNS.join(' +│ ')}$`, 'mu');
/** A branch of the tree below others: each is three characters wide. */
const BRANCH = /^((?:│ {2}| {3})*)(?:├─|╰─) (.*)$/u;
const BRANCH_WIDTH = 3;
/** Times without a branch: the benchmark printed something itself, and they follow in a line of their own. */
const FIGURES = /^[\d.]+ \S+ +│/u;
/** Below a benchmark: rates, allocations, and what they are. */
const BELOW = /^[│ ]+\S/u;
const FIRST_COLUMN = /^(?:[\d.]+ \S+|\(ignored\))$/;
const FIGURE = /^(\d[\d.]*|inf|NaN) (\S+)$/u;
const COUNT = /^\d[\d.]*$/;
const TITLE = /^(max alloc|alloc|dealloc|grow|shrink):$/;

const TIME: MetricKind = { metric: 'time', unit: 'ns', better: 'lower' };
const NANOSECONDS: ReadonlyMap<string, number> = new Map([
  ['ps', 1e-3],
  ['ns', 1],
  ['µs', 1e3],
  ['μs', 1e3],
  ['us', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
  ['m', 6e10],
  ['h', 3.6e12],
  ['d', 8.64e13],
]);
const PREFIXES = ['', 'K', 'M', 'G', 'T', 'P'];
const BINARY_PREFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
const sizesOf = (unit: string): [string, number][] =>
  PREFIXES.map((prefix, power) => [`${prefix}${unit}`, 1e3 ** power]);
const binarySizesOf = (unit: string): [string, number][] =>
  BINARY_PREFIXES.map((prefix, power) => [`${prefix}${unit}`, 1024 ** power]);
const BYTES: ReadonlyMap<string, number> = new Map([...binarySizesOf('B'), ...sizesOf('B')]);
/** A benchmark may have several rates, so each is a metric of its own. */
const RATES: readonly { readonly kind: MetricKind; readonly sizes: ReadonlyMap<string, number> }[] = [
  {
    kind: { metric: 'bytes_per_second', unit: 'B/s', better: 'higher' },
    sizes: new Map([...binarySizesOf('B/s'), ...sizesOf('B/s')]),
  },
  { kind: { metric: 'items_per_second', unit: 'item/s', better: 'higher' }, sizes: new Map(sizesOf('item/s')) },
  { kind: { metric: 'chars_per_second', unit: 'char/s', better: 'higher' }, sizes: new Map(sizesOf('char/s')) },
  { kind: { metric: 'cycles_per_second', unit: 'Hz', better: 'higher' }, sizes: new Map(sizesOf('Hz')) },
];

export const divan = (): FormatReader =>
  lineFormat((book) => {
    /** The names above, from the benchmark program down; null: no table has begun. */
    let path: string[] | null = null;
    /** How wide names are, as far as the head of the table says. */
    let width = 0;
    /** The benchmark that was begun and has no figures yet. */
    let open: CaseEntry | null = null;
    /** The benchmark that rates and allocations belong to. */
    let last: CaseEntry | null = null;
    /** What the figures below are of. */
    let title: string | null = null;

    const begin = (place: Place, name: string): CaseEntry | null =>
      book.caseOf(place, null, [...(path ?? []), name].join('::'));

    function time(place: Place, entry: CaseEntry | null, median: string): void {
      last = entry;
      title = null;
      if (entry === null || !book.isNewRepeat(place, entry, 0, median)) return;
      book.value(place, entry, TIME, amount(median, NANOSECONDS));
    }

    function below(place: Place, columns: readonly string[]): void {
      const named = TITLE.exec(columns[0] ?? '');
      const median = columns[MEDIAN] ?? '';
      if (named !== null) [, title = null] = named;
      else if (last === null || median === '') return;
      else if (title !== null) allocated(place, last, title, median);
      else {
        const [, , unit = ''] = FIGURE.exec(median) ?? [];
        const rate = RATES.find(({ sizes }) => sizes.has(unit));
        if (rate !== undefined) book.value(place, last, rate.kind, amount(median, rate.sizes));
      }
    }

    /** Counted, not timed. Which way is better is plain of what is allocated, and of what is moved or given back it is not. */
    function allocated(place: Place, entry: CaseEntry, what: string, median: string): void {
      const better = what.endsWith('alloc') && what !== 'dealloc' ? 'lower' : null;
      const [metric, unit] = COUNT.test(median) ? [`${what} count`, '1'] : [`${what} size`, 'B'];
      const value = unit === '1' ? Number(median) : amount(median, BYTES);
      book.value(place, entry, { metric, unit, better, exact: true }, value);
    }

    return (line, place) => {
      const [, root, gap = ''] = HEADER.exec(line) ?? [];
      if (root !== undefined) {
        path = [root];
        width = [...root, ...gap].length;
        open = null;
        last = null;
        return 'other';
      }
      if (path === null) return 'other';
      const [, above = '', rest] = BRANCH.exec(line) ?? [];
      if (rest !== undefined) {
        const depth = above.length / BRANCH_WIDTH;
        if (depth >= path.length) return 'torn';
        path.length = depth + 1;
        open = null;
        last = null;
        const { name, columns } = cells(rest, width - (depth + 1) * BRANCH_WIDTH);
        if (columns === null) {
          // Its figures may follow in a line of their own; without them it is told that it has none.
          open = begin(place, name);
          return open === null ? 'torn' : 'result';
        }
        const [first = ''] = columns;
        if (first === '(ignored)') return 'other';
        if (first === '') path.push(name);
        else time(place, begin(place, name), columns[MEDIAN] ?? '');
        return first === '' ? 'other' : 'result';
      }
      const columns = line.split('│').map((cell) => cell.trim());
      if (open !== null && FIGURES.test(line) && columns.length === COLUMNS.length) {
        time(place, open, columns[MEDIAN] ?? '');
        open = null;
      } else if (BELOW.test(line)) below(place, columns.slice(-COLUMNS.length));
      return 'other';
    };
  });

/**
 * The name and the columns of what stands behind a branch; a name may have their separator in it, so columns are counted from
 * the right. null: it has none, and what stands right of the names is the benchmark's own.
 */
function cells(rest: string, width: number): { readonly name: string; readonly columns: readonly string[] | null } {
  const parts = rest.split('│');
  const others = COLUMNS.length - 1;
  if (parts.length > others) {
    const named = parts.slice(0, -others).join('│');
    const text = named.trimEnd();
    const at = text.lastIndexOf('  ');
    const isFigure = at >= 0 && FIRST_COLUMN.test(text.slice(at + 2));
    const [name, first] = isFigure ? [text.slice(0, at).trimEnd(), text.slice(at + 2)] : [text, ''];
    return { name, columns: [first, ...parts.slice(-others).map((cell) => cell.trim())] };
  }
  const letters = [...rest];
  const isPadded = letters.slice(width - 2, width).every((letter) => letter === ' ');
  return { name: (isPadded ? letters.slice(0, width) : letters).join('').trim(), columns: null };
}

/** In the smallest unit; a product of decimals has a last digit that nobody wrote. What is no figure stays, to be told. */
function amount(text: string, sizes: ReadonlyMap<string, number>): number | string {
  const [, figure = '', unit = ''] = FIGURE.exec(text) ?? [];
  const size = sizes.get(unit);
  return size === undefined || !/^\d/.test(figure) ? text : Number((Number(figure) * size).toPrecision(12));
}

export const isDivan = (head: string): boolean => HEADER.test(head);
