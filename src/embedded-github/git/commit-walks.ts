/** Commits that are walked here at most: a process of git costs as much as a few hundred of them. */
const LONGEST_WALK = 1_000;

type Parents = (sha: string) => Promise<readonly string[] | null>;

/**
 * What follows from the parents of commits alone, for histories of a usual rehearsal's length. Every answer is null where it
 * would take longer, or where an ancestor is not in the repository (shallow and partial clones): git knows then.
 */
export class CommitWalks {
  readonly #parentsOf: Parents;
  readonly #known = new Map<string, readonly string[]>();

  constructor(parentsOf: Parents) {
    this.#parentsOf = parentsOf;
  }

  async #parents(sha: string): Promise<readonly string[] | null> {
    const known = this.#known.get(sha);
    if (known !== undefined) return known;
    const parents = await this.#parentsOf(sha);
    if (parents !== null) this.#known.set(sha, parents);
    return parents;
  }

  /** A commit and everything in its history, nearest first; ends early at `last`. */
  async #history(from: string, last?: string): Promise<Set<string> | null> {
    const found = new Set([from]);
    for (const sha of found) {
      if (sha === last) break;
      const parents = await this.#parents(sha);
      if (parents === null || found.size > LONGEST_WALK) return null;
      for (const parent of parents) found.add(parent);
    }
    return found;
  }

  /** Whether a commit is another one or in its history. */
  async contains(descendant: string, ancestor: string): Promise<boolean | null> {
    return (await this.#history(descendant, ancestor))?.has(ancestor) ?? null;
  }

  /** Common ancestors that are in no other common ancestor's history. */
  async mergeBases(a: string, b: string): Promise<readonly string[] | null> {
    const [ofA, ofB] = [await this.#history(a), await this.#history(b)];
    if (ofA === null || ofB === null) return null;
    const common = [...ofA].filter((sha) => ofB.has(sha));
    const covered = new Set<string>();
    for (const sha of common) for (const parent of (await this.#parents(sha)) ?? []) covered.add(parent);
    return common.filter((sha) => !covered.has(sha));
  }

  /** The commits of a history that no other one has, in no particular order. */
  async without(from: string, others: readonly string[]): Promise<readonly string[] | null> {
    const own = await this.#history(from);
    if (own === null) return null;
    for (const other of others) {
      const theirs = await this.#history(other);
      if (theirs === null) return null;
      for (const sha of theirs) own.delete(sha);
    }
    return [...own];
  }

  /** The same in order, newest first unless asked otherwise; null also where they are no line, whose order has more to it. */
  async line(from: string, others: readonly string[], oldestFirst = false): Promise<string[] | null> {
    const own = await this.without(from, others);
    if (own === null) return null;
    for (const sha of own) if (((await this.#parents(sha)) ?? []).length > 1) return null;
    return oldestFirst ? [...own].reverse() : [...own];
  }
}
