import type { RequiredCheck } from './facts.ts';

/** A check run or commit status as reported for a commit. */
export interface ReportedCheck {
  readonly name: string;
  readonly appId: number | null;
  /** Check runs: queued, in_progress, completed …; statuses: pending or completed. */
  readonly status: string;
  /** Check run conclusion, or the state of a commit status. */
  readonly conclusion: string | null;
  readonly url: string | null;
  /** Milliseconds since the epoch; the newest report of a name counts. */
  readonly startedAt: number;
}

export interface RequiredCheckState {
  readonly context: string;
  readonly state: 'satisfied' | 'failed' | 'pending' | 'unreported';
  readonly conclusion: string | null;
  readonly url: string | null;
}

/**
 * What satisfies a required check. Source: GitHub documentation, "About protected branches", required status checks:
 * success, skipped and neutral.
 */
const SATISFYING = new Set(['success', 'skipped', 'neutral']);

/**
 * The state of each required check on one commit. Several apps, or a check run and a commit status, may report under one name:
 * the newest of each counts, and all of them must be satisfied, so that nobody's success hides somebody else's failure.
 *
 * Source: GitHub documentation, "Troubleshooting required status checks": a check and a status of one name are both required.
 */
export function judgeRequiredChecks(
  required: readonly RequiredCheck[],
  reported: readonly ReportedCheck[],
): RequiredCheckState[] {
  return required.map(({ context, appId }) => {
    const candidates = reported.filter(
      (each) => each.name === context && (appId === null || each.appId === null || each.appId === appId),
    );
    const newest = newestOfEach(candidates);
    for (const state of ['failed', 'pending', 'satisfied'] as const) {
      const found = newest.find((each) => stateOf(each) === state);
      if (found !== undefined) return { context, state, conclusion: found.conclusion, url: found.url };
    }
    return { context, state: 'unreported', conclusion: null, url: null };
  });
}

/** The newest report of each app, and of commit statuses; the newest of all first. */
function newestOfEach(reports: readonly ReportedCheck[]): ReportedCheck[] {
  const newest = new Map<number | null, ReportedCheck>();
  for (const each of reports) {
    const known = newest.get(each.appId);
    if (known === undefined || each.startedAt >= known.startedAt) newest.set(each.appId, each);
  }
  return [...newest.values()].sort((a, b) => b.startedAt - a.startedAt);
}

function stateOf({ status, conclusion }: ReportedCheck): Exclude<RequiredCheckState['state'], 'unreported'> {
  if (status !== 'completed') return 'pending';
  return conclusion !== null && SATISFYING.has(conclusion) ? 'satisfied' : 'failed';
}
