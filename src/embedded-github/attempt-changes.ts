import { SECOND } from './attempt-script.ts';
import { isGated } from './run-view.ts';
import type { JobScript, RunAttemptScript, StepScript } from './world-state.ts';

/** Cuts an attempt's script off at a time, as cancelling does: what has ended stays, everything else is cancelled. */
export function cancelAttempt(attempt: RunAttemptScript, now: number): RunAttemptScript {
  const after = Math.max(0, now - attempt.beginsAt);
  const ends = after + 2 * SECOND;
  const jobs = attempt.jobs.flatMap((job): JobScript[] => {
    const gated = isGated(attempt, job);
    if (!gated && job.endsAfter <= after) return [job];
    const listed = job.queuedAfter <= after;
    const started = !gated && job.startsAfter <= after;
    return [
      {
        ...job,
        queuedAfter: listed ? job.queuedAfter : after,
        startsAfter: started ? job.startsAfter : ends,
        endsAfter: ends,
        conclusion: 'cancelled',
        log: started ? job.log : '',
        steps: started
          ? job.steps.filter((step) => step.startsAfter <= after).map((step) => cancelStep(step, ends))
          : [],
      },
    ];
  });
  return { ...attempt, jobs, endsAfter: ends + SECOND, heldAs: null, heldFrom: null, conclusion: 'cancelled' };
}

const cancelStep = (step: StepScript, ends: number): StepScript =>
  step.endsAfter <= ends ? step : { ...step, endsAfter: ends, conclusion: 'cancelled' };

/** Lets a held attempt go on from a time: what waited starts now. */
export function releaseAttempt(attempt: RunAttemptScript, now: number): RunAttemptScript {
  const after = Math.max(0, now - attempt.beginsAt);
  const from = attempt.heldAs === 'action_required' ? 0 : (attempt.heldFrom ?? 0);
  const shift = Math.max(0, after - from);
  const later = (job: JobScript): JobScript => ({
    ...job,
    // The job that waited has been listed all along.
    queuedAfter: attempt.heldAs === 'waiting' && job.queuedAfter === from ? from : job.queuedAfter + shift,
    startsAfter: job.startsAfter + shift,
    endsAfter: job.endsAfter + shift,
    steps: job.steps.map((step) => ({
      ...step,
      startsAfter: step.startsAfter + shift,
      endsAfter: step.endsAfter + shift,
    })),
  });
  const jobs = attempt.jobs.map((job) =>
    attempt.heldAs === 'action_required' || isGated(attempt, job) ? later(job) : job,
  );
  const ends = Math.max(after + SECOND, ...jobs.map((job) => job.endsAfter + SECOND));
  const startsAfter = attempt.heldAs === 'action_required' ? attempt.startsAfter + shift : attempt.startsAfter;
  return { ...attempt, jobs, startsAfter, endsAfter: ends, heldAs: null, heldFrom: null };
}

/** The script of a rerun of failed jobs: jobs that have succeeded are carried over, with new ids. */
export function keepSucceeded(
  before: RunAttemptScript,
  again: RunAttemptScript,
  nextId: () => number,
): RunAttemptScript {
  const succeeded = new Map(
    before.jobs.filter((job) => job.conclusion === 'success').map((job) => [job.name, job] as const),
  );
  const fresh = again.jobs.filter((job) => !succeeded.has(job.name));
  // Nothing waits for what is done already: the remaining jobs start right away.
  const soonest = Math.min(...fresh.map((job) => job.queuedAfter));
  const shift = fresh.length === 0 ? 0 : Math.max(0, soonest - (again.visibleAt - again.beginsAt));
  const jobs = [
    ...[...succeeded.values()].map(
      (job): JobScript => ({ ...job, id: nextId(), queuedAfter: 0, ...carried(job, before, again) }),
    ),
    ...fresh.map(
      (job): JobScript => ({
        ...job,
        queuedAfter: job.queuedAfter - shift,
        startsAfter: job.startsAfter - shift,
        endsAfter: job.endsAfter - shift,
        steps: job.steps.map((step) => ({
          ...step,
          startsAfter: step.startsAfter - shift,
          endsAfter: step.endsAfter - shift,
        })),
      }),
    ),
  ];
  const ends = Math.max(again.visibleAt - again.beginsAt, ...fresh.map((job) => job.endsAfter - shift + SECOND));
  const starts = Math.min(ends, ...fresh.map((job) => job.startsAfter - shift));
  return { ...again, jobs, startsAfter: starts, endsAfter: again.endsAfter === null ? null : ends };
}

/** Offsets of a job of an earlier attempt, counted from the beginning of a later one: they are negative. */
function carried(job: JobScript, before: RunAttemptScript, again: RunAttemptScript) {
  const shift = before.beginsAt - again.beginsAt;
  return {
    startsAfter: job.startsAfter + shift,
    endsAfter: job.endsAfter + shift,
    steps: job.steps.map((step) => ({
      ...step,
      startsAfter: step.startsAfter + shift,
      endsAfter: step.endsAfter + shift,
    })),
  };
}
