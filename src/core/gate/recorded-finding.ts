import type { IndexedCase } from './metric-index.ts';
import type { MetricRule } from './metric-rules.ts';
import type { RecordedChange } from './recorded-comparison.ts';
import type { RecordedThreshold } from './recorded-noise.ts';
import type { Effect } from './verdict.ts';

/** One metric of one case, compared. */
export interface RecordedFinding {
  readonly of: IndexedCase;
  readonly metric: string;
  readonly rule: MetricRule;
  readonly change: RecordedChange;
  /** Both ends of D. */
  readonly low: number;
  readonly high: number;
  readonly threshold: RecordedThreshold;
  /** Beyond it, and not beyond the threshold, it is inconclusive: natural logarithm, above 0. */
  readonly blockingMargin: number;
  readonly warningMargin: number;
  readonly conclusion: Effect['conclusion'];
  readonly runsNeeded: number;
}
