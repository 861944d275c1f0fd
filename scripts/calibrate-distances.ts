import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { NORMAL_MAD } from '../src/core/statistics/median.ts';
import { calibrateDistances } from './calibration/round-distances.ts';

/** Makes src/core/statistics/distance-table.ts: `npm run calibrate:distances`. A million paths a row: some minutes. */
const RATES = [0.05, 0.02, 0.01, 0.003, 0.001, 0.0003, 0.0001, 0.00003];
const ROUNDS = Array.from({ length: 28 }, (_, at) => at + 5);
const PATHS = Number(process.argv[2] ?? 1_000_000);
const SEED = 20_260_213;

const { farthest, secondBelow } = calibrateDistances(ROUNDS, RATES, {
  paths: PATHS,
  seed: SEED,
  robustScale: NORMAL_MAD,
});
// Three significant digits, rounded up: never nearer than what was simulated.
const up = (value: number): number => {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 2);
  return Number((Math.ceil(value / unit) * unit).toPrecision(3));
};
const shown = (table: readonly (readonly number[])[]): string =>
  table.map((row) => `  [${row.map(up).join(', ')}],\n`).join('');
const text = `// Made by scripts/calibrate-distances.ts: ${PATHS} simulated series a row, seed ${SEED}. Do not edit.

/** Rates at which a series of independent normal rounds is farther, descending. */
export const DISTANCE_RATES: readonly number[] = [${RATES.join(', ')}];

/** The number of rounds of the first row; each row is for one more. */
export const FIRST_DISTANCE_ROW = ${ROUNDS[0]};

/** The largest distance from the median, in robust standard deviations. */
// biome-ignore format: one row a number of rounds
export const FARTHEST: readonly (readonly number[])[] = [
${shown(farthest)}];

/** The second largest distance below the median, where none above it is as large. */
// biome-ignore format: one row a number of rounds
export const SECOND_BELOW: readonly (readonly number[])[] = [
${shown(secondBelow)}];
`;
writeFileSync(fileURLToPath(new URL('../src/core/statistics/distance-table.ts', import.meta.url)), text);
