import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ALL_TARGETS } from './fuzzing/all-targets.ts';
import { fuzzRequests } from './fuzzing/described-requests.ts';
import { fuzz } from './fuzzing/fuzz-target.ts';

/**
 * `npm run fuzz [-- --runs N] [--seed S] [--target T] [--list]`: every parser of text from outside, tried N times with
 * inputs made from a seed. Prints how often each was tried; for a failure, the smallest input that shows it.
 */
const option = (name: string): string | null => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? null : (process.argv[at + 1] ?? '');
};
const whole = (name: string, fallback: number): number => {
  const text = option(name) ?? String(fallback);
  if (!/^\d{1,10}$/.test(text)) throw new Error(`--${name} takes a whole number, not ${JSON.stringify(text)}`);
  return Number(text);
};
const runs = whole('runs', 100_000);
const seed = whole('seed', 1);
const wanted = option('target');

/** A target that takes longer does not end. Milliseconds for each run, generous for a busy machine. */
const HANGING = 60;

/** Whole requests to the embedded GitHub, made from GitHub's description: each takes as long as many texts. */
const REQUESTS = 'described-requests';
const TEXTS_A_REQUEST = 10;

const NAMES = [...ALL_TARGETS.map(({ name }) => name), REQUESTS];

if (process.argv.includes('--list')) for (const name of NAMES) console.log(name);
else if (wanted === REQUESTS) await requests();
else if (wanted !== null) one(wanted);
else await all();

function one(name: string): void {
  const target = ALL_TARGETS.find((each) => each.name === name);
  if (target === undefined) throw new Error(`There is no target ${JSON.stringify(name)}; --list names them.`);
  const began = performance.now();
  const { runs: tried, failure } = fuzz(target, { runs: Math.ceil(runs / (target.forms ?? 1)), seed });
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(`${name.padEnd(20)} ${String(tried).padStart(9)} inputs  ${seconds.padStart(6)} s  seed ${seed}`);
  if (failure === null) return;
  console.log(`  fails for ${JSON.stringify(failure.input)}\n  ${failure.why.split('\n').slice(0, 8).join('\n  ')}`);
  process.exitCode = 1;
}

async function requests(): Promise<void> {
  const began = performance.now();
  const directory = mkdtempSync(join(tmpdir(), 'fuzz-requests-'));
  try {
    const outcome = await fuzzRequests({ runs: Math.ceil(runs / TEXTS_A_REQUEST), seed, directory });
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    const count = String(outcome.runs).padStart(9);
    console.log(
      `${REQUESTS.padEnd(20)} ${count} requests ${seconds.padStart(6)} s  seed ${seed}; ${outcome.answers.size} answers by operation and status`,
    );
    for (const { sent, why } of outcome.failures)
      console.log(`  fails for ${JSON.stringify(sent)}\n  ${why.split('\n').slice(0, 8).join('\n  ')}`);
    if (outcome.failures.length > 0) process.exitCode = 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Each target in a process of its own, so that one that hangs or runs out of memory is told by name. */
async function all(): Promise<void> {
  const began = performance.now();
  const queue = [REQUESTS, ...ALL_TARGETS.map(({ name }) => name)];
  let failed = 0;
  const work = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const exitCode = await runAlone(name);
      if (exitCode !== 0) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  console.log(
    `${NAMES.length - failed}/${NAMES.length} targets hold, ${runs} inputs each; ${minutes} minutes on ${availableParallelism()} cores`,
  );
  if (failed > 0) process.exitCode = 1;
}

function runAlone(name: string): Promise<number> {
  const script = fileURLToPath(import.meta.url);
  const args = ['--max-old-space-size=512', '--import', 'tsx', script, '--target', name];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args, '--runs', String(runs), '--seed', String(seed)], {
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: 60_000 + runs * HANGING,
      killSignal: 'SIGKILL',
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal !== null) console.log(`${name.padEnd(20)} was ended by ${signal}: it hangs with seed ${seed}`);
      resolve(code ?? 1);
    });
  });
}
