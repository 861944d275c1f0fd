/**
 * What a workflow run's status and conclusion mean for somebody who needs it to succeed.
 *
 * Source: GitHub documentation, REST "Workflow runs" (status, conclusion) and "Checks". Only success is success; what is
 * not known here is a failure, so that a new word can never pass for one.
 */
export type RunOutcome = 'pending' | 'waiting' | 'succeeded' | 'failed';

/** Statuses of a run that goes on by itself. */
const PENDING: ReadonlySet<string> = new Set(['queued', 'requested', 'pending', 'in_progress']);

/** Classifies a run or job as the REST interface gives it. `waiting` needs a person, or an environment's timer. */
export function classifyRun(run: { readonly status: string | null; readonly conclusion: string | null }): RunOutcome {
  const { status, conclusion } = run;
  if (status === null) return 'failed';
  if (PENDING.has(status)) return 'pending';
  // `action_required` appears in both places: as status of a run to approve, and as conclusion of a check.
  if (status === 'waiting' || status === 'action_required') return 'waiting';
  if (status !== 'completed') return 'failed';
  if (conclusion === 'action_required') return 'waiting';
  return conclusion === 'success' ? 'succeeded' : 'failed';
}
