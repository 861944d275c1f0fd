import type {
  JobScript,
  RunAttemptScript,
  RunConclusion,
  RunStatus,
  StepScript,
  WorkflowRunState,
} from './world-state.ts';

/** A job as it will be played; one for each combination of a matrix. */
export interface PlannedJob {
  /** Key in the workflow file; several combinations share it. */
  readonly key: string;
  readonly name: string;
  /** Keys of the jobs that must be done before. */
  readonly needs: readonly string[];
  /** Names of the steps the file lists. */
  readonly steps: readonly string[];
  /** Its `if:` does not hold for this event. */
  readonly skipped: boolean;
  readonly environment: string | null;
}

export interface AttemptPlan {
  /** The same text gives the same times. */
  readonly seed: string;
  readonly attempt: number;
  /** Milliseconds since the epoch. */
  readonly beginsAt: number;
  readonly jobs: readonly PlannedJob[];
  /** Whether one job is to fail. */
  readonly fails: boolean;
  /** `waiting`: a job waits for the approval of its environment. `action_required`: nothing starts before an approval. */
  readonly held: RunAttemptScript['heldAs'];
  readonly nextId: () => number;
}

const SECOND = 1_000;

/**
 * Writes the script of one attempt: when it becomes visible, and when each job and step starts and ends. Runs are seen 3
 * to 8 seconds after their cause, jobs wait some seconds for a runner and take minutes, as hosted runners do.
 */
export function scriptAttempt(plan: AttemptPlan): RunAttemptScript {
  const random = randomOf(plan.seed);
  const between = (from: number, to: number) => Math.round(from + random() * (to - from)) * SECOND;
  const visibleAfter = between(3, 8);
  const failing = plan.fails ? jobToFail(plan.jobs) : null;
  const done = new Map<string, { at: number; ok: boolean }>();
  const scripts: JobScript[] = [];
  for (const job of inOrderOfNeeds(plan.jobs)) {
    const needed = job.needs.map((key) => done.get(key)).filter((each) => each !== undefined);
    const ready = Math.max(visibleAfter, ...needed.map((each) => each.at));
    const skipped = job.skipped || needed.some((each) => !each.ok);
    const script = skipped
      ? skippedJob(job, ready, plan.nextId())
      : playedJob(job, ready, plan, between, job === failing);
    const before = done.get(job.key);
    const ok = script.conclusion === 'success';
    done.set(job.key, { at: Math.max(before?.at ?? 0, script.endsAfter), ok: ok && before?.ok !== false });
    scripts.push(script);
  }
  const gated = plan.held === 'waiting' ? gatedFrom(plan.jobs, scripts) : null;
  const ends = Math.max(visibleAfter + 2 * SECOND, ...scripts.map((job) => job.endsAfter + SECOND));
  return {
    attempt: plan.attempt,
    beginsAt: plan.beginsAt,
    visibleAt: plan.beginsAt + visibleAfter,
    startsAfter: Math.min(ends, ...scripts.filter((job) => job.conclusion !== 'skipped').map((job) => job.startsAfter)),
    endsAfter: plan.held === null ? ends : null,
    heldAs: plan.held,
    heldFrom: gated?.from ?? null,
    environment: plan.held === 'waiting' ? (gated?.environment ?? 'release') : null,
    conclusion: scripts.some((job) => job.conclusion === 'failure')
      ? 'failure'
      : scripts.length > 0 && scripts.every((job) => job.conclusion === 'skipped')
        ? 'skipped'
        : 'success',
    jobs: scripts,
  };
}

function playedJob(
  job: PlannedJob,
  ready: number,
  plan: AttemptPlan,
  between: (from: number, to: number) => number,
  fails: boolean,
): JobScript {
  const startsAfter = ready + between(3, 8);
  const names = ['Set up job', ...job.steps, 'Complete job'];
  // The last step of its own, so that what came before is there to be seen.
  const failingStep = fails ? Math.max(1, names.length - 2) : names.length;
  const steps: StepScript[] = [];
  let at = startsAfter;
  for (const [index, name] of names.entries()) {
    const isEdge = index === 0 || index === names.length - 1;
    const afterFailure = index > failingStep && !isEdge;
    const lasts = afterFailure ? 0 : isEdge ? between(1, 3) : between(4, 55);
    const conclusion = index === failingStep ? 'failure' : afterFailure ? 'skipped' : 'success';
    steps.push({ name, startsAfter: at, endsAfter: at + lasts, conclusion });
    at += lasts;
  }
  return {
    id: plan.nextId(),
    name: job.name,
    queuedAfter: ready,
    startsAfter,
    endsAfter: at,
    conclusion: fails ? 'failure' : 'success',
    steps,
    log: logOf(plan.beginsAt, steps),
  };
}

const skippedJob = (job: PlannedJob, ready: number, id: number): JobScript => ({
  id,
  name: job.name,
  queuedAfter: ready,
  startsAfter: ready,
  endsAfter: ready,
  conclusion: 'skipped',
  steps: [],
  log: '',
});

/** A log in the shape of a runner's: a time on each line, groups, and what failed at the end. */
function logOf(beginsAt: number, steps: readonly StepScript[]): string {
  const lines: string[] = [];
  const write = (offset: number, text: string) =>
    lines.push(`${new Date(beginsAt + offset).toISOString().replace('Z', '0000Z')} ${text}`);
  for (const step of steps) {
    if (step.conclusion === 'skipped') continue;
    write(step.startsAfter, `##[group]${step.name}`);
    write(step.startsAfter, 'This run is simulated: nothing was built.');
    write(step.startsAfter, '##[endgroup]');
    if (step.conclusion === 'failure') {
      write(step.endsAfter, `error: the rehearsal lets "${step.name}" fail`);
      write(step.endsAfter, '##[error]Process completed with exit code 1.');
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Jobs after what they need; a cycle or an unknown need is played as if it were not there. */
function inOrderOfNeeds(jobs: readonly PlannedJob[]): PlannedJob[] {
  const ordered: PlannedJob[] = [];
  const keys = new Set(jobs.map((job) => job.key));
  const done = new Set<string>();
  let left = [...jobs];
  while (left.length > 0) {
    const isReady = (job: PlannedJob) => job.needs.every((key) => done.has(key) || !keys.has(key));
    const ready = left.filter(isReady);
    const next = ready.length > 0 ? ready : left;
    ordered.push(...next);
    left = left.filter((job) => !next.includes(job));
    for (const job of next) done.add(job.key);
  }
  return ordered;
}

/** A job that others wait for, when there is one: then it shows what a failure keeps from happening. */
function jobToFail(jobs: readonly PlannedJob[]): PlannedJob | null {
  const played = jobs.filter((job) => !job.skipped);
  const needed = new Set(played.flatMap((job) => job.needs));
  const inTheMiddle = played.findLast((job) => needed.has(job.key) && job.needs.length > 0);
  return inTheMiddle ?? played.at(-1) ?? null;
}

/** The first job with an environment, else the last one: it and whatever starts after it waits. */
function gatedFrom(
  jobs: readonly PlannedJob[],
  scripts: readonly JobScript[],
): { from: number; environment: string | null } | null {
  const environments = new Map(jobs.map((job) => [job.name, job.environment]));
  const played = scripts.filter((job) => job.conclusion !== 'skipped');
  const gate =
    played.find((job) => (environments.get(job.name) ?? null) !== null) ??
    played.reduce<JobScript | undefined>(
      (last, job) => (last && last.startsAfter > job.startsAfter ? last : job),
      undefined,
    );
  return gate === undefined ? null : { from: gate.queuedAfter, environment: environments.get(gate.name) ?? null };
}

/** Numbers in [0, 1) that depend on a text alone: FNV-1a seeds mulberry32. */
function randomOf(seed: string): () => number {
  let state = 0x811c9dc5;
  for (let at = 0; at < seed.length; at += 1) state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

// --- what is visible ---

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

const isGated = (attempt: RunAttemptScript, job: JobScript): boolean =>
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

// --- what people do to a run ---

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
