import type { GitConversation } from './git-conversation.ts';
import { GitRepository } from './git-repository.ts';
import type { GitObject } from './object-format.ts';
import { byBytes, isObjectId, isValidRefName } from './object-names.ts';
import { foldersOf, type Ref, type RefChange, type RefUpdate } from './ref-store.ts';

/** Where every ref points, by full name. */
export type Refs = ReadonlyMap<string, string>;

/**
 * A repository whose refs, and whose objects since it was opened, are in memory: a world of it begins again in no time. What
 * lay on disk is read from there and stays as it is; objects are written there when a process of git has to see them.
 */
export class MemoryRepository extends GitRepository {
  readonly #begin: Refs;
  #head: string;
  #refs: Map<string, string>;
  /** Objects behind their headers, which are not on disk. */
  #unwritten = new Map<string, Uint8Array>();
  readonly #objects = new Map<string, GitObject>();

  private constructor(directory: string, head: string, refs: Refs, differ?: GitConversation) {
    super(directory, differ);
    this.#head = head;
    this.#begin = refs;
    this.#refs = new Map(refs);
  }

  /** @param directory of a bare repository, which nobody else changes meanwhile */
  static async over(directory: string): Promise<MemoryRepository> {
    const onDisk = await GitRepository.open(directory);
    const refs = new Map((await onDisk.listRefs('refs/')).map(({ name, sha }) => [name, sha]));
    const head = onDisk.head() ?? 'refs/heads/main';
    await onDisk.close();
    return new MemoryRepository(directory, head, refs);
  }

  /** Another one over the same directory, as this one began. */
  another(): MemoryRepository {
    return new MemoryRepository(this.directory, this.#head, this.#begin, this.differ);
  }

  /** Everything is as it was when the repository was opened. */
  beginAgain(): void {
    this.#refs = new Map(this.#begin);
    this.#unwritten = new Map();
    this.#objects.clear();
  }

  override head(): string {
    return this.#head;
  }

  override async setHead(ref: string): Promise<void> {
    this.#head = ref;
  }

  override async resolveRef(name: string): Promise<string | null> {
    return this.#refs.get(name) ?? null;
  }

  override async listRefs(prefix: string): Promise<Ref[]> {
    return [...this.#refs]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, sha]) => ({ name, sha }))
      .sort((a, b) => byBytes(a.name, b.name));
  }

  override async packRefs(): Promise<void> {}

  override async updateRefs(changes: readonly RefChange[]): Promise<RefUpdate> {
    const refs = new Map(this.#refs);
    for (const { name, to, from } of changes) {
      const refused = (reason: Exclude<RefUpdate, { ok: true }>['reason'], message: string): RefUpdate => ({
        ok: false,
        reason,
        message: `${name} ${message}`,
      });
      if (!isValidRefName(name)) return refused('bad-name', 'is not a valid ref name');
      if (to !== null && !isObjectId(to)) return refused('bad-object', 'cannot point there');
      // As git, which looks at what was there before the transaction.
      const now = this.#refs.get(name) ?? null;
      if (to === null && now === null) return refused('missing', 'does not exist');
      if (from === null && now !== null) return refused('exists', 'exists');
      if (from != null && now === null) return refused('missing', 'does not exist');
      if (from != null && now !== from) return refused('stale', `is at ${now}, not at ${from}`);
      if (to === null) refs.delete(name);
      else if ((await this.objectInfo(to)) === null) return refused('bad-object', 'would point at no object');
      else refs.set(name, to);
    }
    for (const name of refs.keys()) {
      const blocking = foldersOf(name).find((each) => refs.has(each));
      if (blocking !== undefined)
        return { ok: false, reason: 'name-conflict', message: `${blocking} exists; cannot create ${name}` };
    }
    this.#refs = refs;
    return { ok: true };
  }

  override async objectInfo(sha: string) {
    const own = this.#objects.get(sha);
    return own === undefined ? super.objectInfo(sha) : { type: own.type, size: own.bytes.byteLength };
  }

  override async readObject(sha: string): Promise<GitObject | null> {
    return this.#objects.get(sha) ?? super.readObject(sha);
  }

  protected override keep(sha: string, object: GitObject): void {
    if (this.#unwritten.has(sha)) this.#objects.set(sha, object);
    else super.keep(sha, object);
  }

  protected override async store(sha: string, whole: Uint8Array): Promise<void> {
    this.#unwritten.set(sha, whole);
  }

  override async settled(): Promise<void> {
    await super.settled();
    for (const [sha, whole] of this.#unwritten) {
      await super.store(sha, whole);
      this.#unwritten.delete(sha);
    }
  }

  protected override async abbreviated(text: string): Promise<string | null> {
    await this.settled();
    return super.abbreviated(text);
  }
}
