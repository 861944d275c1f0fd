import {
  type Blob,
  type Blobs,
  HistoryLearner,
  type NeighbouringReleases,
  NO_HISTORY,
  type ReleaseHistory,
} from '../core/release/release-history.ts';
import { changeBetween, type FileChange } from '../core/version/learn-places.ts';
import { GitFailure, runGit } from '../embedded-github/git/git-process.ts';
import type { GitRepository } from '../embedded-github/git/git-repository.ts';

/** A larger file is data. Bytes. */
const LARGEST_FILE = 2 * 1024 * 1024;
/** Files that are asked for together: what was compared is let go before more is read. */
const TOGETHER = 64;

/** The same as from GitHub, from a local clone by git: every file that differs is looked into. */
export async function readCloneHistory(
  git: GitRepository,
  pairs: readonly NeighbouringReleases[],
): Promise<ReleaseHistory> {
  const [newest] = pairs;
  if (newest === undefined) return NO_HISTORY;
  const learner = new HistoryLearner(pairs);
  for (const pair of pairs) {
    const changed = await changedFiles(git, pair);
    for (let start = 0; start < changed.length; start += TOGETHER) {
      const some = await Promise.all(changed.slice(start, start + TOGETHER).map((file) => changeOf(git, file)));
      for (const change of some) if (change !== null) learner.look(pair, change);
    }
  }
  const trees = { older: await blobsOf(git, newest.older.commit), newer: await blobsOf(git, newest.newer.commit) };
  return learner.history(trees, 0);
}

interface ChangedFile {
  readonly path: string;
  readonly older: string;
  readonly newer: string;
}

/** Regular files that are in both commits with different content. */
async function changedFiles(git: GitRepository, { older, newer }: NeighbouringReleases): Promise<ChangedFile[]> {
  const options = ['-r', '-z', '--raw', '--no-renames', '--diff-filter=M', '--end-of-options'];
  const output = await runGit([`--git-dir=${git.directory}`, 'diff-tree', ...options, older.commit, newer.commit]);
  if (output.exitCode !== 0) throw new GitFailure(`git diff-tree: ${output.stderr}`);
  const fields = output.stdout.toString('utf8').split('\0');
  const changed: ChangedFile[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [oldMode = '', newMode = '', before = '', after = ''] = (fields[at] ?? '').slice(1).split(' ');
    if (!oldMode.startsWith('100') || !newMode.startsWith('100') || before === after) continue;
    changed.push({ path: fields[at + 1] ?? '', older: before, newer: after });
  }
  return changed;
}

async function changeOf(git: GitRepository, { path, older, newer }: ChangedFile): Promise<FileChange | null> {
  const [before, after] = await Promise.all([textOf(git, older), textOf(git, newer)]);
  return before === null || after === null ? null : changeBetween(path, before, after);
}

/** One character a byte; null for what is no text, or is not in the clone. */
async function textOf(git: GitRepository, sha: string): Promise<string | null> {
  const info = await git.objectInfo(sha);
  if (info === null || info.size > LARGEST_FILE) return null;
  const bytes = await git.readBlob(sha);
  return bytes === null || bytes.subarray(0, 8_000).includes(0) ? null : Buffer.from(bytes).toString('latin1');
}

async function blobsOf(git: GitRepository, commit: string): Promise<Blobs> {
  const { tree } = await git.commit(commit);
  const entries = (await git.listTree(tree, { recursive: true })) ?? [];
  return new Map(
    entries.flatMap(({ path, mode, sha, size }): [string, Blob][] =>
      mode.startsWith('100') ? [[path, { sha, size: size ?? 0 }]] : [],
    ),
  );
}
