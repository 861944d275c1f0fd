/**
 * Time in which pauses are short: they pass faster, and the clock jumps over what they leave out. Loaded before a program as
 * `short-time.mjs?pace=50`, or by a host for each program that it runs.
 */

const { setTimeout: realTimeout, Date: RealDate } = globalThis;

/**
 * Shorter waits are polls and pauses, as that until GitHub lists a run; these and longer ones are limits that no answer should
 * reach. Milliseconds.
 */
const SHORTEST_LIMIT = 60_000;

/** @param pace how much faster than real time pauses pass; 1 for real time */
export function shortenPauses(pace) {
  globalThis.setTimeout = realTimeout;
  globalThis.Date = RealDate;
  if (pace === 1) return;
  let skipped = 0;
  globalThis.setTimeout = (callback, delay = 0, ...rest) => {
    if (delay < pace || delay >= SHORTEST_LIMIT) return realTimeout(callback, delay, ...rest);
    const left = delay / pace;
    const passed = (...all) => {
      skipped += delay - left;
      callback(...all);
    };
    return realTimeout(passed, left, ...rest);
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

const wanted = new URL(import.meta.url).searchParams.get('pace');
if (wanted !== null) shortenPauses(Number(wanted));
