/**
 * Uniform numbers in [0, 1) by the mulberry32 generator: a stream that any language can draw again.
 *
 * @param seed 32 bits
 */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Standard normal numbers by Box and Muller, two uniform ones each. */
export function normalDraws(uniform: () => number): () => number {
  return () => {
    const radius = uniform();
    const angle = uniform();
    return Math.sqrt(-2 * Math.log(1 - radius)) * Math.cos(2 * Math.PI * angle);
  };
}
