import { mulberry32 } from '../random-draws.ts';
import { ACTS, type Act } from './acts.ts';

/** Acts of a sequence. */
export const ACTS_EACH = 7;
const PAIRS_EACH = ACTS_EACH - 1;
/** So many sequences, one after another, hold every pair of neighbours once. */
export const SEQUENCES_A_LAP = Math.ceil(ACTS.length ** 2 / PAIRS_EACH);

/**
 * The acts of a sequence, by its number: every pair of neighbouring acts, comes in every lap of
 * `SEQUENCES_A_LAP` sequences, so that no pair is left to chance. Each lap has them in another order.
 */
export function actsOf(number: number): readonly Act[] {
  const circuit = circuitOf(Math.floor(number / SEQUENCES_A_LAP));
  const from = (number % SEQUENCES_A_LAP) * PAIRS_EACH;
  return Array.from({ length: ACTS_EACH }, (_, index) => circuit[(from + index) % circuit.length] as Act);
}

let known: { readonly lap: number; readonly circuit: readonly Act[] } | null = null;

function circuitOf(lap: number): readonly Act[] {
  if (known?.lap !== lap) known = { lap, circuit: pairCircuit(ACTS, mulberry32(lap)) };
  return known.circuit;
}

/**
 * A way around on which each element follows each, itself too, exactly once; the last one is followed by the first. It is an
 * Eulerian circuit of the complete directed graph with loops, by Hierholzer's algorithm.
 *
 * @param uniform numbers in [0, 1), which choose among the ways around
 */
export function pairCircuit<Element>(elements: readonly Element[], uniform: () => number): Element[] {
  const left = new Map(elements.map((each) => [each, shuffled(elements, uniform)]));
  const path = elements.slice(0, 1);
  const circuit: Element[] = [];
  for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
    const next = left.get(at)?.pop();
    if (next !== undefined) path.push(next);
    else circuit.push(...path.splice(-1));
  }
  // It ends where it began.
  return circuit.slice(1).reverse();
}

function shuffled<Element>(elements: readonly Element[], uniform: () => number): Element[] {
  const order = [...elements];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(uniform() * (last + 1));
    [order[last], order[other]] = [order[other] as Element, order[last] as Element];
  }
  return order;
}
