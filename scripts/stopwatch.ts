import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/**
 * How long the commands of each quick start take on this machine, in seconds: they are run as test/docs/commands.test.ts runs
 * them, from a new clone against the embedded GitHub, with stand-ins where a page builds something. Nothing is asserted of it.
 */
const report = join(tmpdir(), `stopwatch-${process.pid}.json`);
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', 'test/docs/commands.test.ts', '-t', 'quick-start', '--reporter=json', `--outputFile=${report}`],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);

interface Run {
  readonly title: string;
  readonly status: string;
  readonly duration?: number;
}
const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
  testResults: readonly { readonly assertionResults: readonly Run[] }[];
};
for (const { title, status: outcome, duration } of testResults.flatMap((file) => file.assertionResults)) {
  if (duration === undefined || outcome === 'skipped') continue;
  console.log(`${title.replaceAll("'", '').padEnd(34)} ${(duration / 1000).toFixed(1).padStart(6)} s  ${outcome}`);
}
process.exitCode = status ?? 1;
