import process from 'node:process';
import { separateRuns } from '../../test/support/adversary/running.ts';
import { search } from '../../test/support/adversary/search.ts';
import { Stages } from '../../test/support/adversary/stage.ts';
import type { Task } from './adversary.ts';

/** Plays what it is sent, one task after another, until nobody sends any more. */
const stages = await Stages.open();
separateRuns();
process.on('message', async (task: Task) => {
  process.send?.(await search(stages, task));
});
process.on('disconnect', async () => {
  await stages.close();
  process.exit(0);
});
