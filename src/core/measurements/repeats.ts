/** The median of the repeats of a run: the middle value, or the mean of the two in the middle; 0 of none. */
export function medianOfRepeats(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [lower, upper] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
  // Halved before they are added: two that are nearly the largest number there is have a mean as well.
  return lower === upper ? upper : lower / 2 + upper / 2;
}
