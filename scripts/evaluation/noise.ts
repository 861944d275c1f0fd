import { seededNormal } from '../calibration/random.ts';

/** How the rounds of a family are drawn. Standard deviations are of d. */
export type FamilyNoise =
  | 'normal'
  | 't3'
  | 'lognormal'
  | 'correlated .8'
  | 'AR .3'
  | 'AR .6'
  | 'drift ±1 sd'
  | 'common drift ±1 sd'
  | 'slow drift ±1 sd';

export const FAMILY_NOISES: readonly FamilyNoise[] = [
  'normal',
  't3',
  'lognormal',
  'correlated .8',
  'AR .3',
  'AR .6',
  'drift ±1 sd',
  'common drift ±1 sd',
  'slow drift ±1 sd',
];

/** Skewness of the lognormal noise comes from this spread of its logarithm. */
const LOGNORMAL = 0.7;

/**
 * Draws d of a family, benchmark by benchmark: `rounds` values of each, without any effect.
 *
 * @param budget in so many rounds what drifts goes from one side to the other, where it stays; a slow drift takes all `rounds`
 */
export function drawFamily(
  noise: FamilyNoise,
  {
    benchmarks,
    rounds,
    sd,
    seed,
    budget = rounds,
  }: { benchmarks: number; rounds: number; sd: number; seed: number; budget?: number },
): Float64Array[] {
  const normal = seededNormal(seed);
  const shared = Float64Array.from({ length: rounds }, normal);
  // Which side drifts, and which way, is a coin: the same code on both.
  const common = normal() < 0 ? -1 : 1;
  return Array.from({ length: benchmarks }, () => {
    const way = normal() < 0 ? -1 : 1;
    let last = normal();
    return Float64Array.from({ length: rounds }, (_, at) => {
      const position = (over: number) => (over === 1 ? 0 : Math.min(1, (2 * at) / (over - 1) - 1));
      switch (noise) {
        case 'normal':
          return sd * normal();
        case 't3': {
          const value = normal();
          return (sd * value) / Math.hypot(normal(), normal(), normal());
        }
        case 'lognormal': {
          // The difference of two sides that are each skewed is symmetrical, and heavy in both tails.
          const spread = Math.sqrt(2 * (Math.exp(LOGNORMAL ** 2) - 1) * Math.exp(LOGNORMAL ** 2));
          return (sd * (Math.exp(LOGNORMAL * normal()) - Math.exp(LOGNORMAL * normal()))) / spread;
        }
        case 'correlated .8':
          return sd * (Math.sqrt(0.8) * (shared[at] ?? 0) + Math.sqrt(0.2) * normal());
        case 'AR .3':
        case 'AR .6': {
          const r = noise === 'AR .3' ? 0.3 : 0.6;
          if (at > 0) last = r * last + Math.sqrt(1 - r * r) * normal();
          return sd * last;
        }
        case 'drift ±1 sd':
          return sd * (normal() + way * position(budget));
        case 'slow drift ±1 sd':
          return sd * (normal() + way * position(rounds));
        case 'common drift ±1 sd':
          return sd * (normal() + common * position(budget));
      }
    });
  });
}
