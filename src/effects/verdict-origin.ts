import process from 'node:process';
import type { VerdictOrigin } from '../core/gate/compared.ts';
import { type Clock, systemClock } from './clock.ts';

/** Who makes a verdict now: a runner says which repository it works for, a shell does not. */
export function verdictOrigin(
  program: string,
  clock: Clock = systemClock,
  env: NodeJS.ProcessEnv = process.env,
): Omit<VerdictOrigin, 'folders'> {
  const repository = env.GITHUB_REPOSITORY ?? '';
  return {
    repository: /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(repository) ? repository : null,
    now: clock.now(),
    program,
  };
}
