import type { JobScript, RunAttemptScript, RunConclusion, RunStatus, WorkflowRunState } from './world-state.ts';

export interface Progress {
  readonly status: RunStatus;
  readonly conclusion: RunConclusion | null;
}

export interface RunView extends Progress {
  readonly attempt: RunAttemptScript;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Time of the last thing that happened, so that an unchanged run gives an unchanged answer. */
  readonly updatedAt: number;
}

export interface StepView extends Progress {
  readonly number: number;
  readonly name: string;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
}

export interface JobView extends Progress {
  readonly id: number;
  readonly name: string;
  readonly createdAt: number;
  readonly startedAt: number;
  readonly completedAt: number | null;
  readonly steps: readonly StepView[];
  readonly log: string;
}

/** The newest attempt. A run always has one. */
export function latestAttempt(run: WorkflowRunState): RunAttemptScript {
  const attempt = run.attempts.at(-1);
  if (attempt === undefined) throw new Error(`run ${run.id} has no attempt`);
  return attempt;
}

/** What a run shows at a time; null while it is not listed yet. A run that was listed stays listed when it is rerun. */
export function runAt(run: WorkflowRunState, now: number, attemptNumber?: number): RunView | null {
  if (now < (run.attempts[0]?.visibleAt ?? Number.POSITIVE_INFINITY)) return null;
  const attempt =
    attemptNumber === undefined ? latestAttempt(run) : run.attempts.find((each) => each.attempt === attemptNumber);
  return attempt === undefined ? null : viewOf(attempt, now);
}

function viewOf(attempt: RunAttemptScript, now: number): RunView {
  const after = now - attempt.beginsAt;
  const base = { attempt, startedAt: attempt.beginsAt };
  if (attempt.heldAs === 'action_required') {
    return { ...base, status: 'completed', conclusion: 'action_required', updatedAt: attempt.visibleAt };
  }
  const happened = [attempt.visibleAt - attempt.beginsAt, attempt.startsAfter];
  for (const job of attempt.jobs) {
    if (isGated(attempt, job)) happened.push(job.queuedAfter);
    else happened.push(job.queuedAfter, job.startsAfter, job.endsAfter);
  }
  if (attempt.endsAfter !== null) happened.push(attempt.endsAfter);
  const last = happened.reduce((latest, each) => (each <= after && each > latest ? each : latest), 0);
  const updatedAt = attempt.beginsAt + last;
  if (attempt.endsAfter !== null && after >= attempt.endsAfter) {
    return { ...base, status: 'completed', conclusion: attempt.conclusion, updatedAt };
  }
  const waits = attempt.heldAs === 'waiting' && after >= (attempt.heldFrom ?? 0);
  const status = waits ? 'waiting' : after < attempt.startsAfter ? 'queued' : 'in_progress';
  return { ...base, status, conclusion: null, updatedAt };
}

export const isGated = (attempt: RunAttemptScript, job: JobScript): boolean =>
  attempt.heldAs === 'waiting' && attempt.heldFrom !== null && job.startsAfter > attempt.heldFrom;

/** The jobs of an attempt that are listed at a time: those whose needs are done. */
export function jobsAt(attempt: RunAttemptScript, now: number): JobView[] {
  if (attempt.heldAs === 'action_required') return [];
  const after = now - attempt.beginsAt;
  return attempt.jobs
    .filter((job) => job.queuedAfter <= after && !(isGated(attempt, job) && job.queuedAfter !== attempt.heldFrom))
    .map((job) => jobAt(attempt, job, now));
}

/** One job at a time. */
export function jobAt(attempt: RunAttemptScript, job: JobScript, now: number): JobView {
  const after = now - attempt.beginsAt;
  const at = (offset: number) => attempt.beginsAt + offset;
  const gated = isGated(attempt, job);
  const ended = !gated && after >= job.endsAfter;
  const started = !gated && after >= job.startsAfter;
  return {
    id: job.id,
    name: job.name,
    status: ended ? 'completed' : started ? 'in_progress' : gated ? 'waiting' : 'queued',
    conclusion: ended ? job.conclusion : null,
    createdAt: at(job.queuedAfter),
    startedAt: started ? at(job.startsAfter) : at(job.queuedAfter),
    completedAt: ended ? at(job.endsAfter) : null,
    log: job.log,
    steps: started
      ? job.steps.map((step, index): StepView => {
          const stepStarted = after >= step.startsAfter;
          const stepEnded = ended || after >= step.endsAfter;
          return {
            number: index + 1,
            name: step.name,
            status: stepEnded && stepStarted ? 'completed' : stepStarted ? 'in_progress' : 'queued',
            conclusion: stepEnded && stepStarted ? step.conclusion : null,
            startedAt: stepStarted && step.conclusion !== 'skipped' ? at(step.startsAfter) : null,
            completedAt: stepEnded && stepStarted && step.conclusion !== 'skipped' ? at(step.endsAfter) : null,
          };
        })
      : [],
  };
}
