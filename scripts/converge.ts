import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { seededUniform } from './calibration/random.ts';
import {
  Convergence,
  REQUEST_FAULTS,
  type RequestFault,
  type Trial,
  type TrialResult,
} from './convergence/converge.ts';

/**
 * `npm run converge [-- --pairs N] [--seed N] [--every N] [--write]`: every fault at every request of a release, then two faults
 * in one run, sampled; prints survived/tried and fails on the first that is not.
 */
const option = (name: string, fallback: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const pairs = option('pairs', 150);
const seed = option('seed', 1);
const every = option('every', 1);

const convergence = new Convergence(fileURLToPath(new URL('../dist/cli.js', import.meta.url)));
const began = performance.now();
const requests = await convergence.prepare();
const kinds = Object.keys(REQUEST_FAULTS) as RequestFault[];
const numbers = Array.from({ length: requests }, (_, index) => index + 1).filter((n) => n % every === 0);
const uniform = seededUniform(seed);
const draw = () => {
  const kind = kinds[Math.floor(uniform() * kinds.length)] ?? 'crash';
  return `${kind}@${1 + Math.floor(uniform() * requests * 1.2)}`;
};

const groups: { readonly name: string; readonly trials: readonly Trial[] }[] = [
  ...kinds.map((kind) => ({
    name: `${kind} (${REQUEST_FAULTS[kind]})`,
    trials: numbers.map((n) => ({ faults: [`${kind}@${n}`] })),
  })),
  {
    name: `two faults in one run, seed ${seed}`,
    trials: Array.from({ length: pairs }, () => {
      const first = draw();
      let second = draw();
      while (second === first) second = draw();
      return { faults: [first, second] };
    }),
  },
];

const lines: string[] = [];
const failed: TrialResult[] = [];
try {
  for (const { name, trials } of groups) {
    const queue = [...trials];
    const results: TrialResult[] = [];
    const work = async () => {
      for (let trial = queue.shift(); trial !== undefined; trial = queue.shift())
        results.push(await convergence.try(trial));
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    const lost = results.filter((each) => !each.survived);
    failed.push(...lost);
    const resumed = results.filter((each) => each.runs > 1).length;
    const line = `${name}: ${results.length - lost.length}/${results.length} survived, ${resumed} by running again`;
    lines.push(line);
    console.log(line);
    for (const each of lost.slice(0, 3)) console.log(`  ${each.faults.join(' ')} after ${each.runs} runs: ${each.why}`);
  }
} finally {
  convergence.close();
}
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
console.log(`${requests} requests in an undisturbed release; ${minutes} minutes on ${availableParallelism()} cores`);
if (process.argv.includes('--write')) {
  const table = lines.map(
    (line) => `| ${line.replace(/: (\d+\/\d+) survived, (\d+) by running again/, ' | $1 | $2')} |`,
  );
  writeFileSync(
    fileURLToPath(new URL('../docs/convergence.md', import.meta.url)),
    `# Convergence

Made by \`npm run converge -- --write\`. A release of the sample takes ${requests} requests. For each request and each
disturbance: the release is run, then run again until it ends, and everything it leaves (refs, trees, messages, pull
requests, check runs, comments, assets, record) is compared with what an undisturbed release leaves.

| disturbance | survived / tried | of these, by running again |
|---|---|---|
${table.join('\n')}
`,
  );
}
if (failed.length > 0) process.exitCode = 1;
