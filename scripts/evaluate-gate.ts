import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { evaluationPage } from './evaluation/page.ts';
import { type Result, type Task, tasks } from './evaluation/tasks.ts';

/**
 * `npm run evaluate`: every method on every data set, families, and what depends; written to docs/evaluation.md.
 *
 *   --processes 1   how many share the parts; default 2
 *   --scale .1      a tenth of the trials; the page is printed, and written only with --write
 *   --only-page     the page of what is kept; a part that is not there is said to be missing
 *   --keep FILE     parts that are done are kept there, and not done again; further files are read only
 *   --only TEXT     no other parts than those with this text, as '"noise":"AR .3"'
 */
const options = (name: string): string[] =>
  process.argv.flatMap((each, at) => (each === name ? (process.argv[at + 1] ?? []) : []));
const option = (name: string): string | undefined => options(name)[0];
const scale = Number(option('--scale') ?? 1);
const processes = Number(option('--processes') ?? 2);
const keep = option('--keep');
const all = tasks(scale);
const kept: Record<string, { result: Result; seconds: number }> = Object.assign(
  {},
  ...options('--keep').map((path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {})),
);
/** The program that plays the parts, the rule in it: what another one made is not kept for this one. */
const bundle = await rolldown({
  input: fileURLToPath(new URL('evaluation/worker.ts', import.meta.url)),
  platform: 'node',
});
const { output } = await bundle.generate({ format: 'esm', minify: true });
const made = createHash('sha256').update(output[0].code).digest('hex');
/** Trials of a cell are the same whatever the scale, only fewer. */
const keyOf = (task: Task): string => JSON.stringify({ ...task, ...(task.kind === 'cell' ? {} : { scale }), made });
const only = options('--only');
const left = all.filter(
  (task) => kept[keyOf(task)] === undefined && only.every((text) => JSON.stringify(task).includes(text)),
);
const began = Date.now();

/** One process, which takes the next part until none is left. */
async function work(): Promise<void> {
  const child = fork(fileURLToPath(new URL('evaluation/worker.ts', import.meta.url)));
  try {
    for (let task = left.shift(); task !== undefined; task = left.shift()) {
      const done = task;
      const answer = await new Promise<{ result: Result; seconds: number }>((resolve, reject) => {
        child.once('message', (message) => resolve(message as { result: Result; seconds: number }));
        child.once('exit', (code) => reject(new Error(`the process of ${JSON.stringify(done)} ended with ${code}`)));
        child.send({ task: done, at: 0, scale });
      });
      child.removeAllListeners('exit');
      kept[keyOf(done)] = { result: answer.result, seconds: answer.seconds };
      if (keep !== undefined) {
        // Whoever stops this in the middle of a write keeps the former one.
        writeFileSync(`${keep}.new`, JSON.stringify(kept));
        renameSync(`${keep}.new`, keep);
      }
      const minutes = ((Date.now() - began) / 60_000).toFixed(1);
      console.error(
        `${minutes} min: ${JSON.stringify(done)} in ${answer.seconds.toFixed(1)} s of CPU, ${left.length} left`,
      );
    }
  } finally {
    child.kill();
  }
}

if (!process.argv.includes('--only-page')) await Promise.all(Array.from({ length: processes }, work));
const path = fileURLToPath(new URL('../docs/evaluation.md', import.meta.url));
const before = readFileSync(path, 'utf8');
/** The part about real rounds, which stays while its parts are not done. */
const REAL = '## One benchmark, on real rounds';
const former = before.includes(REAL) ? before.slice(before.indexOf(REAL)).trimEnd() : '';
const page = evaluationPage((task) => kept[keyOf(task)]?.result ?? null, scale, former);
const spent = Object.values(kept).reduce((sum, { seconds }) => sum + seconds, 0);
console.error(`${(spent / 60).toFixed(1)} min of CPU`);
if (scale < 1 && !process.argv.includes('--write')) console.log(page);
else writeFileSync(path, page);
