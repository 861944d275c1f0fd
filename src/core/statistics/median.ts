/**
 * The median: the middle value, or the mean of the two in the middle; 0 of none. Two that are nearly the largest number there
 * is have a mean as well.
 */
export function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const [lower, upper] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
  return lower === upper ? upper : lower / 2 + upper / 2;
}

/** The standard deviation of a normal distribution, as a multiple of its median absolute deviation from the median. */
export const NORMAL_MAD = 1.4826;
