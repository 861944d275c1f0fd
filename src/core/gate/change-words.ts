import type { Better } from '../measurements/measurement.ts';

/**
 * A change as people read it: per cent of the baseline, or a factor where per cent says nothing. `change` is exp(d) − 1,
 * negative is worse; logarithms stay inside.
 */

/** From here on per cent says less than a factor. */
const MANY_TIMES = 4;
const FEW_LEFT = -0.9;
/** Nobody reads such a factor. */
const ABSURD = 1e15;

/** (candidate − baseline)/baseline of a change; of a time, that much more or less of it. */
export const ofBaseline = (change: number, better: Better): number =>
  better === 'lower' ? -change / (1 + change) : change;

/** "5 %", "2.5 %": a share, as a margin is written. */
export const percent = (fraction: number): string => `${+(100 * fraction).toFixed(2)} %`;

/** "−4.7 %", "+15.0 %". */
export function percentChange(fraction: number, digits = 1): string {
  const shown = Math.abs(100 * fraction).toFixed(digits);
  return `${Number(shown) === 0 ? '±' : fraction < 0 ? '−' : '+'}${shown} %`;
}

/** "throughput −4.7 %", "p99 10.0 times as much", "1/1,000 of the baseline". */
export function changeWords(change: number, better: Better, digits = 1): string {
  const fraction = ofBaseline(change, better);
  if (!(fraction < ABSURD)) return 'more than any factor says';
  if (fraction >= MANY_TIMES) return `${grouped(1 + fraction, 1)} times as much`;
  if (fraction <= -1) return 'nothing left';
  if (1 + fraction < 1 / ABSURD) return 'next to nothing left';
  if (fraction < FEW_LEFT) return `1/${grouped(1 / (1 + fraction), 0)} of the baseline`;
  return percentChange(fraction, digits);
}

/** "slower", "longer" or "more": what a change for the worse of this metric is. */
export function worseWord(metric: string, better: Better, unit: string): string {
  if (better !== 'lower') return 'slower';
  return isTime(unit) || /^p\d|time/.test(metric) ? 'slower' : 'more';
}

export const isTime = (unit: string): boolean =>
  /^(?:ps|ns|us|µs|μs|ms|s|sec|min|h|(?:(?:pico|nano|micro|milli)?second|minute|hour)s?)(?:\/.*)?$/.test(unit);

/** 1234567.8 → "1,234,567.8"; small numbers keep four digits. */
export function figure(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || (magnitude >= 1e15 && !Number.isSafeInteger(value))))
    return String(Number(value.toPrecision(6)));
  return value.toLocaleString(
    'en-US',
    magnitude >= 100 || Number.isInteger(value) ? { maximumFractionDigits: 2 } : { maximumSignificantDigits: 5 },
  );
}

/** A unit as people write it: programs say "us". */
export const shownUnit = (unit: string): string => unit.replace(/^us(?=$|\/)/, 'µs');

/** "1,500 ns", and a count without its 1. */
export const withUnit = (value: number, unit: string): string =>
  unit === '1' || unit === '' ? figure(value) : `${figure(value)} ${shownUnit(unit)}`;

const grouped = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: 0, maximumFractionDigits: digits });
