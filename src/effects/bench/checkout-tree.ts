import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { getExecOutput } from '@actions/exec';
import { withoutSecrets } from '../../core/guarded-environment.ts';
import { pathGlob } from '../../core/path-glob.ts';
import { problem, Stop } from '../../core/problem.ts';

interface GitOutput {
  readonly exitCode: number;
  /** Without the white space around it. */
  readonly stdout: string;
  /** As git wrote it. */
  readonly output: string;
  readonly stderr: string;
}

/** Variables that would lead git to another repository than that of the folder; whoever runs a hook has them. */
const REDIRECTIONS = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_COMMON_DIR',
  'GIT_PREFIX',
];

function gitEnvironment(): Record<string, string> {
  const kept = withoutSecrets(process.env);
  for (const name of REDIRECTIONS) delete kept[name];
  // What git says is shown to people, and told apart by its words.
  return { ...kept, LC_ALL: 'C' };
}

/** Runs no hook and prints into no log. No command here reads its input: what the package writes to it, git may not await. */
async function git(directory: string, args: readonly string[]): Promise<GitOutput> {
  const { exitCode, stdout, stderr } = await getExecOutput('git', ['-c', 'core.hooksPath=/dev/null', ...args], {
    cwd: directory,
    env: gitEnvironment(),
    silent: true,
    ignoreReturnCode: true,
  });
  return { exitCode, stdout: stdout.trim(), output: stdout, stderr: stderr.trim() };
}

const unreadable = (where: string, why: string) =>
  new Stop([problem('source-unreadable', why.split('\n', 1)[0]?.slice(0, 300) || 'git cannot read it.', { where })]);

/** The commit and tree that a name stands for; null when there is none. Works with a name that looks like an option. */
async function resolveCommit(directory: string, name: string): Promise<{ commit: string; tree: string } | null> {
  const found = await git(directory, [
    'log',
    '--max-count=1',
    '--no-show-signature',
    '--format=%H %T',
    '--end-of-options',
    `${name}^{commit}`,
    '--',
  ]);
  const [, commit, tree] = /^([0-9a-f]{40}) ([0-9a-f]{40})$/.exec(found.stdout) ?? [];
  return found.exitCode !== 0 || commit === undefined || tree === undefined ? null : { commit, tree };
}

/**
 * The tree of a checkout's commit.
 *
 * @throws Stop when there is no checkout, or when tracked files differ from the commit or are missing: it is unclear then what
 * is tested or measured
 */
export async function treeOfCheckout(directory: string): Promise<{ commit: string; tree: string }> {
  const head = await resolveCommit(directory, 'HEAD').catch(() => null);
  if (head === null) throw unreadable(directory, await whyNoCheckout(directory));
  // A submodule that a configuration hides counts as well; what lies in it untracked does not.
  const status = await git(directory, [
    'status',
    '--porcelain',
    '--untracked-files=no',
    '--ignore-submodules=untracked',
  ]);
  if (status.exitCode !== 0) throw unreadable(directory, status.stderr);
  if (status.stdout !== '') {
    throw dirty(
      directory,
      `Tracked files are changed: ${status.stdout.split('\n').slice(0, 3).join(', ')}.`,
      'Commit or undo the changes: what is measured has to be what is released.',
    );
  }
  const hidden = await hiddenFiles(directory);
  if (hidden.length > 0) {
    const others = hidden.length === 1 ? '' : ` and ${hidden.length - 1} more`;
    throw dirty(
      directory,
      `Git does not look whether ${hidden[0]}${others} is as it was committed: the checkout is sparse, or told to ignore it.`,
      'Check the commit out whole, without `sparse-checkout`.',
    );
  }
  return head;
}

const dirty = (where: string, what: string, remedy: string) =>
  new Stop([problem('source-dirty', what, { where, remedy })]);

/** Git's own words for why a folder is no checkout: none at all, one of another user, one without a commit. */
async function whyNoCheckout(directory: string): Promise<string> {
  const found = await git(directory, ['rev-parse', '--show-toplevel']).catch(() => null);
  if (found === null) return 'The folder is not there, or git is not installed.';
  const why = found.stderr.replace(/^fatal: /, '').split('\n', 1)[0] ?? '';
  return found.exitCode === 0 || /^not a git repository/.test(why) ? 'It is no git checkout with a commit.' : why;
}

/** Tracked files that `git status` passes over: left out by a sparse checkout, or marked as unchanged. */
async function hiddenFiles(directory: string): Promise<string[]> {
  const root = await git(directory, ['rev-parse', '--show-toplevel']);
  const list = await git(root.stdout === '' ? directory : root.stdout, ['ls-files', '-v', '-z']);
  if (list.exitCode !== 0) throw unreadable(directory, list.stderr);
  // S: not in the work tree by request (skip-worktree); a small letter: taken for unchanged.
  return list.output
    .split('\0')
    .filter((line) => /^[Sa-z] /.test(line))
    .map((line) => line.slice(2));
}

/** Submodules of a checkout that are not checked out, with those inside others. One that `.gitmodules` does not know is none. */
export async function missingSubmodules(directory: string): Promise<string[]> {
  const root = (await git(directory, ['rev-parse', '--show-toplevel'])).stdout;
  const list = await git(root, ['ls-files', '--stage', '-z']);
  if (list.exitCode !== 0) throw unreadable(directory, list.stderr);
  const links = list.output.split('\0').flatMap((line) => /^160000 [0-9a-f]+ \d\t(.+)$/s.exec(line)?.[1] ?? []);
  if (links.length === 0) return [];
  const named = await git(root, [
    'config',
    '--file',
    '.gitmodules',
    '--null',
    '--get-regexp',
    '^submodule\\..*\\.path$',
  ]);
  const known = new Set(named.output.split('\0').map((entry) => entry.slice(entry.indexOf('\n') + 1)));
  const missing: string[] = [];
  for (const path of links.filter((each) => known.has(each))) {
    if (!existsSync(join(root, path, '.git'))) missing.push(path);
    else for (const inner of await missingSubmodules(join(root, path))) missing.push(`${path}/${inner}`);
  }
  return missing;
}

/** Whether a folder inside a checkout is a part of its commit, and not only of the disk. */
export async function isOfCommit(directory: string): Promise<boolean> {
  const { stdout: prefix } = await git(directory, ['rev-parse', '--show-prefix']);
  return prefix === '' || (await folderId(directory, 'HEAD', prefix.replace(/\/$/, ''))) !== null;
}

/** The commit and tree of a name in whatever checkout the folder lies in; null: there is none, or it has no such name. */
export const findCommit = async (directory: string, name: string): Promise<{ commit: string; tree: string } | null> =>
  resolveCommit(directory, name).catch(() => null);

/** The commit that a name stands for, in this checkout or as a branch of its origin. */
export async function resolveBaseline(directory: string, name: string): Promise<{ commit: string; tree: string }> {
  const found = (await resolveCommit(directory, name)) ?? (await resolveCommit(directory, `origin/${name}`));
  if (found !== null) return found;
  throw new Stop([
    problem('source-commit-unknown', `${JSON.stringify(name)} is not in this checkout.`, {
      where: '--baseline-ref',
      remedy:
        'Fetch it: `fetch-depth: 0` and `fetch-tags: true` of actions/checkout, or `git fetch --tags --unshallow`.',
    }),
  ]);
}

/**
 * The commit that a change is to be compared with: where its branch left `base`, or, when a test merge is checked out,
 * what it was merged into.
 *
 * @param base the base's commit as the event has it
 * @param head the head of the pull request as the event has it
 */
export async function changeBase(
  directory: string,
  { base, head }: { base: string; head: string },
): Promise<{ commit: string; tree: string }> {
  const list = await git(directory, ['rev-list', '--parents', '--max-count=1', 'HEAD']);
  const [, first, second] = list.stdout.split(' ');
  if (first !== undefined && second === head) return resolveBaseline(directory, first);
  const known = await resolveBaseline(directory, base);
  const found = await git(directory, ['merge-base', known.commit, 'HEAD']);
  if (found.exitCode === 0 && found.stdout !== '') return resolveBaseline(directory, found.stdout);
  throw new Stop([
    problem('source-commit-unknown', `This checkout does not tell where the change left ${base.slice(0, 7)}.`, {
      where: directory,
      remedy: 'Check out with the whole history: `fetch-depth: 0` of actions/checkout.',
    }),
  ]);
}

/**
 * Whether a checkout holds a commit: it stands there, on the same tree, or on the test merge that GitHub makes of a pull request.
 * A shallow clone tells the parents of its commit too.
 */
export async function holdsCommit(directory: string, commit: string): Promise<boolean> {
  const { stdout } = await git(directory, ['cat-file', 'commit', 'HEAD']);
  const head = await resolveCommit(directory, 'HEAD');
  const [, second] = [...(stdout.split('\n\n', 1)[0] ?? '').matchAll(/^parent ([0-9a-f]+)$/gm)].map(
    (match) => match[1],
  );
  if (head?.commit === commit || second === commit) return true;
  return head !== null && (await resolveCommit(directory, commit))?.tree === head.tree;
}

/**
 * The commit of the base as the change is to be merged into it: what a test merge that is checked out was merged into, else
 * the base as the event has it.
 *
 * @throws Stop where this checkout does not have it
 */
export async function baseOfEvent(directory: string, { base, head }: { base: string; head: string }): Promise<string> {
  const list = await git(directory, ['rev-list', '--parents', '--max-count=1', 'HEAD']).catch(() => null);
  if (list === null || list.exitCode !== 0) throw unreadable(directory, 'It is no git checkout with a commit.');
  const [, first, second] = list.stdout.split(' ');
  const name = first !== undefined && second === head ? first : base;
  const found = await resolveCommit(directory, name);
  if (found !== null) return found.commit;
  throw new Stop([
    problem('source-commit-unknown', `The base ${name.slice(0, 7)} is not in this checkout.`, {
      where: directory,
      remedy: 'Check out with the whole history: `fetch-depth: 0` of actions/checkout.',
    }),
  ]);
}

/** Bytes; no configuration has reason to be longer. */
const LARGEST_FILE = 1_048_576;

/**
 * A file of a commit as text; null when the commit has none there. Relative to the directory, as the checkout has it.
 *
 * @throws Stop where it is no regular file, or larger than it has reason to be
 */
export async function fileOfCommit(directory: string, commit: string, path: string): Promise<string | null> {
  const listed = await git(directory, ['ls-tree', '-l', '-z', commit, '--', path]);
  if (listed.exitCode !== 0) throw unreadable(directory, listed.stderr);
  const [entry] = listed.output.split('\0').filter(Boolean);
  if (entry === undefined) return null;
  const [, mode, id, size] = /^(\d+) \w+ ([0-9a-f]+)\s+(\S+)\t/.exec(entry) ?? [];
  if (id === undefined || mode?.startsWith('100') !== true)
    throw new Stop([problem('path-outside-repository', 'It is no regular file of the base.', { where: path })]);
  if (Number(size) > LARGEST_FILE)
    throw new Stop([problem('file-too-large', `It has ${size} bytes in the base.`, { where: path })]);
  const content = await git(directory, ['cat-file', 'blob', id]);
  if (content.exitCode !== 0) throw unreadable(path, content.stderr);
  return content.output;
}

/** Paths that differ between two commits; a renamed file counts under both of its names. */
export async function changedPaths(directory: string, from: string, to: string): Promise<string[]> {
  const found = await git(directory, ['diff', '--name-only', '--no-renames', '-z', '--end-of-options', from, to, '--']);
  if (found.exitCode !== 0) throw unreadable(directory, found.stderr);
  return found.output.split('\0').filter(Boolean);
}

/** Makes a worktree of a commit, or takes the one that is there. */
export async function addWorktree(directory: string, path: string, commit: string): Promise<void> {
  const present = await git(path, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']).catch(() => null);
  if (present?.exitCode === 0 && present.stdout === commit) return;
  await git(directory, ['worktree', 'prune']);
  const added = await git(directory, ['worktree', 'add', '--quiet', '--force', '--detach', '--', path, commit]);
  if (added.exitCode !== 0) throw unreadable(path, added.stderr);
}

/** What the harness is made of in a tree: the id of its folder; null when it is not part of the commit. */
export async function folderId(directory: string, commit: string, folder: string): Promise<string | null> {
  const found = await git(directory, ['rev-parse', '--verify', '--quiet', `${commit}:${folder}`]);
  return found.exitCode === 0 ? found.stdout : null;
}

/** A checkout of one commit of a repository on this machine, with its tags. What is there already is taken as it is. */
export async function checkOut(repository: string, path: string, commit: string): Promise<void> {
  const present = await resolveCommit(path, 'HEAD').catch(() => null);
  if (present?.commit === commit) return;
  const cloned = await git('.', ['clone', '--quiet', '--no-checkout', '--', repository, path]);
  if (cloned.exitCode !== 0) throw unreadable(repository, cloned.stderr);
  const checkedOut = await git(path, ['checkout', '--quiet', '--detach', commit]);
  if (checkedOut.exitCode !== 0) throw unreadable(path, checkedOut.stderr);
}

/** Committed regular files of a checkout that fit one of the globs, from its root. */
export async function committedFiles(directory: string, globs: readonly string[]): Promise<string[]> {
  const list = await git(directory, ['ls-tree', '-r', '-z', '--full-tree', 'HEAD']);
  if (list.exitCode !== 0) throw unreadable(directory, list.stderr);
  const fitting = globs.map(pathGlob);
  return list.output
    .split('\0')
    .flatMap((line) => /^100\d+ blob [0-9a-f]+\t(.+)$/s.exec(line)?.[1] ?? [])
    .filter((path) => fitting.some((fits) => fits(path)));
}
