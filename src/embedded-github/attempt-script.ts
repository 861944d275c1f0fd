import type { JobScript, RunAttemptScript, StepScript } from './world-state.ts';

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
  /** Its matrix has no values: the run fails for it, and nothing of it is listed. */
  readonly isImpossible?: boolean;
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
  /** Key of a job that GitHub refuses what it does last; null: none. */
  readonly refused: string | null;
  /** `waiting`: a job waits for the approval of its environment. `action_required`: nothing starts before an approval. */
  readonly held: RunAttemptScript['heldAs'];
  readonly nextId: () => number;
}

export const SECOND = 1_000;

/**
 * Writes the script of one attempt: when it becomes visible, and when each job and step starts and ends. Runs are seen 3
 * to 8 seconds after their cause, jobs wait some seconds for a runner and take minutes, as hosted runners do.
 */
export function scriptAttempt(plan: AttemptPlan): RunAttemptScript {
  const random = randomOf(plan.seed);
  const between = (from: number, to: number) => Math.round(from + random() * (to - from)) * SECOND;
  const visibleAfter = between(3, 8);
  const refused = plan.jobs.find((job) => job.key === plan.refused && !job.skipped);
  const failing = plan.fails ? jobToFail(plan.jobs) : (refused ?? null);
  const done = new Map<string, { at: number; ok: boolean }>();
  const scripts: JobScript[] = [];
  let isBroken = false;
  for (const job of inOrderOfNeeds(plan.jobs)) {
    const needed = job.needs.map((key) => done.get(key)).filter((each) => each !== undefined);
    const ready = Math.max(visibleAfter, ...needed.map((each) => each.at));
    const skipped = job.skipped || needed.some((each) => !each.ok);
    if (job.isImpossible === true) {
      isBroken ||= !skipped;
      done.set(job.key, { at: ready, ok: false });
      continue;
    }
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
    conclusion:
      isBroken || scripts.some((job) => job.conclusion === 'failure')
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
