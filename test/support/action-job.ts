import { join } from 'node:path';
import { type ActionJob, runActionSteps } from './action-steps.ts';
import { scratchFolder } from './scratch.ts';
import type { ServedWorld } from './served-world.ts';

export type { ActionJob } from './action-steps.ts';

/**
 * Runs the steps of action.yml against a served world, on its clock.
 *
 * @param between called after each step with its id: what somebody else does meanwhile
 */
export function runActionJob(
  served: ServedWorld,
  inputs: Readonly<Record<string, string>>,
  between: (step: string) => Promise<void> = async () => {},
  workspace = scratchFolder('workspace'),
): Promise<ActionJob> {
  return runActionSteps({
    clock: served.world.clock,
    inputs: { 'github-token': served.server.tokens.app, ...inputs },
    env: { PATH: process.env.PATH, GITHUB_API_URL: served.server.url },
    workspace,
    temporary: join(scratchFolder('runner'), 'temp'),
    between,
  });
}
