import type { BlobIds } from '../core/release/release-history.ts';

/**
 * The ids of regular files in what `git ls-tree -r -z` lists: `100644 blob ID`, a tab, the path, a zero byte; and so on, by the
 * bytes of the paths. It is searched as it is: of a hundred thousand files a few are asked for.
 */
export class ListedTree implements BlobIds {
  readonly #list: Buffer;

  constructor(list: Buffer) {
    this.#list = list;
  }

  get(path: string): string | undefined {
    const wanted = Buffer.from(path, 'utf8');
    let [low, high] = [0, this.#list.byteLength];
    while (low < high) {
      const start = this.#list.lastIndexOf(0, Math.max(low, Math.floor((low + high) / 2) - 1)) + 1;
      const from = start < low ? low : start;
      const tab = this.#list.indexOf(TAB, from);
      const end = this.#list.indexOf(0, tab + 1);
      if (tab < 0 || end < 0) return undefined;
      const order = this.#list.compare(wanted, 0, wanted.byteLength, tab + 1, end);
      if (order === 0) return idAt(this.#list.toString('latin1', from, tab));
      if (order < 0) low = end + 1;
      else high = from;
    }
    return undefined;
  }
}

const TAB = 9;

function idAt(about: string): string | undefined {
  const [mode = '', , id] = about.split(' ');
  return mode.startsWith('100') ? id : undefined;
}
