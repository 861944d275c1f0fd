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

/** The state of each required check on one commit. */
export function judgeRequiredChecks(
  required: readonly RequiredCheck[],
  reported: readonly ReportedCheck[],
): RequiredCheckState[] {
  return required.map(({ context, appId }) => {
    const candidates = reported.filter(
      (each) => each.name === context && (appId === null || each.appId === null || each.appId === appId),
    );
    const newest = candidates.reduce<ReportedCheck | null>(
      (best, each) => (best === null || each.startedAt >= best.startedAt ? each : best),
      null,
    );
    if (newest === null) return { context, state: 'unreported', conclusion: null, url: null };
    const { conclusion, url } = newest;
    if (newest.status !== 'completed') return { context, state: 'pending', conclusion, url };
    return {
      context,
      state: conclusion !== null && SATISFYING.has(conclusion) ? 'satisfied' : 'failed',
      conclusion,
      url,
    };
  });
}
