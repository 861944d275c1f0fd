import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GitConversation } from './git-conversation.ts';
import { GitFailure } from './git-process.ts';
import { ObjectDatabase } from './object-database.ts';
import type { ObjectType } from './object-format.ts';
import { byBytes, isObjectId, isValidRefName } from './object-names.ts';

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

/** Refs that git keeps in one file, by name in byte order, so that a part of a hundred thousand is found at once. */
interface PackedRefs {
  readonly byName: ReadonlyMap<string, string>;
  readonly sorted: readonly Ref[];
}

const NO_REFS: PackedRefs = { byName: new Map(), sorted: [] };

/** Where something begins to hold in a list in which it holds from somewhere on; its length: nowhere. */
function firstWhere<T>(list: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = list[middle];
    if (item !== undefined && holds(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Refs of a file each before they are put into one. */
const MOST_LOOSE = 1_000;
const ZERO = '0'.repeat(40);
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

/** `refs` and `refs/heads` of `refs/heads/main`. */
export const foldersOf = (name: string): string[] =>
  name
    .split('/')
    .slice(0, -1)
    .map((_, index, parts) => parts.slice(0, index + 1).join('/'));

/** Branches and tags of one bare repository, and the objects they name. */
export class RefStore extends ObjectDatabase {
  readonly #refWriter: GitConversation;
  #packedRefs: PackedRefs & { readonly stamp: string } = { stamp: '', ...NO_REFS };
  /** Whether the repository was just made, and nobody else knows it. */
  hasNoRefs = false;
  #refTurn: Promise<unknown> = Promise.resolve();
  /** Refs that were written since they were last put into one file. */
  #written = 0;

  constructor(directory: string) {
    super(directory);
    this.#refWriter = new GitConversation([...this.base(), 'update-ref', '--no-deref', '-z', '--stdin']);
  }

  override async close(): Promise<void> {
    await Promise.all([super.close(), this.#refWriter.close()]);
  }

  /** The branch that HEAD names, `refs/heads/main`. */
  head(): string | null {
    const text = readFileSync(join(this.directory, 'HEAD'), 'utf8');
    return /^ref: (refs\/\S+)\s*$/.exec(text)?.[1] ?? null;
  }

  /** Lets HEAD name another branch. */
  async setHead(ref: string): Promise<void> {
    await this.ok(['symbolic-ref', 'HEAD', ref]);
  }

  /** The object a full ref name points at (a tag object for annotated tags), or null when there is no such ref. */
  async resolveRef(name: string): Promise<string | null> {
    if (!isValidRefName(name)) return null;
    return this.#looseRef(name) ?? this.#packed().byName.get(name) ?? null;
  }

  #looseRef(name: string): string | null {
    try {
      const text = readFileSync(join(this.directory, name), 'utf8').trim();
      return isObjectId(text) ? text : null;
    } catch {
      return null;
    }
  }

  #packed(): PackedRefs {
    const file = join(this.directory, 'packed-refs');
    const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
    if (stat === undefined) return NO_REFS;
    const stamp = `${stat.ino} ${stat.mtimeNs} ${stat.size}`;
    if (this.#packedRefs.stamp !== stamp) {
      const byName = new Map<string, string>();
      for (const line of readFileSync(file, 'utf8').split('\n')) {
        const space = line.indexOf(' ');
        const sha = line.slice(0, space);
        if (space === 40 && isObjectId(sha)) byName.set(line.slice(41), sha);
      }
      const sorted = [...byName].map(([name, sha]) => ({ name, sha }));
      const isSorted = sorted.every(({ name }, at) => at === 0 || byBytes(sorted[at - 1]?.name ?? '', name) < 0);
      if (!isSorted) sorted.sort((x, y) => byBytes(x.name, y.name));
      this.#packedRefs = { stamp, byName, sorted };
    }
    return this.#packedRefs;
  }

  /** Refs whose full name starts with the prefix, by name in byte order. */
  async listRefs(prefix: string): Promise<Ref[]> {
    const { sorted } = this.#packed();
    const start = firstWhere(sorted, ({ name }) => byBytes(name, prefix) >= 0);
    const end = firstWhere(sorted, ({ name }) => byBytes(name, prefix) >= 0 && !name.startsWith(prefix));
    const packed = sorted.slice(start, end);
    const loose = new Map<string, string>();
    const walk = async (folder: string): Promise<void> => {
      const entries = await readdir(join(this.directory, folder), { withFileTypes: true }).catch(() => []);
      for (const entry of entries) {
        const name = `${folder}/${entry.name}`;
        if (entry.isDirectory()) {
          if (`${name}/`.startsWith(prefix) || prefix.startsWith(`${name}/`)) await walk(name);
        } else if (name.startsWith(prefix) && isValidRefName(name)) {
          const sha = this.#looseRef(name);
          if (sha !== null) loose.set(name, sha);
        }
      }
    };
    await walk('refs');
    if (loose.size === 0) return packed;
    // One in a file of its own goes before the packed one of its name.
    const others = packed.filter(({ name }) => !loose.has(name));
    const found = [...loose].map(([name, sha]) => ({ name, sha }));
    return [...others, ...found].sort((x, y) => byBytes(x.name, y.name));
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

  /**
   * The first refs of a repository that was just made, in one file and without a process; null: git has to look at it.
   *
   * Source: Git documentation, gitrepository-layout and git-pack-refs.
   */
  async #firstRefs(changes: readonly RefChange[]): Promise<RefUpdate | null> {
    const refs = new Map<string, string>();
    for (const { name, to, from } of changes) {
      if (to === null || from != null || refs.has(name)) return null;
      const type = (await this.objectInfo(to))?.type;
      if (type === undefined || (type !== 'commit' && name.startsWith('refs/heads/'))) return null;
      refs.set(name, to);
    }
    const names = [...refs.keys()].sort(byBytes);
    if (names.some((name) => foldersOf(name).some((folder) => refs.has(folder)))) return null;
    writeFileSync(join(this.directory, 'packed-refs'), names.map((name) => `${refs.get(name)} ${name}\n`).join(''), {
      flag: 'wx',
    });
    return { ok: true };
  }

  async #transaction(changes: readonly RefChange[]): Promise<RefUpdate> {
    await this.settled();
    if (this.hasNoRefs) {
      this.hasNoRefs = false;
      const made = await this.#firstRefs(changes);
      if (made !== null) return made;
    }
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
    } catch (error) {
      if (!(error instanceof GitFailure)) throw error;
      const reason = refusal(error.message);
      if (reason === null) throw error;
      return { ok: false, reason, message: error.message };
    }
    this.#written += changes.length;
    if (this.#written > MOST_LOOSE) await this.packRefs();
    return { ok: true };
  }

  /** Moves all refs into one file: a list of thousands reads one, not thousands. */
  async packRefs(): Promise<void> {
    this.#written = 0;
    await this.ok(['pack-refs', '--all', '--prune']);
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
    return this.abbreviated(text);
  }
}
