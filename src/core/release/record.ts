import type { VerdictStatus } from '../gate/verdict.ts';
import type { ProblemRecord } from '../problem-record.ts';
import type { SignatureName } from './asset-companions.ts';
import type { PlaceRow } from './place-rows.ts';
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
  /** Its page; null where the release stopped before it was read. */
  readonly repositoryUrl: string | null;
  readonly component: string | null;
  readonly version: string;
  readonly previousVersion: string;
  readonly status: 'running' | 'released' | 'stopped';
  /** The release had come to its end before this invocation: it was looked at once more, and nothing was made. */
  readonly finishedBefore: boolean;
  /** What the plan warned of, a sentence each: what this release went on with all the same. */
  readonly warnings: readonly string[];
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
  /** Every line that says the version, and what becomes of it. */
  readonly places: readonly PlaceRow[];
  /** What the changelog says of this version, as the file has it: Markdown. Untrusted text. */
  readonly changelog: string;
  readonly gate: GateRecord;
  readonly pullRequest: { readonly number: number; readonly url: string } | null;
  /** The required checks of that pull request, as they stood when it was merged; whoever reported them. */
  readonly checks: readonly CheckRecord[];
  readonly bumpCommit: string | null;
  readonly mergeCommit: string | null;
  readonly mergeTree: string | null;
  readonly tag: TagRecord | null;
  readonly aliases: readonly TagRecord[];
  readonly runs: readonly RunRecord[];
  readonly release: PublishedRecord | null;
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
  /**
   * `not-measured`, `skipped` and `unknown` are never shown as a pass. `unknown`: an earlier invocation went by something,
   * and nothing tells by what.
   */
  readonly status: VerdictStatus | 'skipped' | 'unknown';
  readonly sentence: string;
  /** The tree that was measured, where known. */
  readonly measuredTree: string | null;
  /** sha256 of the verdict's file in hex; null where there is none, or its file is not known. */
  readonly verdictSha256: string | null;
  /** Where an earlier invocation had left what is said here, as a sentence's end with its URL; null: it was shown to this one. */
  readonly readFrom: string | null;
}

/**
 * Whether somebody measured what is released, as far as is known, whatever came of it: also that there is no baseline to
 * compare with, where a verdict says so.
 */
export const isMeasured = ({ status, verdictSha256 }: Pick<GateRecord, 'status' | 'verdictSha256'>): boolean =>
  status !== 'skipped' && status !== 'unknown' && (status !== 'not-measured' || verdictSha256 !== null);

export interface CheckRecord {
  readonly context: string;
  /** GitHub's conclusion of a check run, or state of a commit status. */
  readonly conclusion: string | null;
  /** The page of who reported it; null where none is given. */
  readonly url: string | null;
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

/** The published release as it was verified. */
export interface PublishedRecord {
  readonly url: string;
  readonly assets: readonly AssetRecord[];
  readonly checksums: readonly ChecksumsRecord[];
  readonly signatures: readonly SignatureRecord[];
}

export interface AssetRecord {
  readonly name: string;
  readonly size: number;
  /** `sha256:` and 64 hex digits. */
  readonly digest: string | null;
  /** Who made the digest: GitHub when the asset was uploaded, or this program from the bytes that it downloaded. */
  readonly digestBy: 'github' | 'download';
}

/** A list of checksums among the assets. */
export interface ChecksumsRecord {
  readonly name: string;
  /** Assets that it names with the digest that they have. */
  readonly agrees: number;
  /** What it does not prove, and what of it was not read. */
  readonly warnings: readonly string[];
}

/** A signature or an attestation among the assets. */
export interface SignatureRecord {
  readonly name: string;
  readonly kind: SignatureName['kind'];
  /** The asset that it is about by its name; null where the name does not tell. */
  readonly of: string | null;
  readonly isChecked: boolean;
  /** The workflow that signed it, as its certificate names it; null where it was not checked. */
  readonly signer: string | null;
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
