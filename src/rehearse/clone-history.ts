import {
  type Blob,
  type Blobs,
  HistoryLearner,
  type NeighbouringReleases,
  NO_HISTORY,
  type ReleaseHistory,
} from '../core/release/release-history.ts';
import { changeBetween } from '../core/version/learn-places.ts';
import { streamBlobs } from '../embedded-github/git/blob-stream.ts';
import { GitFailure, runGit } from '../embedded-github/git/git-process.ts';
import type { GitRepository } from '../embedded-github/git/git-repository.ts';

/** A larger file is data. Bytes. */
const LARGEST_FILE = 2 * 1024 * 1024;
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
    const ids = changed.flatMap(({ older, newer }) => [older, newer]);
    const blobs = streamBlobs(git.directory, ids, LARGEST_FILE)[Symbol.asyncIterator]();
    for (const { path } of changed) {
      const [before, after] = [textOf((await blobs.next()).value), textOf((await blobs.next()).value)];
      if (before !== null && after !== null) learner.look(pair, changeBetween(path, before, after));
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

/** One character a byte; null for what is no text, is too large, or is not in the clone. */
const textOf = (bytes: Buffer | null | undefined): string | null =>
  bytes == null || bytes.subarray(0, 8_000).includes(0) ? null : bytes.toString('latin1');

/** Without sizes, which git would have to look up one by one. */
async function blobsOf(git: GitRepository, commit: string): Promise<Blobs> {
  const output = await runGit([
    `--git-dir=${git.directory}`,
    'ls-tree',
    '-r',
    '-z',
    '--full-tree',
    '--end-of-options',
    commit,
  ]);
  if (output.exitCode !== 0) throw new GitFailure(`git ls-tree: ${output.stderr}`);
  const blobs = new Map<string, Blob>();
  for (const line of output.stdout.toString('utf8').split('\0')) {
    const [, , sha = ''] = line.slice(0, line.indexOf('\t')).split(' ');
    if (line.startsWith('100')) blobs.set(line.slice(line.indexOf('\t') + 1), { sha, size: 0 });
  }
  return blobs;
}
