import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Side } from '../../core/bench/round-plan.ts';
import { problem, Stop } from '../../core/problem.ts';
import { staysInside } from '../small-file.ts';

/** Where the STREAM harness keeps the script that runs one stack: beside its comparison script, in a folder a stack. */
const RUNNER = 'run_stream_scenarios.sh';
export const runnerOf = (tree: string, harness: string, stack: string): string => join(tree, harness, stack, RUNNER);

export async function stacksBeside(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const stacks = entries
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, RUNNER)))
    .map((entry) => entry.name)
    .sort();
  if (stacks.length === 0) throw missingHarness(`${folder}/*/${RUNNER}`);
  return stacks;
}

export const missingHarness = (what: string) =>
  new Stop([problem('bench-harness-missing', `${what} does not exist.`, { where: 'bench.harness' })]);

/** What is measured is a tree: a harness that a link takes from elsewhere is not in it. */
export function requireInside(tree: string, path: string): void {
  if (staysInside(tree, path)) return;
  throw new Stop([
    problem('path-outside-repository', `${path} leads out of the tree through a symbolic link.`, {
      where: 'bench.harness',
    }),
  ]);
}

/** @throws Stop unless both trees have a runner for each stack, inside the tree */
export function requireRunners(
  trees: Readonly<Record<Side, string>>,
  harness: string,
  stacks: readonly string[],
): void {
  for (const side of ['baseline', 'candidate'] as const) {
    const lacking = stacks.filter((stack) => !existsSync(runnerOf(trees[side], harness, stack)));
    if (lacking.length > 0) throw missingHarness(`${harness}/{${lacking.join(',')}}/${RUNNER} of the ${side}`);
    for (const stack of stacks) requireInside(trees[side], join(harness, stack, RUNNER));
  }
}
