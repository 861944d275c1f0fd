import type { ApiReply } from '../route.ts';
import type { Act } from '../world-state.ts';
import { act } from './people.ts';
import type { RealTime } from './real-time.ts';
import type { Receiver } from './receive.ts';
import type { Service } from './service.ts';

/** What a person does, and when; neither moment: now. */
export interface WantedAct extends Act {
  /** Seconds on the clock of the world. */
  readonly after?: number | undefined;
  /** `METHOD path` of the request that it comes before. */
  readonly before?: string | undefined;
}

export interface Controlled {
  readonly github: Service;
  readonly time: RealTime;
  readonly inTurn: Receiver['inTurn'];
}

/** What the world is at, for whoever steers it. */
export function standing({ github, time }: Controlled) {
  const { world } = github;
  const { state } = world;
  return {
    repository: `${state.owner}/${state.repo}`,
    now: new Date(world.now()).toISOString(),
    pace: time.pace,
    requests: state.requestCount,
    unanswered: github.unknownRoutes,
    failures: github.failures,
    faultsLeft: github.plan.unfired().map(({ text }) => text),
    actsLeft: (state.plannedActs ?? []).length,
  };
}

/** Lets people act: now, or when their moment comes. */
export async function plan({ github }: Controlled, each: WantedAct): Promise<ApiReply | null> {
  const { after, before, ...wanted } = each;
  if (after === undefined && before === undefined) return act(github, wanted);
  const { state } = github.world;
  const moment = {
    ...(after === undefined ? {} : { at: github.world.now() + after * 1_000 }),
    ...(before === undefined ? {} : { before }),
  };
  state.plannedActs = [...(state.plannedActs ?? []), { ...wanted, ...moment }];
  return null;
}
