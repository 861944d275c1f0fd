import type { Violation } from '../invariants/finished-world.ts';

/**
 * What the adversary finds and nobody has mended yet, with the reason. Empty, where the program holds: a line here is a fault
 * that is known, never one that is allowed.
 */
const KNOWN: readonly { readonly invariant: string; readonly because: string }[] = [
  {
    invariant: 'the gate’s check is there only where somebody measured',
    because: 'a release that measured nothing posts the gate’s check as neutral',
  },
  {
    invariant: 'a tag that was taken away is not made again',
    because: 'a release does not look whether its tag stood there once',
  },
  {
    invariant: 'a release is not held against itself',
    because: 'a list of pull requests that lags makes the version of main one of somebody else’s',
  },
];

export const isKnown = ({ invariant }: Violation): boolean => KNOWN.some((each) => each.invariant === invariant);
