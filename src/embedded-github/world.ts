import type { GitRepository } from './git/git-repository.ts';
import { VirtualClock, type WorldClock } from './virtual-clock.ts';
import type { WorldState } from './world-state.ts';

/** Something that happened in the world and may start workflows; `core/triggers` decides which. */
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
      readonly action: 'opened' | 'synchronize' | 'reopened' | 'closed' | 'edited';
      readonly number: number;
    }
  | {
      readonly kind: 'workflow_dispatch';
      readonly workflowPath: string;
      readonly ref: string;
      readonly commit: string;
      readonly inputs: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'repository_dispatch'; readonly eventType: string }
  | {
      readonly kind: 'release';
      readonly action: 'published' | 'created' | 'released' | 'prereleased' | 'edited' | 'deleted';
      readonly tag: string;
    };

/** The embedded GitHub's world: a real bare repository, the state beside it, and the clock both live by. */
export interface World {
  readonly directory: string;
  readonly git: GitRepository;
  readonly state: WorldState;
  readonly clock: WorldClock;
  /** Milliseconds since the epoch on the world's clock. */
  now(): number;
  nextId(): number;
  nextNumber(): number;
  /** Whether nobody will go on with it from its folder: its state is never written there. */
  readonly isKeptInMemory?: boolean;
  /** Whether its folder goes when it ends: its repository is there, its state need not be. */
  readonly isTemporary?: boolean;
}

/** Puts a world together. Its time goes on from when its state was last saved. */
export function makeWorld(directory: string, git: GitRepository, state: WorldState, clock: WorldClock): World {
  let offset = 0;
  if (clock instanceof VirtualClock) clock.advanceTo(new Date(state.savedAt));
  else offset = Math.max(0, state.savedAt - clock.now().getTime());
  return {
    directory,
    git,
    state,
    clock,
    now: () => clock.now().getTime() + offset,
    nextId: () => {
      state.nextId += 1;
      return state.nextId - 1;
    },
    nextNumber: () => {
      state.nextNumber += 1;
      return state.nextNumber - 1;
    },
  };
}
