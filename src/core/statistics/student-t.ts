/**
 * Student's t distribution with ν > 0 degrees of freedom, which need not be whole (Welch's test).
 *
 * Its tail is a regularised incomplete beta function, P(T ≥ t) = ½ · I_x(ν/2, ½) with x = ν/(ν + t²) for t ≥ 0
 * (NIST Digital Library of Mathematical Functions, 8.17(iii) and 8.17.22; Abramowitz and Stegun, 26.7.1).
 */

/**
 * P(T ≤ t).
 *
 * @throws RangeError where `degrees` is no number above 0, as all of these do
 */
export function lowerTail(t: number, degrees: number): number {
  return upperTail(-t, degrees);
}

/** P(T ≥ t), with all its digits also where it is tiny. */
export function upperTail(t: number, degrees: number): number {
  requireDegrees(degrees);
  if (Number.isNaN(t)) return Number.NaN;
  if (t < 0) return 1 - upperTail(-t, degrees);
  const square = (t / degrees) * t;
  if (square === Number.POSITIVE_INFINITY) return 0;
  const x = 1 / (1 + square);
  const a = degrees / 2;
  const front = Math.exp(a * Math.log(x)) * Math.sqrt(square * x);
  if (front === 0 && t > 1) return 0;
  const b = betaWithHalf(degrees);
  // Each of the two fractions is quick on its own side of the mean of the beta distribution.
  if (x < (a + 1) / (a + 2.5)) return front / (2 * a * b * betaFraction(x, a, 0.5));
  // 1 − x, without the digits that the difference would lose.
  return 0.5 - front / (b * betaFraction(square * x, 0.5, a));
}

/** Quantiles by degrees and probability: a duet asks for the same few after every round, of every benchmark. */
const known = new Map<number, Map<number, number>>();
const MOST_KNOWN = 500;

/** The t that is exceeded with the given probability: positive for probabilities below one half. */
export function upperQuantile(probability: number, degrees: number): number {
  const ofDegrees = known.get(degrees) ?? new Map<number, number>();
  const before = ofDegrees.get(probability);
  if (before !== undefined) return before;
  const found = findUpperQuantile(probability, degrees);
  if (known.size > MOST_KNOWN || ofDegrees.size > MOST_KNOWN) known.clear();
  known.set(degrees, ofDegrees.set(probability, found));
  return found;
}

function findUpperQuantile(probability: number, degrees: number): number {
  requireDegrees(degrees);
  if (!(probability >= 0 && probability <= 1)) return Number.NaN;
  if (probability === 0) return Number.POSITIVE_INFINITY;
  if (probability === 0.5) return 0;
  if (probability > 0.5) return -findUpperQuantile(1 - probability, degrees);
  let low = 0;
  let high = 1;
  while (upperTail(high, degrees) > probability) {
    low = high;
    high *= 2;
    if (high === Number.POSITIVE_INFINITY) return high;
  }
  // Newton's steps on the logarithm of the tail, which is nearly straight; one that leaves the bracket halves it.
  let t = (low + high) / 2;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const tail = upperTail(t, degrees);
    if (tail > probability) low = t;
    else high = t;
    const next = t + (Math.log(tail / probability) * tail) / density(t, degrees);
    const inside = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(inside - t) <= Number.EPSILON * Math.abs(t)) return inside;
    t = inside;
  }
  return t;
}

const MOST_STEPS = 200;

function requireDegrees(degrees: number): void {
  if (!(degrees > 0 && degrees < Number.POSITIVE_INFINITY)) throw new RangeError(`${degrees} degrees of freedom`);
}

function density(t: number, degrees: number): number {
  const logarithm = (-(degrees + 1) / 2) * Math.log1p((t / degrees) * t);
  return Math.exp(logarithm) / (Math.sqrt(degrees) * betaWithHalf(degrees));
}

/**
 * B(ν/2, ½). Of whole ν by B(½, ½) = π, B(1, ½) = 2 and B(z + 1, ½) = B(z, ½) · z/(z + ½); of others by the same from
 * far up, where √(π/z) · (1 + 1/(8z) + …) has all digits (DLMF 5.11.13 for Γ(z)/Γ(z + ½)).
 */
function betaWithHalf(degrees: number): number {
  if (Number.isInteger(degrees)) {
    const first = degrees % 2 === 1 ? 1 : 2;
    let beta = first === 1 ? Math.PI : 2;
    for (let each = first; each < degrees; each += 2) beta *= each / (each + 1);
    return beta;
  }
  let z = degrees / 2;
  let factor = 1;
  for (; z < FAR_UP; z += 1) factor *= (z + 0.5) / z;
  const series = COEFFICIENTS.reduceRight((sum, each) => sum / z + each, 0);
  return factor * Math.sqrt(Math.PI / z) * series;
}

const FAR_UP = 100;
/** Of 1, 1/z, 1/z² … in Γ(z)/Γ(z + ½) · √z. */
const COEFFICIENTS = [1, 1 / 8, 1 / 128, -5 / 1024, -21 / 32_768, 399 / 262_144];

/** So small a denominator would only divide by zero. */
const TINY = 1e-300;

/**
 * The continued fraction 1 + d₁/(1 + d₂/(1 + …)) of the incomplete beta function:
 * I_x(a, b) = xᵃ(1 − x)ᵇ / (a · B(a, b)) divided by it (DLMF 8.17.22). Summed from the front by Lentz's method as
 * modified by Thompson and Barnett ("Coulomb and Bessel functions of complex arguments and order", 1986).
 */
function betaFraction(x: number, a: number, b: number): number {
  let value = 1;
  let numerator = 1;
  let denominator = 0;
  for (let n = 1; n <= 10_000; n += 1) {
    const m = n >> 1;
    const d =
      n % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    denominator = 1 + d * denominator;
    denominator = 1 / (Math.abs(denominator) < TINY ? TINY : denominator);
    numerator = 1 + d / numerator;
    if (Math.abs(numerator) < TINY) numerator = TINY;
    const factor = numerator * denominator;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value;
}
