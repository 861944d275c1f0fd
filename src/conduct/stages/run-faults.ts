import { fewNames } from '../../core/few-names.ts';
import { type Checked, checked, failed, type Problem, problem } from '../../core/problem.ts';
import {
  diagnoseSilence,
  judgeRun,
  newestRun,
  type RunFacts,
  type RunPhase,
  type RunSelector,
  selects,
} from '../../core/release/judge-runs.ts';
import { suppressingPhrase } from '../../core/release/plan-release.ts';
import { workflowFileName } from '../../core/triggers/workflow-file.ts';
import { explaining } from '../../github/explain-failure.ts';
import { readCommit } from '../../github/read-commit.ts';
import { orNull } from '../../github/read-release.ts';
import { readJobs, readLogTail } from '../../github/read-runs.ts';
import type { StageContext } from './stage-context.ts';
import type { WatchedRun, Watching } from './watching.ts';

/** Where a run stands; fails with the likely cause once nothing can come right any more. */
export async function judgeWatched(watching: Watching, watched: WatchedRun): Promise<Checked<RunPhase>> {
  const { context, request, startedAt } = watching;
  if (watched.run === null && !watched.isRequired) return checked('missing');
  const now = context.clock.now().getTime();
  const elapsed = {
    sinceStart: now - startedAt,
    waiting: watched.waitingSince === null ? 0 : now - watched.waitingSince,
  };
  const judged = judgeRun(watched.selector, watched.run, elapsed, request.times, null);
  if (judged.ok) return judged;
  if (watched.run === null) {
    const diagnosis = await explaining('finding out why a run did not start', () => diagnose(watching, watched));
    if (diagnosis === null) return checked('missing');
    return judgeRun(watched.selector, watched.run, elapsed, request.times, diagnosis);
  }
  const described = [];
  for (const fault of judged.problems) described.push(await describe(context, watched, fault));
  return failed(...described);
}

function describe(context: StageContext, watched: WatchedRun, fault: Problem): Problem | Promise<Problem> {
  if (fault.code === 'run-failed') return describeFailure(context, watched, fault);
  return fault.code === 'run-waits' ? describeWaiting(context, watched, fault) : fault;
}

/** Why a run did not start; null when it is there after all, where no look had come so far. */
async function diagnose(watching: Watching, watched: WatchedRun): Promise<string | null> {
  const { context, request, source } = watching;
  const { selector } = watched;
  const every = await source.everyRunOf([selector.workflowPath]);
  const found = newestRun(every.runs.filter((run) => selects(selector, run)));
  if (found !== null && found.id !== watched.found) {
    watched.found = found.id;
    return null;
  }
  if (standsIn(watching, watched, every.runs)) return null;
  const workflow = await orNull(
    context.client.request('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}', {
      workflow_id: workflowFileName(selector.workflowPath),
    }),
  );
  return diagnoseSilence({
    expected: selector,
    workflow: workflow === null ? null : { state: workflow.state },
    viewerKind: request.viewerKind,
    trigger: request.trigger,
    // Whoever merged may have written another message than the plan's.
    skipPhrase:
      selector.event === 'push'
        ? suppressingPhrase([(await readCommit(context.client, selector.commit)).message])
        : null,
    otherRunsAtCommit: every.runs.filter((run) => !selects(selector, run)),
    isSearchWhole: every.isWhole,
  });
}

/**
 * Whether a person started the workflow by hand at the tag, as they are told to where the tag did not start it: that run is
 * followed then, and said to be one of which GitHub does not show what it was given.
 */
function standsIn({ context, request }: Watching, watched: WatchedRun, runs: readonly RunFacts[]): boolean {
  if (request.trigger !== 'push' || watched.selector.event === 'workflow_dispatch') return false;
  const byHand: RunSelector = { ...watched.selector, event: 'workflow_dispatch' };
  const run = newestRun(runs.filter((each) => selects(byHand, each)));
  if (run === null) return false;
  watched.selector = byHand;
  context.progress.warn(
    `${run.workflowPath} was not started by ${byHand.tag}. The run that was started by hand at it counts instead; GitHub does not show with which inputs: ${run.url}`,
  );
  return true;
}

/** Lines of a failed job's log that are shown. */
const LOG_TAIL = 40;

/** Names the job and step that failed and shows the end of its log. */
async function describeFailure({ client }: StageContext, { run }: WatchedRun, fault: Problem): Promise<Problem> {
  if (run === null) return fault;
  const jobs = await explaining('reading the jobs of the failed run', () => orNull(readJobs(client, run.id)));
  const job = jobs?.find(
    (each) => each.conclusion !== null && !['success', 'skipped', 'neutral'].includes(each.conclusion),
  );
  if (job === undefined) return fault;
  const step =
    job.steps.find((each) => each.conclusion === 'failure') ??
    job.steps.find((each) => each.conclusion !== null && !['success', 'skipped'].includes(each.conclusion));
  const tail = await explaining('reading the log of the failed job', () => readLogTail(client, job.id, LOG_TAIL));
  const place =
    step === undefined
      ? `job ${JSON.stringify(job.name)}`
      : `step ${JSON.stringify(step.name)} of job ${JSON.stringify(job.name)}`;
  return problem('run-failed', `${run.workflowPath} ended with ${run.conclusion ?? run.status}: ${place}.`, {
    where: job.url ?? run.url,
    ...(tail.length === 0 ? {} : { excerpt: tail }),
  });
}

/** Names the environment a run waits for. It is never approved by this program. */
async function describeWaiting({ client }: StageContext, { run }: WatchedRun, fault: Problem): Promise<Problem> {
  if (run === null) return fault;
  const environments = await waitsFor(client, run.id);
  return environments.length === 0
    ? fault
    : problem('run-waits', `${fault.what} It waits for the environment ${environments.join(', ')}.`, {
        where: run.url,
      });
}

/** At the first look that finds a run waiting: for what, where it is approved, and until when the release waits. */
export async function tellWaiting(watching: Watching, { run, waitingSince }: WatchedRun): Promise<void> {
  const { context, request } = watching;
  if (run === null || waitingSince === null) return;
  const environments = await waitsFor(context.client, run.id);
  const reviewers = environments.length === 0 ? '' : `, for the environment ${environments.join(', ')}`;
  const until = new Date(waitingSince + request.times.waitingTimeout).toISOString().slice(0, 16).replace('T', ' ');
  context.progress.warn(
    `${run.workflowPath} waits for a person${reviewers}: approve or reject it at ${run.url} . The release waits until ${until} UTC.`,
  );
}

/** The environments whose reviewers are asked, each with who they are: `release (maintainer)`. */
async function waitsFor(client: StageContext['client'], runId: number): Promise<readonly string[]> {
  const pending = await explaining('reading what a run waits for', () =>
    orNull(client.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments', { run_id: runId })),
  );
  return (pending ?? []).flatMap(({ environment: { name }, reviewers }) => {
    const asked = (reviewers ?? []).flatMap(({ reviewer }) => {
      if (reviewer === undefined) return [];
      return 'login' in reviewer ? reviewer.login : reviewer.slug;
    });
    return name === undefined ? [] : [asked.length === 0 ? name : `${name} (${fewNames(asked)} may approve)`];
  });
}
