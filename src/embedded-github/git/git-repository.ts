import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitFailure } from './git-process.ts';
import { History } from './history.ts';
import { isObjectId, isValidRefName } from './object-names.ts';
import { mergeDisjoint } from './tree-walks.ts';

export interface MergeResult {
  /** The merged tree; with conflicts it holds conflict markers and must not be used. */
  readonly tree: string;
  readonly conflicts: readonly string[];
}

/**
 * One bare repository on disk, read and written by real git and in git's own formats. SHA-1 repositories only. Each layer
 * adds to the one below: objects, refs that name them, the history they form, and what is made of it here: merges.
 */
export class GitRepository extends History {
  /**
   * Makes an empty bare repository: the same files that `git init --bare --template=` makes, without a process.
   *
   * Source: Git documentation, gitrepository-layout.
   */
  static async create(directory: string, options: { defaultBranch: string }): Promise<GitRepository> {
    const head = `refs/heads/${options.defaultBranch}`;
    if (!isValidRefName(head)) throw new GitFailure(`${options.defaultBranch} is no name of a branch`);
    for (const folder of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags'])
      mkdirSync(join(directory, folder), { recursive: true });
    writeFileSync(
      join(directory, 'config'),
      '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n',
    );
    writeFileSync(join(directory, 'HEAD'), `ref: ${head}\n`);
    const repository = new GitRepository(directory);
    repository.packFirstObjects();
    repository.hasNoRefs = true;
    return repository;
  }

  /** @throws GitFailure when the directory is not a git repository */
  static async open(directory: string): Promise<GitRepository> {
    const repository = new GitRepository(directory);
    const found = await repository.git(['rev-parse', '--show-object-format']);
    if (found.exitCode !== 0) throw new GitFailure(found.stderr);
    if (found.stdout.toString().trim() !== 'sha1') throw new GitFailure('only SHA-1 repositories are supported');
    return repository;
  }

  /** Merges two commits, with as many common ancestors as they have, like `git merge`. */
  async mergeCommits(ours: string, theirs: string): Promise<MergeResult> {
    if (!isObjectId(ours) || !isObjectId(theirs)) throw new GitFailure('commits to merge must be given by id');
    return this.once(`merge ${ours} ${theirs}`, () => this.#mergeCommits(ours, theirs));
  }

  async #mergeCommits(ours: string, theirs: string): Promise<MergeResult> {
    const tree = await this.#mergedByPaths(ours, theirs);
    return tree === null ? this.#mergedByGit(ours, theirs) : { tree, conflicts: [] };
  }

  /** The usual merge of a rehearsal needs no process; null: this one does. */
  async #mergedByPaths(ours: string, theirs: string): Promise<string | null> {
    const bases = await this.mergeBases(ours, theirs);
    if (bases?.length !== 1) return null;
    const [a, b, base] = await Promise.all([ours, theirs, bases[0] ?? ''].map((sha) => this.readCommit(sha)));
    if (a == null || b == null || base == null) return null;
    return mergeDisjoint(
      (sha) => this.readTree(sha),
      (entries) => this.writeTree(entries),
      [base.tree, a.tree, b.tree],
    );
  }

  async #mergedByGit(ours: string, theirs: string): Promise<MergeResult> {
    const merge = (options: readonly string[]) =>
      this.git([
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
    const tree = await mergeDisjoint(
      (sha) => this.readTree(sha),
      (entries) => this.writeTree(entries),
      [base, ours, theirs],
    );
    if (tree !== null) return { tree, conflicts: [] };
    // `git merge-tree --merge-base` is newer than git 2.38; two commits with one parent say the same.
    const nobody = { name: 'merge', email: 'merge@localhost', time: 0 };
    const made = (tree: string, parents: string[]) =>
      this.writeCommit({ tree, parents, author: nobody, committer: nobody, message: 'merge\n' });
    const origin = await made(base ?? (await this.writeTree([])), []);
    return this.mergeCommits(await made(ours, [origin]), await made(theirs, [origin]));
  }
}
