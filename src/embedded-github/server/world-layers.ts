import { saveWorld } from '../save-world.ts';
import type { Layer } from './exchange.ts';
import type { Service } from './service.ts';

/**
 * Saves what a request has changed before its answer, or the end of the process, can be seen: runs that a write has
 * started are there at once, also for whoever reads the file after a crash.
 */
export const saveLayer =
  (github: Service): Layer =>
  async (exchange, below) => {
    const answer = await below();
    if (exchange.changed) await saveWorld(github.world);
    return answer;
  };

/** Lets happen what time has brought since the last request. */
export const advanceLayer =
  (github: Service): Layer =>
  async (exchange, below) => {
    const { runs, pulls, lateAssets = [] } = github.world.state;
    // Where none of these is, time brings nothing.
    if (runs.length + pulls.length + lateAssets.length > 0) {
      const { advanceWorld } = await import('../advance.ts');
      if (await advanceWorld(github.world, github.emit, github.plan)) exchange.changed = true;
    }
    return below();
  };
