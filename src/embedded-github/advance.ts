import { cancelAttempt, keepSucceeded } from './attempt-changes.ts';
import { advanceAutoMerges } from './auto-merge.ts';
import type { FaultPlan } from './fault-plan.ts';
import { LATE, publicationOf, publishRelease, publishWithoutFiles, refusedJob } from './publish-release.ts';
import { advanceMergeQueue } from './pull-requests.ts';
import type { ApiRequest } from './route.ts';
import { jobsAt, latestAttempt, type RunView, runAt } from './run-view.ts';
import { emitRunCompleted, nextAttempt } from './workflow-events.ts';
import type { World } from './world.ts';
import type { CheckRunState, WorkflowRunState } from './world-state.ts';

/** Runs may start runs; a chain is three levels deep, so this is never reached. */
const MAXIMUM_ROUNDS = 20;

/**
 * Lets happen what has become due since the last request: runs end and publish, their jobs report as check runs, the
 * merge queue merges, late assets appear. Everything happens at the time it was due, however late it is noticed.
 *
 * @returns whether the world has changed
 */
export async function advanceWorld(world: World, emit: ApiRequest['emit'], plan: FaultPlan): Promise<boolean> {
  let changed = await mergeQueue(world, emit);
  for (let round = 0; round < MAXIMUM_ROUNDS; round += 1) {
    let moved = false;
    // Of those that are over nothing comes any more, however many they are.
    for (const run of world.state.runs.filter((each) => !each.effectsApplied))
      moved = (await advanceRun(world, run, emit, plan)) || moved;
    if (!moved) break;
    changed = true;
  }
  if (await advanceAutoMerges(world, emit)) changed = true;
  return addLateAssets(world) || changed;
}

async function mergeQueue(world: World, emit: ApiRequest['emit']): Promise<boolean> {
  if (!world.state.pulls.some((pull) => pull.queuedAt !== null)) return false;
  await advanceMergeQueue(world, emit);
  return true;
}

async function advanceRun(
  world: World,
  run: WorkflowRunState,
  emit: ApiRequest['emit'],
  plan: FaultPlan,
): Promise<boolean> {
  if (run.effectsApplied) return false;
  const now = world.now();
  const view = runAt(run, now);
  if (view === null) return false;
  let changed = reportJobs(world, run, view, now);
  const isOfRelease = run.ref.startsWith('refs/tags/') || run.event === 'workflow_dispatch';
  if (isOfRelease && view.status === 'in_progress' && plan.take('run-cancelled', run.workflowPath) !== null) {
    cancelRun(run, now);
    return true;
  }
  if (view.status !== 'completed' || view.conclusion === 'action_required') return changed;

  const endedAt = view.attempt.beginsAt + (view.attempt.endsAfter ?? 0);
  if (view.conclusion === 'success') {
    const publication = await publicationOf(world, run);
    if (publication !== null) {
      const isLate = plan.isPending('release-late', null);
      if (isLate && now < endedAt + LATE) return changed;
      if (isLate) plan.take('release-late', null);
      await publishRelease(world, run, publication, isLate ? endedAt + LATE : endedAt, plan);
      if (publication.startsWorkflows) {
        for (const action of ['created', 'published', 'released'] as const)
          await emit(world, { kind: 'release', action, tag: publication.tag }, { actor: run.actor, tokenKind: 'pat' });
      }
    }
  } else if (view.conclusion === 'failure' && (await refusedJob(world, run)) !== null) {
    const publication = await publicationOf(world, run);
    if (publication !== null) await publishWithoutFiles(world, run, publication, endedAt, plan);
  }
  run.effectsApplied = true;
  changed = true;
  await emitRunCompleted(world, run, endedAt, plan);
  if (isOfRelease && plan.take('run-rerun', run.workflowPath) !== null) await rerun(world, run, 'all');
  return changed;
}

/** Jobs of a run are check runs on its commit, under the job's name. */
function reportJobs(world: World, run: WorkflowRunState, view: RunView, now: number): boolean {
  const { checkRuns } = world.state;
  let changed = false;
  for (const job of jobsAt(view.attempt, now)) {
    const status = job.status === 'completed' || job.status === 'in_progress' ? job.status : 'queued';
    const known = checkRuns.findLast((each) => each.id === job.id);
    if (known === undefined) {
      const check: CheckRunState = {
        id: job.id,
        name: job.name,
        headSha: run.headSha,
        status,
        conclusion: job.conclusion,
        startedAt: job.startedAt,
        completedAt: job.completedAt,
        detailsUrl: null,
        externalId: '',
        output: { title: null, summary: null, text: null, annotations: [] },
        appSlug: 'github-actions',
      };
      checkRuns.push(check);
      changed = true;
    } else if (known.status !== status || known.conclusion !== job.conclusion) {
      known.status = status;
      known.conclusion = job.conclusion;
      known.completedAt = job.completedAt;
      changed = true;
    }
  }
  return changed;
}

function addLateAssets(world: World): boolean {
  const { state } = world;
  const due = (state.lateAssets ?? []).filter((each) => each.at <= world.now());
  if (due.length === 0) return false;
  for (const { releaseId, asset } of due) state.releases.find((each) => each.id === releaseId)?.assets.push(asset);
  state.lateAssets = (state.lateAssets ?? []).filter((each) => !due.includes(each));
  return true;
}

/** Cancels a run that has not ended. */
export function cancelRun(run: WorkflowRunState, now: number): void {
  run.attempts[run.attempts.length - 1] = cancelAttempt(latestAttempt(run), now);
  run.cancelledAt = now;
}

/** Starts another attempt of a run that has ended; its effects come again when it succeeds. */
export async function rerun(world: World, run: WorkflowRunState, which: 'all' | 'failed'): Promise<void> {
  const before = latestAttempt(run);
  const again = await nextAttempt(world, run, world.now());
  run.attempts.push(which === 'failed' ? keepSucceeded(before, again, world.nextId) : again);
  run.cancelledAt = null;
  run.effectsApplied = false;
}
