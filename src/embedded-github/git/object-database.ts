import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { writePack } from './first-pack.ts';
import { GitConversation } from './git-conversation.ts';
import { GIT_OPTIONS, GitFailure, type GitOutput, runGit } from './git-process.ts';
import {
  type Commit,
  type GitObject,
  type Identity,
  identityLine,
  type ObjectType,
  parseCommit,
  parseTag,
  parseTree,
  type Tag,
  type TreeItem,
  withoutNul,
} from './object-format.ts';
import { isObjectId, isValidEntryName } from './object-names.ts';

/** A change to one path of a tree; `sha` null removes the path. */
export interface TreeChange {
  readonly path: string;
  readonly mode: string;
  readonly sha: string | null;
}

/** An object that is named somewhere but not in the repository (partial clone). */
export class ObjectMissing extends Error {
  override readonly name = 'ObjectMissing';
}

/** GitHub's own limit for a blob in the API. */
const MAXIMUM_OBJECT = 100 * 1024 * 1024;
const CACHE_BYTES = 32 * 1024 * 1024;
/** The tree without entries; git knows it without it being stored. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Objects whose type and size are kept. */
const MOST_INFOS = 10_000;
/** Entries of a tree that are listed without a process at most. */
const LARGEST_WALK = 1_000;

const TREE_MODES = new Set(['100644', '100755', '120000', '040000', '160000']);

interface Header {
  readonly type: ObjectType;
  readonly size: number;
  readonly sha: string;
}

function parseHeader(received: Buffer): { value: Header | null; length: number } | null {
  const end = received.indexOf(10);
  if (end === -1) return null;
  const [sha = '', type = '', size = ''] = received.toString('latin1', 0, end).split(' ');
  const value = /^\d+$/.test(size) && isObjectId(sha) ? { sha, type: type as ObjectType, size: Number(size) } : null;
  return { value, length: end + 1 };
}

function parseContents(received: Buffer): { value: GitObject | null; length: number } | null {
  const header = parseHeader(received);
  if (header === null) return null;
  if (header.value === null) return { value: null, length: header.length };
  const end = header.length + header.value.size;
  if (received.byteLength < end + 1) return null;
  // Copied: a slice would keep the whole pipe buffer alive in the cache.
  const bytes = Buffer.from(received.subarray(header.length, end));
  return { value: { type: header.value.type, bytes }, length: end + 1 };
}

let temporaryCount = 0;

/** The objects of one bare repository: read over one process, written as loose objects. */
export class ObjectDatabase {
  readonly directory: string;
  readonly #reader: GitConversation;
  readonly #cache = new Map<string, GitObject>();
  #cacheSize = 0;
  readonly #infos = new Map<string, { readonly type: ObjectType; readonly size: number }>();
  /** The first objects, of which no file is there yet; null: all are files. */
  #unpacked: Map<string, GitObject> | null = null;
  readonly #answers = new Map<string, Promise<unknown>>();

  constructor(directory: string) {
    this.directory = directory;
    this.#reader = new GitConversation([...this.base(), 'cat-file', '--batch-command']);
  }

  /** Ends the processes that serve this repository; it can be used again afterwards. */
  async close(): Promise<void> {
    await this.#reader.close();
  }

  /** What every git command on this repository begins with. */
  protected base(): string[] {
    return [...GIT_OPTIONS, `--git-dir=${this.directory}`];
  }

  protected async git(args: readonly string[], options: { input?: string } = {}): Promise<GitOutput> {
    await this.settled();
    return runGit([...this.base(), ...args], options);
  }

  /** Standard output of a command that must succeed. */
  protected async ok(args: readonly string[], options: { input?: string } = {}): Promise<Buffer> {
    const output = await this.git(args, options);
    if (output.exitCode !== 0) throw new GitFailure(`git ${args[0]}: ${output.stderr}`);
    return output.stdout;
  }

  /** Questions about objects have one answer for ever; the last few hundred are kept. */
  protected once<T>(key: string, compute: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known !== undefined) return known as Promise<T>;
    const answer = compute();
    this.#answers.set(key, answer);
    answer.catch(() => this.#answers.delete(key));
    if (this.#answers.size > 400) this.#answers.delete(this.#answers.keys().next().value ?? '');
    return answer;
  }

  /** Type and size in bytes, or null when there is no such object. */
  async objectInfo(sha: string): Promise<{ type: ObjectType; size: number } | null> {
    if (!isObjectId(sha)) return null;
    const cached = this.#cache.get(sha);
    if (cached !== undefined) return { type: cached.type, size: cached.bytes.byteLength };
    const known = this.#unpacked?.get(sha);
    if (known !== undefined) return { type: known.type, size: known.bytes.byteLength };
    const seen = this.#infos.get(sha);
    if (seen !== undefined) return seen;
    const info = await this.#reader.ask(`info ${sha}\n`, parseHeader);
    // What is there stays; what is not may come.
    if (info !== null && this.#infos.size < MOST_INFOS) this.#infos.set(sha, info);
    return info;
  }

  /**
   * An object's content, or null when there is no such object.
   *
   * @throws GitFailure when it is larger than 100 MB, or damaged
   */
  async readObject(sha: string): Promise<GitObject | null> {
    const cached = this.#cache.get(sha);
    if (cached !== undefined) {
      this.#cache.delete(sha);
      this.#cache.set(sha, cached);
      return cached;
    }
    const unpacked = this.#unpacked?.get(sha);
    if (unpacked !== undefined) return unpacked;
    const info = await this.objectInfo(sha);
    if (info === null) return null;
    if (info.size > MAXIMUM_OBJECT) throw new GitFailure(`${sha} is larger than ${MAXIMUM_OBJECT} bytes`);
    const object = await this.#reader.ask(`contents ${sha}\n`, parseContents);
    if (object !== null) this.keep(sha, object);
    return object;
  }

  protected keep(sha: string, object: GitObject): void {
    if (object.bytes.byteLength > CACHE_BYTES / 8 || this.#cache.has(sha)) return;
    this.#cache.set(sha, object);
    this.#cacheSize += object.bytes.byteLength;
    for (const [oldest, { bytes }] of this.#cache) {
      if (this.#cacheSize <= CACHE_BYTES) break;
      this.#cache.delete(oldest);
      this.#cacheSize -= bytes.byteLength;
    }
  }

  async #readTyped(sha: string, type: ObjectType): Promise<Buffer | null> {
    const object = await this.readObject(sha);
    return object?.type === type ? object.bytes : null;
  }

  /** Content of a blob, or null when there is no such blob. */
  readBlob(sha: string): Promise<Buffer | null> {
    return this.#readTyped(sha, 'blob');
  }

  /** A commit, or null when there is no such commit. */
  async readCommit(sha: string): Promise<Commit | null> {
    const bytes = await this.#readTyped(sha, 'commit');
    return bytes === null ? null : parseCommit(sha, bytes);
  }

  /** Parents of a commit, without what else it says; null when there is no such commit. */
  protected async parentsOf(sha: string): Promise<readonly string[] | null> {
    const bytes = await this.#readTyped(sha, 'commit');
    if (bytes === null) return null;
    // The headers end at the first empty line; parents follow the tree.
    const head = bytes.toString('latin1', 0, Math.max(0, bytes.indexOf('\n\n')));
    return [...head.matchAll(/^parent ([0-9a-f]{40})$/gm)].map((match) => match[1] ?? '');
  }

  /** A commit that must be there. */
  async commit(sha: string): Promise<Commit> {
    const found = await this.readCommit(sha);
    if (found === null) throw new ObjectMissing(`commit ${sha} is not in the repository`);
    return found;
  }

  /** A tag object, or null when there is no such tag object. */
  async readTag(sha: string): Promise<Tag | null> {
    const bytes = await this.#readTyped(sha, 'tag');
    return bytes === null ? null : parseTag(sha, bytes);
  }

  /** Direct entries of a tree in git's order, without sizes; null when there is no such tree. */
  async readTree(sha: string): Promise<TreeItem[] | null> {
    if (sha === EMPTY_TREE) return [];
    const bytes = await this.#readTyped(sha, 'tree');
    return bytes === null ? null : parseTree(bytes);
  }

  /** Entries of a tree with the sizes of blobs; `recursive` lists subtrees before their content. Null: no such tree. */
  async listTree(sha: string, options: { recursive: boolean }): Promise<readonly TreeItem[] | null> {
    if (sha === EMPTY_TREE) return [];
    if ((await this.objectInfo(sha))?.type !== 'tree') return null;
    return this.once(`ls-tree ${sha} ${options.recursive}`, () => this.#listTree(sha, options.recursive));
  }

  async #listTree(sha: string, recursive: boolean): Promise<readonly TreeItem[]> {
    return (await this.#walkTree(sha, recursive)) ?? this.#listTreeByGit(sha, recursive);
  }

  /** Null where the tree is large, or a part of it is lacking: git is quicker, and knows what to say. */
  async #walkTree(sha: string, recursive: boolean): Promise<readonly TreeItem[] | null> {
    const listed: TreeItem[] = [];
    const walk = async (tree: string, prefix: string): Promise<boolean> => {
      const entries = await this.readTree(tree);
      if (entries === null || listed.length + entries.length > LARGEST_WALK) return false;
      // Asked together: each is one line to the process that reads.
      const sizes = await Promise.all(
        entries.map(async ({ type, sha: id }) =>
          type === 'blob' ? ((await this.objectInfo(id))?.size ?? null) : null,
        ),
      );
      for (const [index, entry] of entries.entries()) {
        const path = `${prefix}${entry.path}`;
        listed.push({ ...entry, path, size: sizes[index] ?? null });
        if (recursive && entry.type === 'tree' && !(await walk(entry.sha, `${path}/`))) return false;
      }
      return true;
    };
    return (await walk(sha, '')) ? listed : null;
  }

  async #listTreeByGit(sha: string, recursive: boolean): Promise<readonly TreeItem[]> {
    const flags = recursive ? ['-r', '-t'] : [];
    const output = await this.ok(['ls-tree', ...flags, '-l', '-z', '--full-tree', '--end-of-options', sha]);
    return output
      .toString('utf8')
      .split('\0')
      .filter(Boolean)
      .map((line): TreeItem => {
        const tab = line.indexOf('\t');
        const [mode = '', type = '', id = '', size = ''] = line.slice(0, tab).split(/ +/);
        return {
          path: line.slice(tab + 1),
          mode,
          type: type as ObjectType,
          sha: id,
          size: /^\d+$/.test(size) ? Number(size) : null,
        };
      });
  }

  /** The entry at a path below a tree, or null. The empty path is the tree itself. */
  async entryAt(tree: string, path: string): Promise<TreeItem | null> {
    let entry: TreeItem = { path: '', mode: '040000', type: 'tree', sha: tree, size: null };
    for (const name of path.split('/').filter((part) => part !== '')) {
      if (entry.type !== 'tree') return null;
      const found = (await this.readTree(entry.sha))?.find((each) => each.path === name);
      if (found === undefined) return null;
      entry = found;
    }
    return { ...entry, path };
  }

  /** Content of the file at a path of a commit, or null when it is not a file there. */
  async readFile(commit: string, path: string): Promise<Buffer | null> {
    const tree = (await this.readCommit(commit))?.tree;
    const entry = tree === undefined ? null : await this.entryAt(tree, path);
    return entry?.type === 'blob' ? this.readBlob(entry.sha) : null;
  }

  /** Stores an object and returns its id. */
  async writeObject(type: ObjectType, bytes: Uint8Array): Promise<string> {
    const whole = Buffer.concat([Buffer.from(`${type} ${bytes.byteLength}\0`, 'latin1'), bytes]);
    const sha = createHash('sha1').update(whole).digest('hex');
    const object = { type, bytes: Buffer.from(bytes) };
    if (this.#unpacked !== null) this.#unpacked.set(sha, object);
    else await this.store(sha, whole);
    this.keep(sha, object);
    return sha;
  }

  /** @param whole the object behind its header */
  protected async store(sha: string, whole: Uint8Array): Promise<void> {
    const folder = join(this.directory, 'objects', sha.slice(0, 2));
    const file = join(folder, sha.slice(2));
    if (!existsSync(file)) {
      await mkdir(folder, { recursive: true });
      temporaryCount += 1;
      // Renamed into place, so that a reader and a crash see the whole object or none.
      const temporary = join(folder, `tmp_obj_${process.pid}_${temporaryCount}`);
      await writeFile(temporary, deflateSync(whole, { level: 1 }), { mode: 0o444 });
      await rename(temporary, file);
    }
  }

  /** Of a repository that was just made: what is written before anybody looks comes into one pack. */
  protected packFirstObjects(): void {
    this.#unpacked = new Map();
  }

  /** Resolves when a process of git would find every object. */
  async settled(): Promise<void> {
    const objects = this.#unpacked;
    if (objects === null) return;
    this.#unpacked = null;
    if (objects.size > 0) writePack(this.directory, objects);
  }

  writeBlob(content: Uint8Array | string): Promise<string> {
    return this.writeObject('blob', typeof content === 'string' ? Buffer.from(content) : content);
  }

  /**
   * Stores one tree from its direct entries.
   *
   * @throws RangeError for a name or mode that git's fsck would reject, or a name given twice
   */
  async writeTree(entries: readonly { path: string; mode: string; sha: string }[]): Promise<string> {
    const names = new Set<string>();
    const keyed = entries.map((entry) => {
      if (!isValidEntryName(entry.path)) throw new RangeError(`tree entry name ${JSON.stringify(entry.path)}`);
      if (names.has(entry.path)) throw new RangeError(`tree entry ${JSON.stringify(entry.path)} is given twice`);
      if (!TREE_MODES.has(entry.mode) || !isObjectId(entry.sha)) throw new RangeError(`tree entry ${entry.path}`);
      names.add(entry.path);
      // Git sorts a directory as if its name ended with a slash.
      return { entry, key: Buffer.from(entry.mode === '040000' ? `${entry.path}/` : entry.path) };
    });
    keyed.sort((a, b) => Buffer.compare(a.key, b.key));
    const parts = keyed.flatMap(({ entry }) => [
      Buffer.from(`${entry.mode.replace(/^0/, '')} ${entry.path}\0`),
      Buffer.from(entry.sha, 'hex'),
    ]);
    return this.writeObject('tree', Buffer.concat(parts));
  }

  /**
   * Stores the tree that results from changing paths of another one (`null`: the empty tree), and returns its id. A
   * removed path that does not exist is ignored; directories that become empty vanish, as git has none.
   *
   * @throws RangeError for a path that cannot be an entry
   */
  async treeWithChanges(base: string | null, changes: Iterable<TreeChange>): Promise<string> {
    interface Level {
      readonly direct: Map<string, TreeChange>;
      readonly below: Map<string, Level>;
    }
    const newLevel = (): Level => ({ direct: new Map(), below: new Map() });
    const root = newLevel();
    for (const change of changes) {
      const names = change.path.split('/');
      if (!names.every(isValidEntryName)) throw new RangeError(`path ${JSON.stringify(change.path)}`);
      const last = names.pop() ?? '';
      let level = root;
      for (const name of names) {
        let next = level.below.get(name);
        if (next === undefined) {
          next = newLevel();
          level.below.set(name, next);
        }
        level = next;
      }
      level.direct.set(last, change);
    }
    const build = async (tree: string | null, level: Level): Promise<string | null> => {
      const entries = new Map<string, { path: string; mode: string; sha: string }>();
      if (tree !== null) {
        const listed = await this.readTree(tree);
        if (listed === null) throw new ObjectMissing(`tree ${tree} is not in the repository`);
        for (const entry of listed) entries.set(entry.path, entry);
      }
      for (const [name, change] of level.direct) {
        if (change.sha === null) entries.delete(name);
        else entries.set(name, { path: name, mode: change.mode, sha: change.sha });
      }
      for (const [name, next] of level.below) {
        const old = entries.get(name);
        const built = await build(old?.mode === '040000' ? old.sha : null, next);
        if (built !== null) entries.set(name, { path: name, mode: '040000', sha: built });
        else if (old?.mode === '040000') entries.delete(name);
      }
      return entries.size === 0 ? null : this.writeTree([...entries.values()]);
    };
    return (await build(base, root)) ?? this.writeTree([]);
  }

  /** Stores a commit. The message is taken as it is given. */
  writeCommit(commit: {
    tree: string;
    parents: readonly string[];
    author: Identity;
    committer: Identity;
    message: string;
    signature?: string;
  }): Promise<string> {
    const lines = [
      `tree ${commit.tree}`,
      ...commit.parents.map((parent) => `parent ${parent}`),
      `author ${identityLine(commit.author)}`,
      `committer ${identityLine(commit.committer)}`,
      ...(commit.signature === undefined ? [] : [`gpgsig ${commit.signature.trimEnd().replaceAll('\n', '\n ')}`]),
    ];
    return this.writeObject('commit', Buffer.from(`${lines.join('\n')}\n\n${withoutNul(commit.message)}`));
  }

  /** Stores an annotated tag object; no ref points at it yet. */
  writeTag(tag: {
    object: string;
    objectType: ObjectType;
    name: string;
    tagger: Identity;
    message: string;
  }): Promise<string> {
    const name = tag.name.replaceAll('\n', ' ');
    const head = `object ${tag.object}\ntype ${tag.objectType}\ntag ${name}\ntagger ${identityLine(tag.tagger)}\n\n`;
    return this.writeObject('tag', Buffer.from(head + withoutNul(tag.message)));
  }

  /** The commit that an unambiguous beginning of its id names, or null. */
  protected async abbreviated(text: string): Promise<string | null> {
    await this.settled();
    const found = await this.#reader.ask(`info ${text}^{commit}\n`, parseHeader);
    return found?.sha ?? null;
  }
}
