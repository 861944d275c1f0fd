import { type Args, FieldError, type Sources } from './sources.ts';

/** GitHub hands out at most so many entries of a connection at once. */
const MAXIMUM = 100;

/** Cursors are opaque; GitHub's are base64, too. */
const cursorOf = (index: number): string => Buffer.from(`cursor:${index}`).toString('base64');

function indexOf(cursor: unknown): number | null {
  if (typeof cursor !== 'string') return null;
  const found = /^cursor:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1];
  if (found === undefined) {
    throw new FieldError('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`);
  }
  return Number(found);
}

function countOf(args: Args, name: 'first' | 'last', connection: string): number | null {
  const count = args[name];
  if (typeof count !== 'number') return null;
  if (count < 0)
    throw new FieldError(
      'INVALID_PAGINATION',
      `\`${name}\` on the \`${connection}\` connection cannot be less than zero.`,
    );
  if (count > MAXIMUM) {
    const text = `Requesting ${count} records on the \`${connection}\` connection exceeds the \`${name}\` limit of ${MAXIMUM} records.`;
    throw new FieldError('EXCESSIVE_PAGINATION', text);
  }
  return count;
}

/** One page of a list, before its entries have become objects of the schema. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Place of the first of them in the whole list. */
  readonly from: number;
  readonly info: Sources['PageInfo'];
}

/** A list that is not there as a whole: how long it is, and how to get a part of it. */
export interface LongList<Item> {
  readonly length: number | Promise<number>;
  readonly slice: (from: number, to: number) => Promise<readonly Item[]> | readonly Item[];
}

/** What the fields of a connection are answered from. */
export interface ConnectionSource {
  readonly totalCount: () => number | Promise<number>;
  readonly page: () => Promise<Page<object | null>>;
}

/**
 * One page of a connection, forwards (`first`, `after`) or backwards (`last`, `before`). One of `first` and `last` must be
 * there where entries are asked for, as on GitHub; how many there are may be asked without.
 *
 * Source: GitHub GraphQL documentation, "Using pagination in the GraphQL API" and "Rate limits and query limits".
 *
 * @param name of the connection, for the refusals
 */
export function connection<Item>(
  name: string,
  args: Args,
  list: readonly Item[] | LongList<Item>,
  node: (item: Item) => object | null | Promise<object | null>,
): ConnectionSource {
  const asked = askedWindow(name, args);
  let page: Promise<Page<object | null>> | undefined;
  const cut = async (): Promise<Page<object | null>> => {
    const window = windowOf(name, asked, await list.length);
    const items = await Promise.all((await list.slice(window.from, window.to)).map(node));
    const last = window.from + items.length;
    return {
      items,
      from: window.from,
      info: {
        hasNextPage: last < (await list.length),
        hasPreviousPage: window.from > 0,
        startCursor: items.length === 0 ? null : cursorOf(window.from),
        endCursor: items.length === 0 ? null : cursorOf(last - 1),
      },
    };
  };
  return {
    totalCount: () => list.length,
    page: () => {
      page ??= cut();
      return page;
    },
  };
}

/** What the arguments say, refused at once where they say what cannot be. */
interface AskedWindow {
  readonly first: number | null;
  readonly last: number | null;
  readonly after: number | null;
  readonly before: number | null;
}

const askedWindow = (name: string, args: Args): AskedWindow => ({
  first: countOf(args, 'first', name),
  last: countOf(args, 'last', name),
  after: indexOf(args.after),
  before: indexOf(args.before),
});

function windowOf(
  name: string,
  { first, last, after, before }: AskedWindow,
  length: number,
): { from: number; to: number } {
  if (first === null && last === null) {
    const text = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
    throw new FieldError('MISSING_PAGINATION_BOUNDARIES', text);
  }
  let from = Math.min(length, (after ?? -1) + 1);
  let to = Math.min(length, before ?? length);
  if (first !== null) to = Math.min(to, from + first);
  if (last !== null) from = Math.max(from, to - last);
  return { from, to: Math.max(from, to) };
}

/** The fields that all connections have. */
export const CONNECTION_FIELDS = {
  totalCount: ({ totalCount }: ConnectionSource) => totalCount(),
  nodes: async ({ page }: ConnectionSource) => (await page()).items,
  edges: async ({ page }: ConnectionSource) => {
    const { items, from } = await page();
    return items.map((node, index) => ({ node, cursor: cursorOf(from + index) }));
  },
  pageInfo: async ({ page }: ConnectionSource) => (await page()).info,
};

/** The fields that all edges have. */
export const EDGE_FIELDS = {
  node: ({ node }: { readonly node: object }) => node,
  cursor: ({ cursor }: { readonly cursor: string }) => cursor,
};

/** A connection of what there is none of. */
export const none = (name: string) => (_: unknown, args: Args) => connection(name, args, [], () => null);
