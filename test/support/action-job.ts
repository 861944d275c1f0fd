import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ActionJob, runJobSteps } from './job-steps.ts';
import { scratchFolder } from './scratch.ts';
import type { ServedWorld } from './served-world.ts';
import { emptyStepSummary } from './step-summary.ts';

export type { ActionJob } from './job-steps.ts';

/**
 * Runs the steps of action.yml against a served world, in this process and on the world's clock.
 *
 * @param runner what the runner says in the environment of every step, as GITHUB_RUN_ID
 * @param between called after each step with its id: what somebody else does meanwhile
 */
export async function runActionJob(
  served: ServedWorld,
  inputs: Readonly<Record<string, string>>,
  between: (step: string) => Promise<void> = async () => {},
  workspace = scratchFolder('workspace'),
  runner: Readonly<Record<string, string>> = {},
): Promise<ActionJob> {
  const temporary = join(scratchFolder('runner'), 'temp');
  mkdirSync(temporary, { recursive: true });
  const surroundings = {
    apiUrl: served.server.url,
    token: served.server.tokens.app,
    repository: 'sample/zlink',
    clock: served.world.clock,
    workspace,
    temporary,
    summary: emptyStepSummary(),
    runner,
  };
  return runJobSteps(surroundings, inputs, between);
}
