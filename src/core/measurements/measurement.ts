import type { Defect } from './defect.ts';

/** Which way a metric is better; null: nothing says so, so it is shown and never judged. */
export type Better = 'higher' | 'lower' | null;

/** What one run of a benchmark program says about one metric of one case. */
export interface Measurement {
  /** What the case belongs to, where the program names it: a Go package, a stack. null: nothing. */
  readonly subject: string | null;
  /** Any text of up to 200 characters, exactly as the program has it. Untrusted. */
  readonly case: string;
  readonly metric: string;
  /** As the file has it: `ns`, `ops/s`, `B`, or `1` for a count. */
  readonly unit: string;
  readonly better: Better;
  /** Counted rather than timed: the same code gives the same value. */
  readonly exact: boolean;
  /** One a repeat, in the order of the file. Their median is the value of the run. */
  readonly values: readonly number[];
  /** What besides its name says which experiment the case is, as `threads`. Untrusted. */
  readonly conditions?: ReadonlyMap<string, string>;
}

/** A benchmark that ran and failed: a matter of correctness, not of speed. */
export interface FailedCase {
  readonly subject: string | null;
  readonly case: string;
  /** What the program says. Untrusted. */
  readonly why: string;
}

/** What a file of a benchmark program holds. Reading never throws for what a file holds: what is wrong is a defect. */
export interface MeasurementsRead {
  readonly measurements: readonly Measurement[];
  readonly failed: readonly FailedCase[];
  readonly defects: readonly Defect[];
  /** What the program says of where and as what it ran, as its number of processors. Untrusted. */
  readonly environment?: ReadonlyMap<string, string>;
}
