import type { LayoutHistory } from '../../core/release/layout.ts';
import type { ReleasePlan } from '../../core/release/plan-release.ts';
import type { ReleaseRecord } from '../../core/release/record.ts';
import type { Config } from '../../core/settings/config.ts';
import type { Clock } from '../../effects/clock.ts';
import type { GitHubClient } from '../../github/client.ts';
import type { ObjectStore } from '../../github/object-store.ts';
import type { Progress } from '../../report/progress.ts';

/** What every stage of a release works with. */
export interface StageContext {
  readonly client: GitHubClient;
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly progress: Progress;
}

/** … and what it works on, once the release is planned. */
export interface ReleaseContext extends StageContext {
  readonly config: Config;
  readonly plan: ReleasePlan;
  readonly history: LayoutHistory;
  /** Puts findings into release-record.json. */
  readonly record: (part: Partial<ReleaseRecord>) => void;
}
