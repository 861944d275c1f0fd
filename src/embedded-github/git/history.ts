import { randomUUID } from 'node:crypto';
import { CommitWalks } from './commit-walks.ts';
import { type ChangedFile, parseDiff } from './diff-format.ts';
import { GitConversation } from './git-conversation.ts';
import { GitFailure } from './git-process.ts';
import { EMPTY_TREE } from './object-database.ts';
import { RefStore } from './ref-store.ts';
import { treeDifferences } from './tree-walks.ts';

/** Whole differences by the ids of two trees: what differs between them is the same in every repository that has both. */
const differences = new Map<string, readonly ChangedFile[]>();
const MOST_DIFFERENCES = 400;

/** Differing files, and bytes of one of them, that are told over one process for all. */
const MOST_TOLD = 40;
const LARGEST_TOLD = 256 * 1024;

const AS_IT_IS = ['-r', '-z', '--raw', '--full-index', '--no-abbrev', '--no-ext-diff', '--no-textconv', '--no-color'];
const WHOLE = ['-M', '--numstat', '-p'];

/** What commits of one bare repository have in common, and what lies between them. */
export class History extends RefStore {
  /** Tells small differences one after another: to start a process for each would take longer than to tell it. */
  protected readonly differ: GitConversation;
  readonly #isDifferShared: boolean;
  /** Histories as far as they were walked here; git walks those that are longer. */
  readonly #walks = new CommitWalks((sha) => this.parentsOf(sha));

  /** @param differ of another repository over the same directory, which ends it */
  constructor(directory: string, differ?: GitConversation) {
    super(directory);
    this.#isDifferShared = differ !== undefined;
    this.differ = differ ?? new GitConversation([...this.base(), 'diff-tree', '--stdin', ...AS_IT_IS, ...WHOLE]);
  }

  override async close(): Promise<void> {
    await Promise.all([super.close(), this.#isDifferShared || this.differ.close()]);
  }

  /** Common ancestors that are in no other one's history; null where git has to look. */
  protected mergeBases(a: string, b: string): Promise<readonly string[] | null> {
    return this.#walks.mergeBases(a, b);
  }

  /** A best common ancestor, or null for unrelated histories. */
  async mergeBase(a: string, b: string): Promise<string | null> {
    if (a === b) return a;
    return this.once(`merge-base ${a} ${b}`, async () => {
      const walked = await this.#walks.mergeBases(a, b);
      if (walked !== null && walked.length < 2) return walked[0] ?? null;
      const output = await this.git(['merge-base', '--end-of-options', a, b]);
      if (output.exitCode === 1) return null;
      if (output.exitCode !== 0) throw new GitFailure(`git merge-base: ${output.stderr}`);
      return output.stdout.toString('latin1').trim();
    });
  }

  /** Whether `ancestor` is `descendant` or in its history. */
  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    if (ancestor === descendant) return true;
    return this.once(`is-ancestor ${ancestor} ${descendant}`, async () => {
      const walked = await this.#walks.contains(descendant, ancestor);
      if (walked !== null) return walked;
      const output = await this.git(['merge-base', '--is-ancestor', '--end-of-options', ancestor, descendant]);
      if (output.exitCode > 1) throw new GitFailure(`git merge-base: ${output.stderr}`);
      return output.exitCode === 0;
    });
  }

  /** Commits of `head` that `base` lacks, and the other way round. */
  async compare(base: string, head: string): Promise<{ ahead: number; behind: number }> {
    if (base === head) return { ahead: 0, behind: 0 };
    return this.once(`compare ${base} ${head}`, async () => {
      const [ahead, behind] = [await this.#walks.without(head, [base]), await this.#walks.without(base, [head])];
      if (ahead !== null && behind !== null) return { ahead: ahead.length, behind: behind.length };
      const output = await this.ok(['rev-list', '--left-right', '--count', '--end-of-options', `${base}...${head}`]);
      const [left = 0, right = 0] = output.toString('latin1').trim().split('\t').map(Number);
      return { ahead: right, behind: left };
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
    const { not, limit, skip, oldestFirst, ...filters } = options;
    // No commit has touched what no tree can hold; git calls such a path an error.
    if (options.path?.startsWith('/') || options.path?.split('/').some((name) => name === '.' || name === '..'))
      return [];
    const walked = Object.values(filters).some(Boolean) ? null : await this.#walks.line(from, not ?? [], oldestFirst);
    if (walked !== null) return walked.slice(skip ?? 0, limit === undefined ? undefined : (skip ?? 0) + limit);
    const output = await this.ok([
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
    const walked = await this.#walks.without(from, not);
    if (walked !== null) return walked.length;
    const excluded = not.map((sha) => `^${sha}`);
    return Number((await this.ok(['rev-list', '--count', '--end-of-options', from, ...excluded])).toString('latin1'));
  }

  /** Which of the given commits are in the history of another; one process for all. */
  async contained(commits: readonly string[], descendant: string): Promise<Set<string>> {
    const walked = await this.#walks.without(descendant, []);
    if (walked !== null) return new Set(commits.filter((sha) => walked.includes(sha)));
    const output = await this.ok(['rev-list', '--stdin'], { input: `${descendant}\n` });
    const history = new Set(output.toString('latin1').split('\n'));
    return new Set(commits.filter((sha) => history.has(sha)));
  }

  /** Paths that differ between two trees or commits, without looking into files. */
  async changedPaths(from: string | null, to: string): Promise<string[]> {
    const trees = [from === null ? null : await this.#treeOf(from), await this.#treeOf(to)] as const;
    const walked = await treeDifferences((sha) => this.readTree(sha), ...trees);
    if (walked !== null) return walked.map(({ path }) => path);
    const output = await this.ok([
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
    const [before, after] = [from === null ? EMPTY_TREE : await this.#treeOf(from), await this.#treeOf(to)];
    if (before === after) return [];
    const known = differences.get(`${before} ${after}`);
    // A repository that lacks a tree has no difference to tell.
    if (known !== undefined && (await this.objectInfo(after)) !== null) return known;
    return this.once(`diff ${before} ${after}`, () => this.#changedFiles(before, after));
  }

  /** What `git diff` prints of two trees or commits; the empty tree for null. */
  async diffText(from: string | null, to: string): Promise<Buffer> {
    return this.ok(['diff', '--no-ext-diff', '--no-textconv', '--no-color', '-M', from ?? EMPTY_TREE, to, '--']);
  }

  /** What `git format-patch --stdout` prints of the commits that `to` has and `from` lacks; of one commit for null. */
  async patchText(from: string | null, to: string): Promise<Buffer> {
    const range = from === null ? ['--root', '-1', to] : [`${from}..${to}`];
    return this.ok(['format-patch', '--stdout', '--no-signature', '--no-color', '--no-ext-diff', ...range, '--']);
  }

  /** The tree of a commit; a tree stays itself. */
  async #treeOf(sha: string): Promise<string> {
    return (await this.readCommit(sha))?.tree ?? sha;
  }

  async #changedFiles(base: string, to: string): Promise<ChangedFile[]> {
    const whole = (await this.#isSmall(base, to)) ? await this.#told(base, to) : await this.#wholeByGit(base, to);
    if (whole === null) {
      return parseDiff(await this.ok(['diff-tree', ...AS_IT_IS, '--no-renames', '--end-of-options', base, to]), []);
    }
    // An empty name parts the names from the hunks.
    const end = whole.indexOf('\0\0diff --git ');
    const hunks = end === -1 ? '' : whole.toString('utf8', end + 2);
    // A line of content never starts with this: it starts with a blank, + or -.
    const patches = hunks.split(/^diff --git /m);
    const changed = parseDiff(end === -1 ? whole : whole.subarray(0, end + 1), patches.slice(1));
    differences.set(`${base} ${to}`, changed);
    if (differences.size > MOST_DIFFERENCES) differences.delete(differences.keys().next().value ?? '');
    return changed;
  }

  /** Null where this repository lacks a blob. */
  async #wholeByGit(base: string, to: string): Promise<Buffer | null> {
    const whole = await this.git(['diff-tree', ...AS_IT_IS, ...WHOLE, '--end-of-options', base, to]);
    return whole.exitCode === 0 ? whole.stdout : null;
  }

  /** Whether few and small files differ, and all of them are here. */
  async #isSmall(base: string, to: string): Promise<boolean> {
    const differing = await treeDifferences((sha) => this.readTree(sha), base, to);
    if (differing === null || differing.length > MOST_TOLD) return false;
    const blobs = differing.flatMap(({ before, after }) => [before, after]).filter((entry) => entry?.type === 'blob');
    const infos = await Promise.all(blobs.map((entry) => this.objectInfo(entry?.sha ?? '')));
    return infos.every((info) => info !== null && info.size <= LARGEST_TOLD);
  }

  /** @see https://git-scm.com/docs/git-diff-tree: of two trees in a line it tells the difference, behind that line */
  async #told(base: string, to: string): Promise<Buffer> {
    await this.settled();
    // What is no id it says again, and hands on all that it said before. No content can know it.
    const end = `${randomUUID()}\n`;
    return this.differ.ask(`${base} ${to}\n${end}`, (received) => {
      const at = received.indexOf(end);
      if (at === -1) return null;
      return { value: Buffer.from(received.subarray(received.indexOf(10) + 1, at)), length: at + end.length };
    });
  }
}
