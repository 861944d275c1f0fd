import type { Handover } from './handover.ts';

/**
 * The rule of the stage `test`: what a repository configures as `test.command` has succeeded on the very tree that is released,
 * or a person has left it out in so many words. It is decided here for the action and for the command line alike.
 */

/** Never shown as if no tests were configured, and always said. */
export const TESTS_SKIPPED = 'The tests were skipped by request: nobody has run them on what is released.';

/** Why the tests do not run; null when they have to. */
export function testsNotDue({ plan, config, standing }: Handover): string | null {
  if (config.test === null) return 'no test command is configured';
  // A tag is never moved: what the tests would say comes too late for it.
  return standing.releaseTag === null ? null : `not run again: ${plan.names.tag} is there already`;
}

/** The command as a person reads it. */
export const shownCommand = (command: readonly string[]): string => {
  const text = command.join(' ');
  return text.length <= 100 ? text : `${text.slice(0, 99)}…`;
};

/**
 * Trees on which succeeding tests count: the one that is tagged, and the base it was made from by nothing but the bump.
 *
 * @param accepted trees of a merge commit that a person accepts in place of the planned one
 */
export function testableTrees(
  { plan, standing }: Pick<Handover, 'plan' | 'standing'>,
  accepted: readonly string[],
): readonly string[] {
  const released = standing.mergeTree ?? plan.expectedTree;
  const isPlanned = released === plan.expectedTree || accepted.includes(released);
  return [...new Set([...(isPlanned ? [plan.base.tree, plan.expectedTree] : []), released])];
}
