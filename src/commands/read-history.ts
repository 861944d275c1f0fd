import { dirname } from 'node:path';
import type { AnchorSetting } from '../core/gate/anchor.ts';
import { LARGEST_HISTORY, readHistory } from '../core/history/history-file.ts';
import { sumStart } from '../core/history/sum-since.ts';
import { orStop, problem, Stop } from '../core/problem.ts';
import { findCommit } from '../effects/bench/checkout-tree.ts';
import { readNamedFile } from '../effects/small-file.ts';
import { readBranchFile } from '../github/append-to-branch-file.ts';
import type { GitHubClient } from '../github/client.ts';
import type { GateHistory } from './judge-folders.ts';
import { HISTORY_FILE } from './keep-history-on-branch.ts';

/**
 * Reads a history and looks for the anchor: in the repository that the file or the working directory lies in, else among the
 * names that the history has.
 *
 * @throws Stop where the file is not there, or is none
 */
export async function readHistoryFile(path: string, anchor: AnchorSetting | null): Promise<GateHistory> {
  const file = readNamedFile(path, LARGEST_HISTORY);
  if (!file.ok) {
    throw new Stop([
      problem('history-invalid', `The history ${file.why}.`, {
        where: path,
        remedy: 'Begin one with `zlink-release history --file FILE`, or give an empty file.',
      }),
    ]);
  }
  return historyOf(file.text, { where: path, anchor, repositories: ['.', dirname(path)] });
}

/**
 * The same of a history on a branch.
 *
 * @param checkout of the repository, where names are looked up
 * @returns null where the branch has none: it is not begun yet
 * @throws Stop where it is none; RequestFailure where it cannot be read
 */
export async function readHistoryBranch(
  client: GitHubClient,
  branch: string,
  { anchor, checkout }: { readonly anchor: AnchorSetting | null; readonly checkout: string },
): Promise<GateHistory | null> {
  const text = await readBranchFile(client, branch, HISTORY_FILE);
  if (text === null) return null;
  return historyOf(text, { where: `${HISTORY_FILE} of the branch ${branch}`, anchor, repositories: [checkout] });
}

/** @param repositories where the anchor is looked for, the first that has it counts; else the history's own names do */
async function historyOf(
  text: string,
  options: {
    readonly where: string;
    readonly anchor: AnchorSetting | null;
    readonly repositories: readonly string[];
  },
): Promise<GateHistory> {
  const lines = orStop(readHistory(text, options.where));
  const ref = options.anchor?.ref ?? null;
  let found: Awaited<ReturnType<typeof findCommit>> = null;
  if (ref !== null) for (const folder of options.repositories) found ??= await findCommit(folder, ref);
  return { lines, start: sumStart(ref, found, lines) };
}
