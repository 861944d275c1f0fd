/**
 * The value that would stand at `at` if the numbers were sorted. Changes their order (Hoare, "Algorithm 65: Find", 1961, the
 * pivot being the median of three).
 */
export function nthSmallest(numbers: Float64Array, at: number): number {
  let left = 0;
  let right = numbers.length - 1;
  while (left < right) {
    const pivot = middleOf(numbers[left] ?? 0, numbers[(left + right) >> 1] ?? 0, numbers[right] ?? 0);
    let low = left;
    let high = right;
    while (low <= high) {
      while ((numbers[low] ?? 0) < pivot) low += 1;
      while ((numbers[high] ?? 0) > pivot) high -= 1;
      if (low > high) break;
      const value = numbers[low] ?? 0;
      numbers[low] = numbers[high] ?? 0;
      numbers[high] = value;
      low += 1;
      high -= 1;
    }
    if (at <= high) right = high;
    else if (at >= low) left = low;
    else break;
  }
  return numbers[at] ?? 0;
}

const middleOf = (a: number, b: number, c: number): number =>
  a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b;
