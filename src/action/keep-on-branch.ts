import { HISTORY_FILE, keepHistoryOnBranch } from '../commands/keep-history-on-branch.ts';
import type { Verdict } from '../core/gate/verdict.ts';
import { Stop } from '../core/problem.ts';
import { tokensIn } from '../core/secrets.ts';
import { printable } from '../report/printable.ts';
import { contextOf, type GateRun, say } from './gate-step-context.ts';
import { annotate } from './runner-files.ts';

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
