import type { RunFacts, RunSelector } from '../core/release/judge-runs.ts';
import type { JobFacts } from './read-runs.ts';

/** A run as it looks now. */
export interface SeenRun extends RunFacts {
  /** Jobs of the newest attempt. */
  readonly jobs: readonly JobFacts[];
}

/** Every run of some workflows at a commit, as far as GitHub tells. */
export interface EveryRun {
  readonly runs: readonly RunFacts[];
  /** Whether GitHub proved that there are no others. */
  readonly isWhole: boolean;
}

/** Where the runs at one commit are read from. Failures are RequestFailure. */
export interface RunSource {
  /** The run that counts of each selector, or null while there is none. Asked again and again. */
  look(selectors: readonly RunSelector[]): Promise<readonly (SeenRun | null)[]>;
  /** The same runs once more, by the word of the run itself: its attempt, and whether it has ended. */
  confirm(runs: readonly SeenRun[]): Promise<readonly SeenRun[]>;
  /** Every run of these workflows at the commit, whatever started it; and what is seen of those that call one of them. */
  everyRunOf(workflowPaths: readonly string[]): Promise<EveryRun>;
}
