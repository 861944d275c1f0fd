import { getExecOutput } from '@actions/exec';
import { withoutSecrets } from '../../core/guarded-environment.ts';
import { problem, Stop } from '../../core/problem.ts';

interface GitOutput {
  readonly exitCode: number;
  /** Without the white space around it. */
  readonly stdout: string;
  /** As git wrote it. */
  readonly output: string;
  readonly stderr: string;
}

/** Runs no hook and prints into no log. No command here reads its input: what the package writes to it, git may not await. */
async function git(directory: string, args: readonly string[]): Promise<GitOutput> {
  const { exitCode, stdout, stderr } = await getExecOutput('git', ['-c', 'core.hooksPath=/dev/null', ...args], {
    cwd: directory,
    env: withoutSecrets(process.env),
    silent: true,
    ignoreReturnCode: true,
  });
  return { exitCode, stdout: stdout.trim(), output: stdout, stderr: stderr.trim() };
}

const unreadable = (where: string, why: string) =>
  new Stop([problem('source-unreadable', why.split('\n', 1)[0]?.slice(0, 300) || 'git cannot read it.', { where })]);

/** The commit and tree that a name stands for; null when there is none. Works with a name that looks like an option. */
async function resolveCommit(directory: string, name: string): Promise<{ commit: string; tree: string } | null> {
  const idOf = async (what: string): Promise<string | null> => {
    const found = await git(directory, ['rev-parse', '--verify', '--quiet', '--end-of-options', what]);
    // Some versions of git repeat --end-of-options in their answer.
    const id = found.stdout.split('\n').find((line) => /^[0-9a-f]{40}$/.test(line));
    return found.exitCode === 0 ? (id ?? null) : null;
  };
  const commit = await idOf(`${name}^{commit}`);
  const tree = commit === null ? null : await idOf(`${commit}^{tree}`);
  return commit === null || tree === null ? null : { commit, tree };
}

/** The tree of a checkout's commit. @throws Stop when tracked files differ from it: it is unclear what is measured */
export async function treeOfCheckout(directory: string): Promise<{ commit: string; tree: string }> {
  const head = await resolveCommit(directory, 'HEAD').catch(() => null);
  if (head === null) throw unreadable(directory, 'It is no git checkout with a commit.');
  const status = await git(directory, ['status', '--porcelain', '--untracked-files=no']);
  if (status.stdout !== '') {
    throw new Stop([
      problem('source-dirty', `Tracked files are changed: ${status.stdout.split('\n').slice(0, 3).join(', ')}.`, {
        where: directory,
        remedy: 'Commit or undo the changes: what is measured has to be what is released.',
      }),
    ]);
  }
  return head;
}

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
