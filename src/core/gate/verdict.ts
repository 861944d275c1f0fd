import type { Host } from '../measurements/harness-result.ts';
import type { PassFail } from '../measurements/metrics-csv.ts';
import type { SinceAnchor } from './anchor.ts';

/**
 * What the gate concludes, and what it rests on. Written to `verdict.json` (schema/verdict.schema.json) and read by the
 * report; every number a person sees stands here first.
 */

/**
 * Only `pass` lets a release go on by itself. `not-measured`: there is no baseline to compare with, and the configuration says
 * what becomes of that.
 */
export const VERDICT_STATUSES = [
  'pass',
  'regression',
  'inconclusive',
  'invalid',
  'incomparable',
  'not-measured',
] as const;
export type VerdictStatus = (typeof VERDICT_STATUSES)[number];

export type GateMode = 'recorded' | 'duet';

/** A reason is one sentence for a person, with the subject it is about. Its texts are untrusted where they quote. */
export interface Reason {
  /** What the reason does to the verdict. */
  readonly effect: 'blocks' | 'warns' | 'informs';
  readonly rule: ReasonRule;
  /** Stack and scenario (`net-zlink-s2`), or a profile field; absent for the run as a whole. */
  readonly subject?: string;
  /** The metric that it is about, where it is about one. */
  readonly metric?: string;
  readonly text: string;
}

export type ReasonRule =
  | 'defect'
  | 'correctness'
  | 'known-failure'
  | 'improvement'
  | 'missing-row'
  | 'skipped'
  | 'profile'
  | 'host'
  | 'throughput'
  | 'latency'
  | 'metric'
  | 'waiver'
  | 'baseline'
  | 'anchor'
  | 'control'
  | 'noise';

export interface Interval {
  /** Both ends as relative change: -0.05 is five per cent slower. */
  readonly low: number;
  readonly high: number;
}

/** One figure of one row, side by side. `null` is unknown, never zero. */
export interface FigurePair {
  readonly baseline: number | null;
  readonly candidate: number | null;
}

export interface RowComparison {
  /** `<stack>-<scenario>`. */
  readonly scenarioId: string;
  readonly stack: string;
  readonly scenario: string;
  readonly role: 'subject' | 'control';
  readonly passFail: { readonly baseline: PassFail | null; readonly candidate: PassFail | null };
  /** messages per second */
  readonly throughput: FigurePair;
  /** microseconds */
  readonly p50: FigurePair;
  readonly p95: FigurePair;
  readonly p99: FigurePair;
  readonly incompleteRatio: FigurePair;
  readonly drainTimeout: FigurePair;
  readonly gatingViolation: FigurePair;
  /** errno → count, as counted by the harness. */
  readonly errors: { readonly baseline: Record<string, number>; readonly candidate: Record<string, number> };
}

/** The effect on one subject and figure, as relative change with its interval. */
export interface Effect {
  readonly scenarioId: string;
  readonly role: 'subject' | 'control';
  /** Name of the metric. Untrusted text. */
  readonly figure: string;
  /** exp(mean d) − 1, oriented so that negative is worse for latency too. */
  readonly change: number;
  readonly interval: Interval;
  /** Rounds the effect rests on. */
  readonly rounds: number;
  /** Standard deviation of d over the rounds; null in recorded mode. */
  readonly standardDeviation: number | null;
  readonly conclusion: 'pass' | 'regression' | 'undecided' | 'reported';
  /** d of every round, in order; null where it was not measured; empty in recorded mode. */
  readonly perRound: readonly (number | null)[];
  /** What it does to the verdict, and by which limits; absent in verdicts of earlier versions. */
  readonly decides?: 'block' | 'warn' | 'show';
  /** As fractions of the baseline. */
  readonly margin?: number;
  readonly floor?: number;
  readonly better?: 'higher' | 'lower' | null;
  readonly unit?: string;
  /** Counted, and compared by value. */
  readonly exact?: boolean;
  /** A smaller change does not count. */
  readonly andAtLeast?: { readonly value: number; readonly unit: string };
  /** Slower, and let through by somebody. */
  readonly waived?: { readonly atMost: number; readonly until: string; readonly reason: string };
  /** Medians of what was measured. */
  readonly values?: { readonly baseline: number; readonly candidate: number };
}

export interface ControlCheck {
  readonly stack: string;
  readonly scenarioId: string;
  readonly change: number;
  /** Two-sided p value in duet mode; null in recorded mode. */
  readonly pValue: number | null;
  readonly vetoes: boolean;
}

/** What the noise of a duet allows. */
export interface Resolution {
  /** Rounds after which an unchanged candidate passes at the margin in four of five cases. */
  readonly roundsNeeded: number;
  /** The margin that it passes at within the budget, as a fraction. */
  readonly resolvableMargin: number;
}

export interface Verdict {
  readonly formatVersion: 1;
  readonly status: VerdictStatus;
  /** The verdict in one sentence. */
  readonly sentence: string;
  readonly mode: GateMode;
  readonly reasons: readonly Reason[];
  readonly rows: readonly RowComparison[];
  readonly effects: readonly Effect[];
  readonly controls: readonly ControlCheck[];
  readonly settings: {
    readonly alpha: number;
    readonly margin: number;
    readonly floor: number;
    readonly recordedMargin: number;
    readonly maximumRounds: number;
    /** α* of the constant boundary; null in recorded mode. */
    readonly boundary: number | null;
  };
  readonly rounds: number;
  /** What it would take where the noise forbids the margin; null when it does not. */
  readonly resolution: Resolution | null;
  readonly profile: Record<string, string | number | null>;
  readonly host: { readonly baseline: Host | null; readonly candidate: Host | null };
  /** git tree hash that was measured, where known. */
  readonly measuredTree: { readonly baseline: string | null; readonly candidate: string | null };
  readonly binaries: Record<string, { readonly baseline: string | null; readonly candidate: string | null }>;
  /** Absent in verdicts of earlier versions. */
  readonly compared?: Compared;
  /** What became of the speed since the anchor; absent where no history and no duet with it is there. */
  readonly sinceAnchor?: readonly SinceAnchor[];
}

/** What was compared, by whom and when. */
export interface Compared {
  readonly baseline: ComparedSide;
  readonly candidate: ComparedSide;
  /** `owner/name` of the repository that was measured, where known. */
  readonly repository: string | null;
  /** When the verdict was made: ISO 8601, UTC. */
  readonly madeAt: string;
  /** Version of the program that made it. */
  readonly program: string;
}

export interface ComparedSide {
  /** The last part of each folder's name; what else is in a path is the machine's own. */
  readonly folders: readonly string[];
  /** The commit that was measured, where known. Its tree is in `measuredTree`. */
  readonly commit: string | null;
  /** When its first run began: in UTC with a Z, else by the clock of that machine; absent or null: nobody says. */
  readonly measuredAt?: string | null;
}
