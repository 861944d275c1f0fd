import type { Violation } from '../invariants/finished-world.ts';

/**
 * What the adversary finds and nobody has mended yet, with the reason. Empty, where the program holds: a line here is a fault
 * that is known, never one that is allowed.
 */
const KNOWN: readonly { readonly invariant: string; readonly because: string }[] = [];

export const isKnown = ({ invariant }: Violation): boolean => KNOWN.some((each) => each.invariant === invariant);
