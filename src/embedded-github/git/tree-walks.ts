import type { TreeItem } from './object-format.ts';
import { byBytes } from './object-names.ts';

type ReadTree = (sha: string) => Promise<readonly TreeItem[] | null>;
/** The entries of one level by name; null where the tree is not in the repository. */
type Level = ReadonlyMap<string, TreeItem>;
type WriteTree = (entries: readonly TreeEntry[]) => Promise<string>;
interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly sha: string;
}

async function levelOf(readTree: ReadTree, sha: string | null): Promise<Level | null> {
  if (sha === null) return new Map();
  const entries = await readTree(sha);
  return entries === null ? null : new Map(entries.map((entry) => [entry.path, entry]));
}

const treeIn = (entry: TreeItem | undefined): string | null => (entry?.type === 'tree' ? entry.sha : null);
const isSame = (a: TreeItem | undefined, b: TreeItem | undefined): boolean => a?.sha === b?.sha && a?.mode === b?.mode;

/** What differs at one path; undefined where there is nothing on that side. */
export interface TreeDifference {
  readonly path: string;
  readonly before: TreeItem | undefined;
  readonly after: TreeItem | undefined;
}

/**
 * What differs between two trees (null: the empty one), by the bytes of its path as git lists it; null where a tree is lacking.
 * What is a directory on both sides differs by its content.
 */
export async function treeDifferences(
  readTree: ReadTree,
  from: string | null,
  to: string,
): Promise<TreeDifference[] | null> {
  const found: TreeDifference[] = [];
  const compare = async (before: string | null, after: string | null, prefix: string): Promise<boolean> => {
    if (before === after) return true;
    const [old, now] = [await levelOf(readTree, before), await levelOf(readTree, after)];
    if (old === null || now === null) return false;
    for (const name of new Set([...old.keys(), ...now.keys()])) {
      const [a, b] = [old.get(name), now.get(name)];
      if (isSame(a, b)) continue;
      if ([a, b].some((entry) => entry !== undefined && entry.type !== 'tree'))
        found.push({ path: `${prefix}${name}`, before: a, after: b });
      if (!(await compare(treeIn(a), treeIn(b), `${prefix}${name}/`))) return false;
    }
    return true;
  };
  if (!(await compare(from, to, ''))) return null;
  return found.sort((a, b) => byBytes(a.path, b.path));
}

/**
 * The tree that two trees from a common one (null: the empty one) merge to, where every path was changed on one side only and
 * none was removed; null otherwise: conflicts, contents to be merged and renames, which begin with a removed path, are for
 * git to find.
 */
export async function mergeDisjoint(
  readTree: ReadTree,
  writeTree: WriteTree,
  [base, ours, theirs]: readonly [string | null, string, string],
): Promise<string | null> {
  if (ours === theirs || base === theirs) return ours;
  if (base === ours) return theirs;
  const isDisjoint = (await removesNothing(readTree, base, ours)) && (await removesNothing(readTree, base, theirs));
  return isDisjoint ? mergeLevel(readTree, writeTree, [base, ours, theirs]) : null;
}

async function mergeLevel(
  readTree: ReadTree,
  writeTree: WriteTree,
  [base, ours, theirs]: readonly [string | null, string, string],
): Promise<string | null> {
  const [origin, left, right] = [
    await levelOf(readTree, base),
    await levelOf(readTree, ours),
    await levelOf(readTree, theirs),
  ];
  if (origin === null || left === null || right === null) return null;
  const merged: TreeEntry[] = [];
  for (const path of new Set([...left.keys(), ...right.keys()])) {
    const [o, a, b] = [origin.get(path), left.get(path), right.get(path)];
    const kept = isSame(a, b) || isSame(o, b) ? a : isSame(o, a) ? b : null;
    if (kept === undefined) return null;
    if (kept !== null) {
      merged.push({ path, mode: kept.mode, sha: kept.sha });
      continue;
    }
    const [below, other] = [treeIn(a), treeIn(b)];
    if (below === null || other === null) return null;
    const sha = await mergeLevel(readTree, writeTree, [treeIn(o), below, other]);
    if (sha === null) return null;
    merged.push({ path, mode: '040000', sha });
  }
  return writeTree(merged);
}

/** Whether every path of a tree is in another one too, as what it was: a file or a directory. */
async function removesNothing(readTree: ReadTree, from: string | null, to: string | null): Promise<boolean> {
  if (from === to || from === null) return true;
  const [before, after] = [await levelOf(readTree, from), await levelOf(readTree, to)];
  if (before === null || after === null) return false;
  for (const [name, entry] of before) {
    const now = after.get(name);
    if (now === undefined || now.type !== entry.type) return false;
    if (entry.type === 'tree' && !(await removesNothing(readTree, entry.sha, now.sha))) return false;
  }
  return true;
}
