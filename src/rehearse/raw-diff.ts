/** A regular file that two commits have with different content. */
export interface RawChange {
  readonly path: string;
  /** Where the ids of its two states begin in the list. Bytes. */
  readonly ids: number;
  /** Of an id. Characters. */
  readonly length: number;
}

/**
 * What `git diff-tree -r -z --raw` lists: `:100644 100644 OLDER NEWER M`, a zero byte, the path, a zero byte; and so on. Ids
 * are taken out of the list by `idsOf`, where they are wanted: of a hundred thousand files few are.
 */
export function* rawChanges(list: Buffer): Generator<RawChange> {
  for (let at = 0; at < list.byteLength; ) {
    const start = at;
    const middle = list.indexOf(0, start);
    const end = list.indexOf(0, middle + 1);
    if (middle < 0 || end < 0) return;
    at = end + 1;
    const ids = start + IDS;
    const length = (middle - ids - 3) / 2;
    // A regular file both times; a change of its mode alone keeps the id.
    const isFile =
      list[start + 1] === ONE && list[start + OTHER_MODE] === ONE && list[start + 2] === list[start + OTHER_MODE + 1];
    const isChanged = list.compare(list, ids, ids + length, ids + length + 1, ids + 2 * length + 1) !== 0;
    if (isFile && list[start + 2] === ZERO && isChanged)
      yield { path: list.toString('utf8', middle + 1, end), ids, length };
  }
}

/** `1` and `0` of `100644`, the second mode, and where the ids begin. */
const [ONE, ZERO, OTHER_MODE, IDS] = [0x31, 0x30, 8, 15];

/** The ids of a change's two states. */
export const idsOf = (
  list: Buffer,
  { ids, length }: RawChange,
): { readonly older: string; readonly newer: string } => ({
  older: list.toString('latin1', ids, ids + length),
  newer: list.toString('latin1', ids + length + 1, ids + 2 * length + 1),
});

/** The paths in such a list that only the second commit has. */
export function* newPaths(list: Buffer): Generator<string> {
  for (let at = 0; at < list.byteLength; ) {
    const middle = list.indexOf(0, at);
    const end = list.indexOf(0, middle + 1);
    if (middle < 0 || end < 0) return;
    if (list[middle - 1] === ADDED) yield list.toString('utf8', middle + 1, end);
    at = end + 1;
  }
}

/** `A`, the last letter of what is listed of a file. */
const ADDED = 0x41;
