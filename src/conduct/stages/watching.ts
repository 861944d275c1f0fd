import type { RunSelector, WatchTimes } from '../../core/release/judge-runs.ts';
import type { RunRecord } from '../../core/release/record.ts';
import type { ExpectedRun, LeftOutCall, SameNamedPush } from '../../core/triggers/expected-runs.ts';
import type { ViewerKind } from '../../core/triggers/would-start.ts';
import type { RunSource, SeenRun } from '../../github/run-source.ts';
import type { StageContext } from './stage-context.ts';

export interface WatchRequest {
  readonly tag: string;
  /** Every ref of this release whose runs must not be of a forbidden workflow. */
  readonly refs: readonly string[];
  readonly commit: string;
  /** The runs to follow. */
  readonly expected: readonly ExpectedRun[];
  readonly forbidden: readonly string[];
  /** Calls of them that are left out, as the plan knows. */
  readonly leftOut: readonly LeftOutCall[];
  /** What runs that look like one of these refs may be of a branch of that name instead. */
  readonly sameNamed: readonly SameNamedPush[];
  readonly trigger: 'push' | 'dispatch';
  /** Ids of runs that a dispatch has told; GitHub may list them only later. */
  readonly dispatched?: readonly number[];
  readonly hasGraphQL: boolean;
  readonly viewerKind: ViewerKind;
  readonly times: WatchTimes;
  /** Told before a stop, so that its report names the runs: how each was when it was looked at last. */
  readonly onStop?: (runs: readonly RunRecord[]) => void;
  /** milliseconds */
  readonly pollInterval: number;
}

/** A run that is followed, as it was seen last. */
export interface WatchedRun {
  /** What its run looks like; of a run that a person started at the tag, once one stands in for it. */
  selector: RunSelector;
  /** It has to come; else only what comes counts. */
  readonly isRequired: boolean;
  run: SeenRun | null;
  waitingSince: number | null;
  /** A run that was found only when everything was searched; it gets one more look to appear. */
  found: number | null;
}

/** What one watching works with. */
export interface Watching {
  readonly context: StageContext;
  readonly request: WatchRequest;
  readonly source: RunSource;
  readonly watched: readonly WatchedRun[];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}
