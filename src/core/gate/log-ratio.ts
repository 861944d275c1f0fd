import type { Better } from '../measurements/measurement.ts';

/** A gain beyond what a number can hold is as good as this one; a change has to be one that can be written. */
const LARGEST = 700;

/** ln(candidate/baseline) oriented so that negative is worse; null where either is unknown or not positive. */
export function orientedLogRatio(better: Better, baseline: number | null, candidate: number | null): number | null {
  if (baseline === null || candidate === null || !(baseline > 0) || !(candidate >= 0)) return null;
  // A difference of logarithms does not overflow where the ratio would.
  const d = Math.log(candidate) - Math.log(baseline);
  if (better !== 'lower') return Math.min(d, LARGEST);
  return candidate > 0 ? Math.min(-d, LARGEST) : null;
}
