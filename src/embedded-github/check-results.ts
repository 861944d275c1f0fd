import { appId, slugOf } from './accounts.ts';
import type { RequiredCheckRule } from './ref-rules.ts';
import type { World } from './world.ts';
import type { CheckRunState, CommitStatusState } from './world-state.ts';

/** The newest check run of each name and app on a commit. */
export function latestCheckRuns(world: World, sha: string): CheckRunState[] {
  const latest = new Map<string, CheckRunState>();
  for (const run of world.state.checkRuns) {
    if (run.headSha !== sha) continue;
    const key = `${run.appSlug}\n${run.name}`;
    const known = latest.get(key);
    if (known === undefined || known.id < run.id) latest.set(key, run);
  }
  return [...latest.values()];
}

/** The newest status of each context on a commit. */
export function latestStatuses(world: World, sha: string): CommitStatusState[] {
  const latest = new Map<string, CommitStatusState>();
  for (const status of world.state.statuses) if (status.sha === sha) latest.set(status.context, status);
  return [...latest.values()];
}

/**
 * How a required check stands on a commit. Skipped and neutral count as success; where the rule names an app, only what
 * that app has reported counts.
 *
 * Source: GitHub documentation, "Troubleshooting required status checks" and "Available rules for rulesets".
 */
export function checkResult(
  world: World,
  sha: string,
  required: RequiredCheckRule,
): 'expected' | 'pending' | 'failed' | 'passed' {
  const isFrom = (slug: string | null) => required.appId === null || (slug !== null && appId(slug) === required.appId);
  const runs = latestCheckRuns(world, sha).filter((run) => run.name === required.context && isFrom(run.appSlug));
  const status = latestStatuses(world, sha).find(
    (each) => each.context === required.context && isFrom(slugOf(each.creator)),
  );
  if (runs.length === 0 && status === undefined) return 'expected';
  const passes = new Set(['success', 'neutral', 'skipped']);
  if (runs.some((run) => run.status === 'completed' && !passes.has(run.conclusion ?? ''))) return 'failed';
  if (status !== undefined && (status.state === 'failure' || status.state === 'error')) return 'failed';
  if (runs.some((run) => run.status !== 'completed') || status?.state === 'pending') return 'pending';
  return 'passed';
}
