import { resolve } from 'node:path';
import type { GateHistory } from '../commands/judge-folders.ts';
import { HISTORY_FILE, keepHistoryOnBranch } from '../commands/keep-history-on-branch.ts';
import { readHistoryBranch } from '../commands/read-history.ts';
import { counted } from '../core/counted.ts';
import type { Verdict } from '../core/gate/verdict.ts';
import { problem, Stop } from '../core/problem.ts';
import { tokensIn } from '../core/secrets.ts';
import type { Config } from '../core/settings/config.ts';
import { explaining } from '../github/explain-failure.ts';
import { printable } from '../report/printable.ts';
import { contextOf, type GateRun, say } from './gate-step-context.ts';
import { annotate } from './runner-files.ts';

/**
 * The comparisons that the branch of `history-branch` has: what passed one by one is added up. It is begun by the first verdict.
 *
 * @returns null where no branch is given
 * @throws Stop where it cannot be read and the sum may block (`gate.anchor`): a sum that nobody looked at is no pass
 */
export async function historyOnBranch(run: GateRun, { gate }: Config): Promise<GateHistory | null> {
  const { historyBranch: branch, token, workingDirectory } = run.inputs;
  if (branch === undefined) return null;
  const where = `${HISTORY_FILE} of the branch ${branch}`;
  try {
    if (token === '') throw new Stop([problem('token-missing', 'No github-token is given.', { where })]);
    const found = await explaining('reading the history', () =>
      readHistoryBranch(contextOf(run).client, branch, { anchor: gate.anchor, checkout: resolve(workingDirectory) }),
    );
    say(
      found === null
        ? `– history: ${where} is not there yet`
        : `✓ history: ${counted(found.lines.length, 'comparison')} in ${where}`,
    );
    return found ?? { lines: [], start: null };
  } catch (error) {
    if (!(error instanceof Stop) || gate.anchor?.decides === 'block') throw error;
    annotate('warning', 'zlink-release', printable(`The history is not read: ${whyOf(error)}`, 2_000));
    return null;
  }
}

/** Keeps the figures of a verdict on the branch of `history-branch`. What goes wrong is told, and decides nothing. */
export async function keepOnBranch(run: GateRun, verdict: Verdict): Promise<void> {
  const { historyBranch: branch, historyName: name, token } = run.inputs;
  if (branch === undefined) return;
  if (verdict.effects.length === 0) return say('– history: the verdict compares no figures, so none are kept');
  if (token === '') return annotate('warning', 'zlink-release', 'The history is not kept: no github-token is given.');
  const where = `${HISTORY_FILE} of the branch ${branch}`;
  try {
    const kept = await keepHistoryOnBranch(contextOf(run).client, verdict, { branch, name, tokens: tokensIn(run.env) });
    say(kept ? `✓ history: kept in ${where}` : `– history: it is in ${where} already`);
  } catch (error) {
    annotate('warning', 'zlink-release', printable(`The history is not kept: ${whyOf(error)}`, 2_000));
  }
}

function whyOf(error: unknown): string {
  if (error instanceof Stop) return error.problems.map(({ what }) => what).join(' ');
  return error instanceof Error ? error.message : String(error);
}
