import type { Verdict } from '../core/gate/verdict.ts';
import { appendedTo, readHistory } from '../core/history/history-file.ts';
import { lineOfVerdict } from '../core/history/history-line.ts';
import { orStop } from '../core/problem.ts';
import { hideSecrets } from '../core/secrets.ts';
import { appendToBranchFile } from '../github/append-to-branch-file.ts';
import type { GitHubClient } from '../github/client.ts';

/** What `history` and `gate --history` read. */
export const HISTORY_FILE = 'history.jsonl';

export interface KeptHistory {
  readonly branch: string;
  /** What people call the candidate; null: its commit will do. */
  readonly name: string | null;
  /** Not to be seen in what is written. */
  readonly tokens: readonly string[];
}

/**
 * Appends the figures of a verdict to history.jsonl on a branch, each measurement once.
 *
 * @returns whether it was not there yet
 * @throws Stop for a file on the branch that is no history; RequestFailure where it cannot be read or written
 */
export async function keepHistoryOnBranch(
  client: GitHubClient,
  verdict: Verdict,
  { branch, name, tokens }: KeptHistory,
): Promise<boolean> {
  const line = lineOfVerdict(verdict, name);
  const where = `${HISTORY_FILE} of the branch ${branch}`;
  const message = `Figures of ${line.name ?? line.candidate.commit ?? 'a verdict'}`;
  const made = await appendToBranchFile(client, { branch, path: HISTORY_FILE, message }, (before) => {
    const { text, added } = appendedTo(before, orStop(readHistory(before, where)), [line]);
    if (added === 0) return null;
    const written = hideSecrets(text, tokens);
    // What this program could not read back is not written: the next to append would stop at it.
    orStop(readHistory(written, where));
    return written;
  });
  return made !== null;
}
