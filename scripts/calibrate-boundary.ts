import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { calibrate } from './calibration/calibrate.ts';

/** Makes src/core/statistics/boundary-table.ts: `npm run calibrate`. Ten million paths take a few minutes on one core. */
const ALPHAS = [0.2, 0.1, 0.05, 0.025, 0.0125, 0.01, 0.005, 0.0025, 0.00125, 0.001, 0.0005, 0.00025, 0.0001];
const LAST_FIRST_LOOK = 12;
const BUDGET = 30;
const PATHS = Number(process.argv[2] ?? 10_000_000);
const SEED = 20_260_213;

const table = calibrate(ALPHAS, LAST_FIRST_LOOK, BUDGET, PATHS, SEED);
// Four significant digits, rounded down: never wider than what was simulated.
const down = (value: number): number => {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(value)) - 3);
  return Number((Math.floor(value / unit) * unit).toPrecision(4));
};
const rows = table.map(
  (budgets) => `  [\n${budgets.map((row) => `    [${row.map(down).join(', ')}],\n`).join('')}  ],`,
);
const text = `// Made by scripts/calibrate-boundary.ts: ${PATHS} simulated paths, seed ${SEED}. Do not edit.

/** Total false-alarm rates over all looks, descending. */
export const BOUNDARY_ALPHAS: readonly number[] = [${ALPHAS.join(', ')}];

/** α* by first look (3 … ${LAST_FIRST_LOOK}), by maximum number of rounds (3 … ${BUDGET}), and by the α above. */
// biome-ignore format: one row a budget
export const BOUNDARY_TABLE: readonly (readonly (readonly number[])[])[] = [
${rows.join('\n')}
];
`;
writeFileSync(fileURLToPath(new URL('../src/core/statistics/boundary-table.ts', import.meta.url)), text);
