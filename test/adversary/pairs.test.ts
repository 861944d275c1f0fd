import { expect, it } from 'vitest';
import { ACTS } from '../support/adversary/acts.ts';
import { ACTS_EACH, actsOf, pairCircuit, SEQUENCES_A_LAP } from '../support/adversary/pairs.ts';
import { mulberry32 } from '../support/random-draws.ts';

/** Which acts are neighbours in the adversary's sequences is not left to chance. */

it.each([1, 2, 3, 8, 31])('on a way around %i elements each follows each once', (size) => {
  const elements = Array.from({ length: size }, (_, index) => index);
  const circuit = pairCircuit(elements, mulberry32(size));
  const pairs = circuit.map((each, at) => `${each} ${circuit[(at + 1) % circuit.length]}`);
  expect([circuit.length, new Set(pairs).size]).toEqual([size ** 2, size ** 2]);
});

it('every pair of neighbours comes in every lap, in another order each time', () => {
  const orders = new Set<string>();
  for (const lap of [0, 1, 2]) {
    const sequences = Array.from({ length: SEQUENCES_A_LAP }, (_, index) => actsOf(lap * SEQUENCES_A_LAP + index));
    expect(sequences.every(({ length }) => length === ACTS_EACH)).toBe(true);
    const pairs = sequences.flatMap((acts) => acts.slice(1).map((act, at) => `${acts[at]} → ${act}`));
    expect(new Set(pairs).size).toBe(ACTS.length ** 2);
    orders.add(pairs.join());
  }
  expect(orders.size).toBe(3);
});
