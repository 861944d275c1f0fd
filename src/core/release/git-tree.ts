import { createHash } from 'node:crypto';

/** A git object id in hex: SHA-1, as GitHub has it. */
export type ObjectId = string;

export interface TreeEntry {
  readonly path: string;
  /** `100644`, `100755`, `120000` (symbolic link), `040000` (tree), `160000` (submodule). */
  readonly mode: string;
  readonly sha: ObjectId;
  /** Bytes, for blobs where known. */
  readonly size?: number;
}

/** One tree, as far as it was listed: directory path (`''` is the root) → its direct entries, `path` being the name. */
export type TreeListing = ReadonlyMap<string, readonly TreeEntry[]>;

/** The id git gives an object. Source: Git documentation, "Git Internals – Git Objects". */
export function objectId(type: 'blob' | 'tree' | 'commit' | 'tag', content: Uint8Array): ObjectId {
  return createHash('sha1').update(`${type} ${content.byteLength}\0`).update(content).digest('hex');
}

/** Arranges GitHub's flat recursive listing by directory. */
export function listingFromRecursive(entries: readonly TreeEntry[]): TreeListing {
  const listing = new Map<string, TreeEntry[]>([['', []]]);
  for (const entry of entries) {
    const { directory, name } = splitPath(entry.path);
    if (entry.mode === '040000' && !listing.has(entry.path)) listing.set(entry.path, []);
    let siblings = listing.get(directory);
    if (siblings === undefined) {
      siblings = [];
      listing.set(directory, siblings);
    }
    siblings.push({ ...entry, path: name });
  }
  return listing;
}

export function splitPath(path: string): { directory: string; name: string } {
  const slash = path.lastIndexOf('/');
  return slash === -1
    ? { directory: '', name: path }
    : { directory: path.slice(0, slash), name: path.slice(slash + 1) };
}

/** The entry at a path, or null when there is none or its directory was not listed. */
export function entryAt(listing: TreeListing, path: string): TreeEntry | null {
  const { directory, name } = splitPath(path);
  return listing.get(directory)?.find((entry) => entry.path === name) ?? null;
}

/**
 * The id of the root tree after the given blobs took new content. Only trees on the way to an edit are built again, so
 * a partial listing suffices as long as it has these directories.
 *
 * @throws RangeError when a path is not a listed blob: edits replace files, they never create them.
 */
export function treeWithEdits(listing: TreeListing, edits: ReadonlyMap<string, ObjectId>): ObjectId {
  const byDirectory = new Map<string, Map<string, ObjectId>>();
  const note = (path: string, sha: ObjectId) => {
    const { directory, name } = splitPath(path);
    const names = byDirectory.get(directory) ?? new Map<string, ObjectId>();
    byDirectory.set(directory, names.set(name, sha));
  };
  for (const [path, sha] of edits) {
    const entry = entryAt(listing, path);
    if (entry === null || entry.mode === '040000' || entry.mode === '160000') {
      throw new RangeError(`${path} is not a file of the tree`);
    }
    note(path, sha);
    // Every directory above must be rebuilt too, even if nothing else in it changes.
    for (let { directory } = splitPath(path); directory !== ''; directory = splitPath(directory).directory) {
      if (!byDirectory.has(directory)) byDirectory.set(directory, new Map());
    }
  }
  if (!byDirectory.has('')) byDirectory.set('', new Map());
  // Deepest first: a directory's id is needed by its parent.
  const directories = [...byDirectory.keys()].sort((a, b) => depth(b) - depth(a));
  let root = '';
  for (const directory of directories) {
    const replaced = byDirectory.get(directory);
    const entries = (listing.get(directory) ?? []).map((entry) => ({
      ...entry,
      sha: replaced?.get(entry.path) ?? entry.sha,
    }));
    const id = treeId(entries);
    if (directory === '') root = id;
    else note(directory, id);
  }
  return root;
}

const depth = (directory: string) => (directory === '' ? 0 : directory.split('/').length);

/** The id of one tree object. Git sorts entries by bytes, a directory as if its name ended with a slash. */
export function treeId(entries: readonly TreeEntry[]): ObjectId {
  const named = entries.map((entry) => ({
    key: Buffer.from(entry.mode === '040000' ? `${entry.path}/` : entry.path),
    entry,
  }));
  named.sort((a, b) => Buffer.compare(a.key, b.key));
  const parts = named.flatMap(({ entry }) => [
    // Tree objects write modes without the leading zero.
    Buffer.from(`${entry.mode.replace(/^0/, '')} ${entry.path}\0`),
    Buffer.from(entry.sha, 'hex'),
  ]);
  return objectId('tree', Buffer.concat(parts));
}
