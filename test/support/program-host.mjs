/**
 * Runs entries of the built program one after another in this process, as a process of its own would run each: with these
 * arguments, this environment and this folder. What an entry loads stays loaded and compiled for the next.
 *
 * `process.exit()` and signals end this process, as they would end the program's.
 */
const given = Object.keys(process.env);
for (const name of given) delete process.env[name];
const streams = [process.stdout, process.stderr];
const { setTimeout: realTimeout, Date: RealDate } = globalThis;
let count = 0;

process.on('message', async ({ entry, args, env, cwd, pace, end }) => {
  count += 1;
  Object.assign(process.env, env);
  process.chdir(cwd);
  process.argv = [process.execPath, entry, ...args];
  process.exitCode = undefined;
  hasten(pace);
  const listeners = [process, ...streams].map((emitter) => [emitter, heard(emitter)]);
  await import(`${new URL(entry, 'file:///')}?run=${count}`);
  const code = process.exitCode ?? 0;
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

/** Every listener of these, by event. */
function heard(emitter) {
  return new Map(emitter.eventNames().map((event) => [event, new Set(emitter.rawListeners(event))]));
}

/** Waits of up to this long are polls and pauses; longer ones are limits that no answer should reach. Milliseconds. */
const LONGEST_PAUSE = 30_000;

/** Lets pauses pass faster, and the clock jump over what they leave out, as on a machine whose time is short. */
function hasten(pace) {
  globalThis.setTimeout = realTimeout;
  globalThis.Date = RealDate;
  if (pace === 1) return;
  let skipped = 0;
  globalThis.setTimeout = (callback, delay = 0, ...rest) => {
    if (delay < pace || delay > LONGEST_PAUSE) return realTimeout(callback, delay, ...rest);
    const left = delay / pace;
    return realTimeout(
      (...all) => {
        skipped += delay - left;
        callback(...all);
      },
      left,
      ...rest,
    );
  };
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      if (given.length === 0) super(RealDate.now() + skipped);
      else super(...given);
    }
    static now() {
      return RealDate.now() + skipped;
    }
  };
}
