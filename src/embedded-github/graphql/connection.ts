import { type Args, FieldError, Typed } from './object.ts';

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
  const count = args.get(name);
  if (count === undefined || count === null) return null;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    throw new FieldError('argumentLiteralsIncompatible', `Argument '${name}' on Field '${connection}' must be an Int.`);
  }
  if (count > MAXIMUM) {
    const text = `Requesting ${count} records on the \`${connection}\` connection exceeds the \`${name}\` limit of ${MAXIMUM} records.`;
    throw new FieldError('EXCESSIVE_PAGINATION', text);
  }
  return count;
}

/**
 * One page of a connection, forwards (`first`, `after`) or backwards (`last`, `before`). One of `first` and `last` must be
 * there, as on GitHub.
 *
 * Source: GitHub GraphQL documentation, "Using pagination in the GraphQL API" and "Rate limits and query limits".
 *
 * @param name of the connection, for the refusals
 */
export function connection<Item>(
  type: string,
  name: string,
  args: Args,
  items: readonly Item[],
  node: (item: Item) => Typed,
): Typed {
  const first = countOf(args, 'first', name);
  const last = countOf(args, 'last', name);
  if (first === null && last === null) {
    const text = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
    throw new FieldError('MISSING_PAGINATION_BOUNDARIES', text);
  }
  let from = (indexOf(args.get('after')) ?? -1) + 1;
  let to = Math.min(items.length, indexOf(args.get('before')) ?? items.length);
  if (first !== null) to = Math.min(to, from + first);
  if (last !== null) from = Math.max(from, to - last);
  const shown = items.slice(from, to);
  return new Typed(type, {
    totalCount: () => items.length,
    nodes: () => shown.map(node),
    pageInfo: () =>
      new Typed('PageInfo', {
        hasNextPage: () => to < items.length,
        hasPreviousPage: () => from > 0,
        startCursor: () => (shown.length === 0 ? null : cursorOf(from)),
        endCursor: () => (shown.length === 0 ? null : cursorOf(to - 1)),
      }),
  });
}
