import { fillExpressions } from '../core/triggers/expression.ts';
import { contextOf, type RunContext } from '../core/triggers/run-jobs.ts';
import type { WorkflowFile } from '../core/triggers/workflow-file.ts';
import { type ActorKind, type TriggerEvent, wouldStart } from '../core/triggers/would-start.ts';
import { scriptAttempt } from './attempt-script.ts';
import type { FaultPlan } from './fault-plan.ts';
import { plannedJobs } from './planned-jobs.ts';
import { refusedJob } from './publish-release.ts';
import type { Requester } from './route.ts';
import { calledWorkflows, knownWorkflow, knowWorkflows, workflowsAt } from './workflow-files.ts';
import type { World, WorldEvent } from './world.ts';
import type { RunAttemptScript, WorkflowRunState } from './world-state.ts';

/** Where the workflow files of an event are read, and what its runs say about it. */
interface EventSite {
  /** Commit whose workflow files count, and which the runs check out. */
  readonly commit: string;
  /** `github.ref` */
  readonly ref: string;
  /** Branch or tag shown with the run. */
  readonly headBranch: string;
  /** Commit shown with the run. */
  readonly headSha: string;
  readonly title: string;
  readonly pullRequestNumber: number | null;
  readonly inputs: Readonly<Record<string, string>>;
  /** Only this file can start: a dispatch names it. */
  readonly onlyPath: string | null;
}

/**
 * Tells the world of an event: every workflow whose file, at the event's commit, says so gets a run.
 *
 * @param plan faults that keep runs from starting or let them fail
 */
export async function emitWorldEvent(
  world: World,
  event: WorldEvent,
  requester: Requester,
  plan: FaultPlan,
): Promise<void> {
  const { git, state } = world;
  switch (event.kind) {
    case 'push': {
      if (event.ref === `refs/heads/${state.defaultBranch}` && event.commit !== null) {
        await knowWorkflows(world, event.commit);
      }
      const shortName = event.ref.replace(/^refs\/(heads|tags)\//, '');
      if (event.commit === null) {
        const tip = await defaultTip(world);
        if (tip !== null) {
          const site = await refSite(world, tip, `refs/heads/${state.defaultBranch}`, state.defaultBranch);
          await startRuns(world, { kind: 'delete', ref: event.ref }, site, requester, plan);
        }
        return;
      }
      const site = await refSite(world, event.commit, event.ref, shortName);
      const { commit, before } = event;
      const isTag = event.ref.startsWith('refs/tags/');
      await startRuns(
        world,
        {
          kind: 'push',
          ref: event.ref,
          changedPaths: null,
          headCommitMessage: (await git.commit(commit)).message,
        },
        site,
        requester,
        plan,
        isTag ? undefined : () => pushedPaths(world, before, commit),
      );
      if (before === null) await startRuns(world, { kind: 'create', ref: event.ref }, site, requester, plan);
      return;
    }
    case 'pull_request': {
      const pull = state.pulls.find((each) => each.number === event.number);
      if (pull === undefined) return;
      const base = await git.resolveRef(`refs/heads/${pull.baseRef}`);
      if (base === null) return;
      const { headSha } = pull;
      const conflicted = pull.mergedAt === null && (await git.mergeCommits(base, headSha)).conflicts.length > 0;
      const site: EventSite = {
        // GitHub takes the files of the test merge; they differ from the head's only when the base has changed them since.
        commit: headSha,
        ref: event.action === 'closed' ? `refs/heads/${pull.baseRef}` : `refs/pull/${pull.number}/merge`,
        headBranch: pull.headRef,
        headSha,
        title: pull.title,
        pullRequestNumber: pull.number,
        inputs: {},
        onlyPath: null,
      };
      await startRuns(
        world,
        {
          kind: 'pull_request',
          action: event.action,
          baseBranch: pull.baseRef,
          headBranch: pull.headRef,
          changedPaths: null,
          headCommitMessage: (await git.commit(headSha)).message,
          conflicted,
        },
        site,
        requester,
        plan,
        async () => git.changedPaths(await git.mergeBase(base, headSha), headSha),
      );
      return;
    }
    case 'workflow_dispatch': {
      const headBranch = event.ref.replace(/^refs\/(heads|tags)\//, '');
      const site = await refSite(world, event.commit, event.ref, headBranch);
      const dispatched = { ...site, inputs: event.inputs, onlyPath: event.workflowPath };
      await startRuns(world, { kind: 'workflow_dispatch', ref: event.ref }, dispatched, requester, plan);
      return;
    }
    case 'repository_dispatch': {
      const tip = await defaultTip(world);
      if (tip === null) return;
      const site = await refSite(world, tip, `refs/heads/${state.defaultBranch}`, state.defaultBranch);
      const dispatched = { ...site, title: event.eventType };
      await startRuns(world, { kind: 'repository_dispatch', eventType: event.eventType }, dispatched, requester, plan);
      return;
    }
    case 'release': {
      const ref = `refs/tags/${event.tag}`;
      const sha = await git.resolveRef(ref);
      const commit = sha === null ? null : await git.peel(sha);
      if (commit === null) return;
      const site = await refSite(world, commit, ref, event.tag);
      await startRuns(world, { kind: 'release', action: event.action }, site, requester, plan);
    }
  }
}

/** A run has ended: workflows of the default branch that follow it start. */
export async function emitRunCompleted(
  world: World,
  run: WorkflowRunState,
  endedAt: number,
  plan: FaultPlan,
): Promise<void> {
  const tip = await defaultTip(world);
  // Source: GitHub documentation, "Events that trigger workflows", workflow_run: chains end after three levels.
  if (tip === null || chainLength(world, run) >= 3) return;
  const { defaultBranch } = world.state;
  const site = await refSite(world, tip, `refs/heads/${defaultBranch}`, defaultBranch);
  const event: TriggerEvent = {
    kind: 'workflow_run',
    action: 'completed',
    workflow: run.workflowName,
    headBranch: run.headBranch,
  };
  await startRuns(
    world,
    event,
    { ...site, title: run.displayTitle },
    { actor: run.actor, tokenKind: 'app' },
    plan,
    undefined,
    {
      beginsAt: endedAt,
      followsRun: run.id,
    },
  );
}

function chainLength(world: World, run: WorkflowRunState): number {
  let length = 0;
  for (let at: WorkflowRunState | undefined = run; at?.followsRun != null && length < 10; length += 1) {
    const followed: number = at.followsRun;
    at = world.state.runs.find((each) => each.id === followed);
  }
  return length;
}

async function defaultTip(world: World): Promise<string | null> {
  return world.git.resolveRef(`refs/heads/${world.state.defaultBranch}`);
}

async function refSite(world: World, commit: string, ref: string, headBranch: string): Promise<EventSite> {
  const title = (await world.git.commit(commit)).message.split('\n', 1)[0] ?? '';
  return { commit, ref, headBranch, headSha: commit, title, pullRequestNumber: null, inputs: {}, onlyPath: null };
}

/** A new branch is compared with where it left the default branch. */
async function pushedPaths(world: World, before: string | null, commit: string): Promise<readonly string[] | null> {
  const { git } = world;
  if (before !== null) return git.changedPaths(before, commit);
  const tip = await defaultTip(world);
  const base = tip === null ? null : await git.mergeBase(tip, commit);
  return base === null ? null : git.changedPaths(base, commit);
}

const ACTOR_KINDS: Readonly<Record<Requester['tokenKind'], ActorKind>> = {
  app: 'app',
  'github-token': 'github-token',
  pat: 'pat',
};

async function startRuns(
  world: World,
  event: TriggerEvent,
  site: EventSite,
  requester: Requester,
  plan: FaultPlan,
  changedPaths?: () => Promise<readonly string[] | null>,
  more: { beginsAt?: number; followsRun?: number } = {},
): Promise<void> {
  if (world.state.settings.actionsDisabled === true) return;
  const files = await workflowsAt(world, site.commit);
  const eventName = event.kind === 'other' ? event.event : event.kind;
  let complete = event;
  if (changedPaths !== undefined && 'changedPaths' in event) {
    // Comparing trees takes a process: only when a filter asks for it.
    const filtered = files.some(({ file }) => {
      const trigger = file.ok ? file.value.triggers.get(eventName) : undefined;
      return trigger !== undefined && (trigger.paths !== null || trigger.pathsIgnore !== null);
    });
    if (filtered) complete = { ...event, changedPaths: await changedPaths() };
  }
  const isRelease = event.kind === 'workflow_dispatch' || (event.kind === 'push' && event.ref.startsWith('refs/tags/'));
  const isPull = event.kind === 'pull_request';
  for (const { path, file } of files) {
    if (site.onlyPath !== null && site.onlyPath !== path) continue;
    if (knownWorkflow(world, path).state !== 'active') continue;
    const create = async (workflow: WorkflowFile | null, awaitsApproval: boolean, fails: boolean, waits: boolean) =>
      createRun(world, {
        path,
        workflow,
        event: eventName,
        site,
        requester,
        beginsAt: more.beginsAt ?? world.now(),
        calls: workflow === null ? [] : await calledWorkflows(world, workflow, site),
        followsRun: more.followsRun ?? null,
        held: awaitsApproval ? 'action_required' : waits ? 'waiting' : null,
        fails,
        refused: await refusedJob(world, {
          workflowPath: path,
          event: eventName,
          ref: site.ref,
          headSha: site.commit,
          inputs: site.inputs,
          followsRun: more.followsRun ?? null,
        }),
      });
    if (!file.ok) {
      // A file that GitHub cannot read shows up as a failed run on every push.
      if (event.kind === 'push' && requester.tokenKind !== 'github-token') await create(null, false, true, false);
      continue;
    }
    const decision = wouldStart(file.value, complete, ACTOR_KINDS[requester.tokenKind]);
    if (!decision.starts) continue;
    if (isRelease && plan.take('run-never-starts', path) !== null) continue;
    // One fault silences all runs of the pull request: it fires once the last of them is passed over.
    if (isPull && plan.isPending('check-never-reports', null)) continue;
    const fails =
      (isRelease && plan.take('run-fails', path) !== null) || (isPull && plan.take('check-fails', path) !== null);
    await create(file.value, decision.awaitsApproval, fails, isRelease && plan.take('run-waits', path) !== null);
  }
  if (isPull && event.action !== 'closed') plan.take('check-never-reports', null);
}

interface RunPlan {
  readonly path: string;
  /** Null for a file that cannot be read. */
  readonly workflow: WorkflowFile | null;
  readonly event: string;
  readonly site: EventSite;
  readonly requester: Requester;
  readonly beginsAt: number;
  readonly calls: WorkflowRunState['calls'];
  readonly followsRun: number | null;
  readonly held: RunAttemptScript['heldAs'];
  readonly fails: boolean;
  /** The job that GitHub refuses something; null: none. */
  readonly refused: string | null;
}

function createRun(world: World, plan: RunPlan): WorkflowRunState {
  const { site, workflow, path } = plan;
  const id = world.nextId();
  const about = { event: plan.event, ref: site.ref, inputs: site.inputs };
  const attempt = scriptAttempt({
    seed: seedOf(site.headSha, path, plan.event, 1),
    attempt: 1,
    beginsAt: plan.beginsAt,
    jobs: workflow === null ? [] : plannedJobs(workflow, about),
    fails: plan.fails,
    refused: plan.refused,
    held: plan.held,
    nextId: world.nextId,
  });
  const run: WorkflowRunState = {
    id,
    runNumber:
      1 + world.state.runs.reduce((last, run) => (run.workflowPath === path ? Math.max(last, run.runNumber) : last), 0),
    workflowPath: path,
    workflowName: workflow?.name ?? path,
    event: plan.event,
    ref: site.ref,
    inputs: site.inputs,
    headBranch: site.headBranch,
    headSha: site.headSha,
    displayTitle: titleOf(workflow, about, plan),
    actor: plan.requester.actor,
    createdAt: plan.beginsAt,
    pullRequestNumber: site.pullRequestNumber,
    calls: plan.calls,
    followsRun: plan.followsRun,
    cancelledAt: null,
    attempts: [workflow === null ? { ...attempt, conclusion: 'startup_failure' } : attempt],
    effectsApplied: false,
  };
  world.state.runs.push(run);
  return run;
}

function titleOf(workflow: WorkflowFile | null, about: RunContext, plan: RunPlan): string {
  if (workflow?.runName != null && workflow.runName !== '') {
    return fillExpressions(workflow.runName, contextOf(about), () => '');
  }
  if (plan.event === 'workflow_dispatch') return workflow?.name ?? plan.path;
  return plan.site.title;
}

const seedOf = (commit: string, path: string, event: string, attempt: number): string =>
  [commit, path, event, attempt].join('\n');

/** The script of one more attempt of a run, from the workflow file it ran with. */
export async function nextAttempt(world: World, run: WorkflowRunState, beginsAt: number): Promise<RunAttemptScript> {
  const files = await workflowsAt(
    world,
    run.event === 'workflow_run' ? ((await defaultTip(world)) ?? run.headSha) : run.headSha,
  );
  const found = files.find(({ path }) => path === run.workflowPath);
  const attempt = (run.attempts.at(-1)?.attempt ?? 0) + 1;
  return scriptAttempt({
    seed: seedOf(run.headSha, run.workflowPath, run.event, attempt),
    attempt,
    beginsAt,
    jobs: found?.file.ok === true ? plannedJobs(found.file.value, run) : [],
    fails: false,
    refused: await refusedJob(world, run),
    held: null,
    nextId: world.nextId,
  });
}
