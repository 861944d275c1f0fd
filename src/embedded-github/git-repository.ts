import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

export interface GitObject {
  readonly type: ObjectType;
  readonly bytes: Buffer;
}

/** Who and when, as commits and tags carry it. */
export interface Identity {
  readonly name: string;
  readonly email: string;
  /** Milliseconds since the epoch; git keeps whole seconds. */
  readonly time: number;
  /** Offset from UTC as `+hhmm`; `+0000` when left out. */
  readonly zone?: string;
}

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Identity;
  readonly committer: Identity;
  readonly message: string;
  /** The armoured signature, and the bytes that it signs. */
  readonly signature: string | null;
  readonly signedPayload: string | null;
}

export interface Tag {
  readonly sha: string;
  readonly object: string;
  readonly objectType: ObjectType;
  readonly name: string;
  readonly tagger: Identity | null;
  readonly message: string;
  readonly signature: string | null;
}

export interface TreeItem {
  /** Relative to the tree that was listed. */
  readonly path: string;
  /** Six digits: `100644`, `100755`, `120000`, `040000`, `160000`. */
  readonly mode: string;
  readonly type: ObjectType;
  readonly sha: string;
  /** Bytes of a blob; null for other types, and for a blob that this repository lacks. */
  readonly size: number | null;
}

/** A change to one path of a tree; `sha` null removes the path. */
export interface TreeChange {
  readonly path: string;
  readonly mode: string;
  readonly sha: string | null;
}

export interface Ref {
  readonly name: string;
  readonly sha: string;
}

export interface RefChange {
  readonly name: string;
  /** Null deletes. */
  readonly to: string | null;
  /** What the ref must be now: an id, null for "must not exist"; left out for "whatever it is". */
  readonly from?: string | null;
}

/** `stale`: not at `from`; `exists`/`missing`: likewise; `name-conflict`: `a` and `a/b` cannot both be refs. */
export type RefUpdate =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: 'stale' | 'exists' | 'missing' | 'name-conflict' | 'bad-object' | 'bad-name';
      readonly message: string;
    };

export interface ChangedFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed';
  /** Blob after the change, before it for a removed file. */
  readonly sha: string;
  readonly mode: string;
  /** Lines; 0 for binary files, and where this repository lacks a blob. */
  readonly additions: number;
  readonly deletions: number;
  /** Hunks without the header; null for binary files, and where a blob is lacking. */
  readonly patch: string | null;
}

export interface MergeResult {
  /** The merged tree; with conflicts it holds conflict markers and must not be used. */
  readonly tree: string;
  readonly conflicts: readonly string[];
}

/** Git failed for a reason that a caller does not expect. */
export class GitFailure extends Error {
  override readonly name = 'GitFailure';
}

/** An object that is named somewhere but not in the repository (partial clone). */
export class ObjectMissing extends Error {
  override readonly name = 'ObjectMissing';
}

/** GitHub's own limit for a blob in the API. */
const MAXIMUM_OBJECT = 100 * 1024 * 1024;
const CACHE_BYTES = 32 * 1024 * 1024;
const MAXIMUM_OUTPUT = 512 * 1024 * 1024;
const ZERO = '0'.repeat(40);
/** The tree without entries; git knows it without it being stored. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

export const isObjectId = (text: string): boolean => /^[0-9a-f]{40}$/.test(text);

/** JSON can carry half a surrogate pair, which has no bytes in git. */
const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text);

/**
 * Whether git accepts a full ref name.
 *
 * Source: Git documentation, git-check-ref-format.
 */
export function isValidRefName(name: string): boolean {
  if (!name.startsWith('refs/') || name.length > 1024) return false;
  const parts = name.split('/');
  if (parts.length < 3) return false;
  for (const part of parts) {
    if (part === '' || part.startsWith('.') || part.endsWith('.lock')) return false;
  }
  if (name.endsWith('.') || name.includes('..') || name.includes('@{')) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what git forbids here.
  return !/[\u0000-\u0020\u007f~^:?*[\\]/.test(name) && isWellFormed(name);
}

/** The environment for every git process: no configuration but the repository's own, no prompt, no hooks, no fetching. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const inherited: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!name.startsWith('GIT_')) inherited[name] = value;
  }
  return {
    ...inherited,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
  };
}

const OPTIONS = ['-c', 'core.hooksPath=/dev/null', '-c', 'gc.auto=0', '-c', 'maintenance.auto=false'];

export interface GitOutput {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git once, without a shell; never rejects because of an exit code. */
export function runGit(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string | Buffer; maximumOutput?: number } = {},
): Promise<GitOutput> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      env: options.env ?? gitEnvironment(),
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    const out: Buffer[] = [];
    let size = 0;
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size > (options.maximumOutput ?? MAXIMUM_OUTPUT)) {
        child.kill('SIGKILL');
        reject(new GitFailure(`git ${args[0]}: the output is larger than expected`));
        return;
      }
      out.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < 16_384) stderr += chunk.toString('utf8');
    });
    child.on('error', (cause) => reject(new GitFailure(`git cannot be started: ${cause.message}`, { cause })));
    child.on('close', (code) => resolve({ exitCode: code ?? 128, stdout: Buffer.concat(out), stderr: stderr.trim() }));
    // Git may end before it has read everything; its exit code tells why.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}

/**
 * A git process that answers one question after another over its pipes: starting a process for each object would make
 * up most of a rehearsal's time.
 */
class GitConversation {
  readonly #args: readonly string[];
  #child: ChildProcessWithoutNullStreams | null = null;
  #received: Buffer = Buffer.alloc(0);
  #stderr = '';
  #waiting: {
    /** Takes one answer off the front and says how many bytes it was, or null when more must arrive first. */
    readonly take: (received: Buffer) => number | null;
    readonly reject: (error: GitFailure) => void;
  }[] = [];

  constructor(args: readonly string[]) {
    this.#args = args;
  }

  /** `parse` returns null while the answer is incomplete. */
  ask<T>(question: string, parse: (received: Buffer) => { value: T; length: number } | null): Promise<T> {
    return new Promise((resolve, reject) => {
      const child = this.#start();
      this.#waiting.push({
        take: (received) => {
          const answer = parse(received);
          if (answer === null) return null;
          resolve(answer.value);
          return answer.length;
        },
        reject,
      });
      hold(child, true);
      child.stdin.write(question);
    });
  }

  #start(): ChildProcessWithoutNullStreams {
    if (this.#child !== null) return this.#child;
    const child = spawn('git', this.#args, { env: gitEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child = child;
    this.#received = Buffer.alloc(0);
    this.#stderr = '';
    child.unref();
    const end = (why: string) => {
      if (this.#child !== child) return;
      this.#child = null;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const each of waiting) each.reject(new GitFailure(why));
    };
    child.stdin.on('error', () => {});
    child.stderr.on('data', (chunk: Buffer) => {
      if (this.#stderr.length < 16_384) this.#stderr += chunk.toString('utf8');
    });
    child.stdout.on('data', (chunk: Buffer) => this.#receive(child, chunk));
    child.on('error', (error) => end(`git cannot be started: ${error.message}`));
    child.on('close', () => end(this.#stderr.trim() || 'git ended unexpectedly'));
    return child;
  }

  #receive(child: ChildProcessWithoutNullStreams, chunk: Buffer): void {
    this.#received = this.#received.byteLength === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const length = next.take(this.#received);
      if (length === null) return;
      this.#received = this.#received.subarray(length);
      this.#waiting.shift();
    }
    hold(child, false);
  }

  async close(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    hold(child, true);
    const ended = new Promise<void>((resolve) => {
      child.once('close', () => resolve());
    });
    child.stdin.end();
    await ended;
  }
}

/** While nobody waits for an answer the process must not keep the program alive. */
function hold(child: ChildProcessWithoutNullStreams, alive: boolean): void {
  for (const stream of [child.stdin, child.stdout, child.stderr] as unknown as { ref?(): void; unref?(): void }[]) {
    if (alive) stream.ref?.();
    else stream.unref?.();
  }
  if (alive) child.ref();
  else child.unref();
}

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

/** One bare repository on disk, read and written by real git and in git's own formats. SHA-1 repositories only. */
export class GitRepository {
  readonly directory: string;
  readonly #reader: GitConversation;
  readonly #refWriter: GitConversation;
  readonly #cache = new Map<string, GitObject>();
  #cacheSize = 0;
  readonly #answers = new Map<string, Promise<unknown>>();
  #packedRefs: { stamp: string; refs: ReadonlyMap<string, string> } = { stamp: '', refs: new Map() };
  #refTurn: Promise<unknown> = Promise.resolve();

  private constructor(directory: string) {
    this.directory = directory;
    this.#reader = new GitConversation([...this.#base(), 'cat-file', '--batch-command']);
    this.#refWriter = new GitConversation([...this.#base(), 'update-ref', '--no-deref', '-z', '--stdin']);
  }

  /** Makes an empty bare repository. */
  static async create(directory: string, options: { defaultBranch: string }): Promise<GitRepository> {
    const made = await runGit([
      ...OPTIONS,
      'init',
      '--quiet',
      '--bare',
      '--template=',
      '--object-format=sha1',
      `--initial-branch=${options.defaultBranch}`,
      '--',
      directory,
    ]);
    if (made.exitCode !== 0) throw new GitFailure(`git init: ${made.stderr}`);
    return new GitRepository(directory);
  }

  /** @throws GitFailure when the directory is not a git repository */
  static async open(directory: string): Promise<GitRepository> {
    const repository = new GitRepository(directory);
    const found = await repository.#git(['rev-parse', '--show-object-format']);
    if (found.exitCode !== 0) throw new GitFailure(found.stderr);
    if (found.stdout.toString().trim() !== 'sha1') throw new GitFailure('only SHA-1 repositories are supported');
    return repository;
  }

  /** Ends the processes that serve this repository; it can be used again afterwards. */
  async close(): Promise<void> {
    await Promise.all([this.#reader.close(), this.#refWriter.close()]);
  }

  #base(): string[] {
    return [...OPTIONS, `--git-dir=${this.directory}`];
  }

  #git(args: readonly string[], options: { input?: string } = {}): Promise<GitOutput> {
    return runGit([...this.#base(), ...args], options);
  }

  async #ok(args: readonly string[], options: { input?: string } = {}): Promise<Buffer> {
    const output = await this.#git(args, options);
    if (output.exitCode !== 0) throw new GitFailure(`git ${args[0]}: ${output.stderr}`);
    return output.stdout;
  }

  /** Questions about objects have one answer for ever; the last few hundred are kept. */
  #once<T>(key: string, compute: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known !== undefined) return known as Promise<T>;
    const answer = compute();
    this.#answers.set(key, answer);
    answer.catch(() => this.#answers.delete(key));
    if (this.#answers.size > 400) this.#answers.delete(this.#answers.keys().next().value ?? '');
    return answer;
  }

  // --- objects ---

  /** Type and size in bytes, or null when there is no such object. */
  async objectInfo(sha: string): Promise<{ type: ObjectType; size: number } | null> {
    if (!isObjectId(sha)) return null;
    const cached = this.#cache.get(sha);
    if (cached !== undefined) return { type: cached.type, size: cached.bytes.byteLength };
    return this.#reader.ask(`info ${sha}\n`, parseHeader);
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
    const info = await this.objectInfo(sha);
    if (info === null) return null;
    if (info.size > MAXIMUM_OBJECT) throw new GitFailure(`${sha} is larger than ${MAXIMUM_OBJECT} bytes`);
    const object = await this.#reader.ask(`contents ${sha}\n`, parseContents);
    if (object !== null) this.#keep(sha, object);
    return object;
  }

  #keep(sha: string, object: GitObject): void {
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
    return this.#once(`ls-tree ${sha} ${options.recursive}`, () => this.#listTree(sha, options.recursive));
  }

  async #listTree(sha: string, recursive: boolean): Promise<readonly TreeItem[]> {
    const flags = recursive ? ['-r', '-t'] : [];
    const output = await this.#ok(['ls-tree', ...flags, '-l', '-z', '--full-tree', '--end-of-options', sha]);
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
    this.#keep(sha, { type, bytes: Buffer.from(bytes) });
    return sha;
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

  // --- refs ---

  /** The branch that HEAD names, `refs/heads/main`. */
  head(): string | null {
    const text = readFileSync(join(this.directory, 'HEAD'), 'utf8');
    return /^ref: (refs\/\S+)\s*$/.exec(text)?.[1] ?? null;
  }

  /** The object a full ref name points at (a tag object for annotated tags), or null when there is no such ref. */
  async resolveRef(name: string): Promise<string | null> {
    if (!isValidRefName(name)) return null;
    return this.#looseRef(name) ?? this.#packed().get(name) ?? null;
  }

  #looseRef(name: string): string | null {
    try {
      const text = readFileSync(join(this.directory, name), 'utf8').trim();
      return isObjectId(text) ? text : null;
    } catch {
      return null;
    }
  }

  #packed(): ReadonlyMap<string, string> {
    const file = join(this.directory, 'packed-refs');
    const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
    if (stat === undefined) return new Map();
    const stamp = `${stat.ino} ${stat.mtimeNs} ${stat.size}`;
    if (this.#packedRefs.stamp !== stamp) {
      const refs = new Map<string, string>();
      for (const line of readFileSync(file, 'utf8').split('\n')) {
        const space = line.indexOf(' ');
        const sha = line.slice(0, space);
        if (space === 40 && isObjectId(sha)) refs.set(line.slice(41), sha);
      }
      this.#packedRefs = { stamp, refs };
    }
    return this.#packedRefs.refs;
  }

  /** Refs whose full name starts with the prefix, by name in byte order. */
  async listRefs(prefix: string): Promise<Ref[]> {
    const found = new Map<string, string>();
    for (const [name, sha] of this.#packed()) if (name.startsWith(prefix)) found.set(name, sha);
    const walk = async (folder: string): Promise<void> => {
      const entries = await readdir(join(this.directory, folder), { withFileTypes: true }).catch(() => []);
      for (const entry of entries) {
        const name = `${folder}/${entry.name}`;
        if (entry.isDirectory()) {
          if (`${name}/`.startsWith(prefix) || prefix.startsWith(`${name}/`)) await walk(name);
        } else if (name.startsWith(prefix) && isValidRefName(name)) {
          const sha = this.#looseRef(name);
          if (sha !== null) found.set(name, sha);
        }
      }
    };
    await walk('refs');
    return [...found]
      .map(([name, sha]) => ({ name, sha }))
      .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  }

  /** Changes one ref, if it is what the caller believes it to be. */
  updateRef(name: string, to: string, from?: string | null): Promise<RefUpdate> {
    return this.updateRefs([from === undefined ? { name, to } : { name, to, from }]);
  }

  /** Deletes one ref, if it is what the caller believes it to be. */
  deleteRef(name: string, from?: string): Promise<RefUpdate> {
    return this.updateRefs([from === undefined ? { name, to: null } : { name, to: null, from }]);
  }

  /** Changes refs together: all or none. */
  async updateRefs(changes: readonly RefChange[]): Promise<RefUpdate> {
    for (const { name, to } of changes) {
      if (!isValidRefName(name)) return { ok: false, reason: 'bad-name', message: `${name} is not a valid ref name` };
      if (to !== null && !isObjectId(to)) return { ok: false, reason: 'bad-object', message: `${to} is not an id` };
    }
    // One transaction at a time: they share the process.
    const turn = this.#refTurn.then(() => this.#transaction(changes));
    this.#refTurn = turn.catch(() => {});
    return turn;
  }

  async #transaction(changes: readonly RefChange[]): Promise<RefUpdate> {
    const commands = await Promise.all(
      changes.map(async ({ name, to, from }) => {
        if (to === null) {
          const now = await this.resolveRef(name);
          if (now === null) throw new RefRefused('missing', `${name} does not exist`);
          if (from === null) throw new RefRefused('exists', `${name} exists`);
          return `delete ${name}\0${from ?? now}\0`;
        }
        return `update ${name}\0${to}\0${from === null ? ZERO : (from ?? '')}\0`;
      }),
    ).catch((error: unknown) => {
      if (error instanceof RefRefused) return error;
      throw error;
    });
    if (commands instanceof RefRefused) return { ok: false, reason: commands.reason, message: commands.message };
    try {
      await this.#refWriter.ask(`start\0${commands.join('')}commit\0`, (received) => {
        const end = received.indexOf('commit: ok\n');
        return end === -1 ? null : { value: null, length: end + 'commit: ok\n'.length };
      });
      return { ok: true };
    } catch (error) {
      if (!(error instanceof GitFailure)) throw error;
      const reason = refusal(error.message);
      if (reason === null) throw error;
      return { ok: false, reason, message: error.message };
    }
  }

  /** Points HEAD at a branch, which need not exist yet. */
  async setHead(ref: string): Promise<void> {
    await this.#ok(['symbolic-ref', '--end-of-options', 'HEAD', ref]);
  }

  /** Moves all refs into one file; makes a world with thousands of refs quick to start. */
  async packRefs(): Promise<void> {
    await this.#ok(['pack-refs', '--all', '--prune']);
  }

  /** The object behind any number of annotated tags, or null when there is no such object. */
  async peelToObject(sha: string): Promise<{ sha: string; type: ObjectType } | null> {
    let current = sha;
    for (let depth = 0; depth < 16; depth += 1) {
      const info = await this.objectInfo(current);
      if (info === null) return null;
      if (info.type !== 'tag') return { sha: current, type: info.type };
      const tag = await this.readTag(current);
      if (tag === null) return null;
      current = tag.object;
    }
    return null;
  }

  /** The commit behind any number of annotated tags, or null when it is something else. */
  async peel(sha: string): Promise<string | null> {
    const object = await this.peelToObject(sha);
    return object?.type === 'commit' ? object.sha : null;
  }

  /**
   * The commit that a person's text names: a full ref, `heads/…`, `tags/…`, a branch, a tag, a commit id or an
   * unambiguous beginning of one of at least four digits. Null when it names nothing.
   */
  async resolveCommit(text: string): Promise<string | null> {
    if (text === 'HEAD') {
      const head = this.head();
      return head === null ? null : this.resolveRef(head);
    }
    if (isObjectId(text)) return this.peel(text);
    for (const name of [text, `refs/${text}`, `refs/heads/${text}`, `refs/tags/${text}`]) {
      const sha = await this.resolveRef(name);
      if (sha !== null) return this.peel(sha);
    }
    if (!/^[0-9a-f]{4,39}$/.test(text)) return null;
    const found = await this.#reader.ask(`info ${text}^{commit}\n`, parseHeader);
    return found?.sha ?? null;
  }

  // --- history ---

  /** A best common ancestor, or null for unrelated histories. */
  async mergeBase(a: string, b: string): Promise<string | null> {
    if (a === b) return a;
    return this.#once(`merge-base ${a} ${b}`, async () => {
      const output = await this.#git(['merge-base', '--end-of-options', a, b]);
      if (output.exitCode === 1) return null;
      if (output.exitCode !== 0) throw new GitFailure(`git merge-base: ${output.stderr}`);
      return output.stdout.toString('latin1').trim();
    });
  }

  /** Whether `ancestor` is `descendant` or in its history. */
  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    if (ancestor === descendant) return true;
    const parents = (await this.readCommit(descendant))?.parents;
    // The usual case of a push of one commit, without a process.
    if (parents?.includes(ancestor) === true) return true;
    return this.#once(`is-ancestor ${ancestor} ${descendant}`, async () => {
      const output = await this.#git(['merge-base', '--is-ancestor', '--end-of-options', ancestor, descendant]);
      if (output.exitCode > 1) throw new GitFailure(`git merge-base: ${output.stderr}`);
      return output.exitCode === 0;
    });
  }

  /** Commits of `head` that `base` lacks, and the other way round. */
  async compare(base: string, head: string): Promise<{ ahead: number; behind: number }> {
    if (base === head) return { ahead: 0, behind: 0 };
    return this.#once(`compare ${base} ${head}`, async () => {
      const output = await this.#ok(['rev-list', '--left-right', '--count', '--end-of-options', `${base}...${head}`]);
      const [behind = 0, ahead = 0] = output.toString('latin1').trim().split('\t').map(Number);
      return { ahead, behind };
    });
  }

  /** Commit ids, newest first; `not` leaves out the history of other commits. */
  async log(
    from: string,
    options: {
      not?: readonly string[];
      limit?: number;
      skip?: number;
      path?: string;
      /** Milliseconds since the epoch. */
      since?: number;
      until?: number;
      author?: string;
      oldestFirst?: boolean;
    } = {},
  ): Promise<string[]> {
    const output = await this.#ok([
      'rev-list',
      ...(options.limit === undefined ? [] : [`--max-count=${options.limit}`]),
      ...(options.skip === undefined ? [] : [`--skip=${options.skip}`]),
      ...(options.since === undefined ? [] : [`--since=${Math.floor(options.since / 1000)}`]),
      ...(options.until === undefined ? [] : [`--until=${Math.floor(options.until / 1000)}`]),
      ...(options.author === undefined
        ? []
        : ['--fixed-strings', '--regexp-ignore-case', `--author=${options.author}`]),
      ...(options.oldestFirst === true ? ['--topo-order', '--reverse'] : []),
      '--end-of-options',
      from,
      ...(options.not ?? []).map((sha) => `^${sha}`),
      '--',
      ...(options.path === undefined || options.path === '' ? [] : [options.path]),
    ]);
    return output.toString('latin1').split('\n').filter(Boolean);
  }

  /** Number of commits in a history; `not` leaves out other histories. */
  async countCommits(from: string, not: readonly string[] = []): Promise<number> {
    const excluded = not.map((sha) => `^${sha}`);
    return Number((await this.#ok(['rev-list', '--count', '--end-of-options', from, ...excluded])).toString('latin1'));
  }

  /** Which of the given commits are in the history of another; one process for all. */
  async contained(commits: readonly string[], descendant: string): Promise<Set<string>> {
    const output = await this.#ok(['rev-list', '--stdin'], { input: `${descendant}\n` });
    const history = new Set(output.toString('latin1').split('\n'));
    return new Set(commits.filter((sha) => history.has(sha)));
  }

  /** Paths that differ between two trees or commits, without looking into files. */
  async changedPaths(from: string | null, to: string): Promise<string[]> {
    const output = await this.#ok([
      'diff-tree',
      '-r',
      '-z',
      '--name-only',
      '--no-renames',
      '--end-of-options',
      from ?? EMPTY_TREE,
      to,
    ]);
    return output.toString('utf8').split('\0').filter(Boolean);
  }

  /**
   * Files that differ between two trees or commits, with counts and hunks as GitHub shows them. Where blobs are lacking
   * (partial clone), renames, counts and hunks are left out.
   */
  async changedFiles(from: string | null, to: string): Promise<readonly ChangedFile[]> {
    const base = from ?? EMPTY_TREE;
    return this.#once(`diff ${base} ${to}`, () => this.#changedFiles(base, to));
  }

  async #changedFiles(base: string, to: string): Promise<ChangedFile[]> {
    const flags = ['-r', '-z', '--raw', '--full-index', '--no-abbrev', '--no-ext-diff', '--no-textconv'];
    const whole = await this.#git(['diff-tree', ...flags, '-M', '--numstat', '--end-of-options', base, to]);
    if (whole.exitCode !== 0) {
      return parseDiff(await this.#ok(['diff-tree', ...flags, '--no-renames', '--end-of-options', base, to]), []);
    }
    const hunks = await this.#ok([
      'diff-tree',
      '-r',
      '-p',
      '-M',
      '--no-ext-diff',
      '--no-textconv',
      '--no-color',
      '--end-of-options',
      base,
      to,
    ]);
    // A line of content never starts with this: it starts with a blank, + or -.
    const patches = hunks.toString('utf8').split(/^diff --git /m);
    return parseDiff(whole.stdout, patches.slice(1));
  }

  /** Merges two commits, with as many common ancestors as they have, like `git merge`. */
  async mergeCommits(ours: string, theirs: string): Promise<MergeResult> {
    if (!isObjectId(ours) || !isObjectId(theirs)) throw new GitFailure('commits to merge must be given by id');
    return this.#once(`merge ${ours} ${theirs}`, () => this.#mergeCommits(ours, theirs));
  }

  async #mergeCommits(ours: string, theirs: string): Promise<MergeResult> {
    const merge = (options: readonly string[]) =>
      runGit([
        ...this.#base(),
        ...options,
        'merge-tree',
        '--write-tree',
        '--allow-unrelated-histories',
        '--no-messages',
        '--name-only',
        '-z',
        ours,
        theirs,
      ]);
    let output = await merge([]);
    // Finding renames reads the content of files that a partial clone may lack; the merge itself often does not.
    if (output.exitCode > 1) output = await merge(['-c', 'merge.renames=false']);
    if (output.exitCode > 1) throw new GitFailure(`git merge-tree: ${output.stderr}`);
    const [tree = '', ...conflicts] = output.stdout.toString('utf8').split('\0');
    return { tree, conflicts: output.exitCode === 0 ? [] : [...new Set(conflicts.filter(Boolean))] };
  }

  /** Merges two trees that come from a third: what `git cherry-pick` does. `null` stands for the empty tree. */
  async threeWayMergeTree(base: string | null, ours: string, theirs: string): Promise<MergeResult> {
    if (ours === theirs) return { tree: ours, conflicts: [] };
    // `git merge-tree --merge-base` is newer than git 2.38; two commits with one parent say the same.
    const nobody = { name: 'merge', email: 'merge@localhost', time: 0 };
    const made = (tree: string, parents: string[]) =>
      this.writeCommit({ tree, parents, author: nobody, committer: nobody, message: 'merge\n' });
    const origin = await made(base ?? (await this.writeTree([])), []);
    return this.mergeCommits(await made(ours, [origin]), await made(theirs, [origin]));
  }
}

/** Removes a repository from disk. */
export const removeRepository = (directory: string): Promise<void> => rm(directory, { recursive: true, force: true });

class RefRefused extends Error {
  readonly reason: 'missing' | 'exists';

  constructor(reason: 'missing' | 'exists', message: string) {
    super(message);
    this.reason = reason;
  }
}

function refusal(message: string): Exclude<RefUpdate, { ok: true }>['reason'] | null {
  if (/reference already exists/.test(message)) return 'exists';
  if (/ exists; cannot create |cannot process .* at the same time/.test(message)) return 'name-conflict';
  if (/is at [0-9a-f]{40} but expected/.test(message)) return 'stale';
  if (/unable to resolve reference|reference is missing/.test(message)) return 'missing';
  if (/nonexistent object|non-commit object|trying to write/.test(message)) return 'bad-object';
  if (/refusing to update ref with bad name|invalid ref format/.test(message)) return 'bad-name';
  return null;
}

const TREE_MODES = new Set(['100644', '100755', '120000', '040000', '160000']);

/** Source: Git documentation, git-fsck (badTree, hasDot, hasDotdot, hasDotgit, fullPathname). */
export const isValidEntryName = (name: string): boolean =>
  name !== '' &&
  name !== '.' &&
  name !== '..' &&
  name.toLowerCase() !== '.git' &&
  name.length <= 4096 &&
  !name.includes('\0') &&
  !name.includes('/') &&
  isWellFormed(name);

const withoutNul = (text: string) => text.replaceAll('\0', '');

/** Git itself drops these characters from names: they delimit the fields. */
function identityLine({ name, email, time, zone }: Identity): string {
  const clean = (text: string) =>
    withoutNul(text)
      .replace(/[<>\n]/g, '')
      .trim();
  return `${clean(name)} <${clean(email)}> ${Math.max(0, Math.floor(time / 1000))} ${zone ?? '+0000'}`;
}

function parseIdentity(line: string): Identity {
  const match = /^(.*?) ?<([^>]*)>(?: (\d+) ([+-]\d{4}))?/.exec(line);
  return {
    name: match?.[1] ?? '',
    email: match?.[2] ?? '',
    time: Math.min(Number(match?.[3] ?? 0), 8_640_000_000_000) * 1000,
    zone: match?.[4] ?? '+0000',
  };
}

/** Headers with continuation lines, and the message after the blank line. */
function splitHeaders(bytes: Buffer): { headers: [string, string][]; message: string } {
  const blank = bytes.indexOf('\n\n');
  const head = bytes.toString('latin1', 0, blank === -1 ? bytes.byteLength : blank);
  const encoding = /^encoding (\S+)$/m.exec(head)?.[1];
  const decode = (part: Uint8Array): string => {
    try {
      return new TextDecoder(encoding ?? 'utf-8').decode(part);
    } catch {
      return Buffer.from(part).toString('latin1');
    }
  };
  const headers: [string, string][] = [];
  for (const line of decode(bytes.subarray(0, blank === -1 ? bytes.byteLength : blank)).split('\n')) {
    const last = headers.at(-1);
    if (line.startsWith(' ') && last !== undefined) {
      last[1] += `\n${line.slice(1)}`;
      continue;
    }
    const space = line.indexOf(' ');
    if (space > 0) headers.push([line.slice(0, space), line.slice(space + 1)]);
  }
  return { headers, message: blank === -1 ? '' : decode(bytes.subarray(blank + 2)) };
}

function parseCommit(sha: string, bytes: Buffer): Commit {
  const { headers, message } = splitHeaders(bytes);
  const first = (name: string) => headers.find(([key]) => key === name)?.[1];
  const signature = first('gpgsig') ?? null;
  const author = parseIdentity(first('author') ?? '');
  return {
    sha,
    tree: first('tree') ?? '',
    parents: headers.filter(([key]) => key === 'parent').map(([, value]) => value),
    author,
    committer: parseIdentity(first('committer') ?? ''),
    message,
    signature,
    signedPayload:
      signature === null
        ? null
        : `${headers
            .filter(([key]) => key !== 'gpgsig')
            .map(([key, value]) => `${key} ${value.replaceAll('\n', '\n ')}`)
            .join('\n')}\n\n${message}`,
  };
}

function parseTag(sha: string, bytes: Buffer): Tag {
  const { headers, message } = splitHeaders(bytes);
  const first = (name: string) => headers.find(([key]) => key === name)?.[1];
  const tagger = first('tagger');
  const signatureAt = message.search(/^-----BEGIN (PGP SIGNATURE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m);
  return {
    sha,
    object: first('object') ?? '',
    objectType: (first('type') ?? 'commit') as ObjectType,
    name: first('tag') ?? '',
    tagger: tagger === undefined ? null : parseIdentity(tagger),
    message,
    signature: signatureAt === -1 ? null : message.slice(signatureAt),
  };
}

function parseTree(bytes: Buffer): TreeItem[] {
  const items: TreeItem[] = [];
  for (let at = 0; at < bytes.byteLength; ) {
    const space = bytes.indexOf(32, at);
    const nul = bytes.indexOf(0, space);
    if (space === -1 || nul === -1 || nul + 21 > bytes.byteLength) throw new GitFailure('a tree object is damaged');
    const mode = bytes.toString('latin1', at, space).padStart(6, '0');
    items.push({
      mode,
      path: bytes.toString('utf8', space + 1, nul),
      type: mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob',
      sha: bytes.toString('hex', nul + 1, nul + 21),
      size: null,
    });
    at = nul + 21;
  }
  return items;
}

const STATUS: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'changed',
};

/** Reads `--raw [--numstat] -z` output; `patches` are in the same order as the raw lines. */
function parseDiff(output: Buffer, patches: readonly string[]): ChangedFile[] {
  const fields = output.toString('utf8').split('\0');
  const raw: { path: string; previousPath: string | null; status: ChangedFile['status']; sha: string; mode: string }[] =
    [];
  const counts = new Map<string, { additions: number; deletions: number }>();
  for (let at = 0; at < fields.length; at += 1) {
    const field = fields[at] ?? '';
    if (field.startsWith(':')) {
      const [oldMode = '', newMode = '', oldSha = '', newSha = '', letter = ''] = field.slice(1).split(' ');
      const status = STATUS[letter.charAt(0)] ?? 'modified';
      const first = fields[at + 1] ?? '';
      const second = status === 'renamed' ? (fields[at + 2] ?? '') : null;
      at += second === null ? 1 : 2;
      const isRemoved = status === 'removed';
      raw.push({
        path: second ?? first,
        previousPath: second === null ? null : first,
        status,
        sha: isRemoved ? oldSha : newSha,
        mode: isRemoved ? oldMode : newMode,
      });
    } else if (field !== '') {
      const [additions = '', deletions = '', name = ''] = field.split('\t');
      let path = name;
      if (name === '') {
        path = fields[at + 2] ?? '';
        at += 2;
      }
      counts.set(path, { additions: Number(additions) || 0, deletions: Number(deletions) || 0 });
    }
  }
  return raw.map((file, index) => {
    const text = patches[index] ?? '';
    const start = text.search(/^@@ /m);
    return {
      ...file,
      additions: counts.get(file.path)?.additions ?? 0,
      deletions: counts.get(file.path)?.deletions ?? 0,
      patch: start === -1 ? null : text.slice(start).replace(/\n$/, ''),
    };
  });
}
