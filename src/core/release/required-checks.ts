import type { RequiredCheck } from './facts.ts';

/** A check run or commit status as reported for a commit. */
export interface ReportedCheck {
  readonly name: string;
  /** Who reports under this name: an App, or whoever sets commit statuses. */
  readonly source: string;
  /** null for commit statuses, which do not tell. */
  readonly appId: number | null;
  /** Check runs: queued, in_progress, completed …; statuses: pending or completed. */
  readonly status: string;
  /** Check run conclusion, or the state of a commit status. */
  readonly conclusion: string | null;
  readonly url: string | null;
  /** Rises with every report of a source: the newest counts, whatever time its reporter wrote on it. */
  readonly id: number;
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

function stateOf({ status, conclusion }: ReportedCheck): 'satisfied' | 'failed' | 'pending' {
  if (status !== 'completed') return 'pending';
  return conclusion !== null && SATISFYING.has(conclusion) ? 'satisfied' : 'failed';
}

/**
 * The state of each required check on one commit: by the newest report of every source.
 *
 * Source: GitHub documentation, "Troubleshooting required status checks": of a check and a status with the same name, both
 * are required.
 */
export function judgeRequiredChecks(
  required: readonly RequiredCheck[],
  reported: readonly ReportedCheck[],
): RequiredCheckState[] {
  return required.map(({ context, appId }) => {
    const newest = new Map<string, ReportedCheck>();
    for (const each of reported) {
      if (each.name !== context || (appId !== null && each.appId !== null && each.appId !== appId)) continue;
      const known = newest.get(each.source);
      if (known === undefined || known.id < each.id) newest.set(each.source, each);
    }
    const reports = [...newest.values()].map((each) => ({ ...each, state: stateOf(each) }));
    const decisive =
      reports.find(({ state }) => state === 'failed') ?? reports.find(({ state }) => state === 'pending') ?? reports[0];
    return decisive === undefined
      ? { context, state: 'unreported', conclusion: null, url: null }
      : { context, state: decisive.state, conclusion: decisive.conclusion, url: decisive.url };
  });
}
