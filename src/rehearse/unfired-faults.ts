import type { Fault } from '../embedded-github/fault-text.ts';

/** What to say at the end of a rehearsal of faults that were asked for and found no occasion: it has shown nothing of them. */
export const neverHappened = (faults: readonly Fault[]): string[] =>
  faults.map(
    ({ text }) =>
      `The fault ${text} never happened: this rehearsal does not show what it leads to. Its moment did not come; @N names a request instead.`,
  );
