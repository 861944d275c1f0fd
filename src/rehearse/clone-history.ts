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

/** A larger file is data. Bytes. */
const LARGEST_FILE = 2 * 1024 * 1024;
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
  for (const list of listed) for (const path of changedPaths(list)) counts.set(path, (counts.get(path) ?? 0) + 1);
  const { chosen, left } = spreadChoice(counts, MOST_FILES);
  const learner = new HistoryLearner(pairs);
  await learnFiles(git, chosen, statesOf(pairs, listed, chosen), learner);
  const older = await blobIdsOf(git, newest.older.commit);
  const changed = new Map<string, string>();
  for (const { path, newer } of recordsOf(listed[0] ?? Buffer.alloc(0))) changed.set(path, newer());
  return learner.history({ older, newer: { get: (path) => changed.get(path) ?? older.get(path) } }, left);
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
    for (const { path, older, newer } of recordsOf(listed[at] ?? Buffer.alloc(0))) {
      if (!chosen.has(path)) continue;
      const known = states.get(path) ?? [];
      if (known.length === 0) states.set(path, known);
      known.push({ pair, older: older(), newer: newer() });
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
  const idsOf = (path: string) => [...new Set((states.get(path) ?? []).flatMap(({ newer, older }) => [newer, older]))];
  const paths = [...chosen];
  const blobs = streamBlobs(git.directory, paths.flatMap(idsOf), LARGEST_FILE)[Symbol.asyncIterator]();
  for (const path of paths) {
    const texts = new Map<string, string | null>();
    for (const id of idsOf(path)) texts.set(id, textOf((await blobs.next()).value));
    for (const { pair, older, newer } of states.get(path) ?? []) {
      const [before, after] = [texts.get(older), texts.get(newer)];
      if (before != null && after != null) learner.look(pair, changeBetween(path, before, after));
    }
  }
}

/**
 * Regular files that are in both commits of a pair with different content, as git lists them; one process for all pairs. A line
 * that is no list of commits is answered by itself: it marks where a pair ends, also where nothing differs.
 */
async function changedFiles(git: GitRepository, pairs: readonly NeighbouringReleases[]): Promise<Buffer[]> {
  const options = ['-r', '-z', '--raw', '--no-renames', '--no-commit-id', '--diff-filter=M', '--stdin'];
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

/** `:100644 100644 OLDER NEWER M`, a zero byte, the path, a zero byte; and so on. Ids are taken out when they are asked for. */
function* recordsOf(
  list: Buffer,
): Generator<{ readonly path: string; readonly older: () => string; readonly newer: () => string }> {
  for (let at = 0; at < list.byteLength; ) {
    const start = at;
    const middle = list.indexOf(0, start);
    const end = list.indexOf(0, middle + 1);
    if (middle < 0 || end < 0) return;
    at = end + 1;
    const ids = start + IDS;
    const length = (middle - ids - 3) / 2;
    // A regular file both times; a change of its mode alone keeps the id.
    const isFile =
      list[start + 1] === ONE && list[start + OTHER_MODE] === ONE && list[start + 2] === list[start + OTHER_MODE + 1];
    const isChanged = list.compare(list, ids, ids + length, ids + length + 1, ids + 2 * length + 1) !== 0;
    if (!isFile || list[start + 2] !== ZERO || !isChanged) continue;
    yield {
      path: list.toString('utf8', middle + 1, end),
      older: () => list.toString('latin1', ids, ids + length),
      newer: () => list.toString('latin1', ids + length + 1, ids + 2 * length + 1),
    };
  }
}

function* changedPaths(list: Buffer): Generator<string> {
  for (const { path } of recordsOf(list)) yield path;
}

/** `1` and `0` of `100644`, the second mode, and where the ids begin. */
const [ONE, ZERO, OTHER_MODE, IDS] = [0x31, 0x30, 8, 15];

/** One character a byte; null for what is no text, is too large, or is not in the clone. */
const textOf = (bytes: Buffer | null | undefined): string | null =>
  bytes == null || bytes.subarray(0, 8_000).includes(0) ? null : bytes.toString('latin1');

/** The regular files of a commit. Without sizes, which git would have to look up one by one. */
async function blobIdsOf(git: GitRepository, commit: string): Promise<BlobIds> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit];
  const output = await runGit([`--git-dir=${git.directory}`, ...args]);
  if (output.exitCode !== 0) throw new GitFailure(`git ls-tree: ${output.stderr}`);
  const ids = new Map<string, string>();
  const list = output.stdout;
  for (let at = 0; at < list.byteLength; ) {
    const tab = list.indexOf(9, at);
    const end = list.indexOf(0, tab + 1);
    if (tab < 0 || end < 0) break;
    const [mode = '', , sha = ''] = list.toString('latin1', at, tab).split(' ');
    if (mode.startsWith('100')) ids.set(list.toString('utf8', tab + 1, end), sha);
    at = end + 1;
  }
  return ids;
}
