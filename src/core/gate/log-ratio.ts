import type { Better } from '../measurements/measurement.ts';

/** ln(candidate/baseline) oriented so that negative is worse; null where either is unknown or not positive. */
export function orientedLogRatio(better: Better, baseline: number | null, candidate: number | null): number | null {
  if (baseline === null || candidate === null || !(baseline > 0) || !(candidate >= 0)) return null;
  // A difference of logarithms does not overflow where the ratio would.
  const d = Math.log(candidate) - Math.log(baseline);
  if (better !== 'lower') return d;
  return candidate > 0 ? -d : null;
}
