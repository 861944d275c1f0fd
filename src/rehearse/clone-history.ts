import { isText, readFileText } from '../core/file-text.ts';
import { LARGEST_CODE, largestCompared } from '../core/largest-file.ts';
import {
  type BlobIds,
  HistoryLearner,
  type NeighbouringReleases,
  NO_HISTORY,
  type ReleaseHistory,
  spreadChoice,
} from '../core/release/release-history.ts';
import { changeBetween } from '../core/version/learn-places.ts';
import { streamBlobs } from '../embedded-github/git/blob-stream.ts';
import { GitFailure, runGit } from '../embedded-github/git/git-process.ts';
import type { GitRepository } from '../embedded-github/git/git-repository.ts';
import { ListedTree } from './listed-tree.ts';
import { idsOf, newPaths, rawChanges } from './raw-diff.ts';

/** More files are not looked into one by one: what moved in as many moved in the others, too. */
const MOST_FILES = 4_000;

/**
 * The same as from GitHub, from a local clone by git. Of each file that differs every state is read once, from the newest
 * release back.
 */
export async function readCloneHistory(
  git: GitRepository,
  pairs: readonly NeighbouringReleases[],
): Promise<ReleaseHistory> {
  const [newest] = pairs;
  if (newest === undefined) return NO_HISTORY;
  const listed = await changedFiles(git, pairs);
  const counts = new Map<string, number>();
  for (const list of listed) for (const { path } of rawChanges(list)) counts.set(path, (counts.get(path) ?? 0) + 1);
  const { chosen, left } = spreadChoice(counts, MOST_FILES);
  const learner = new HistoryLearner(pairs);
  for (const [at, pair] of pairs.entries()) learner.came(pair, newPaths(listed[at] ?? Buffer.alloc(0)));
  await learnFiles(git, chosen, statesOf(pairs, listed, chosen), learner);
  const [older, newer] = [await treeOf(git, newest.older.commit), await treeOf(git, newest.newer.commit)];
  return learner.history({ older, newer }, left);
}

/** What a file was before and after the releases of a pair. */
interface FileState {
  readonly pair: NeighbouringReleases;
  readonly older: string;
  readonly newer: string;
}

/** The states of each chosen file, the newest pair first. */
function statesOf(
  pairs: readonly NeighbouringReleases[],
  listed: readonly Buffer[],
  chosen: ReadonlySet<string>,
): Map<string, FileState[]> {
  const states = new Map<string, FileState[]>();
  for (const [at, pair] of pairs.entries()) {
    const list = listed[at] ?? Buffer.alloc(0);
    for (const change of rawChanges(list)) {
      if (!chosen.has(change.path)) continue;
      const known = states.get(change.path) ?? [];
      if (known.length === 0) states.set(change.path, known);
      known.push({ pair, ...idsOf(list, change) });
    }
  }
  return states;
}

async function learnFiles(
  git: GitRepository,
  chosen: ReadonlySet<string>,
  states: ReadonlyMap<string, readonly FileState[]>,
  learner: HistoryLearner,
): Promise<void> {
  const wanted = (path: string) => [...new Set((states.get(path) ?? []).flatMap(({ newer, older }) => [newer, older]))];
  const paths = [...chosen];
  const blobs = streamBlobs(git.directory, paths.flatMap(wanted), LARGEST_CODE)[Symbol.asyncIterator]();
  for (const path of paths) {
    const texts = new Map<string, string | null>();
    for (const id of wanted(path)) texts.set(id, textOf(path, (await blobs.next()).value));
    for (const { pair, older, newer } of states.get(path) ?? []) {
      const [before, after] = [texts.get(older), texts.get(newer)];
      if (before != null && after != null) learner.look(pair, changeBetween(path, before, after));
    }
  }
}

/**
 * What is new or different in the newer commit of a pair, as git lists it; one process for all pairs. A line
 * that is no list of commits is answered by itself: it marks where a pair ends, also where nothing differs.
 */
async function changedFiles(git: GitRepository, pairs: readonly NeighbouringReleases[]): Promise<Buffer[]> {
  const options = ['-r', '-z', '--raw', '--no-renames', '--no-commit-id', '--diff-filter=AM', '--stdin'];
  const input = pairs.map(({ older, newer }) => `${newer.commit} ${older.commit}\n${END_OF_PAIR}`).join('');
  const output = await runGit([`--git-dir=${git.directory}`, 'diff-tree', ...options], { input });
  if (output.exitCode !== 0) throw new GitFailure(`git diff-tree: ${output.stderr}`);
  const listed: Buffer[] = [];
  for (let at = 0; at < output.stdout.byteLength; ) {
    const end = output.stdout.indexOf(END_OF_PAIR, at);
    if (end < 0) break;
    listed.push(output.stdout.subarray(at, end));
    at = end + END_OF_PAIR.length;
  }
  if (listed.length !== pairs.length) throw new GitFailure('git diff-tree: it does not read pairs of commits');
  return listed;
}

/** No path holds it: names of folders are not empty. */
const END_OF_PAIR = 'end of a pair//\n';

/** One character a byte; null for what is no text, is too large, or is not in the clone. */
const textOf = (path: string, bytes: Buffer | null | undefined): string | null =>
  bytes == null || bytes.byteLength > largestCompared(path) || !isText(bytes) ? null : readFileText(bytes).text;

/** The files of a commit. Without sizes, which git would have to look up one by one. */
async function treeOf(git: GitRepository, commit: string): Promise<BlobIds> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit];
  const output = await runGit([`--git-dir=${git.directory}`, ...args]);
  if (output.exitCode !== 0) throw new GitFailure(`git ls-tree: ${output.stderr}`);
  return new ListedTree(output.stdout);
}
