import { dirname } from 'node:path';
import type { AnchorSetting } from '../core/gate/anchor.ts';
import { LARGEST_HISTORY, readHistory } from '../core/history/history-file.ts';
import { sumStart } from '../core/history/sum-since.ts';
import { orStop, problem, Stop } from '../core/problem.ts';
import { findCommit } from '../effects/bench/checkout-tree.ts';
import { readNamedFile } from '../effects/small-file.ts';
import type { GateHistory } from './judge-folders.ts';

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
  const lines = orStop(readHistory(file.text, path));
  const ref = anchor?.ref ?? null;
  const found = ref === null ? null : ((await findCommit('.', ref)) ?? (await findCommit(dirname(path), ref)));
  return { lines, start: sumStart(ref, found, lines) };
}
