import { problem, Stop } from '../core/problem.ts';
import type { Handover } from '../core/release/handover.ts';
import { shownCommand, testableTrees } from '../core/release/tested-tree.ts';
import { type CheckoutFrom, otherTree, withoutCheckout } from '../core/release/wanted-checkout.ts';
import { isOfCommit, missingSubmodules, treeOfCheckout } from '../effects/bench/checkout-tree.ts';
import { runTests } from '../effects/run-tests.ts';
import { withHeartbeat } from '../report/heartbeat.ts';

export interface TestRun {
  /** A folder of the checkout: the command is run there. */
  readonly directory: string;
  /** Trees of a merge commit that a person accepts in place of the planned one. */
  readonly accepted: readonly string[];
  readonly from: CheckoutFrom;
  /** Our stream that takes what the command prints. */
  readonly output: 1 | 2;
  /** Shows a line, guarded: what the command does not get. */
  readonly told: (line: string) => void;
}

/**
 * Runs the test command that a release is configured with, in a checkout of what is released and in no other.
 *
 * @returns one line about it, with the whole id of the tree
 * @throws Stop when there is no such checkout, or when the command fails
 */
export async function runConfiguredTests(
  handover: Handover,
  { directory, accepted, from, output, told }: TestRun,
): Promise<string> {
  const { test } = handover.config;
  if (test === null) throw new Error('tests that run are configured');
  const command = shownCommand(test.command);
  const use = { what: `the test command \`${command}\``, purpose: 'run it', skip: 'test', from } as const;
  const checkout = await treeOfCheckout(directory).catch((error: unknown) => {
    if (!(error instanceof Stop)) throw error;
    throw new Stop([withoutCheckout(handover, error.problems[0], use)], { cause: error });
  });
  const trees = testableTrees(handover, accepted);
  if (!trees.includes(checkout.tree)) throw new Stop([otherTree('tests-other-tree', handover, checkout, trees, use)]);
  if (!(await isOfCommit(directory))) {
    const found = problem('source-unreadable', 'The folder is inside a checkout, but no part of its commit.', {
      where: directory,
    });
    throw new Stop([withoutCheckout(handover, found, use)]);
  }
  const [missing, ...others] = await missingSubmodules(directory);
  if (missing !== undefined) {
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    const found = problem('source-dirty', `Submodule ${missing}${more} is not checked out.`, { where: directory });
    throw new Stop([withoutCheckout(handover, found, use, { submodules: true })]);
  }
  await withHeartbeat({ what: 'the tests', most: test.timeout, told }, () => runTests(test, directory, output, told));
  return `\`${command}\` succeeded on tree ${checkout.tree}`;
}
