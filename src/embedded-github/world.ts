import type { Clock } from '../effects/clock.ts';
import type { GitRepository } from './git-repository.ts';
import type { WorldState } from './world-state.ts';

/** Something that happened in the world and may start workflows; `core/workflow` decides which. */
export type WorldEvent =
  | {
      readonly kind: 'push';
      /** Full ref, `refs/heads/main` or `refs/tags/core/v1.2.0`. */
      readonly ref: string;
      /** The peeled commit now at the ref; null when the ref was deleted. */
      readonly commit: string | null;
      /** The peeled commit before; null when the ref is new. */
      readonly before: string | null;
    }
  | {
      readonly kind: 'pull_request';
      readonly action: 'opened' | 'synchronize' | 'reopened' | 'closed';
      readonly number: number;
    }
  | {
      readonly kind: 'workflow_dispatch';
      readonly workflowPath: string;
      readonly ref: string;
      readonly commit: string;
      readonly inputs: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'release';
      readonly action: 'published' | 'created' | 'released' | 'edited' | 'deleted';
      readonly tag: string;
    };

/** The embedded GitHub's world: a real bare repository, the state beside it, and the clock both live by. */
export interface World {
  readonly directory: string;
  readonly git: GitRepository;
  readonly state: WorldState;
  readonly clock: Clock;
  /** Milliseconds since the epoch on the world's clock. */
  now(): number;
  nextId(): number;
  nextNumber(): number;
}
