import { Problems, problem } from '../../core/problem.ts';
import { calledBy, isAtTags, phaseOf } from '../../core/release/judge-runs.ts';
import { short } from '../../core/release/position.ts';
import type { RunRecord } from '../../core/release/record.ts';
import type { ExpectedRun } from '../../core/triggers/expected-runs.ts';
import { explaining } from '../../github/explain-failure.ts';
import type { SeenRun } from '../../github/run-source.ts';
import { RunsOfCommit } from '../../github/runs-of-commit.ts';
import type { RunProgress } from '../../report/progress.ts';
import { judgeWatched, tellWaiting } from './run-faults.ts';
import type { StageContext } from './stage-context.ts';
import type { WatchedRun, Watching, WatchRequest } from './watching.ts';

/** GitHub lists a run within this time after what started it. Milliseconds. */
const LISTING_TIME = 60_000;

/** The runs of these workflows that a tag starts by itself, or that were dispatched at it. */
export const runsOfTag = (paths: readonly string[], trigger: WatchRequest['trigger'], tag: string): ExpectedRun[] =>
  paths.map((path) => ({ path, event: trigger === 'push' ? 'push' : 'workflow_dispatch', ref: tag, isRequired: true }));

/**
 * Follows every expected run to its end in one loop and proves that no forbidden workflow was started.
 *
 * @throws Stop when a run did not start, failed, waits too long or takes too long
 */
export async function watch(context: StageContext, request: WatchRequest): Promise<RunRecord[]> {
  const { clock, progress, client } = context;
  const source = new RunsOfCommit(client, {
    commit: request.commit,
    hasGraphQL: request.hasGraphQL,
    known: request.dispatched ?? [],
    onFallback: (reason) => progress.warn(`GraphQL does not tell the check suites (${reason}): runs are read by REST.`),
  });
  const watched = request.expected.map(
    ({ path, event, ref, isRequired }): WatchedRun => ({
      selector: { workflowPath: path, event, tag: ref, commit: request.commit },
      isRequired,
      run: null,
      waitingSince: null,
      found: null,
    }),
  );
  const watching = { context, request, source, watched, startedAt: clock.now().getTime() };
  let confirmed: string | null = null;
  /** The runs of an older tag, of which nothing can be on its way any more. */
  let wasOver: boolean | null = null;
  while (watched.length > 0) {
    await explaining('reading workflow runs', () => look(watching));
    progress.runs(watched.map(toProgress));
    wasOver ??= watched.every((each) => phaseOf(each.run) === 'succeeded');
    await refuseFaults(watching);
    if (watched.every((each) => isSettled(watching, each))) {
      // Somebody may have rerun a job between our looks: success counts when it is seen twice.
      const seen = watched.map((each) => `${each.run?.id}/${each.run?.attempt}`).join(' ');
      if (seen === confirmed) break;
      confirmed = seen;
      continue;
    }
    confirmed = null;
    const missing = watched.filter((each) => each.run === null && each.isRequired);
    progress.waiting(
      missing.length > 0
        ? `waiting for ${missing.map((each) => each.selector.workflowPath).join(', ')} to start`
        : 'waiting for the runs to finish',
      request.pollInterval,
    );
    await clock.sleep(request.pollInterval);
  }
  if (request.forbidden.length > 0 && wasOver !== true) await untilListed(watching);
  await refuseForbiddenRuns(watching);
  return runRecords(watching);
}

/** A run that may come is waited for so long: GitHub shows runs seconds after what starts them. Milliseconds. */
const GRACE = 60_000;

/** Whether a run has succeeded; or that it did not come, where it need not. */
function isSettled({ context, request, startedAt }: Watching, { run, isRequired }: WatchedRun): boolean {
  if (run !== null || isRequired) return phaseOf(run) === 'succeeded';
  const waited = context.clock.now().getTime() - startedAt;
  return waited >= Math.min(GRACE, request.times.discoveryTimeout);
}

/** One look at all runs. That they are all over is believed only by the word of the runs themselves. */
async function look(watching: Watching): Promise<void> {
  const { context, source, watched } = watching;
  let runs = await source.look(watched.map((each) => each.selector));
  const seen = runs.filter((run) => run !== null);
  const over = seen.filter((run) => ['succeeded', 'failed'].includes(phaseOf(run)));
  if (over.length > 0 && over.length === seen.length) {
    const confirmed = await source.confirm(over);
    runs = runs.map((run) => (run === null ? null : (confirmed[over.indexOf(run)] ?? run)));
  }
  const now = context.clock.now().getTime();
  for (const [index, each] of watched.entries()) {
    each.run = runs[index] ?? null;
    const since = phaseOf(each.run) === 'waiting' ? (each.waitingSince ?? now) : null;
    const begins = since !== null && each.waitingSince === null;
    each.waitingSince = since;
    if (begins) await tellWaiting(watching, each);
  }
}

/** @throws Stop with all that is wrong with the runs, once nothing can come right any more */
async function refuseFaults(watching: Watching): Promise<void> {
  const problems = new Problems();
  for (const each of watching.watched) problems.take(await judgeWatched(watching, each));
  // A failed run stops the release only when the others are over too: all that is wrong is told at once.
  const isOver = !watching.watched.some((each) => phaseOf(each.run) === 'running');
  if (!isOver && problems.found.every((each) => each.code === 'run-failed')) return;
  if (!problems.none) watching.request.onStop?.(runRecords(watching));
  problems.stop();
}

const runRecords = ({ watched }: Watching): RunRecord[] =>
  watched.flatMap(({ run }) =>
    run === null
      ? []
      : [{ workflow: run.workflowPath, id: run.id, attempt: run.attempt, conclusion: run.conclusion, url: run.url }],
  );

/** A run that the tag has started may not be listed yet: that there is none can be said only when it would be. */
async function untilListed({ context: { clock, progress }, startedAt }: Watching): Promise<void> {
  const left = startedAt + LISTING_TIME - clock.now().getTime();
  if (left <= 0) return;
  progress.waiting('forbidden workflows would be listed by then', left);
  await clock.sleep(left);
}

/** @throws Stop where a forbidden workflow has a run of its own at a tag of this release, or one there has called it */
async function refuseForbiddenRuns({ context, request, source, watched }: Watching): Promise<void> {
  const { forbidden } = request;
  if (forbidden.length === 0) return;
  const { runs, isWhole } = await explaining('looking for forbidden runs', () => source.everyRunOf(forbidden));
  const problems = new Problems();
  const followed = new Map(watched.flatMap(({ run }) => (run === null ? [] : [[run.id, run] as const])));
  const { owner, repo } = context.client;
  for (const run of [...runs.filter(({ id }) => !followed.has(id)), ...followed.values()]) {
    if (!isAtTags(run, request.refs, request.sameNamed)) continue;
    const { workflowPath, headBranch, url: where } = run;
    if (forbidden.includes(workflowPath))
      problems.add(problem('forbidden-run-started', `${workflowPath} was started by ${headBranch}.`, { where }));
    for (const path of calledBy(run, forbidden, `${owner}/${repo}`)) {
      const isLeftOut = request.leftOut.some(
        (call) => call.by === workflowPath && call.event === run.event && call.path === path,
      );
      if (isLeftOut || hasCalledNothing(followed.get(run.id)?.jobs ?? [])) continue;
      problems.add(
        problem('forbidden-run-started', `${path} was called by ${workflowPath}, which ${headBranch} started.`, {
          where,
        }),
      );
    }
  }
  if (problems.none && !isWhole) {
    problems.add(
      problem(
        'github-unreachable',
        `Whether ${request.forbidden.join(', ')} ran at ${short(request.commit)} cannot be told: GitHub's lists do not show every run of that commit yet.`,
      ),
    );
  }
  problems.stop();
}

/** GitHub calls the jobs of a called workflow `calling job / job`; of one that is left out there is the calling job alone. */
const hasCalledNothing = (jobs: SeenRun['jobs']): boolean =>
  jobs.length > 0 && !jobs.some(({ name, conclusion }) => name.includes(' / ') && conclusion !== 'skipped');

function toProgress({ selector, run }: WatchedRun): RunProgress {
  return {
    workflow: selector.workflowPath,
    phase: phaseOf(run),
    url: run?.url ?? null,
    attempt: run?.attempt ?? 1,
    jobs: (run?.jobs ?? []).map(({ name, status, conclusion, startedAt, endedAt, steps }) => ({
      name,
      status,
      conclusion,
      startedAt: startedAt?.getTime() ?? null,
      endedAt: endedAt?.getTime() ?? null,
      step: steps.find((step) => step.status === 'in_progress')?.name ?? null,
    })),
  };
}
