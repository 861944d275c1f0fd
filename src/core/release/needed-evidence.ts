import { isGateCheck } from '../check/commit-check.ts';
import { type Problem, type ProblemCode, problem } from '../problem.ts';
import type { Handover } from './handover.ts';
import { short } from './position.ts';
import type { Stage } from './stage.ts';
import { TESTS_SKIPPED, testsNotDue } from './tested-tree.ts';

const WHAT_A_VERDICT_SAYS: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'gate-not-passed',
  'gate-inconclusive',
  'gate-incomparable',
  'gate-foreign-benchmark',
  'gate-without-baseline',
]);

/** A problem of the gate where the release is merged already, by hand or before a crash: the merge is no evidence. */
export function whenMerged(found: Problem, version: string, mergeCommit: string): Problem {
  if (!found.code.startsWith('gate-')) return found;
  const remedy = WHAT_A_VERDICT_SAYS.has(found.code)
    ? 'Repair it and release the next version, or say --skip gate (`skip: gate`) to tag this one all the same.'
    : `Measure ${mergeCommit} and give its verdict, or say --skip bench,gate (\`skip: bench,gate\`) to tag it without a measurement.`;
  return {
    ...found,
    what: `${version} is merged as ${short(mergeCommit)} and not tagged. ${found.what}`,
    remedy,
  };
}

/** What is said before anything is written of a release that leaves stages out. */
export function leftOutWarnings(handover: Handover, isLeftOut: (stage: Stage) => boolean): string[] {
  const { plan } = handover;
  const warnings: string[] = [];
  if (isLeftOut('test') && testsNotDue(handover) === null) warnings.push(TESTS_SKIPPED);
  const required = plan.requiredChecks.map(({ context }) => context).filter(isGateCheck);
  if (isLeftOut('gate') && handover.standing.mergeCommit === null && required.length > 0) {
    const names = [...new Set(required)].map((name) => `\`${name}\``).join(', ');
    warnings.push(
      `${plan.baseBranch} requires a measurement (${names}), and this release skips it: the pull request is merged only once somebody else has measured it.`,
    );
  }
  return warnings;
}

/** Required checks that nobody reported; what to do about the gate's is known. */
export const neverReported = (
  pullRequest: { readonly number: number; readonly url: string },
  names: readonly string[],
): Problem =>
  problem(
    'check-never-reported',
    `Nothing reported ${names.map((name) => `\`${name}\``).join(', ')} for pull request ${pullRequest.number}.`,
    {
      where: pullRequest.url,
      ...(names.some(isGateCheck)
        ? {
            remedy:
              'Measure the pull request (docs/pull-requests.md), or let a maintainer who may bypass the rule merge it, then run the same command again.',
          }
        : {}),
    },
  );
