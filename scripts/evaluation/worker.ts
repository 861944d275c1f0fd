import process from 'node:process';
import { doTask, type Task } from './tasks.ts';

/** A process of its own for parts of the evaluation: `evaluate-gate.ts` starts two of it. */
process.on('message', ({ task, at, scale }: { task: Task; at: number; scale: number }) => {
  const began = process.cpuUsage();
  const result = doTask(task, scale);
  const { user, system } = process.cpuUsage(began);
  process.send?.({ at, result, seconds: (user + system) / 1e6 });
});
