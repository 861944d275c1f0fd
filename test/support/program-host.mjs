import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shortenPauses } from './short-time.mjs';

/**
 * Runs entries of the built program one after another in this process, as a process of its own would run each: with these
 * arguments, this environment and this folder. What an entry loads stays loaded and compiled for the next.
 *
 * `process.exit()` and signals end this process, as they would end the program's.
 */
const given = Object.keys(process.env);
for (const name of given) delete process.env[name];
const streams = [process.stdout, process.stderr];
let count = 0;
/** `@actions/core` goes on with the first path of a summary that it was given. */
let ownSummary;
let wantedSummary;

process.on('message', async ({ entry, args, env, cwd, pace, end }) => {
  count += 1;
  Object.assign(process.env, env);
  process.chdir(cwd);
  wantedSummary = existsSync(env.GITHUB_STEP_SUMMARY ?? '') ? env.GITHUB_STEP_SUMMARY : undefined;
  if (wantedSummary) {
    ownSummary ??= join(tmpdir(), `zlink-step-summary-${process.pid}.md`);
    writeFileSync(ownSummary, readFileSync(wantedSummary));
    process.env.GITHUB_STEP_SUMMARY = ownSummary;
  }
  process.argv = [process.execPath, entry, ...args];
  process.exitCode = undefined;
  shortenPauses(pace);
  const listeners = [process, ...streams].map((emitter) => [emitter, heard(emitter)]);
  await import(`${new URL(entry, 'file:///')}?run=${count}`);
  const code = process.exitCode ?? 0;
  handOnSummary();
  for (const [emitter, before] of listeners) {
    for (const [event, functions] of heard(emitter)) {
      for (const each of functions) if (!before.get(event)?.has(each)) emitter.off(event, each);
    }
  }
  for (const name of Object.keys(process.env)) delete process.env[name];
  // Pipes are written to at once: nothing of this run comes after its end.
  for (const stream of streams) stream.write(`${end}${code}\n`);
});
process.on('disconnect', () => process.exit(0));
process.on('exit', () => {
  handOnSummary();
  if (ownSummary) rmSync(ownSummary, { force: true });
});

function handOnSummary() {
  if (wantedSummary) writeFileSync(wantedSummary, readFileSync(ownSummary));
  wantedSummary = undefined;
}

/** Every listener of these, by event. */
function heard(emitter) {
  return new Map(emitter.eventNames().map((event) => [event, new Set(emitter.rawListeners(event))]));
}
