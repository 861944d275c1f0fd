import type { ProblemRecord } from '../problem-record.ts';
import { STAGES, type Stage } from './stage.ts';

/**
 * `release-record.json`: everything needed to audit a release. It is written as the release goes on and never read back
 * to decide anything: the state of a release is what GitHub says.
 */
export interface ReleaseRecord {
  readonly formatVersion: 1;
  /** Version of this program. */
  readonly program: string;
  /** true: nothing of this happened on GitHub, and the runs were simulated. */
  readonly rehearsal: boolean;
  readonly repository: string;
  readonly component: string | null;
  readonly version: string;
  readonly previousVersion: string;
  readonly status: 'running' | 'released' | 'stopped';
  /** The release had come to its end before this invocation: it was looked at once more, and nothing was made. */
  readonly finishedBefore: boolean;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly stages: readonly StageRecord[];
  readonly base: { readonly branch: string; readonly commit: string; readonly tree: string };
  readonly expectedTree: string;
  readonly files: readonly {
    readonly path: string;
    readonly from: string | null;
    readonly to: string;
    readonly blob: string;
  }[];
  readonly gate: GateRecord;
  readonly pullRequest: { readonly number: number; readonly url: string } | null;
  readonly bumpCommit: string | null;
  readonly mergeCommit: string | null;
  readonly mergeTree: string | null;
  readonly tag: TagRecord | null;
  readonly aliases: readonly TagRecord[];
  readonly runs: readonly RunRecord[];
  readonly release: { readonly url: string; readonly assets: readonly AssetRecord[] } | null;
  readonly followUp: { readonly number: number; readonly url: string } | null;
  readonly problems: readonly ProblemRecord[];
}

export interface StageRecord {
  readonly stage: Stage;
  readonly outcome: 'done' | 'skipped' | 'stopped';
  readonly detail: string;
  readonly milliseconds: number;
}

export interface GateRecord {
  /** `not-measured` and `skipped` are never shown as a pass. */
  readonly status: 'pass' | 'regression' | 'inconclusive' | 'invalid' | 'incomparable' | 'skipped' | 'not-measured';
  readonly sentence: string;
  /** The tree that was measured, where known. */
  readonly measuredTree: string | null;
}

export interface TagRecord {
  readonly name: string;
  readonly object: string;
  readonly commit: string;
}

export interface RunRecord {
  readonly workflow: string;
  readonly id: number;
  readonly attempt: number;
  readonly conclusion: string | null;
  readonly url: string;
}

export interface AssetRecord {
  readonly name: string;
  readonly size: number;
  readonly digest: string | null;
}

/**
 * The stages of a release that several invocations share, each of which looks again at what the ones before have done. Where
 * a stage was really done is told, with the time it took, and not where it was only found done.
 */
export function joinStages(before: readonly StageRecord[], now: readonly StageRecord[]): StageRecord[] {
  return STAGES.flatMap((name) => {
    const earlier = before.find((each) => each.stage === name);
    // A plan that was made anew has run twice.
    const latest = now.findLast((each) => each.stage === name);
    const stage = earlier?.outcome === 'done' && latest?.outcome !== 'stopped' ? earlier : (latest ?? earlier);
    return stage === undefined ? [] : [stage];
  });
}
