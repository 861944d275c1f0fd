import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Side } from '../../core/bench/round-plan.ts';
import { problem, Stop } from '../../core/problem.ts';
import { staysInside } from '../small-file.ts';

/** Where the STREAM harness keeps the script that runs one stack: beside its comparison script, in a folder a stack. */
const RUNNER = 'run_stream_scenarios.sh';
export const runnerOf = (tree: string, harness: string, stack: string): string => join(tree, harness, stack, RUNNER);

/** The stacks that two trees have between them, and what each of them lacks. */
export interface TreeStacks {
  readonly stacks: readonly string[];
  readonly lacking: Readonly<Record<Side, ReadonlySet<string>>>;
}

/**
 * Finds the stacks of both trees: one that is new is measured in the candidate alone, and one that is gone in the baseline
 * alone, so that the verdict tells of both.
 *
 * @param asked null: every folder beside the harness that has a runner, in either tree
 * @throws Stop where neither tree has any, or one that is asked for
 */
export async function stacksOfTrees(
  trees: Readonly<Record<Side, string>>,
  harness: string,
  asked: readonly string[] | null,
): Promise<TreeStacks> {
  const beside = {
    baseline: await stacksIn(trees.baseline, harness),
    candidate: await stacksIn(trees.candidate, harness),
  };
  const stacks = asked ?? [...new Set([...beside.candidate, ...beside.baseline])].sort();
  const lackingIn = (side: Side) => new Set(stacks.filter((stack) => !beside[side].includes(stack)));
  const lacking = { baseline: lackingIn('baseline'), candidate: lackingIn('candidate') };
  const nowhere = stacks.filter((stack) => lacking.baseline.has(stack) && lacking.candidate.has(stack));
  if (stacks.length === 0) throw missingHarness(`${harness}/*/${RUNNER}`);
  if (nowhere.length > 0) throw missingHarness(`${harness}/{${nowhere.join(',')}}/${RUNNER}`);
  for (const side of ['baseline', 'candidate'] as const)
    for (const stack of stacks) if (!lacking[side].has(stack)) requireInside(trees[side], join(harness, stack, RUNNER));
  return { stacks, lacking };
}

/**
 * The stacks of the one tree that is measured alone.
 *
 * @throws Stop where one that is asked for is not there
 */
export async function stacksOfTree(tree: string, harness: string, asked: readonly string[] | null): Promise<string[]> {
  const beside = await stacksIn(tree, harness);
  const absent = (asked ?? []).filter((stack) => !beside.includes(stack));
  if (absent.length > 0) throw missingHarness(`${harness}/{${absent.join(',')}}/${RUNNER}`);
  return beside.sort();
}

async function stacksIn(tree: string, harness: string): Promise<string[]> {
  const folder = join(tree, harness);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.flatMap((entry) =>
    entry.isDirectory() && existsSync(join(folder, entry.name, RUNNER)) ? [entry.name] : [],
  );
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
